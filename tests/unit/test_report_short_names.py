"""Names short enough for a chart keep their place and stay apart."""

import pytest

from corridor.report.short_names import short_names

PLANTS = [
    "Vehicle plant of the buyer, Spring Hill area, Tennessee",
    "Vehicle plant of the buyer, Toyota city area, Aichi",
    "Lithium refinery of the group in Kuantan",
    "Lithium refinery of the group in Johor Bahru",
    "Ulsan",
]


def test_a_long_name_keeps_its_first_words_and_its_place():
    """What stands behind the last comma stays, or what several names do not begin with together."""
    assert short_names(PLANTS, 26) == [
        "Vehicle plant \u2026 Tennessee",
        "Vehicle plant \u2026 Aichi",
        "Lithium refinery \u2026 Kuantan",
        "Lithium \u2026 Johor Bahru",
        "Ulsan",
    ]


@pytest.mark.parametrize("most", [12, 18, 26, 40])
def test_short_names_fit_and_stay_apart(most):
    """No name is longer than asked, and none is like another."""
    found = short_names(PLANTS, most)
    assert max(map(len, found)) <= most
    assert len(set(found)) == len(PLANTS)


def test_brackets_go_first():
    """What stands in brackets is left out before anything else."""
    assert short_names(["Harima refinery (nickel sulfate, precursor)"], 20) == ["Harima refinery"]


def test_names_that_would_be_alike_are_cut_at_the_end():
    """Two plants of one place keep what tells them apart as long as there is room."""
    names = ["Cell plant number one of the group, Ulsan", "Cell plant number two of the group, Ulsan"]
    assert short_names(names, 24) == ["Cell plant number one\u2026", "Cell plant number two\u2026"]


def test_a_name_twice_is_no_clash():
    """A site that stands in two columns of a chart has one label."""
    assert short_names(["Pack shop of the buyer, Saxony"] * 2, 20) == ["Pack shop \u2026 Saxony"] * 2
