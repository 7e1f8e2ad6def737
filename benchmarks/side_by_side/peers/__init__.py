"""One module per way from a network to HiGHS: `build(network)` returns what holds the program.

A module with `prepare` gets what that returns instead of the network; preparing is not measured.
"""
