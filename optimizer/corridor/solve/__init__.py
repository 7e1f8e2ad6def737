"""Floor 5: HiGHS.

Solves a formulation and reads the answer: status, bound, gap, values, duals at the fixed openings, and the cost lines
by evaluating their named expressions. Ctrl-C and limits keep the best plan found.
"""
