"""Floor 2: what the law says about one flow, as arithmetic.

Pure functions from codes, origins, routes and dates to numbers: the duty stack of a flow with a reason and a citation
for each layer, customs values, control of companies. No files, no solver, no decision: what depends on choices of the
plan is left to the formulation.
"""
