"""Where goods enter the network: when offers can be had, and the states of what is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.analytic.building import PART, START, goods, offer, periods, sites
from tests.unit.network_example import lookups

from corridor.network.needs import NOTHING_WANTED
from corridor.network.schemes import Schemes
from corridor.network.sources import available_share, initial_goods, offer_state
from corridor.network.states import State
from corridor.schema.places import Entity, Listing, Site
from corridor.schema.supply import Stock


@pytest.mark.parametrize(
    ("days", "shares"),
    [
        (-5, [1.0, 1.0]),
        (0, [1.0, 1.0]),
        (5, [0.5, 1.0]),
        (9, [0.1, 1.0]),
        (10, [0.0, 1.0]),
        (13, [0.0, 0.7]),
        (30, [0.0, 0.0]),
    ],
)
def test_a_period_that_has_begun_counts_in_proportion(days: int, shares: list[float]):
    """An offer available from the sixth of ten days can be had for half of the period."""
    given = offer("S", 1, available_from=START + timedelta(days=days))
    asked = lookups(periods(2), sites(S="US"), goods(PART), given)
    assert [available_share(asked, given, t) for t in range(2)] == pytest.approx(shares)


def test_an_offer_of_one_period_is_there_in_no_other():
    """Its period column names the second."""
    given = offer("S", 1, period="T2")
    asked = lookups(periods(3), sites(S="US"), goods(PART), given)
    assert [available_share(asked, given, t) for t in range(3)] == [0.0, 1.0, 0.0]


@pytest.mark.parametrize("who", ["site", "producer"])
def test_a_listed_company_sells_nothing_in_the_periods_that_the_listing_touches(who: str):
    """A listing from day 15 to day 16 bars the second period only, for the site's company and for the producer."""
    seller = Site(site="S", name="S", country="US", entity="BAD" if who == "site" else "GOOD")
    given = offer("S", 1, producer_entity="BAD" if who == "producer" else "GOOD")
    asked = lookups(
        periods(3),
        seller,
        goods(PART),
        given,
        *(Entity(entity=code, name=code, domicile="US") for code in ("GOOD", "BAD")),
        Listing(entity="BAD", list="L", valid_from=START + timedelta(days=14), valid_to=START + timedelta(days=15)),
    )
    assert [available_share(asked, given, t) for t in range(3)] == [1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        ({"np_origin": None}, State("CN")),
        ({"np_origin": "VN"}, State("VN")),
        ({"np_origin": "VN", "destination": "BUYER"}, State("VN", offer="S")),
        ({"np_origin": "VN", "destination": "S"}, State("VN")),
    ],
)
def test_state_of_bought_goods(columns: dict[str, object], state: State):
    """The stated origin, else the country of the site; bound only to a destination elsewhere."""
    given = offer("S", 1, **columns)
    asked = lookups(sites(S="CN", BUYER="US"), goods(PART), given)
    assert offer_state(Schemes(asked), NOTHING_WANTED, given, 0) == state


def test_opening_and_in_transit_goods_enter_in_their_periods():
    """Opening goods are there in the first period; in transit ones come in the period of their row, or first."""
    asked = lookups(
        periods(3),
        sites(A="US", B="CN"),
        goods(PART),
        Stock(site="A", opening=5, in_transit=7),
        Stock(site="B", period="T2", in_transit=9, opening=100, np_origin="VN"),
    )
    found = [(site, state, t, quantity) for site, _, state, t, quantity in initial_goods(Schemes(asked), {})]
    assert found == [("A", State("US"), 0, 12.0), ("B", State("VN"), 1, 9.0)]


def test_opening_goods_take_the_only_end_use_or_that_of_their_row():
    """With one end use there is no choice; with several the row says which."""
    asked = lookups(sites(A="US"), goods(PART), Stock(site="A", opening=5, end_use="spare"))
    uses = {"one": frozenset({"auto_part"}), "two": frozenset({"auto_part", "spare"}), "other": frozenset({"x", "y"})}
    found = {name: next(initial_goods(Schemes(asked), {PART: use}))[2].end_use for name, use in uses.items()}
    assert found == {"one": "auto_part", "two": "spare", "other": "none"}
