"""mpi-sppy builds its extensive form from table-backed models as from Pyomo's own."""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo
import pytest
from tests.analytic.building import PART, goods, lane, offer, sites
from tests.analytic.building import model as model_of

from corridor.compiled import STOCK, TABLES, Components
from corridor.formulation import build
from corridor.pipeline.prepare import prepare
from corridor.schema.moving import Demand

NEEDS = {"calm": 60.0, "surge": 140.0}
"""Demand by scenario, equally likely."""


def scenario(name: str, components: Components) -> pyo.ConcreteModel:
    """Return a Corridor model of one scenario: a cheap seller has to be taken on before demand is known."""
    tables = model_of(
        sites(CHEAP="US", DEAR="US", BUYER="US"), goods(PART),
        offer("CHEAP", 1.0, fixed_cost=60.0, max_quantity=100), offer("DEAR", 2.0),
        lane("CHEAP", "BUYER", unit_cost=0.1), lane("DEAR", "BUYER", unit_cost=0.1),
        Demand(site="BUYER", product=PART, quantity=NEEDS[name]),
    )  # fmt: skip
    return build(prepare(tables).network, components)


@pytest.mark.parametrize("components", [TABLES, STOCK], ids=["tables", "stock"])
def test_the_extensive_form_has_the_same_optimum(components: Components):
    """With the cheap seller: 60 + (60 x 1.1 + (100 x 1.1 + 40 x 2.1)) / 2 = 60 + (66 + 194) / 2 = 190; without it
    (60 + 140) x 2.1 / 2 = 210.
    """
    ef = pytest.importorskip("mpisppy.opt.ef", reason="mpi-sppy is not installed (extra `stochastic`)")
    utils = pytest.importorskip("mpisppy.utils.sputils")

    def creator(name: str, **_: Any) -> pyo.ConcreteModel:
        m = scenario(name, components)
        utils.attach_root_node(m, 0.0, [m.open])
        m._mpisppy_probability = 0.5
        return m

    form = ef.ExtensiveForm({"solver": "appsi_highs"}, list(NEEDS), creator)
    form.solve_extensive_form()
    assert form.get_objective_value() == pytest.approx(190.0)
