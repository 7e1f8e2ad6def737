"""Conditions of records: yes, no, or not known and what would decide."""

import pytest
from tests.unit.law_example import CELL, law

from corridor.law.conditions import Verdict, judged, known_facts
from corridor.law.goods import Goods
from corridor.reference.where import conditions, exclusive, trouble

LAW = law()


def verdict(where, claim="", **facts):
    goods = Goods("XX", "720810", "CN", claim=claim, facts=tuple(facts.items()))
    return judged(conditions(where), known_facts(goods, LAW.territory))


@pytest.mark.parametrize(
    ("where", "facts", "holds"),
    [
        ("", {}, True),
        ("melt_pour=US|GB", {"melt_pour": "GB"}, True),
        ("melt_pour=US|GB", {"melt_pour": "CN"}, False),
        ("melt_pour!=US|GB", {"melt_pour": "CN"}, True),
        ("melt_pour!=US|GB", {"melt_pour": "US"}, False),
        ("melt_pour=EU", {"melt_pour": "DE"}, True),
        ("melt_pour!=EU", {"melt_pour": "DE"}, False),
        ("metal_weight_share>=0.15", {"metal_weight_share": "0.15"}, True),
        ("metal_weight_share>0.15", {"metal_weight_share": "0.15"}, False),
        ("metal_weight_share<0.15", {"metal_weight_share": "0.1499"}, True),
        ("metal_weight_share<=0.15", {"metal_weight_share": "0.16"}, False),
        ("metal_value_share=0.60", {"metal_value_share": "0.6"}, True),
        ("loaded_on<2026-04-06", {"loaded_on": "2026-04-05"}, True),
        ("loaded_on<2026-04-06", {"loaded_on": "2026-04-06"}, False),
        ("mode=sea, melt_pour=US", {"mode": "sea", "melt_pour": "US"}, True),
        ("claim=NONE", {}, True),
        ("claim=PACT|OTHER", {"claim": "PACT"}, True),
        ("claim!=NONE", {}, False),
    ],
)
def test_conditions_of_known_facts(where, facts, holds):
    """Values, alternatives, territories of countries, numbers, days, and conditions that hold together."""
    assert verdict(where, **facts).holds is holds


@pytest.mark.parametrize(
    ("where", "facts", "expected"),
    [
        ("melt_pour=US", {}, Verdict(None, ("melt_pour",))),
        ("melt_pour!=US", {}, Verdict(None, ("melt_pour",))),
        ("melt_pour=US, mode=sea", {"mode": "sea"}, Verdict(None, ("melt_pour",))),
        ("melt_pour=US, cast=US, melt_pour!=GB", {}, Verdict(None, ("melt_pour", "cast"))),
        ("melt_pour=US, mode=sea", {"mode": "air"}, Verdict(False, (), "mode=sea is not met (mode is air)")),
    ],
)
def test_a_fact_that_is_not_known_decides_only_if_nothing_else_does(where, facts, expected):
    """Not known is not no; a condition that fails decides whatever is missing."""
    assert verdict(where, **facts) == expected


def test_what_is_wrong_with_conditions():
    """Unknown facts, orders of what has none, and values of another kind are named."""
    found = dict(trouble("melt=US, mode>=1, metal_weight_share>=0.1.5, loaded_on<2026-04-06, metal_weight_share=some"))
    assert list(found) == ["melt", "mode>=1", "0.1.5", "some"]
    assert "known are cast, claim" in found["melt"]
    assert "has no order" in found["mode>=1"]
    assert not list(trouble("claim=A|B, metal_weight_share<0.15"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("melt_pour=US", "melt_pour=GB", True),
        ("melt_pour=US|GB", "melt_pour=GB|JP", False),
        ("melt_pour=US", "melt_pour!=US", True),
        ("melt_pour!=US|GB", "melt_pour=GB", True),
        ("melt_pour=US", "mode=sea", False),
        ("metal_weight_share>=0.15", "metal_weight_share<0.15", True),
        ("metal_weight_share>=0.15", "metal_weight_share<=0.15", False),
        ("metal_weight_share<0.15", "metal_weight_share>0.15", True),
        ("metal_weight_share=0.2", "metal_weight_share<0.15", True),
        ("claim=PACT, mode=sea", "claim=NONE", True),
        ("", "claim=NONE", False),
    ],
)
def test_conditions_that_exclude_each_other(one, other, expected):
    """Two conditions on one fact may leave no value for both."""
    assert exclusive(one, other) is expected
    assert exclusive(other, one) is expected


def test_text_that_is_no_condition_is_refused():
    """What the schema would refuse is refused here, too."""
    with pytest.raises(ValueError, match="no condition such as"):
        conditions("melt_pour")
    assert known_facts(CELL, LAW.territory) == {"claim": ("NONE",)}
