"""Computing rows of constraints again: some of them, in the places they have in the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from corridor.compiled.columns import Columns
from corridor.compiled.constraints import TableConstraint
from corridor.compiled.form import StandardForm
from corridor.compiled.labels import Floats, Ints
from corridor.compiled.rows import block_entries, matrix_of, ordinary_block, replaced


class StructureChangedError(Exception):
    """A change that no update can express: components came or went, or a row has other columns than before."""


@dataclass(frozen=True)
class NewRows:
    """Rows as they are now: `rows` of the program, their bounds, and their coefficients where they have any."""

    rows: Ints
    lower: Floats
    upper: Floats
    matrix: sparse.csr_array
    silent: Any
    """Which of the rows are deactivated: their coefficients do not matter."""


def table_rows(component: TableConstraint, start: int, positions: Ints, columns: Columns) -> NewRows:
    """Return some rows of a table-backed constraint."""
    changed = component.changed()
    if changed:
        place = {int(position): number for number, position in enumerate(positions)}
        changed = [(place[at], data) for at, data in changed if at in place]
    block = replaced(component.block(positions), changed, columns)
    silent = np.zeros(len(positions), dtype=bool)
    silent[[number for number, data in changed if not data.active]] = True
    if not component.active:
        silent[:] = True
    lower, upper = np.where(silent, -np.inf, block.lower), np.where(silent, np.inf, block.upper)
    matrix = matrix_of(block_entries(block, columns), len(positions), len(columns.blocks))
    return NewRows(positions + start, lower, upper, matrix, silent)


def ordinary_rows(component: Any, start: int, columns: Columns) -> NewRows:
    """Return all rows of one of Pyomo's own constraints."""
    data = list(component.values())
    lower, upper, entries = ordinary_block(data, columns)
    silent = np.array([not one.active for one in data], dtype=bool)
    matrix = matrix_of(entries, len(data), len(columns.blocks))
    return NewRows(np.arange(len(data)) + start, lower, upper, matrix, silent)


def moved_coefficients(form: StandardForm, new: NewRows) -> tuple[Ints, Ints, Floats]:
    """Return (place in the matrix data, row, new value) of the coefficients that differ from those of the program.

    Raises StructureChangedError if a row has other columns than in the program.
    """
    speaking = np.flatnonzero(~new.silent)
    begin, end = form.matrix.indptr[new.rows[speaking]], form.matrix.indptr[new.rows[speaking] + 1]
    counts = np.diff(new.matrix.indptr)[speaking]
    if (counts != end - begin).any():
        raise StructureChangedError("a row has other columns than before")
    before = np.cumsum(counts) - counts
    within = np.arange(int(counts.sum()))
    places = within + np.repeat(begin - before, counts)
    there = within + np.repeat(new.matrix.indptr[speaking] - before, counts)
    if (form.matrix.indices[places] != new.matrix.indices[there]).any():
        raise StructureChangedError("a row has other columns than before")
    values = new.matrix.data[there]
    moved = np.flatnonzero(form.matrix.data[places] != values)
    return places[moved], np.repeat(new.rows[speaking], counts)[moved], values[moved]
