"""The audit of lots that originate: rule choices, statuses, both sides of every test, discrete parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.unit.audit_origin_example import BUILD_DOWN, CASE, LOT, World, row_of_test, the_world
from tests.unit.test_audit_world import P2, added, without

from corridor.schema.goods import Process, RecipeLine
from corridor.schema.origin_results import OriginTest
from corridor.schema.results import Production, Purchase, Use
from corridor.schema.supply import Offer, Stock, Value

CELLS = {"product": "CELL"}
CHANGE = "ATIGA=CTH"


def worth(value: float) -> Value:
    """What a Chinese cell is worth as a material in Malaysia."""
    return Value(seller="CN_WORKS", buyer="MY_PLANT", product="CELL", transaction_value=40.0, material_value=value)


def counted(world: World, amount: float) -> World:
    """The world whose plan shows that the test counts an amount."""
    return world.cells("origin_tests", 0, counted=amount, headroom=600.0 - amount)


def by_change(tolerance: float) -> World:
    """The lot qualifies by change of heading: its cell fails it and is 42 % of the pack."""
    return the_world().provided(tolerance=tolerance).chosen(CHANGE, row_of_test("CTH", 420.0, 1000.0 * tolerance))


def by_own_value(own: float) -> World:
    """The lot qualifies by build-up: its case is 20, and its own value counts."""
    world = the_world().ruled("RVC(build_up, 40)").with_rows(Value, {"product": "PACK"}, own_value=own)
    return world.chosen("ATIGA=RVC_BU40", row_of_test("RVC_BU40", -200.0, -400.0 + 10.0 * own))


def by_mass(percent: int) -> World:
    """The lot qualifies by mass: its cell is 2 of 3 kg."""
    row = row_of_test(f"MAXMASS{percent}", 0.02, 0.03 * percent / 100, 0.03, basis="mass")
    return the_world().ruled(f"MAXMASS({percent})").chosen(f"ATIGA=MAXMASS{percent}", row)


def ex_works(value: float | None) -> World:
    """The lot qualifies by a largest share of the ex-works price."""
    world = the_world().ruled("MAXNOM(50)").with_rows(Value, {"product": "PACK"}, ex_works=value)
    figures = (420.0, 5.0 * (value or 0.0), 10.0 * (value or 0.0))
    return world.chosen("ATIGA=MAXNOM50", row_of_test("MAXNOM50", *figures, basis="ex_works"))


def traced(content: int) -> World:
    """Under an agreement that absorbs nothing the case counts with 90 %, and the pack with a content of its own."""
    world = the_world().provided(roll_up="none").with_rows(Offer, {"offer": "O_CASE"}, traced_content="ATIGA:0.9")
    world = world.cells("purchases", 1, state="MY~ATIGA=90").renamed("input_state", CASE, "MY~ATIGA=90")
    rows = (row_of_test("RVC_BD40", 440.0, 600.0), row_of_test(f"CONTENT{content}", 440.0, 1000.0 - 10.0 * content))
    return world.chosen(f"{BUILD_DOWN}&CONTENT{content}", *rows, state=f"MY~ATIGA={content}")


def content_only(content: int) -> World:
    """The pack does not originate, and a content of it is known."""
    row = row_of_test(f"CONTENT{content}", 420.0, 1000.0 - 10.0 * content)
    return the_world().chosen(f"ATIGA=CONTENT{content}", row, state=f"MY~ATIGA.{content}")


def partly() -> World:
    """A case that does not originate counts with its content of 30 %."""
    world = the_world().provided(cumulation="partial", partial_from=0.2, partial_to=0.4)
    world = world.with_rows(Offer, {"offer": "O_CASE"}, originating_under="", traced_content="ATIGA:0.3")
    world = world.cells("purchases", 1, state="MY~ATIGA.30").renamed("input_state", CASE, "MY~ATIGA.30")
    return counted(world, 420.0 + 140.0)


def barred(state: str = CASE) -> World:
    """The case must originate: a test that nothing may fail, which needs no row."""
    world = the_world().ruled("ORIGINATING(3926)").chosen("ATIGA=ORIG")
    return world.renamed("input_state", CASE, state).cells("purchases", 1, state=state)


def discrete(choice: str, *other: str) -> World:
    """Cells are discrete parts; some of them may come in other states."""
    world = the_world().with_rows(RecipeLine, CELLS, discrete="yes")
    world = world.chosen(choice, row_of_test("RVC_BD40", 420.0, 600.0))
    lot = {**LOT, "rule_choice": choice, "input": "CELL", "value_class": "-", "quantity": 1.0}
    return world.planned(added(world.result, *(Use(**lot, input_state=state) for state in other)))


def of_a_year(averaging: str, *tests: OriginTest) -> World:
    """Packs at 50 in P1 and at 100 in P2: alike in all but the period."""
    world = the_world().more(P2).with_rows(Value, {"product": "PACK"}, period="P1", transaction_value=50.0)
    world = world.more(Value(seller="MY_PLANT", product="PACK", period="P2", transaction_value=100.0))
    world = world.provided(averaging=averaging).chosen(BUILD_DOWN, *tests)
    lot = {**LOT, "period": "P2"}
    use = {**lot, "value_class": "-", "quantity": 10.0}
    rows = (
        Production(**lot, quantity=10.0, cost=0.0),
        Use(**use, input="CELL", input_state="CN"),
        Use(**use, input="CASE", input_state=CASE),
    )
    return world.planned(added(world.result, *rows))


def dearer(period: str, quantity: float) -> World:
    """Cells of the same origin are bought at 61 at the plant."""
    offer = Offer(offer="O_DEAR", site="MY_PLANT", product="CELL", np_origin="CN", unit_cost=61.0)
    world = the_world().more(P2, offer)
    bought = Purchase(
        offer="O_DEAR",
        state="CN",
        period=period,
        site="MY_PLANT",
        product="CELL",
        quantity=quantity,
        cost=61.0 * quantity,
    )
    return world.planned(added(world.result, bought))


YEAR = row_of_test("RVC_BD40", 840.0, 900.0, 1500.0, period="2027")
EACH_PERIOD = (
    row_of_test("RVC_BD40", 420.0, 300.0, 500.0),
    row_of_test("RVC_BD40", 420.0, 600.0, 1000.0, period="P2"),
)

RIGHT: dict[str, Callable[[], World]] = {
    "content by build-down": the_world,
    "content exactly at the threshold": lambda: counted(the_world().more(worth(60.0)), 600.0),
    "more counted than is found": lambda: counted(the_world(), 500.0),
    "change of heading within the tolerance": lambda: by_change(0.42),
    "content by build-up": lambda: by_own_value(20.0),
    "mass": lambda: by_mass(67),
    "largest share of the ex-works price": lambda: ex_works(84.0),
    "content of goods that originate": lambda: traced(56),
    "content of goods that do not": lambda: content_only(58),
    "part of a material": partly,
    "what must originate does": barred,
    "a margin that is kept": lambda: (
        the_world().set(claim_margin=0.1).cells("origin_tests", 0, allowed=500.0, headroom=80.0)
    ),
    "discrete parts of one kind": lambda: discrete(f"{BUILD_DOWN}/CELL:CN"),
    "discrete parts of looks that tests cannot tell apart": lambda: counted(
        discrete(f"{BUILD_DOWN}/CELL:CN", "CN~ATIGA.10"), 462.0
    ),
    "nothing averaged": lambda: (
        the_world()
        .provided(averaging="none")
        .chosen(f"{BUILD_DOWN}/CELL:CN/CASE:{CASE}", row_of_test("RVC_BD40", 420.0, 600.0))
    ),
    "averaged over the year": lambda: of_a_year("year", YEAR),
    "dearer cells that are bought later": lambda: dearer("P2", 1.0),
    "dearer cells that are not bought": lambda: dearer("P1", 0.0),
}


OF_CASES = {
    "content by build-up": -200.0,
    "content of goods that originate": 20.0,
    "part of a material": 140.0,
}
"""What the tests count of cases, where it is not 0."""


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_lot_passes(name: str) -> None:
    """Lots that pass their tests, and show it rightly, are no findings."""
    assert RIGHT[name]().worked(OF_CASES.get(name, 0.0)).on_origin() == []


CORRUPTIONS: dict[str, tuple[Callable[[], World], str]] = {
    "a test that fails by a cent": (
        lambda: counted(the_world().more(worth(60.001)), 600.01),
        "test RVC_BD40 of ATIGA fails",
    ),
    "a failing test that is shown as passing": (
        lambda: counted(the_world().more(worth(60.001)), 600.0),
        "test RVC_BD40 of ATIGA fails",
    ),
    "a tolerance that is exceeded": (lambda: by_change(0.4199), "test CTH of ATIGA fails"),
    "too little own value": (lambda: by_own_value(19.99), "test RVC_BU40 of ATIGA fails"),
    "too much mass": (lambda: by_mass(66), "test MAXMASS66 of ATIGA fails"),
    "too low an ex-works price": (lambda: ex_works(83.99), "test MAXNOM50 of ATIGA fails"),
    "no ex-works price": (lambda: ex_works(None), "test MAXNOM50 of ATIGA fails"),
    "too high a content of goods that originate": (lambda: traced(57), "test CONTENT57 of ATIGA fails"),
    "too high a content of goods that do not": (lambda: content_only(59), "test CONTENT59 of ATIGA fails"),
    "what must originate does not": (lambda: barred("MY"), "nothing that it counts may be in the lot"),
    "a margin that is not kept": (lambda: the_world().set(claim_margin=0.2), "test RVC_BD40 of ATIGA fails"),
    "a lower price to another buyer": (
        lambda: the_world().more(Value(seller="MY_PLANT", buyer="MY_B", product="PACK", transaction_value=60.0)),
        "test RVC_BD40 of ATIGA fails",
    ),
    "a dearer source of the same goods": (lambda: dearer("P1", 1.0), "test RVC_BD40 of ATIGA fails"),
    "cells from the start, whose least price anywhere is too high": (
        lambda: (
            the_world()
            .more(Stock(site="MY_PLANT", product="CELL", opening=10.0, np_origin="CN"), worth(61.0))
            .planned({**the_world().result, "flows": the_world().result["flows"].drop(index=0)})
        ),
        "test RVC_BD40 of ATIGA fails",
    ),
    "dear goods from the start": (
        lambda: the_world().more(
            Stock(site="MY_PLANT", product="CELL", opening=1.0, np_origin="CN"),
            Value(seller="MY_PLANT", buyer="MY_PLANT", product="CELL", transaction_value=61.0),
        ),
        "test RVC_BD40 of ATIGA fails",
    ),
    "an input without its status": (
        lambda: the_world().more(worth(45.0)).renamed("input_state", CASE, "MY"),
        "test RVC_BD40 of ATIGA fails",
    ),
    "a test that is not shown": (
        lambda: the_world().planned(without(the_world().result, "origin_tests", 0)),
        "has no row in table origin_tests",
    ),
    "a test that no lot has": (
        lambda: the_world().planned(added(the_world().result, row_of_test("CTH", 0.0, 100.0))),
        "no lot of the plan has to pass this test",
    ),
    "less counted than the inputs are": (lambda: counted(the_world(), 419.99), "`counted` is less"),
    "more counted than allowed": (lambda: counted(the_world(), 600.1), "`counted` is more than `allowed`"),
    "more allowed than the rule allows": (
        lambda: the_world().cells("origin_tests", 0, allowed=600.01, headroom=180.01),
        "`allowed`",
    ),
    "a wrong value": (lambda: the_world().cells("origin_tests", 0, value=1001.0), "`value`"),
    "a wrong headroom": (lambda: the_world().cells("origin_tests", 0, headroom=181.0), "`headroom`"),
    "a wrong basis": (lambda: the_world().cells("origin_tests", 0, basis="ex_works"), "`basis`"),
    "a wrong citation": (lambda: the_world().cells("origin_tests", 0, citation="hearsay"), "not that of the rule"),
    "a wrong evidence": (lambda: the_world().cells("origin_tests", 0, evidence="A"), "not that of the rule"),
    "a rule of a later date": (
        lambda: the_world().ruled("RVC(build_down, 40)", valid_from=date(2027, 4, 11)),
        "has no way RVC_BD40 for this lot on 2027-04-10, only PE",
    ),
    "a rule that has ended": (
        lambda: the_world().ruled("RVC(build_down, 40)", valid_to=date(2027, 4, 9)),
        "has no way RVC_BD40",
    ),
    "a rule of another threshold": (lambda: the_world().ruled("RVC(build_down, 45)"), "only RVC_BD45"),
    "a provision that does not hold yet": (
        lambda: the_world().provided(valid_from=date(2027, 4, 11)),
        "no provision of ATIGA holds",
    ),
    "a minimal operation": (
        lambda: the_world().with_rows(Process, {"process": "ASSEMBLE"}, minimal="yes"),
        "has no way RVC_BD40",
    ),
    "a plant that lies in no party": (lambda: the_world().parties("SG;TH"), "MY is no party of ATIGA"),
    "an agreement that the model does not name": (lambda: the_world().set(agreements=()), "model.yaml does not name"),
    "a content where all is absorbed": (
        lambda: the_world().chosen(f"{BUILD_DOWN}&CONTENT50", row_of_test("RVC_BD40", 420.0, 600.0)),
        "ATIGA absorbs",
    ),
    "a status without a rule": (lambda: the_world().chosen("none"), "gives no status, the label says ATIGA"),
    "a status of another content": (
        lambda: the_world().chosen("ATIGA=CONTENT50", row_of_test("CONTENT50", 420.0, 500.0)),
        "gives ATIGA.50, the label says ATIGA",
    ),
    "a status of another agreement": (
        lambda: the_world().renamed("state", "MY~ATIGA", "MY~ATIGA~RCEP"),
        "the label says RCEP",
    ),
    "a worksheet without an input that counts": (
        lambda: the_world().planned(without(the_world().result, "origin_inputs", 0)),
        "has no line for it",
    ),
    "a line of an input that is not used": (
        lambda: the_world().cells("origin_inputs", 1, input_state="MY"),
        "no lot of the test uses this input",
    ),
    "a line of another quantity": (lambda: the_world().cells("origin_inputs", 1, quantity=9.0), "`quantity`"),
    "a line that counts too little": (
        lambda: the_world().cells("origin_inputs", 0, counted=419.0),
        "less than what the input counts for",
    ),
    "a line that counts more than it is worth": (
        lambda: the_world().cells("origin_inputs", 0, value=419.0),
        "less than what the test counts of it",
    ),
    "lines that do not add up": (lambda: the_world().cells("origin_inputs", 1, counted=1.0), "`counted` is not what"),
    "a worksheet of no test": (
        lambda: the_world().cells("origin_inputs", 1, test="CTH"),
        "table origin_tests shows no such test",
    ),
    "discrete parts that are mixed": (lambda: discrete(f"{BUILD_DOWN}/CELL:CN", "KR"), "discrete parts are mixed"),
    "discrete parts of another kind": (lambda: discrete(f"{BUILD_DOWN}/CELL:KR"), "discrete parts are mixed"),
    "discrete parts without a name": (lambda: discrete(BUILD_DOWN), "names 0 kinds of discrete parts, the lot has 1"),
    "a part that the recipe does not take there": (
        lambda: discrete(f"{BUILD_DOWN}/CASE:MY"),
        "no such part in its place",
    ),
    "materials that may not be averaged": (
        lambda: the_world().provided(averaging="none"),
        "names 0 kinds of discrete parts, the lot has 2",
    ),
    "a period that fails by itself": (lambda: of_a_year("period", *EACH_PERIOD), "test RVC_BD40 of ATIGA fails"),
    "a year shown by its periods": (lambda: of_a_year("year", *EACH_PERIOD), "has no row in table origin_tests"),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_named(name: str) -> None:
    """The audit says what is wrong with the lot or its test."""
    spoil, words = CORRUPTIONS[name]
    found = spoil().on_origin()
    assert any(words in one for one in found), found


@pytest.mark.parametrize("choice", ["", "ATIGA", "ATIGA=", "ATIGA=cth", "RCEP=CTH+ATIGA=CTH", "ATIGA=CTH+ATIGA=CC",
                                    "ATIGA=CONTENT101", "ATIGA=CTH/CELL", "ATIGA=CTH/CELL:CN/x/y"])  # fmt: skip
def test_what_is_no_rule_choice_is_refused(choice: str) -> None:
    """A rule choice that says nothing, or says it out of order, is an unknown code."""
    assert any(
        "[keys]" in one and "rule_choice" in one
        for one in the_world().cells("production", 0, rule_choice=choice).found()
    )
