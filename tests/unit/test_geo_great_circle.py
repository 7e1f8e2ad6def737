"""Lengths of ways."""

import math

import pytest

from corridor.geo.great_circle import great_circle, way_length
from corridor.schema.moving import Lane
from corridor.schema.places import Site

EQUATOR = Site(site="A", name="A", country="ID", lat=0, lon=90)
POLE = Site(site="B", name="B", country="NO", lat=90, lon=0)
NOWHERE = Site(site="C", name="C", country="MY")


def test_a_quarter_of_a_great_circle():
    """From the equator to the pole is a quarter of the circumference: 6371.0088 x pi / 2 = 10,007.6 km."""
    assert great_circle(0, 90, 90, 0) == pytest.approx(6371.0088 * math.pi / 2)


def test_the_way_across_the_date_line_is_the_short_one():
    """170 E to 170 W on the equator are 20 degrees, not 340."""
    assert great_circle(0, 170, 0, -170) == pytest.approx(6371.0088 * math.radians(20))


def test_a_stated_length_wins_and_missing_coordinates_are_said():
    """The lane's own figure comes first; without coordinates the length is not a number, never 0."""
    stated = Lane(from_site="A", to_site="B", mode="sea", distance_km=12_000)
    plain = Lane(from_site="A", to_site="B", mode="sea")
    assert way_length(stated, EQUATOR, POLE) == 12_000
    assert way_length(plain, EQUATOR, POLE) == pytest.approx(10_007.557, abs=0.01)
    assert math.isnan(way_length(plain, EQUATOR, NOWHERE))
