"""The audit of buying: bounds, windows, orders, availability, tooling and price tiers.

Everything is bought and sold at one site. Two periods of 100 days; the year window has 200 days.
"""

from __future__ import annotations

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

from corridor.schema.goods import Product
from corridor.schema.moving import Demand
from corridor.schema.places import Site
from corridor.schema.results import Delivery, Opening, OrderLots, Purchase
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

LAW = law_of(())


def offer(name: str, unit_cost: float = 1.0, **columns: object) -> Offer:
    """An offer of bolts at the shop."""
    return Offer(offer=name, site="SHOP", product="BOLT", unit_cost=unit_cost, **columns)


def shop_model() -> Model:
    """Offers of every kind."""
    return model_of(
        P1,
        P2,
        Site(site="SHOP", name="Shop", country="US"),
        Product(product="BOLT", name="Bolt"),
        offer("O_MIN", min_quantity=10.0, max_quantity=50.0, fixed_cost=20.0, tooling=30.0),
        offer("O_ORD", order_minimum=5.0, orders_per_period=2, order_multiple=4.0),
        offer("O_YEAR", per="year", max_quantity=365.0, fixed_cost=36.5),
        offer("O_LATE", max_quantity=40.0, available_from=date(2027, 5, 31)),
        offer("O_P2", period="P2"),
        offer("T1", 10.0, schedule="INC", max_quantity=100.0),
        offer("T2", 9.0, schedule="INC", min_quantity=100.0, max_quantity=200.0),
        offer("A1", 8.0, schedule="ALL", tiering="all_units", max_quantity=50.0),
        offer("A2", 7.0, schedule="ALL", tiering="all_units", min_quantity=51.0, max_quantity=100.0),
        Demand(site="SHOP", product="BOLT", period="P1", quantity=252.0),
        Demand(site="SHOP", product="BOLT", period="P2", quantity=175.0),
    )


def bought(name: str, period: str, quantity: float, cost: float) -> Purchase:
    """A purchase at the shop."""
    return Purchase(offer=name, state="US", period=period, site="SHOP", product="BOLT", quantity=quantity, cost=cost)


def opening(kind: str, subject: str, window: str, cost: float) -> Opening:
    """Something that is used."""
    return Opening(kind=kind, subject=subject, window=window, open=1, opened=0, closed=0, cost=cost)


def shop_result() -> Result:
    """A plan that is at most bounds: O_LATE has 50 of 100 days left, O_YEAR 365 x 200 / 365 = 200."""
    return result_of(
        bought("O_MIN", "P1", 50.0, 50.0),
        bought("O_ORD", "P1", 12.0, 12.0),
        bought("T1", "P1", 100.0, 1000.0),
        bought("T2", "P1", 30.0, 270.0),
        bought("A2", "P1", 60.0, 420.0),
        bought("O_YEAR", "P2", 150.0, 150.0),
        bought("O_LATE", "P2", 20.0, 20.0),
        bought("O_P2", "P2", 5.0, 5.0),
        OrderLots(offer="O_ORD", period="P1", lots=3),
        opening("offer", "O_MIN", "P1", 20.0),
        opening("offer", "O_YEAR", "Y2027", 20.0),
        opening("order", "O_ORD", "P1", 0.0),
        opening("tooling", "O_MIN", "HORIZON", 30.0),
        Delivery(site="SHOP", product="BOLT", state="US", period="P1", end_use="none", quantity=252.0),
        Delivery(site="SHOP", product="BOLT", state="US", period="P2", end_use="none", quantity=175.0),
        *costs_of(purchase=1927.0, purchase_fixed=70.0),
    )


def test_bounds_reached_pass() -> None:
    """Quantities at their bounds, a full tier and whole lots are no findings."""
    assert judged(shop_model(), LAW, shop_result()).findings == ()


