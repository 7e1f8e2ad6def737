"""The audit of making: recipes with alternatives and groups, yield, ramp, least run, resource, openings.

A run of MAKE gives 2 x 0.8 = 1.6 units of X. FAST takes 3 A, SLOW 2 A; the group takes 4 B1 or 5 B2 where one
of them is used alone. The plant opens in P2: at most 25 units then, at most 50 in P3.

    P2   16 X by FAST, 10 runs: 30 A, 4 runs of B1 (16), 6 of B2 (30)
    P3   32 X by SLOW, 20 runs: 40 A, 8 runs of B1 (32), 12 of B2 (60)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.test_audit_world import (
    P1,
    P2,
    Result,
    costs_of,
    families,
    judged,
    law_of,
    model_of,
    result_of,
    spoiled,
    without,
)

from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.moving import Demand
from corridor.schema.places import Period, Resource, Site
from corridor.schema.results import Delivery, Opening, Production, Purchase, Use
from corridor.schema.supply import Offer
from corridor.tables.tables import Model, Tables

LAW = law_of(())
P3 = Period(period="P3", start=date(2027, 7, 20), end=date(2027, 10, 27))


def line(product: str, quantity: float, role: str = "input", **columns: object) -> RecipeLine:
    """A line of the recipe."""
    return RecipeLine(process="MAKE", product=product, role=role, quantity=quantity, **columns)


def plant_model(**capability: object) -> Model:
    """A plant that opens; columns of its capability can be replaced."""
    columns = {
        "capacity": 100.0,
        "unit_cost": 0.5,
        "open_cost": 100.0,
        "close_cost": 10.0,
        "initially_open": "no",
        "ramp": "25;50",
        "min_run": 5.0,
        "resource": "LINE",
        "use_per_run": 2.0,
    }
    return model_of(
        P1,
        P2,
        P3,
        Site(site="PLANT", name="Plant", country="US"),
        *(Product(product=code, name=code) for code in ("X", "A", "B1", "B2")),
        *(Offer(offer=f"O_{code}", site="PLANT", product=code, unit_cost=1.0) for code in ("A", "B1", "B2")),
        Process(process="MAKE", yield_share=0.8),
        line("X", 2.0, "output"),
        line("A", 3.0, alternative="FAST"),
        line("A", 2.0, alternative="SLOW"),
        line("B1", 4.0, substitution_group="B", min_share=0.2, max_share=0.6, essential="yes"),
        line("B2", 5.0, substitution_group="B"),
        Capability(site="PLANT", process="MAKE", **{**columns, **capability}),
        Resource(site="PLANT", resource="LINE", capacity=40.0),
        Demand(site="PLANT", product="X", period="P2", quantity=16.0),
        Demand(site="PLANT", product="X", period="P3", quantity=32.0),
    )


def lot(alternative: str, period: str, made: float, **inputs: float) -> list[Production | Use | Purchase]:
    """A lot, its inputs, and their purchase."""
    key = {
        "site": "PLANT",
        "process": "MAKE",
        "alternative": alternative,
        "product": "X",
        "state": "US",
        "rule_choice": "none",
        "tag": "-",
        "period": period,
    }
    rows: list[Production | Use | Purchase] = [Production(**key, quantity=made, cost=0.5 * made)]
    for code, quantity in inputs.items():
        rows.append(Use(**key, input=code, input_state="US", value_class="-", quantity=quantity))
        place = {"site": "PLANT", "product": code, "state": "US", "period": period}
        rows.append(Purchase(offer=f"O_{code}", **place, quantity=quantity, cost=quantity))
    return rows


def plant_result() -> Result:
    """The plan of this page."""
    key = {"kind": "capability", "subject": "PLANT:MAKE"}
    sold = {"site": "PLANT", "product": "X", "state": "US", "end_use": "none"}
    return result_of(
        *lot("FAST", "P2", 16.0, A=30.0, B1=16.0, B2=30.0),
        *lot("SLOW", "P3", 32.0, A=40.0, B1=32.0, B2=60.0),
        Opening(**key, window="P1", open=0, opened=0, closed=0, cost=0.0),
        Opening(**key, window="P2", open=1, opened=1, closed=0, cost=100.0),
        Opening(**key, window="P3", open=1, opened=0, closed=0, cost=0.0),
        Delivery(**sold, period="P2", quantity=16.0),
        Delivery(**sold, period="P3", quantity=32.0),
        *costs_of(purchase=208.0, conversion=24.0, opening=100.0),
    )


def test_the_plan_worked_out_by_hand_passes() -> None:
    """Alternatives, shares, yield, ramp and resource of the plan of this page hold."""
    assert judged(plant_model(), LAW, plant_result()).findings == ()


@pytest.mark.parametrize(
    ("table", "row", "cells", "family"),
    [
        ("uses", 0, {"quantity": 20.0}, "making"),
        ("uses", 1, {"quantity": 17.0}, "making"),
        ("uses", 2, {"input": "A"}, "making"),
        ("uses", 3, {"alternative": "FAST"}, "making"),
        ("production", 0, {"quantity": 26.0}, "capacity"),
        ("production", 0, {"quantity": 4.9}, "capacity"),
        ("production", 1, {"quantity": 51.0}, "capacity"),
        ("production", 1, {"quantity": 33.0}, "capacity"),
        ("production", 0, {"period": "P1"}, "capacity"),
        ("openings", 1, {"opened": 0}, "openings"),
        ("openings", 2, {"opened": 1}, "openings"),
        ("openings", 2, {"closed": 1}, "openings"),
        ("openings", 2, {"open": 0}, "capacity"),
        ("openings", 0, {"open": 1, "opened": 1}, "capacity"),
    ],
)
def test_a_lot_against_its_recipe_or_capability_is_caught(
    table: str, row: int, cells: dict[str, object], family: str
) -> None:
    """Inputs that do not match the runs and output that the capability does not allow are found."""
    assert family in families(judged(plant_model(), LAW, spoiled(plant_result(), table, row, **cells)))


@pytest.mark.parametrize(("b1", "b2"), [(28.0, 15.0), (4.0, 45.0)])
def test_shares_of_a_group_are_bounded(b1: float, b2: float) -> None:
    """Seven or one of ten runs from B1 add up, but lie outside of 20 to 60 %."""
    result = spoiled(spoiled(plant_result(), "uses", 1, quantity=b1), "uses", 2, quantity=b2)
    result = spoiled(spoiled(result, "purchases", 1, quantity=b1), "purchases", 2, quantity=b2)
    verdict = judged(plant_model(), LAW, result)
    assert [one.family for one in verdict.findings if one.family not in ("costs", "columns")] == ["making"]


def test_a_ramp_begins_once() -> None:
    """Closing in P2 and opening again in P3 is two openings, and one is allowed."""
    result = spoiled(plant_result(), "openings", 0, open=1, opened=1)
    result = spoiled(spoiled(result, "openings", 1, open=0, opened=0, closed=1), "openings", 2, opened=1)
    findings = judged(plant_model(), LAW, result).findings
    assert any(one.family == "openings" and "at most once" in one.message for one in findings)


def test_capacity_and_least_run_per_year_count_days() -> None:
    """73 units a year are 20 in 100 days; 32 are too many, and a least run of 73 is too much for 16."""
    plain = {"per": "year", "ramp": "", "min_run": 0.0}
    above = judged(plant_model(**plain, capacity=73.0), LAW, plant_result())
    below = judged(plant_model(per="year", ramp="", capacity=None, min_run=73.0), LAW, plant_result())
    assert [(one.family, one.key) for one in above.findings] == [("capacity", "PLANT:MAKE P3")]
    assert [(one.family, one.key) for one in below.findings] == [("capacity", "PLANT:MAKE P2")]


def test_a_capability_that_decides_nothing_needs_no_openings() -> None:
    """Open at the start, without costs and least run: no rows, and rows that are there decide nothing."""
    free = {"open_cost": 0.0, "close_cost": 0.0, "initially_open": "yes", "ramp": "", "min_run": 0.0}
    with_rows = judged(plant_model(**free), LAW, plant_result())
    bare = spoiled(without(plant_result(), "openings", 0, 1, 2), "costs", 2, amount=0.0)
    assert families(with_rows) == {"openings", "costs"}
    assert judged(plant_model(**free), LAW, bare).findings == ()


@pytest.mark.parametrize(
    ("columns", "needed"),
    [
        ({"initially_open": "no"}, False),
        ({"initially_open": "yes", "close_cost": 0.0}, False),
        ({"initially_open": "yes", "min_run": 0.0}, False),
        ({"initially_open": "yes"}, True),
        ({"initially_open": "yes", "min_run": 0.0, "fixed_cost": 1.0}, True),
    ],
)
def test_an_idle_capability_may_be_left_out_where_nothing_is_due(columns: dict[str, object], needed: bool) -> None:
    """A plant that makes nothing needs rows only if staying open and closing both cost something."""
    model = plant_model(**columns)
    quiet = {Demand.TABLE: (), **{name: rows for name, rows in model.tables.rows.items() if name != "demand"}}
    model = replace(model, tables=Tables(quiet))
    assert families(judged(model, LAW, result_of())) == ({"openings"} if needed else set())
