"""Floor 3: the expanded network.

Turns tables and law into nodes (site, product, origin state, period), arcs, lots and uses, with every coefficient
computed and every state that cannot matter left out. Arrays only: no Pyomo, no solver.
"""
