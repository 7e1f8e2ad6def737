"""How goods are bought: tiers, minimums, multiples, windows and tooling, each optimum worked by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.analytic.building import (
    PART,
    START,
    base_rate,
    check_optimum,
    coded,
    cost_line,
    goods,
    lane,
    offer,
    periods,
    sites,
    solve,
    total,
    valuation,
)

from corridor.schema.goods import Product
from corridor.schema.moving import Demand
from corridor.schema.places import Entity, Listing
from corridor.schema.row import Row
from corridor.schema.supply import Value


def wanted(quantity: float, *offers: Row, disposal_cost: float | None = None) -> list[Row]:
    """Return a buyer who wants a quantity of PART and has the offers at the door."""
    return [
        *sites(BUYER="US"),
        Product(product=PART, name=PART, disposal_cost=disposal_cost),
        *offers,
        Demand(site="BUYER", product=PART, quantity=quantity),
    ]


@pytest.mark.parametrize(("quantity", "cost"), [(80, 740), (20, 190)])
def test_incremental_tiers_fill_in_order(quantity: float, cost: float):
    """50 units at 10, further ones at 8, against 9.50 elsewhere: 80 cost 500 + 240 = 740, below 760; 20 cost
    190.

    A tier is open only when the one before is full: the 20 units are not to be had at 8.
    """
    run = solve(*wanted(
        quantity,
        offer("BUYER", 10, offer="TIER_1", schedule="S", max_quantity=50),
        offer("BUYER", 8, offer="TIER_2", schedule="S", min_quantity=50, max_quantity=200),
        offer("BUYER", 9.5, offer="OTHER"),
    ))  # fmt: skip
    check_optimum(run, cost)


@pytest.mark.parametrize(("disposal_cost", "cost"), [(0.5, 805), (None, 900)])
def test_all_units_tier_prices_every_unit(disposal_cost: float | None, cost: float):
    """Below 100 units each costs 10, from 100 on each costs 8: of 90 needed it pays to buy 100 and get rid of
    10.

    100 x 8 + 10 x 0.50 = 805, or 90 x 10 = 900 where nothing can be disposed of.
    """
    tiers = {"schedule": "S", "tiering": "all_units"}
    run = solve(*wanted(
        90,
        offer("BUYER", 10, offer="TIER_1", max_quantity=99, **tiers),
        offer("BUYER", 8, offer="TIER_2", min_quantity=100, max_quantity=300, **tiers),
        disposal_cost=disposal_cost,
    ))  # fmt: skip
    check_optimum(run, cost)


def test_orders_are_whole_multiples():
    """Lots of 40 at 10 with disposal at 1, or single units at 12: of 100 needed, 2 lots and 20 units, 800 +
    240 = 1040.

    Three lots would cost 1200 + 20 = 1220.
    """
    run = solve(*wanted(
        100,
        offer("BUYER", 10, offer="LOTS", order_multiple=40),
        offer("BUYER", 12, offer="UNITS"),
        disposal_cost=1,
    ))  # fmt: skip
    check_optimum(run, 1040)
    assert total(run, "order_lots", "lots", offer="LOTS") == 2


@pytest.mark.parametrize(("quantity", "cost"), [(50, 650), (70, 700)])
@pytest.mark.parametrize("minimum", [{"min_quantity": 60}, {"order_minimum": 20, "orders_per_period": 3}])
def test_minimum_order_is_zero_or_at_least(quantity: float, cost: float, minimum: dict[str, float]):
    """At least 60 at 10 (or three orders of at least 20), or any quantity at 13: 50 x 13 = 650, 70 x 10 =
    700.
    """
    run = solve(*wanted(
        quantity, offer("BUYER", 10, offer="MINIMUM", **minimum), offer("BUYER", 13, offer="ANY")
    ))  # fmt: skip
    check_optimum(run, cost)


@pytest.mark.parametrize(
    ("columns", "cost"),
    [
        ({"tooling": 50}, 450),
        ({"fixed_cost": 30}, 460),
        ({"fixed_cost": 30, "per": "horizon"}, 430),
        ({"max_quantity": 60, "per": "horizon"}, 440),
        ({"max_quantity": 30, "per": "period"}, 440),
        ({"max_quantity": 365, "per": "year"}, 520),
    ],
)
def test_windows_of_an_offer(columns: dict[str, object], cost: float):
    """40 units in each of two periods of ten days, at 5 under the offer or at 7 elsewhere.

    Tooling of 50 is paid once: 80 x 5 + 50 = 450. A fixed cost of 30 is paid in each period, 460, or once per
    horizon, 430. At most 60 in the horizon, or 30 in each period: 60 x 5 + 20 x 7 = 440. At most 365 a year
    are 20 in 20 days: 20 x 5 + 60 x 7 = 520.
    """
    run = solve(
        periods(2),
        *wanted(40, offer("BUYER", 5, offer="WINDOW", **columns), offer("BUYER", 7, offer="OTHER")),
    )
    check_optimum(run, cost)


def test_offer_that_starts_within_a_period_gives_the_share_of_the_days_left():
    """100 per period at 5, available from the sixth of ten days: 50 x 5 and 30 x 9 elsewhere, 520."""
    run = solve(*wanted(
        80,
        offer("BUYER", 5, offer="LATE", max_quantity=100, available_from=START + timedelta(days=5)),
        offer("BUYER", 9, offer="OTHER"),
    ))  # fmt: skip
    check_optimum(run, 520)


@pytest.mark.parametrize(("share", "cost"), [(0.51, 120), (0.49, 100)])
def test_sites_of_controlled_companies_are_left_out_when_the_owner_is_listed(share: float, cost: float):
    """10 units at 10 from a company that a listed one owns to 51 % are not to be had: 12 each elsewhere. At
    49 % they are.
    """
    places = sites(BUYER="US", OTHER="US")
    owned = places[1].model_copy(update={"entity": "CHILD"})
    run = solve(
        places[0],
        owned,
        goods(PART),
        Entity(entity="PARENT", name="Parent", domicile="US"),
        Entity(entity="CHILD", name="Child", domicile="US", owners=f"PARENT:{share}"),
        Listing(entity="PARENT", list="EXAMPLE"),
        offer("OTHER", 10),
        offer("BUYER", 12),
        lane("OTHER", "BUYER"),
        Demand(site="BUYER", product=PART, quantity=10),
    )
    check_optimum(run, cost)


def bound(*offers: Row, rate: float, **columns: object) -> list[Row]:
    """Return a buyer in the US and a seller in CN who may have offers bound to the buyer."""
    return [
        *sites(SELLER="CN", BUYER="US", OTHER="US"),
        coded(),
        *offers,
        lane("SELLER", "BUYER", **columns),
        lane("SELLER", "OTHER", **columns),
        Demand(site="BUYER", product=PART, quantity=100),
        Demand(site="OTHER", product=PART, quantity=100),
        valuation("US"),
        base_rate("US", rate),
    ]


def test_delivered_duty_paid_offer_reaches_its_destination_only():
    """Free on board 100 and 20 % duty is 120 a unit; delivered duty paid 118, for BUYER only: 11800 + 12000.

    The duty that the seller bears is no cost of the plan, and the layers say who bears it.
    """
    run = solve(*bound(
        offer("SELLER", 100, "CN", offer="FREE_ON_BOARD"),
        offer("SELLER", 118, "CN", offer="DUTY_PAID", destination="BUYER", duty_borne_by="seller"),
        Value(seller="SELLER", product=PART, transaction_value=100),
        rate=0.2,
    ))  # fmt: skip
    check_optimum(run, 23800)
    assert cost_line(run, "cost_duty") == pytest.approx(2000)
    layers = run.tables["duty_layers"]
    assert set(layers.loc[layers["to_site"] == "BUYER", "status"]) == {"borne_by_seller"}


def test_bound_offer_pays_duty_on_its_own_customs_value():
    """Bound goods at 110 of which 100 are the customs value pay 10 % of 100: 120 a unit; unbound ones at 115
    pay 11.50.
    """
    run = solve(*bound(
        offer("SELLER", 110, "CN", offer="BOUND", destination="BUYER", customs_value=100),
        offer("SELLER", 115, "CN", offer="UNBOUND"),
        rate=0.1,
    ))  # fmt: skip
    check_optimum(run, 12000 + 12650)
