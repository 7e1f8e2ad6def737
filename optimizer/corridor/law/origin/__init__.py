"""Preferential origin as arithmetic: which tests a good must meet under an agreement, and whether it meets them.

The network turns the tests into coefficients; the audit and the worksheet judge them: what a rule means is written
once.
"""
