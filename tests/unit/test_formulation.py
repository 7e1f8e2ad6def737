"""What a model holds: components of what its network has, and nothing for what it has not."""

from __future__ import annotations

import pyomo.environ as pyo
import pytest
from tests.analytic.building import PART, goods, lane, offer, periods, sites
from tests.unit.network_example import network

from corridor.compiled import STOCK, TABLES, Components
from corridor.formulation import build
from corridor.schema.moving import Demand

ROWS = [periods(1), sites(A="US", B="US"), goods(PART), Demand(site="B", product=PART, quantity=10)]


def constraints(m: pyo.ConcreteModel) -> set[str]:
    """Return the names of the constraints of loads."""
    names = {component.name for component in m.component_objects(pyo.Constraint)}
    return {name for name in names if name.endswith(("_at_most", "_at_least", "_ramp")) and "share" not in name}


@pytest.mark.parametrize("components", [TABLES, STOCK], ids=["tables", "stock"])
def test_families_without_loads_have_no_components(components: Components):
    """A lane with a capacity and an offer without bounds: lanes have rows, nothing else has."""
    m = build(network(*ROWS, lane("A", "B", capacity=20), offer("A", 1)), components)
    assert constraints(m) == {"lane_at_most"}


@pytest.mark.parametrize("components", [TABLES, STOCK], ids=["tables", "stock"])
def test_a_least_shipment_has_rows_of_its_own(components: Components):
    """Zero or at least 5: an upper and a lower row hang on the decision."""
    m = build(network(*ROWS, lane("A", "B", capacity=20, min_shipment=5), offer("A", 1)), components)
    assert constraints(m) == {"lane_at_most", "lane_at_least"}
    assert len(m.lane_at_least) == 1
