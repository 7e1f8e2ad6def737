"""The audit of quotas: what a plan may not say of goods that enter within one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from tests.analytic.building import PART, START, lane, model, periods
from tests.analytic.test_quotas import importing, licence, product, quota, wanted
from tests.unit.test_audit_world import Result, spoiled, without

from corridor.audit import audit
from corridor.pipeline.instance import solve_model
from corridor.reference.law import Law
from corridor.reference.load import law_of
from corridor.schema.supply import Value
from corridor.tables.tables import Model

SECOND = START + timedelta(days=10)


def rows() -> Model:
    """A plan of 30 in T1 and 80 in T2, by mass: 90 kg of T1 leave 60 for T2, which has 100 of its own by licence.

    In T1 goods are worth twice as much, so that all of them enter within the quota.
    """
    first = quota(150, 1, 10, unit="kg", carry_to=SECOND)
    second = quota(100, 11, 20, unit="kg", allocation="licence")
    law = (first, second, licence(100, 11))
    dear = Value(seller="SELLER", product=PART, period="T1", transaction_value=200)
    demand = (wanted(30, "T1"), wanted(80, "T2"), dear)
    return model(periods(2), *importing(*law, *demand, good=product(mass_kg=3), way=lane("SELLER", "BUYER")))


@cache
def solved() -> tuple[Model, Law, Result, float]:
    """The model, its law, and its plan."""
    chosen = rows()
    run = solve_model(chosen)
    return chosen, law_of(chosen), dict(run.tables), run.info["objective"]


def place(result: Result, table: str, **cells: str) -> int:
    """Return the row of a table that has these cells."""
    frame = result[table]
    for column, cell in cells.items():
        frame = frame[frame[column] == cell]
    return int(frame.index[0])


def in_t1(result: Result) -> int:
    """Return the flow of T1 within the quota."""
    return place(result, "flows", option="MFN@TRQ", ship_period="T1")


CORRUPTIONS: dict[str, tuple[Callable[[Result], Result], str]] = {
    "more than is open": (
        lambda plan: spoiled(plan, "flows", in_t1(plan), quantity=51.0),
        "more enters within the quota than is open",
    ),
    "a rest that was used": (
        lambda plan: spoiled(plan, "flows", in_t1(plan), quantity=49.0),
        "more enters within the quota than is open",
    ),
    "no row": (lambda plan: without(plan, "quotas", 0), "table quotas has no row for it"),
    "another use": (lambda plan: spoiled(plan, "quotas", 0, used=60.0), "column `used`"),
    "another amount": (lambda plan: spoiled(plan, "quotas", 0, amount=151.0), "column `amount`"),
    "another rest": (lambda plan: spoiled(plan, "quotas", 1, carried_in=61.0), "column `carried_in`"),
    "more available": (lambda plan: spoiled(plan, "quotas", 1, available=161.0), "column `available`"),
    "another day": (lambda plan: spoiled(plan, "quotas", 0, last_day="2027-01-11"), "column `last_day`"),
    "another unit": (lambda plan: spoiled(plan, "quotas", 0, unit="t"), "column `unit`"),
    "no licence needed": (lambda plan: spoiled(plan, "quotas", 1, allocation="first_come"), "column `allocation`"),
    "lapsed": (lambda plan: spoiled(plan, "quotas", 0, carried_to=""), "column `carried_to`"),
    "hearsay": (lambda plan: spoiled(plan, "quotas", 0, citation="hearsay"), "column `citation`"),
    "a period that is none": (
        lambda plan: spoiled(plan, "quotas", 0, first_day="2027-01-02"),
        "no such period of a quota is recorded",
    ),
    "a quota that is none": (
        lambda plan: spoiled(plan, "flows", in_t1(plan), option="MFN@OTHER"),
        "no quota OTHER is recorded",
    ),
}


def findings(spoil: Callable[[Result], Result]) -> list[str]:
    """Return what the audit finds in a plan that was spoiled."""
    chosen, law, plan, objective = solved()
    return [str(one) for one in audit(chosen, law, spoil(plan), objective).findings]


def test_an_honest_plan_passes():
    """Both periods of the quota, one with a rest, one by licence, and goods outside of it."""
    assert findings(dict) == []


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_caught(name: str):
    """The audit says what is wrong."""
    spoil, words = CORRUPTIONS[name]
    found = findings(spoil)
    assert any(words in text for text in found), found


def test_goods_within_a_quota_pay_its_duty():
    """A flow that says it entered outside of the quota owes what its layers leave out."""
    found = findings(lambda plan: spoiled(plan, "flows", in_t1(plan), option="MFN"))
    assert any("the law charges this layer and the plan leaves it out" in text for text in found), found


def test_goods_without_a_unit_of_the_quota_cannot_use_it():
    """Without the mass of a unit nobody knows how many kilograms entered."""
    chosen, law, plan, objective = solved()
    bare = [row.model_copy(update={"mass_kg": None}) for row in chosen.tables[type(product())]]
    light = Model(chosen.settings, chosen.tables.with_rows(type(product()), bare), chosen.place)
    found = [str(one) for one in audit(light, law, plan, objective).findings]
    assert any("no table says how much of quota TRQ a unit of PART is" in text for text in found), found


def test_a_quota_that_is_not_open_cannot_be_used():
    """Without the licence the second period has what the first one leaves; without that, nothing."""
    chosen, law, plan, objective = solved()
    lapsed = [row.model_copy(update={"carry_to": None, "allocation": "licence"}) for row in law.quotas]
    closed = Model(chosen.settings, chosen.tables.with_rows(type(licence(1)), []), chosen.place)
    found = [str(one) for one in audit(closed, replace(law, quotas=tuple(lapsed)), plan, objective).findings]
    assert any("nothing of quota TRQ is open" in text for text in found), found
