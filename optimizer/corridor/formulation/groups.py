"""Row ids, groups of row ids and coefficients: all that a rule may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd


class Groups:
    """For each owner the members that belong to it; an owner without members has the empty group.

    Members are row ids, or tuples of row ids where a coefficient belongs to the pair.
    """

    def __init__(self, members: Mapping[int, tuple[Any, ...]]) -> None:
        """Keep the members by owner."""
        self._members = members

    def __getitem__(self, owner: int) -> tuple[Any, ...]:
        """Return the members of an owner."""
        return self._members.get(owner, ())


def members(owners: Iterable[int], items: Iterable[int]) -> Groups:
    """Return groups of single row ids, in the order given."""
    found: dict[int, list[int]] = {}
    for owner, item in zip(owners, items, strict=True):
        found.setdefault(int(owner), []).append(int(item))
    return Groups({owner: tuple(ids) for owner, ids in found.items()})


def pairs(owners: Iterable[int], items: Iterable[int]) -> Groups:
    """Return groups of (owner, member) pairs, in the order given: the keys of a coefficient."""
    found: dict[int, list[tuple[int, int]]] = {}
    for owner, item in zip(owners, items, strict=True):
        found.setdefault(int(owner), []).append((int(owner), int(item)))
    return Groups({owner: tuple(keys) for owner, keys in found.items()})


def coefficients(links: pd.DataFrame) -> dict[tuple[int, int], float]:
    """Return the coefficient of each (owner, member) pair of a link table of three columns."""
    owners, items, weights = (links[column].tolist() for column in links.columns)
    return {(int(o), int(i)): float(w) for o, i, w in zip(owners, items, weights, strict=True)}


def column(values: pd.Series) -> dict[int, float]:
    """Return a column of a row table by row id."""
    return dict(enumerate(map(float, values.tolist())))
