"""Distances by sea."""

from datetime import date
from pathlib import Path

import pytest

from corridor.errors import UsageError
from corridor.geo.sea import sea_way, with_sea_distances
from corridor.schema.moving import Lane
from corridor.schema.places import Site
from corridor.schema.settings import ModelSettings
from corridor.tables.tables import Model, Tables

SINGAPORE = Site(site="SIN", name="Singapore", country="SG", lat=1.26, lon=103.80)
ROTTERDAM = Site(site="RTM", name="Rotterdam", country="NL", lat=51.95, lon=4.10)
KUANTAN = Site(site="KUA", name="Kuantan", country="MY", lat=3.97, lon=103.43)
LONG_BEACH = Site(site="LGB", name="Long Beach", country="US", lat=33.75, lon=-118.20)


def test_across_the_pacific_and_not_around_africa():
    """Kuantan to Long Beach is about 7,700 nautical miles (14,260 km) over the date line."""
    assert sea_way(KUANTAN, LONG_BEACH).km == pytest.approx(14_300, rel=0.02)


def test_shutting_suez_leads_round_the_cape_not_through_the_arctic():
    """Singapore to Rotterdam: about 15,400 km through Suez, 21,950 round the Cape; never through the Arctic."""
    assert sea_way(SINGAPORE, ROTTERDAM).km == pytest.approx(15_500, rel=0.03)
    assert sea_way(SINGAPORE, ROTTERDAM, ("suez",)).km == pytest.approx(21_950, rel=0.02)


def test_a_site_without_coordinates_is_refused():
    """Without coordinates there is no distance, and the message says what to fill in."""
    with pytest.raises(UsageError, match="lat and lon"):
        sea_way(Site(site="X", name="X", country="MY"), SINGAPORE)


def test_stated_distances_stay_and_unknown_passages_are_refused():
    """Only empty distances of sea lanes are filled."""
    sites = (SINGAPORE, ROTTERDAM)
    lanes = (
        Lane(from_site="SIN", to_site="RTM", mode="sea"),
        Lane(from_site="RTM", to_site="SIN", mode="sea", distance_km=1.0),
        Lane(from_site="SIN", to_site="RTM", mode="air"),
    )
    tables = Tables().with_rows(Site, sites).with_rows(Lane, lanes)
    model = Model(ModelSettings(name="ways", as_of=date(2027, 1, 1)), tables, Path("ways"))
    found, filled, doubts = with_sea_distances(model)
    lengths = [lane.distance_km for lane in found.tables[Lane]]
    assert (filled, doubts) == (1, ())
    assert lengths[0] == pytest.approx(15_500, rel=0.03)
    assert lengths[1:] == [1.0, None]
    with pytest.raises(UsageError, match="suez"):
        with_sea_distances(model, ("suess",))
