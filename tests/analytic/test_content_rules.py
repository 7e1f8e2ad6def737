"""Content rules: who owns, what comes from where, and what it earns to keep it out.

Each optimum is worked by hand in its docstring.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytic.building import check_optimum, cost_line, sites, solve, total
from tests.analytic.origin_building import GOOD, made_of, part, product, worth

from corridor.result.run import Run
from corridor.schema.content import ContentRule
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand
from corridor.schema.places import Entity
from corridor.schema.row import Row


def credited(rule: ContentRule | None, **demand: object) -> Run:
    """Return the plan of E10: 100 units, material of a plant in ID held 30 % from CN at 90, or of one in KR at 110."""
    rows: list[Row] = [
        *sites(PLANT="US"),
        Entity(entity="STATE", name="State", domicile="CN"),
        Entity(entity="OTHERS", name="Others", domicile="ID"),
        Entity(entity="IDCO", name="Plant in ID", domicile="ID", owners="STATE:0.3;OTHERS:0.7"),
        Entity(entity="KRCO", name="Plant in KR", domicile="KR"),
        product(GOOD, None),
        product("PART", None),
        *made_of(PART=1),
        Capability(site="PLANT", process="MAKE"),
        part("PLANT", 90, "ID", producer_entity="IDCO"),
        part("PLANT", 110, "KR", producer_entity="KRCO"),
        worth(GOOD, 200),
        Demand.model_validate({"site": "PLANT", "product": GOOD, "quantity": 100, **demand}),
    ]
    return solve(*rows, *([rule] if rule else []))


def owned(**columns: object) -> ContentRule:
    """Return a rule against goods of companies that owners in CN hold to 25 % or more, of goods judged GOOD."""
    shape = {"rule": "PFE", "valid_from": date(2026, 1, 1), "attribute": "owner", "among": "CN", "control_share": 0.25}
    return ContentRule.model_validate({**shape, "products": GOOD, "tier": "supplier", "credit": 35, **columns})


def test_e10_without_a_rule_the_cheaper_plant():
    """100 x 90 = 9000; the credit of 35 on each that passes would make it 5500 (9000 - 3500): nobody looks."""
    check_optimum(credited(owned(form="at_most", limit=1.0)), 5500)


def test_e10_exclusion():
    """Nothing of the plant held 30 % may be in a unit: 110 - 35 = 75 beats 90: 7500."""
    run = credited(owned())
    check_optimum(run, 7500)
    assert cost_line(run, "cost_credit") == pytest.approx(-3500)
    assert total(run, "uses", input_state="KR~PFE") == pytest.approx(100)


def test_e10_ratio_by_quantity():
    """At least half of the material by number from others: 50 at 90, 50 at 110, credit on all: 10000 - 3500 = 6500."""
    run = credited(owned(form="at_least", limit=0.5, base="quantity"))
    check_optimum(run, 6500)


def test_e10_ratio_by_cost():
    """At least 55 % of the cost from others. Of x units from KR 110 x >= 0.55 (110 x + 90 (100 - x)), so
    x >= 4950 / 99 = 50: 50 x 110 + 50 x 90 - 3500 = 6500.
    """
    run = credited(owned(form="at_least", limit=0.55))
    check_optimum(run, 6500)
    assert total(run, "uses", input_state="KR~PFE") == pytest.approx(50)


def test_a_customer_asks_for_it():
    """Without a credit a demand that asks for the rule is served from KR alone: 11000."""
    check_optimum(credited(owned(credit=0), content_rules="PFE"), 11000)


def test_the_threshold_decides():
    """30 % is below a threshold of 35 %: the plant in ID counts as free, 90 - 35 = 55 each."""
    check_optimum(credited(owned(control_share=0.35)), 5500)


def test_at_any_tier_only_a_declaration_counts():
    """Of goods bought, who made what is in them only the supplier can say: nobody does, so nobody passes: 9000."""
    check_optimum(credited(owned(tier="any_tier")), 9000)
