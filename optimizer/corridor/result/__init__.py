"""Floor 1b: a run as tables.

A `Run` is what a solve leaves behind: `run.json`, one table per row class of `schema/results.py`, and the labels a
reader needs. Whoever shows or audits a plan starts from here, never from the solver.
"""