@pytest.mark.parametrize(
    ("table", "row", "cells", "family"),
    [
        ("purchases", 0, {"quantity": 51.0}, "buying"),
        ("purchases", 0, {"quantity": 9.0}, "buying"),
        ("openings", 0, {"open": 0}, "buying"),
        ("openings", 0, {"window": "Y2027"}, "openings"),
        ("openings", 3, {"open": 0}, "buying"),
        ("purchases", 1, {"quantity": 8.0}, "buying"),
        ("purchases", 1, {"quantity": 13.0}, "buying"),
        ("order_lots", 0, {"lots": 4}, "buying"),
        ("order_lots", 0, {"lots": 2.5}, "numbers"),
        ("openings", 2, {"open": 0}, "buying"),
        ("purchases", 5, {"quantity": 201.0}, "buying"),
        ("purchases", 6, {"quantity": 21.0}, "buying"),
        ("purchases", 6, {"period": "P1"}, "buying"),
        ("purchases", 7, {"period": "P1"}, "buying"),
        ("purchases", 2, {"quantity": 99.0}, "tiers"),
        ("purchases", 2, {"quantity": 101.0}, "tiers"),
        ("purchases", 3, {"quantity": 101.0}, "tiers"),
        ("purchases", 4, {"quantity": 50.0}, "tiers"),
        ("purchases", 4, {"quantity": 101.0}, "tiers"),
        ("purchases", 3, {"offer": "A1"}, "tiers"),
    ],
)
def test_a_purchase_outside_its_terms_is_caught(table: str, row: int, cells: dict[str, object], family: str) -> None:
    """A quantity, period or decision that the terms of an offer do not allow is found by its family."""
    assert family in families(judged(shop_model(), LAW, spoiled(shop_result(), table, row, **cells)))


@pytest.mark.parametrize("row", [0, 1, 2, 3])
def test_a_decision_without_a_row_counts_as_not_taken(row: int) -> None:
    """Without its row in table openings an offer, an order or tooling counts as closed."""
    found = families(judged(shop_model(), LAW, without(shop_result(), "openings", row)))
    assert {"openings", "buying"} <= found


def test_lots_left_out_count_as_none() -> None:
    """Without its row in table order_lots a quantity is no multiple of anything."""
    assert "buying" in families(judged(shop_model(), LAW, without(shop_result(), "order_lots", 0)))


def test_a_least_quantity_binds_only_where_anything_is_bought() -> None:
    """An offer that is opened and not bought from breaks its least quantity."""
    result = shop_result()
    row = opening("offer", "O_MIN", "P2", 20.0)
    result = {**result, "openings": result_of(row)["openings"]}
    assert "buying" in families(judged(shop_model(), LAW, result))


@pytest.mark.parametrize(
    ("subject", "is_open", "fixed", "found"),
    [
        ("DIE", 1, 30.0, set()),
        ("DIE", 0, 0.0, {"buying"}),
        ("DIE", 1, 60.0, {"costs"}),
        ("G1", 1, 30.0, {"openings", "buying", "costs"}),
    ],
)
def test_offers_of_a_group_share_one_tooling(subject: str, is_open: int, fixed: float, found: set[str]) -> None:
    """Tooling of a group is decided under its name and paid once, however many of its offers are used."""
    model = model_of(
        P1,
        Site(site="SHOP", name="Shop", country="US"),
        Product(product="BOLT", name="Bolt"),
        *(offer(name, tooling=30.0, tooling_group="DIE", max_quantity=5.0) for name in ("G1", "G2")),
        Demand(site="SHOP", product="BOLT", quantity=10.0),
    )
    result = result_of(
        *(bought(name, "P1", 5.0, 5.0) for name in ("G1", "G2")),
        opening("tooling", subject, "HORIZON", 30.0 * is_open).model_copy(update={"open": is_open}),
        Delivery(site="SHOP", product="BOLT", state="US", period="P1", end_use="none", quantity=10.0),
        *costs_of(purchase=10.0, purchase_fixed=fixed),
    )
    assert families(judged(model, LAW, result)) == found
