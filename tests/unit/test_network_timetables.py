"""Which lane row holds when, and when its shipments arrive."""

from __future__ import annotations

from tests.analytic.building import PART, goods, lane, periods, sites
from tests.unit.network_example import lookups

ROWS = [periods(3), sites(A="US", B="US"), goods(PART, "ORE")]
WAY = ("A", "B", "road", "DIRECT")


def test_one_row_holds_in_every_period():
    """A lane without a period has one row; ten days shift a shipment by one period, the last one never arrives."""
    lanes, arrivals = lookups(*ROWS, lane("A", "B", transit_days=10)).timetables.of(WAY, PART)
    assert [row and row.transit_days for row in lanes] == [10, 10, 10]
    assert arrivals == (((1, 1.0),), ((2, 1.0),), ())


def test_a_row_that_names_a_period_wins_there_only():
    """In the second period the way is faster; the other periods keep the common row."""
    rows = [lane("A", "B", transit_days=10), lane("A", "B", period="T2")]
    lanes, arrivals = lookups(*ROWS, *rows).timetables.of(WAY, PART)
    assert [row and row.transit_days for row in lanes] == [10, 0, 10]
    assert arrivals == (((1, 1.0),), ((1, 1.0),), ())


def test_a_product_that_no_row_names_has_no_lane():
    """Where only ORE may go, PART has neither rows nor arrivals."""
    found = lookups(*ROWS, lane("A", "B", product="ORE")).timetables
    assert found.of(WAY, PART) == ((None, None, None), ((), (), ()))
    assert found.products == {WAY: frozenset({"ORE"})}


def test_ways_with_a_least_shipment_are_known():
    """One of two modes has a least shipment."""
    rows = [lane("A", "B"), lane("A", "B", mode="rail", min_shipment=3)]
    assert lookups(*ROWS, *rows).timetables.least_shipments == {("A", "B", "rail", "DIRECT")}
