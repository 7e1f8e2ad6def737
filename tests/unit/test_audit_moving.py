"""The audit of lanes and depots that products share, by mass and by decision, and of freight with demurrage.

Two products of 1 and 2 t go from one site to another in the same country, 30 and 20 units in a period of 100
days, the one period there is. Freight 1, demurrage 0.5 x 4 days x 10 per day / 20 units = 1; under way
0.5 x 4 days = 2 days, so that 98 % arrive.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.test_audit_world import (
    P1,
    P2,
    Result,
    costs_of,
    families,
    flow_of,
    judged,
    law_of,
    model_of,
    result_of,
    spoiled,
    without,
)

from corridor.audit.calendar import Calendar
from corridor.audit.distance import same_way, way_km
from corridor.schema.goods import Product
from corridor.schema.moving import Demand, Handling, Lane
from corridor.schema.places import Site
from corridor.schema.results import Delivery, Opening, Purchase
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

LAW = law_of(())
SHARED = "MINE>DEPOT:sea:DIRECT:*"


def road_model(**changes: dict[str, object]) -> Model:
    """The model of this page; `lane` and `depot` replace columns."""
    lane = {
        "unit_cost": 1.0,
        "inspection_share": 0.5,
        "inspection_days": 4.0,
        "demurrage_per_day": 10.0,
        "shipment_size": 20.0,
        "capacity": 70.0,
        "capacity_measure": "mass",
        "scope": "shared",
        "fixed_cost": 5.0,
        "min_shipment": 50.0,
    }
    depot = {
        "capacity": 49.0, "scope": "shared", "unit_cost": 0.1, "open_cost": 8.0, "fixed_cost": 365.0,
        "per": "period", "initially_open": "no",
    }  # fmt: skip
    return model_of(
        P1,
        Site(site="MINE", name="Mine", country="US"),
        Site(site="DEPOT", name="Depot", country="US"),
        Product(product="ORE", name="Ore", mass_kg=1000.0),
        Product(product="ROCK", name="Rock", mass_kg=2000.0),
        Offer(offer="O_ORE", site="MINE", product="ORE", unit_cost=1.0),
        Offer(offer="O_ROCK", site="MINE", product="ROCK", unit_cost=1.0),
        Lane(from_site="MINE", to_site="DEPOT", **{**lane, **changes.get("lane", {})}),
        Handling(site="DEPOT", product="*", **{**depot, **changes.get("depot", {})}),
        Demand(site="DEPOT", product="ORE", quantity=29.4),
        Demand(site="DEPOT", product="ROCK", quantity=19.6),
    )


def road_result() -> Result:
    """The plan of this page."""
    ends = ("MINE", "DEPOT")
    shown = {"transaction_value": 1.0, "transit_days": 2.0}
    made = {"state": "US", "period": "P1", "site": "MINE"}
    sold = {"site": "DEPOT", "state": "US", "period": "P1", "end_use": "none"}
    return result_of(
        flow_of("ORE", "US", ends, "P1", 30.0, **shown, freight=60.0, handling=2.94),
        flow_of("ROCK", "US", ends, "P1", 20.0, **shown, freight=40.0, handling=1.96),
        Purchase(offer="O_ORE", product="ORE", **made, quantity=30.0, cost=30.0),
        Purchase(offer="O_ROCK", product="ROCK", **made, quantity=20.0, cost=20.0),
        Opening(kind="lane", subject=SHARED, window="P1", open=1, opened=0, closed=0, cost=5.0),
        Opening(kind="handling", subject="DEPOT:*", window="P1", open=1, opened=1, closed=0, cost=373.0),
        Delivery(product="ORE", **sold, quantity=29.4),
        Delivery(product="ROCK", **sold, quantity=19.6),
        *costs_of(purchase=50.0, freight=100.0, lane_fixed=5.0, opening=373.0, handling=4.9),
    )


def test_the_plan_worked_out_by_hand_passes() -> None:
    """A shared lane full by mass and a shared depot full by quantity are no findings."""
    assert judged(road_model(), LAW, road_result()).findings == ()


@pytest.mark.parametrize(
    ("changes", "family"),
    [
        ({"lane": {"capacity": 69.9}}, "lanes"),
        ({"lane": {"min_shipment": 70.1}}, "lanes"),
        ({"lane": {"min_shipment": 25.0, "scope": "own"}}, "lanes"),
        ({"lane": {"capacity": 35.0, "scope": "own"}}, "lanes"),
        ({"lane": {"capacity": 29.0, "scope": "own", "capacity_measure": "quantity"}}, "lanes"),
        ({"depot": {"capacity": 48.9}}, "handling"),
        ({"depot": {"capacity": 29.0, "scope": "own"}}, "handling"),
        ({"depot": {"capacity": 175.0, "per": "year"}}, "handling"),
    ],
)
def test_less_room_than_the_plan_takes_is_caught(changes: dict[str, dict[str, object]], family: str) -> None:
    """Capacity and least shipment hold for what shares a row, or for each product by itself."""
    assert family in families(judged(road_model(**changes), LAW, road_result()))


@pytest.mark.parametrize(
    ("row", "cells", "family"),
    [
        (0, {"open": 0}, "lanes"),
        (0, {"subject": "MINE>DEPOT:sea:DIRECT:ORE"}, "openings"),
        (0, {"window": "P9"}, "openings"),
        (1, {"open": 0}, "handling"),
        (1, {"opened": 0}, "openings"),
        (1, {"subject": "DEPOT:ORE"}, "openings"),
        (1, {"kind": "lane"}, "openings"),
        (1, {"kind": "wish"}, "openings"),
    ],
)
def test_a_false_opening_is_caught(row: int, cells: dict[str, object], family: str) -> None:
    """What is closed cannot be used, and a name under which nothing is decided is refused."""
    assert family in families(judged(road_model(), LAW, spoiled(road_result(), "openings", row, **cells)))


@pytest.mark.parametrize(("row", "family"), [(0, "lanes"), (1, "handling")])
def test_an_opening_left_out_counts_as_closed(row: int, family: str) -> None:
    """Without its row a lane or depot with a decision is closed."""
    found = families(judged(road_model(), LAW, without(road_result(), "openings", row)))
    assert {"openings", family} <= found


def test_a_fixed_cost_per_year_counts_days() -> None:
    """365 a year are 100 in a period of 100 days, so that the plan's 365 are too many."""
    verdict = judged(road_model(depot={"per": "year", "capacity": None}), LAW, road_result())
    assert {(one.family, one.key) for one in verdict.findings} == {
        ("columns", "openings handling DEPOT:* P1"),
        ("costs", "cost_opening"),
    }


