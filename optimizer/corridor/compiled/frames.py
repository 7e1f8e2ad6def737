"""Frames: the rows over which a template is evaluated at once, and what its index templates stand for in them.

The rows of a constraint are the outer frame. A sum opens an inner frame with one row for each member of the set or
group it runs over, for each row outside; results are added up again by the outer row they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from corridor.compiled.labels import Column, Ints, Rows


@dataclass(frozen=True)
class Origin:
    """Where the labels of an index template come from: one column of rows of a table."""

    rows: Rows
    positions: Ints
    number: int

    def column(self) -> Column:
        """Return the labels."""
        return self.rows.columns[self.number].take(self.positions)


@dataclass(frozen=True)
class Frame:
    """Rows of evaluation. `repeat` gives for each row the row outside that it belongs to."""

    count: int
    origins: dict[int, Origin] = field(default_factory=dict)
    """id of an index template -> where it comes from, of the templates that this frame opens"""
    outer: Frame | None = None
    repeat: Ints | None = None
    base: Ints | None = None
    """Rows of the outermost frame, of a frame that begins a named expression."""

    @staticmethod
    def over(rows: Rows, positions: Ints, templates: Sequence[Any]) -> Frame:
        """Return the outer frame of a rule: some rows of its index set."""
        return Frame(len(positions), _origins(rows, positions, templates))

    def inner(self, repeat: Ints, rows: Rows, positions: Ints, templates: Sequence[Any]) -> Frame:
        """Return the frame that a sum over members of a table opens."""
        return Frame(len(repeat), _origins(rows, positions, templates), self, repeat)

    def beside(self, rows: Rows, positions: Ints, templates: Sequence[Any]) -> Frame:
        """Return a frame of as many rows, whose templates are those of another rule: a named expression."""
        return Frame(self.count, _origins(rows, positions, templates), base=self.outermost)

    def origin(self, template: Any) -> Origin:
        """Return where the labels of a template come from, row by row of this frame."""
        found = self.origins.get(id(template))
        if found is None:
            assert self.outer is not None
            assert self.repeat is not None
            outside = self.outer.origin(template)
            found = Origin(outside.rows, outside.positions[self.repeat], outside.number)
            self.origins[id(template)] = found
        return found

    @cached_property
    def outermost(self) -> Ints:
        """For each row, the row of the outermost frame that it belongs to."""
        if self.outer is None or self.repeat is None:
            return np.arange(self.count) if self.base is None else self.base
        return self.outer.outermost[self.repeat]


def _origins(rows: Rows, positions: Ints, templates: Sequence[Any]) -> dict[int, Origin]:
    return {id(template): Origin(rows, positions, number) for number, template in enumerate(templates)}


def ragged(starts: Ints, groups: Ints) -> tuple[Ints, Ints]:
    """Return (row, place) of every member of the groups asked for; -1 asks for an empty group.

    Group g holds the places starts[g] ... starts[g + 1] - 1.
    """
    if len(starts) == 1:  # There are no groups at all.
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    asked = np.maximum(groups, 0)
    begin = starts[asked]
    sizes = np.where(groups >= 0, starts[asked + 1] - begin, 0)
    repeat = np.repeat(np.arange(len(groups)), sizes)
    shift = begin - (np.cumsum(sizes) - sizes)
    if (shift[1:] == shift[:-1]).all():  # Groups that follow each other, as nearly always: the places do too.
        first = int(shift[0]) if len(shift) else 0
        return repeat, np.arange(first, first + len(repeat))
    return repeat, np.arange(len(repeat)) + np.repeat(shift, sizes)
