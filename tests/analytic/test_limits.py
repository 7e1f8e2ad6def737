"""Limits of the planner: totals, shares and counts, hard or at a price, each optimum worked by hand."""

from __future__ import annotations

import pytest
from tests.analytic.building import (
    PART,
    base_rate,
    check_optimum,
    coded,
    lane,
    offer,
    periods,
    programme,
    sites,
    solve,
    total,
    valuation,
)

from corridor.schema.moving import Demand, Limit
from corridor.schema.places import Entity, Site
from corridor.schema.row import Row


def limit(**columns: object) -> Limit:
    """Return a limit called RULE."""
    return Limit.model_validate({"limit": "RULE", **columns})


def three_sellers(*limits: Limit, **caps: float) -> list[Row]:
    """Return 100 units wanted in MY: CN sells at 10, TH at 12, AU at 20, without duty."""
    prices = {"CN": 10, "TH": 12, "AU": 20}
    return [
        *sites(CN_SITE="CN", TH_SITE="TH", AU_SITE="AU", BUYER="MY"),
        coded(mass_kg=500),
        *(offer(f"{origin}_SITE", price, origin, max_quantity=caps.get(origin)) for origin, price in prices.items()),
        *(lane(f"{origin}_SITE", "BUYER") for origin in prices),
        Demand(site="BUYER", product=PART, quantity=100),
        valuation("MY"),
        base_rate("MY"),
        *limits,
    ]


@pytest.mark.parametrize(
    ("columns", "cost"),
    [
        ({"of": "flows[from_site=CN_SITE]", "upper": 40}, 1120),
        ({"of": "purchases[site=CN_SITE|TH_SITE]", "upper": 90}, 1100),
        ({"of": "flows[from_site!=CN_SITE]", "lower": 30}, 1060),
        ({"of": "flows[np_origin=CN]", "measure": "mass", "upper": 20}, 1120),
        ({"of": "flows[np_origin=CN, to_country=MY]", "measure": "value", "upper": 400}, 1120),
        ({"of": "purchases[product=PART]", "measure": "cost", "lower": 1120}, 1120),
        ({"of": "purchases[site=AU_SITE]", "lower": 5, "upper": 10}, 1050),
    ],
)
def test_hard_totals(columns: dict[str, object], cost: float):
    """100 from CN cost 1000; each unit moved to TH adds 2, to AU 10.

    40 units from CN (or 20 t of 0.5 t, or a value of 400): 400 + 60 x 12 = 1120. 90 from CN and TH: 900 +
    200. 30 from elsewhere: 700 + 360. Purchases of at least 1120 are just that. Between 5 and 10 from AU: 950
    + 100.
    """
    check_optimum(solve(*three_sellers(limit(**columns))), cost)


@pytest.mark.parametrize(("price", "cost", "excess"), [(1.5, 1090, 60), (3, 1120, 0)])
def test_soft_limit_is_broken_where_that_is_cheaper(price: float, cost: float, excess: float):
    """At most 40 from CN, or a price per unit above: keeping to it costs 2 a unit: 1090 or 1120."""
    run = solve(*three_sellers(limit(of="flows[np_origin=CN]", upper=40, price=price)))
    check_optimum(run, cost)
    assert total(run, "limits", "excess") == pytest.approx(excess, abs=1e-6)


def test_soft_share_is_priced_per_unit_of_the_measure():
    """At most 40 % from CN, or 1.50 per unit above: 60 units above 40, 1000 + 90."""
    rule = limit(of="flows[np_origin=CN]", within="flows[product=PART]", upper=0.4, price=1.5, **{"as": "share"})
    check_optimum(solve(*three_sellers(rule)), 1090)


@pytest.mark.parametrize("attribute", ["from_country", "np_origin", "site"])
def test_share_of_each_value_of_an_attribute(attribute: str):
    """No country (or site) above half: 50 from CN and 50 from TH, 1100."""
    rule = limit(
        of="flows[product=PART]", within="flows[product=PART]", upper=0.5, attribute_by=attribute,
        **{"as": "share"},
    )  # fmt: skip
    check_optimum(solve(*three_sellers(rule)), 1100)


def test_share_of_each_owner():
    """CN and TH belong to one group by a majority held through a chain: together at most half, so 50 from AU:
    1500.
    """
    rows = [
        row.model_copy(update={"entity": row.site.removesuffix("_SITE")}) if isinstance(row, Site) else row
        for row in three_sellers()
    ]
    rule = limit(
        of="flows[product=PART]", within="flows[product=PART]", upper=0.5, attribute_by="owner",
        **{"as": "share"},
    )  # fmt: skip
    run = solve(
        *rows,
        Entity(entity="GROUP", name="Group", domicile="SG"),
        Entity(entity="CN", name="Cn", domicile="CN", owners="GROUP:0.6"),
        Entity(entity="TH", name="Th", domicile="TH", owners="CN:0.6"),
        Entity(entity="AU", name="Au", domicile="AU"),
        Entity(entity="BUYER", name="Buyer", domicile="MY"),
        rule,
    )
    check_optimum(run, 1500)


def test_at_most_one_seller():
    """CN gives at most 60. Two sellers: 600 + 480 = 1080; a single one can only be TH: 1200."""
    rule = limit(of="purchases[product=PART]", measure="sites", upper=1, **{"as": "count"})
    check_optimum(solve(*three_sellers(CN=60)), 1080)
    check_optimum(solve(*three_sellers(rule, CN=60)), 1200)


def test_at_least_two_sellers_that_count_only_with_some_quantity():
    """Two sellers of at least 20 units each: 80 x 10 + 20 x 12 = 1040."""
    rule = limit(of="purchases[product=PART]", measure="sites", lower=2, threshold=20, **{"as": "count"})
    check_optimum(solve(*three_sellers(rule)), 1040)


@pytest.mark.parametrize(("per", "cost"), [("period", 2160), ("horizon", 2080), ("year", 2080)])
def test_window_of_a_limit(per: str, cost: float):
    """Two periods of ten days, 100 units each: CN at 10, the rest from TH at 12.

    At most 60 from CN per period: 2 x (600 + 480). At most 160 over the horizon: 1600 + 480 = 2080. At most
    2920 a year are 160 in 20 days: the same.
    """
    most = {"period": 60, "horizon": 160, "year": 2920}[per]
    rule = limit(of="flows[np_origin=CN]", upper=most, per=per)
    check_optimum(solve(periods(2), *three_sellers(rule)), cost)


def test_cost_of_a_flow_is_all_that_the_lane_costs():
    """Duty of 10 % on goods from CN is a cost of 1 a unit; at most 40 of it: 40 from CN at 11 and 60 from TH,
    1160.
    """
    run = solve(
        *three_sellers(limit(of="flows[from_site=CN_SITE]", measure="cost", upper=40)),
        programme("CHINA", "MY", 0.1, origins="CN"),
    )
    check_optimum(run, 40 * 11 + 60 * 12)