def test_the_length_of_a_way_is_the_lanes_or_the_great_circle() -> None:
    """A quarter of the equator is 10,007 km; a lane's own length goes before, and no coordinates give none."""
    here = Site(site="A", name="A", country="US", lat=0.0, lon=0.0)
    there = Site(site="B", name="B", country="US", lat=0.0, lon=90.0)
    lane = Lane(from_site="A", to_site="B")
    assert way_km(lane, here, there) == pytest.approx(10007.5, abs=1.0)
    assert way_km(lane.model_copy(update={"distance_km": 12000.0}), here, there) == 12000.0
    assert way_km(lane, here, Site(site="C", name="C", country="US")) is None
    assert same_way(10001.0, 10007.5)
    assert not same_way(9900.0, 10007.5)
    assert not same_way(None, 10007.5)


@pytest.mark.parametrize(
    ("days", "shares", "behind"),
    [
        (0, [(0, Fraction(1))], 0),
        (25, [(0, Fraction(3, 4)), (1, Fraction(1, 4))], 0),
        (100, [(1, Fraction(1))], 0),
        (150, [(1, Fraction(1, 2))], Fraction(1, 2)),
        (Fraction(1, 2), [(0, Fraction(199, 200)), (1, Fraction(1, 200))], 0),
        (250, [], 1),
    ],
)
def test_arrivals_are_the_overlap_with_each_period(
    days: Fraction, shares: list[tuple[int, Fraction]], behind: Fraction
) -> None:
    """A shipment of P1 spreads over a window of 100 days that begins so many days later."""
    arrival = Calendar((P1, P2)).arrival(0, Fraction(days))
    assert list(arrival.shares) == shares
    assert arrival.behind == behind
