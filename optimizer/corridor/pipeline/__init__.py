"""Floor 6: from one instance to one run.

Load, patch, expand, build, solve, audit, write: the one place that knows the order of the floors below.
"""
