"""The world map: in the middle lies the Pacific, no lane runs the wrong way round, and Singapore is there."""

import hashlib
import re
from importlib.resources import files

import pytest

from corridor.report.worldmap.countries import countries
from corridor.report.worldmap.drawing import Arc, Spot, draw_map
from corridor.report.worldmap.labels import place_labels
from corridor.report.worldmap.projection import CUT, HEIGHT, WIDTH, in_view, project
from corridor.report.worldmap.ways import great_circle, way

KUANTAN, LONG_BEACH, ANTOFAGASTA, ROTTERDAM = (103.43, 3.98), (-118.19, 33.75), (-70.4, -23.65), (4.14, 51.95)


def test_the_pacific_lies_in_the_middle():
    """The middle of the map is at 155 E on the equator; Africa lies left of Asia, and Asia left of America."""
    assert project(155.0, 0.0) == pytest.approx((WIDTH / 2, HEIGHT / 2))
    x = [project(in_view(lon), 0.0)[0] for lon in (-17.0, 20.0, 104.0, 180.0, -118.0, -40.0)]
    assert x == sorted(x)


def test_the_date_line_is_no_edge():
    """Two places on both sides of the date line are neighbours."""
    west, east = project(in_view(179.9), 10.0), project(in_view(-179.9), 10.0)
    assert abs(west[0] - east[0]) < 1.0


def test_kuantan_to_long_beach_crosses_the_pacific_and_not_africa():
    """The way is one piece, and lies between Malaysia and California all along."""
    pieces = way(KUANTAN, LONG_BEACH)
    assert len(pieces) == 1
    longitudes = [lon for lon, _ in pieces[0]]
    assert longitudes == sorted(longitudes)
    assert (longitudes[0], longitudes[-1]) == pytest.approx((103.43, 241.81))


def test_a_way_follows_the_great_circle():
    """The shortest way along the equator is the equator; between Tokyo and California it bends north."""
    assert all(abs(lat) < 1e-9 for _, lat in great_circle((0.0, 0.0), (90.0, 0.0)))
    assert max(lat for _, lat in great_circle((139.7, 35.7), LONG_BEACH)) > 45.0


def test_a_way_over_the_atlantic_is_cut_at_the_edge():
    """Chile to Rotterdam leaves on the right and comes in on the left, at one latitude."""
    left, right = CUT, CUT + 360.0
    pieces = way(ANTOFAGASTA, ROTTERDAM)
    assert len(pieces) == 2
    assert (pieces[0][-1][0], pieces[1][0][0]) == (right, left)
    assert pieces[0][-1][1] == pieces[1][0][1]


@pytest.mark.parametrize(("start", "end"), [(ANTOFAGASTA, KUANTAN), ((25.0, 65.0), (-150.0, 61.0)), (KUANTAN, KUANTAN)])
def test_no_way_runs_over_a_pole(start, end):
    """Where the great circle comes near to a pole, the way bends less and stays on the map."""
    assert all(abs(lat) <= 65.0 for piece in way(start, end) for _, lat in piece)


def test_places_opposite_each_other_have_a_way():
    """There is no single shortest way between antipodes; one is drawn all the same."""
    assert len(way((10.0, 20.0), (-170.0, -20.0))) >= 1


def test_singapore_has_land():
    """The 1:50m borders have Singapore; no land lies outside the map."""
    singapore = next(country for country in countries() if country.name == "Singapore")
    lons = [lon for ring in singapore.rings for lon, _ in ring]
    assert 103.5 < min(lons) < max(lons) < 104.2
    for country in countries():
        assert all(CUT <= lon <= CUT + 360.0 for ring in country.rings for lon, _ in ring), country.name


@pytest.mark.parametrize("site", ["Nagoya", "Port of Singapore"])
def test_singapore_is_marked_with_or_without_a_site(site):
    """Singapore is too small to be seen: it is marked, by its site or by a point of its own."""
    place = (103.85, 1.29) if "Singapore" in site else (136.9, 35.1)
    drawing = draw_map([Spot(site, *place, site, "site")], [Arc(place, KUANTAN, 2.0, 1, "tip")], "map")
    assert len(re.findall(r"<text[^>]*>[^<]*Singapore</text>", drawing)) == 1


def test_names_on_the_map_are_escaped():
    """A name with markup in it stays text, in labels and in tooltips."""
    name = "<script>alert(1)</script>\" onload='x'"
    drawing = draw_map([Spot(name, 136.9, 35.1, name, "site")], [Arc(KUANTAN, LONG_BEACH, 1.0, 1, name)], name)
    assert "<script>" not in drawing
    assert "onload='x'" not in drawing


def test_long_names_keep_their_place_and_are_whole_from_nearer():
    """A label has the first words and the place; the whole name stands beside it for the nearer view."""
    name = "Vehicle plant of the buyer, Spring Hill area, Tennessee"
    drawing = draw_map([Spot(name, 136.9, 35.1, name, "market")], [], "map")
    assert ">Vehicle plant of the buyer \u2026 Tennessee</text>" in drawing
    assert f'data-full="{name}"' in drawing


def test_a_site_that_stays_short_has_a_ring():
    """Only the site with the class has it."""
    spots = [Spot("A", 136.9, 35.1, "A", "market short"), Spot("B", 100.0, 35.1, "B", "market")]
    assert draw_map(spots, [], "map").count('class="ring"') == 1


def test_labels_do_not_cover_each_other_or_points():
    """Twelve places in a heap: labels that find no free place are left out, the others are clear of each other."""
    points = [(500.0 + 6 * (i % 4), 250.0 + 6 * (i // 4)) for i in range(12)]
    labels = place_labels([f"Place number {i}" for i in range(12)], points, 6.0, (0, 0, 1000, 520), 2.5)
    placed = [label for label in labels if label is not None]
    assert labels[0] is not None
    boxes = []
    for label in placed:
        width = 6.0 * 0.66 * len(label.text)
        left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
        boxes.append((left, label.y - 3.6, left + width, label.y + 3.6))
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_vendored_files_are_what_the_readme_says():
    """The checksums beside the vendored files are theirs, and each has its licence."""
    folder = files("corridor.report").joinpath("assets", "vendor")
    readme = folder.joinpath("README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", readme, flags=re.MULTILINE)
    assert len(listed) == 2
    for name, checksum in listed:
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == checksum
    for licence in re.findall(r"`((?:LICENSE|NOTICE)-[a-z0-9-]+)`", readme):
        assert folder.joinpath(licence).is_file()
