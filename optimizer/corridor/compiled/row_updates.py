"""Computing rows of constraints again: some of them, in the places they have in the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from corridor.compiled.compile import Columns, entries, ordinary_row, replaced
from corridor.compiled.constraints import TableConstraint
from corridor.compiled.form import StandardForm
from corridor.compiled.labels import Floats, Ints


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
    block = component.block(positions)
    place = {int(position): number for number, position in enumerate(positions)}
    changed = [(place[at], data) for at, data in component.changed() if at in place]
    if changed:
        block = replaced(block, changed, columns)
    silent = np.zeros(len(positions), dtype=bool)
    silent[[number for number, data in changed if not data.active]] = True
    if not component.active:
        silent[:] = True
    found = [entries(term, len(positions), columns) for term in block.terms]
    lower, upper = np.where(silent, -np.inf, block.lower), np.where(silent, np.inf, block.upper)
    return NewRows(positions + start, lower, upper, _matrix(found, len(positions), columns), silent)


def ordinary_rows(component: Any, start: int, columns: Columns) -> NewRows:
    """Return all rows of one of Pyomo's own constraints."""
    data = list(component.values())
    found = [ordinary_row(one, columns) for one in data]
    silent = np.array([not one.active for one in data], dtype=bool)
    entries_ = [(np.full(len(cols), number), cols, weights) for number, (_, _, cols, weights) in enumerate(found)]
    return NewRows(
        np.arange(len(data)) + start,
        np.array([row[0] for row in found], dtype=np.float64),
        np.array([row[1] for row in found], dtype=np.float64),
        _matrix(entries_, len(data), columns),
        silent,
    )


def _matrix(found: list[tuple[Ints, Ints, Floats]], count: int, columns: Columns) -> sparse.csr_array:
    shape = (count, len(columns.blocks))
    if not found:
        return sparse.csr_array(shape)
    rows, cols, data = (np.concatenate(part) for part in zip(*found, strict=True))
    matrix = sparse.coo_array((data, (rows.astype(np.int32), cols.astype(np.int32))), shape=shape).tocsr()
    matrix.sum_duplicates()
    return matrix


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
