"""Shadow prices and their names."""

from __future__ import annotations

import pyomo.environ as pyo
import pytest
from tests.analytic.building import PART, goods, lane, model, offer, sites, solve
from tests.golden.cases import CASES

from corridor.pipeline.prepare import prepare
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.solve.marginals import column_labels, row_labels


def shop(*offers: Row, quantity: float = 10) -> list[Row | list[Row]]:
    """Return a seller and a buyer with a lane of 8 units, and whatever the buyer finds at the door."""
    return [
        sites(SELLER="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 5),
        lane("SELLER", "BUYER", capacity=8),
        *offers,
        Demand(site="BUYER", product=PART, quantity=quantity),
    ]


def duals(*rows: Row | list[Row]) -> dict[tuple[str, str], float]:
    """Return the marginals of the optimum of a model by name and key."""
    table = solve(*rows).tables["duals"]
    return dict(zip(zip(table["name"], table["key"], strict=True), table["dual_fixed_openings"], strict=True))


def test_shadow_prices_are_named_by_codes():
    """8 units at 5 over the lane, 2 at 9 at the door: one more unit wanted costs 9, one more on the lane saves 4."""
    found = duals(*shop(offer("BUYER", 9)))
    assert found["demand_is_met", "BUYER|PART|T1|none"] == pytest.approx(9)
    assert found["lane_at_most", "SELLER>BUYER:road:DIRECT:PART|T1"] == pytest.approx(-4)


def test_marginals_of_a_plan_with_decisions_are_those_at_its_openings():
    """The dear seller with a fixed cost is used for 2 units: at the fixed openings one more costs its price of 7."""
    found = duals(*shop(offer("BUYER", 7, fixed_cost=3, max_quantity=50)))
    assert found["demand_is_met", "BUYER|PART|T1|none"] == pytest.approx(7)


@pytest.mark.parametrize("family", CASES)
def test_every_row_and_column_has_a_name(family: str):
    """Each constraint and variable of the formulation has as many labels as its row table has rows."""
    ready = prepare(CASES[family]())
    columns = column_labels(ready.network)
    rows = row_labels(ready.network, columns)
    for component in ready.pyomo_model.component_objects(pyo.Constraint):
        assert all(index < len(rows[component.name]) for index in component)
    for component in ready.pyomo_model.component_objects(pyo.Var):
        assert len(columns[component.name]) == len(component)


def check_names(ready) -> None:
    """Assert that no two rows and no two columns of a program have one name."""
    columns = column_labels(ready.network)
    rows = row_labels(ready.network, columns)
    for names, labels in ((ready.program.rows, rows), (ready.program.columns, columns)):
        keys = [(name, labels[name][number]) for name, number in names]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("family", CASES)
def test_names_are_unique(family: str):
    """A name says which row is meant."""
    check_names(prepare(CASES[family]()))


def test_names_of_an_offers_bounds_are_unique():
    """An offer with a least quantity and a least order has two bounds in each period."""
    check_names(prepare(model(*shop(offer("BUYER", 7, min_quantity=4, order_minimum=2)))))
