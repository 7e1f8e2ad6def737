"""How much of a company the owners of some countries hold together: what tests of foreign control compare.

Laws count chains in two ways. Tiered: a company that owners of these countries hold by majority counts as one of them
in full, and direct shares add up: 60 % of a company that holds 30 % of a third is 30 % of the third. Product: shares
multiply along chains: 18 %. Control without shares (a licence, debt, offtake) is stated with its dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from corridor.law.control import MAJORITY, owners_of
from corridor.schema.places import Entity

ALL = 1.0
"""[1] Share of a company that counts as held in full."""


def held_by(
    entities: Iterable[Entity], countries: frozenset[str], by: Literal["tiered", "product"]
) -> dict[str, float]:
    """[1] Return for each company the share that owners domiciled in some countries hold together.

    A company domiciled there is held in full. Owners that are not in the table have no known domicile and count as
    others. Raises FaultError if a text of owners is malformed.
    """
    rows = {row.entity: row for row in entities}
    holdings = {name: owners_of(row) for name, row in rows.items()}
    at_home = {name for name, row in rows.items() if row.domicile in countries}
    if by == "tiered":
        return _tiered(holdings, at_home)
    return _product(holdings, at_home)


def _tiered(holdings: Mapping[str, Mapping[str, float]], at_home: set[str]) -> dict[str, float]:
    """Return direct shares of the group, which majority-held companies belong to."""
    group = set(at_home)
    grew = True
    while grew:
        more = {
            name
            for name, owners in holdings.items()
            if name not in group and sum(share for one, share in owners.items() if one in group) > MAJORITY
        }
        group |= more
        grew = bool(more)
    return {
        name: ALL if name in at_home else min(ALL, sum(share for one, share in owners.items() if one in group))
        for name, owners in holdings.items()
    }


def _product(holdings: Mapping[str, Mapping[str, float]], at_home: set[str]) -> dict[str, float]:
    """Return shares multiplied along chains: the least solution, found by repeated substitution from below."""
    found = {name: ALL if name in at_home else 0.0 for name in holdings}
    for _ in range(len(holdings) + 1000):  # Rings of holdings converge geometrically.
        more = {
            name: ALL if name in at_home else min(ALL, sum(s * found.get(one, 0.0) for one, s in owners.items()))
            for name, owners in holdings.items()
        }
        if all(abs(more[name] - found[name]) < 1e-12 for name in holdings):
            return more
        found = more
    return found


def influenced(entity: Entity, countries: frozenset[str], kinds: frozenset[str], day: date) -> bool:
    """Whether some country controls a company on a day in one of the ways named, without shares."""
    for part in filter(None, entity.influence.split(";")):
        kind, country, *dates = part.split(":")
        begin = date.fromisoformat(dates[0]) if dates else date.min
        end = date.fromisoformat(dates[1]) if len(dates) > 1 else date.max
        if kind in kinds and country in countries and begin <= day <= end:
            return True
    return False
