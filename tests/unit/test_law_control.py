"""Control of companies is tiered: a majority-held company counts as its parent in full."""

from datetime import date

import pytest

from corridor.errors import FaultError
from corridor.law.control import controllers, listed, owner_country, owners_of
from corridor.schema.places import Entity, Listing


def company(code, owners="", domicile="CN"):
    return Entity(entity=code, name=code, domicile=domicile, owners=owners)


def test_a_chain_of_sixty_and_thirty_per_cent():
    """E38: 60 % of a holder of 30 % gives the group 30 %, not 18 %; with 25 % held directly it controls."""
    chain = [company("TOP"), company("MID", "TOP:0.6"), company("LOW", "MID:0.3")]
    assert controllers(chain) == {"TOP": "TOP", "MID": "TOP", "LOW": "LOW"}
    more = [company("TOP"), company("MID", "TOP:0.6"), company("LOW", "MID:0.3;TOP:0.25")]
    assert controllers(more)["LOW"] == "TOP"


def test_one_half_is_no_control():
    """Control begins above one half."""
    assert controllers([company("A"), company("B", "A:0.5")])["B"] == "B"
    assert controllers([company("A"), company("B", "A:0.51")])["B"] == "A"


def test_shares_of_a_group_add_up():
    """Two companies under one owner that hold 30 % each control together."""
    group = [company("TOP"), company("P", "TOP:0.9"), company("Q", "TOP:1"), company("R", "P:0.3;Q:0.3")]
    assert controllers(group)["R"] == "TOP"


def test_a_long_chain_ends_at_the_top():
    """Majority after majority leads to the company at the top."""
    chain = [company("C1"), *(company(f"C{n}", f"C{n - 1}:0.51") for n in range(2, 8))]
    assert set(controllers(chain).values()) == {"C1"}


def test_a_ring_is_represented_by_its_first_code():
    """Companies that own each other count as one, under the first by code."""
    ring = [company("B", "A:0.6"), company("A", "B:0.6"), company("C", "B:0.7")]
    assert controllers(ring) == {"A": "A", "B": "A", "C": "A"}


def test_owner_country_is_the_domicile_at_the_top():
    """A Malaysian company under a Chinese majority counts as Chinese-owned."""
    rows = [company("TOP", domicile="CN"), company("SUB", "TOP:0.7", domicile="MY")]
    assert owner_country(rows) == {"TOP": "CN", "SUB": "CN"}


def test_a_controller_without_a_row_is_a_fault():
    """The domicile of a controlling company must be known."""
    with pytest.raises(FaultError, match="GHOST"):
        owner_country([company("SUB", "GHOST:0.7")])


def test_owners_must_be_shares():
    """Malformed owners name the company, what stands there and what is allowed."""
    assert owners_of(company("A", "B:0.25;C:0.1")) == {"B": 0.25, "C": 0.1}
    for text in ("B", "B:half", "B:1.2", "B:0.1;B:0.2", ":0.3"):
        with pytest.raises(FaultError, match="owners of A"):
            owners_of(company("A", text))


def test_a_listing_reaches_the_companies_under_it():
    """A listed company and those it controls are reached, its parent and its minority holdings are not."""
    rows = [
        company("TOP"),
        company("MID", "TOP:0.8"),
        company("LOW", "MID:0.6"),
        company("PART", "MID:0.4"),
    ]
    names = [Listing(entity="MID", list="UFLPA", valid_from=date(2026, 7, 1), valid_to=date(2026, 9, 30))]
    assert listed(rows, names, date(2026, 7, 1), date(2026, 7, 31)) == {"MID", "LOW"}
    assert listed(rows, names, date(2026, 9, 30), date(2026, 12, 31)) == {"MID", "LOW"}
    assert listed(rows, names, date(2026, 1, 1), date(2026, 6, 30)) == frozenset()
    assert listed(rows, names, date(2026, 10, 1), date(2026, 10, 31)) == frozenset()
    always = [Listing(entity="TOP", list="OFAC")]
    assert listed(rows, always, date(2026, 1, 1), date(2026, 1, 31)) == {"TOP", "MID", "LOW"}
