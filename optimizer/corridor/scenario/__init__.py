"""Floor 1c: scenarios, as patches on tables.

A scenario is an ordered list of patches. Applying it to tables or law gives new tables or law; what a scenario costs,
and running many of them, belongs to floors above.
"""
