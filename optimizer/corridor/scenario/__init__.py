"""Floor 1c: scenarios, as patches on tables.

A scenario is an ordered list of patches on the tables of a model, its settings and its own records of law. `read` turns
`scenarios/*.yaml` into scenarios, `apply` gives the model as it is in one of them. What a scenario costs, and running
many of them, belongs to floors above.
"""

from corridor.scenario.apply import apply
from corridor.scenario.patches import Scenario
from corridor.scenario.read import find_scenario, read_scenarios
from corridor.scenario.shock import Shock, ShockSyntaxError, parse_shock

__all__ = ["Scenario", "Shock", "ShockSyntaxError", "apply", "find_scenario", "parse_shock", "read_scenarios"]
