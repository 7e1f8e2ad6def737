"""The audit of content rules: what goods may say of themselves, what lots must pass, what demand asks for and earns.

The packs of the origin example, without an agreement: cells of a plant in China, cases of one in Malaysia. A rule keeps
Chinese makers out of packs: the cells come from Korea instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.unit.audit_origin_example import LOT, World, row_of_test, the_world
from tests.unit.test_audit_world import added, costs_of, spoiled

from corridor.schema.content import ContentRule
from corridor.schema.moving import Demand
from corridor.schema.origin_results import OriginInput
from corridor.schema.places import Entity, Site
from corridor.schema.results import Production
from corridor.schema.supply import Offer
from corridor.tables.tables import frame

RULE = {"rule": "CLEAN", "valid_from": date(2026, 1, 1), "attribute": "country", "among": "CN", "tier": "supplier"}


def rule(**columns: object) -> ContentRule:
    """A rule that judges packs by the country their inputs are made in."""
    return ContentRule.model_validate({**RULE, "products": "PACK", **columns})


def clean(content: ContentRule, choice: str = "CLEAN=NONE", cell: str = "KR~CLEAN", **test: float) -> World:
    """Packs of cells from a plant in Korea, sold to a demand that asks for the rule."""
    world = the_world().set(agreements=()).more(content)
    world = world.with_rows(Site, {"site": "CN_WORKS"}, country="KR").with_rows(
        Demand, {"site": "TH_SHOP"}, content_rules="CLEAN"
    )
    world = world.chosen(choice, state="MY~CLEAN").renamed("input_state", "MY~ATIGA", "MY~CLEAN")
    world = world.renamed("input_state", "CN", cell)
    result = spoiled(world.result, "purchases", 0, state=cell)
    result = spoiled(result, "purchases", 1, state="MY~CLEAN")
    result = spoiled(result, "flows", 0, state=cell, np_origin="KR")
    result = spoiled(result, "flows", 1, option="MFN", duty=200.0, claim_cost=0.0)
    result = spoiled(result, "duty_layers", 0, state=cell)
    result = spoiled(
        result,
        "duty_layers",
        1,
        option="MFN",
        programme="MFN",
        rate=0.2,
        amount=200.0,
        citation="tariff TH",
        evidence="B",
    )
    result = {**result, "claims": result["claims"].iloc[:0], "origin_inputs": frame(OriginInput, [])}
    earned = -10.0 * content.credit
    result["costs"] = result["costs"].iloc[:0]
    result = added(result, *costs_of(purchase=600.0, freight=30.0, duty=200.0, credit=earned))
    for name, counted in test.items():
        row = row_of_test(name, counted, 0.0, 10.0, scheme="CLEAN", basis="quantity", citation="", evidence="D")
        row = row.model_copy(update={"rule_choice": choice, "state": "MY~CLEAN"})
        result = added(result, row)
    return world.planned(result)


def mixed(share: float, **columns: object) -> World:
    """At most a share of the inputs by number may be Chinese; here the cells are, and that is one half."""
    content = rule(form="at_most", limit=share, base="quantity", **columns)
    name = f"AT_MOST_{100 * share:g}"
    counted = 10.0 * (1.0 - share) - 10.0 * share
    world = clean(content, "CLEAN=AT_MOST", "CN", **{name: counted}).with_rows(Site, {"site": "CN_WORKS"}, country="CN")
    world = world.cells("flows", 0, np_origin="CN")
    key = {**LOT, "rule_choice": "CLEAN=AT_MOST", "state": "MY~CLEAN", "scheme": "CLEAN", "test": name}
    lines = [
        OriginInput(**key, input="CELL", input_state="CN", quantity=10.0, value=10.0, counted=10.0 * (1.0 - share)),
        OriginInput(**key, input="CASE", input_state="MY~CLEAN", quantity=10.0, value=10.0, counted=-10.0 * share),
    ]
    return world.planned(added(world.result, *lines))


def held(share: float) -> World:
    """The plant in Korea is held in part by a company from China; the rule asks who owns the makers."""
    owned = {"attribute": "owner", "control_share": 0.25}
    companies = (
        Entity(entity="STATE", name="State", domicile="CN"),
        Entity(entity="WORKS", name="Works", domicile="KR", owners=f"STATE:{share}"),
    )
    return clean(rule(**owned)).more(*companies).with_rows(Site, {"site": "CN_WORKS"}, entity="WORKS")


RIGHT: dict[str, Callable[[], World]] = {
    "nothing of it": lambda: clean(rule()),
    "a credit": lambda: clean(rule(credit=35.0)),
    "a share by number": lambda: mixed(0.5),
    "makers of whom little is held": lambda: held(0.24),
    "origin": lambda: clean(rule(attribute="np_origin")),
    "documents": lambda: (
        clean(rule(tier="any_tier"))
        .with_rows(Offer, {"offer": "O_CELL"}, complies_with="CLEAN")
        .with_rows(Offer, {"offer": "O_CASE"}, complies_with="CLEAN")
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_plan_passes(name: str) -> None:
    """Plans whose goods satisfy what is asked of them are no findings."""
    assert RIGHT[name]().found() == []


CORRUPTIONS: dict[str, tuple[Callable[[], World], str]] = {
    "a maker in a country that is kept out": (
        lambda: clean(rule()).with_rows(Site, {"site": "CN_WORKS"}, country="CN"),
        "declares no status CLEAN",
    ),
    "a maker that is held": (lambda: held(0.25), "declares no status CLEAN"),
    "a maker of whom only the supplier knows": (lambda: clean(rule(tier="any_tier")), "declares no status CLEAN"),
    "documents that have expired": (
        lambda: RIGHT["documents"]().with_rows(Offer, {"offer": "O_CELL"}, proof_until=date(2027, 4, 9)),
        "declares no status CLEAN",
    ),
    "a lot with something of it": (
        lambda: clean(rule()).cells("uses", 0, input_state="KR"),
        "nothing that it counts may be in the lot",
    ),
    "a lot with too much of it": (lambda: mixed(0.49), "test AT_MOST_49 of CLEAN fails"),
    "a plant that is itself kept out": (
        lambda: clean(rule(among="MY;CN")),
        "is itself what content rule CLEAN looks for",
    ),
    "a form that the rule does not have": (
        lambda: clean(rule(), "CLEAN=AT_MOST"),
        "content rule CLEAN has no form AT_MOST",
    ),
    "a rule that has ended": (
        lambda: clean(rule(valid_to=date(2027, 4, 9))),
        "content rule CLEAN has no form NONE in P1",
    ),
    "a delivery that does not say so": (
        lambda: clean(rule()).cells("deliveries", 0, state="MY"),
        "the demand asks for goods that satisfy CLEAN",
    ),
    "a credit that is not earned": (lambda: clean(rule(credit=35.0)).cells("costs", 3, amount=-351.0), "cost_credit"),
    "a claim under a content rule": (lambda: clean(rule()).cells("flows", 1, option="CLEAN"), "option 'CLEAN'"),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_named(name: str) -> None:
    """The audit says what is wrong."""
    spoil, words = CORRUPTIONS[name]
    found = spoil().found()
    assert any(words in one for one in found), found


def test_a_lot_without_the_rule_earns_nothing() -> None:
    """A lot that names no content rule has no credit, whatever it is made of."""
    world = clean(rule(credit=35.0))
    plain = world.result["production"].assign(rule_choice="none")
    found = world.planned({**world.result, Production.TABLE: plain}).found()
    assert any("cost_credit" in one for one in found)
