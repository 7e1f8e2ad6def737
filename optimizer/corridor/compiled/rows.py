"""The rows of a model: table-backed constraints at once, Pyomo's own row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pyomo.repn import generate_standard_repn
from scipy import sparse

from corridor.compiled.columns import Columns, NotLinearError, joined
from corridor.compiled.constraints import RowBlock, TableConstraint
from corridor.compiled.form import Block
from corridor.compiled.labels import Floats, Ints
from corridor.compiled.linear import Term
from corridor.compiled.ordinary import OrdinaryIndex

Entries = tuple[Ints, Ints, Floats]
"""(rows, columns, weights)"""


class RowCollector:
    """Collects rows, component after component."""

    def __init__(self, columns: Columns) -> None:
        """Begin without rows."""
        self._columns = columns
        self._count = 0
        self.blocks: list[Block] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._entries: list[Entries] = []

    def add(self, component: Any) -> None:
        """Add the rows of a constraint."""
        if isinstance(component, TableConstraint):
            names = Block(component.name, self._count, component.rows)
            block = replaced(component.block(), component.changed(), self._columns)
            self._put(names, block.lower, block.upper, block_entries(block, self._columns))
            return
        index = OrdinaryIndex.of(component)
        names = Block(component.name, self._count, index.rows, not component.is_indexed())
        self._put(names, *ordinary_block(list(component.values()), self._columns))

    def _put(self, names: Block, lower: Floats, upper: Floats, entries: Sequence[Entries]) -> None:
        self.blocks.append(names)
        self._lower.append(lower)
        self._upper.append(upper)
        self._entries += [(_short(rows, names.start), _short(cols), weights) for rows, cols, weights in entries]
        self._count = names.stop

    def bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of all rows."""
        return joined(self._lower), joined(self._upper)

    def matrix(self) -> sparse.csr_array:
        """Return the matrix."""
        return matrix_of(self._entries, self._count, len(self._columns.blocks))


def matrix_of(entries: Sequence[Entries], rows: int, columns: int) -> sparse.csr_array:
    """Return entries as a matrix, columns in order within a row, each at most once; zeros are kept."""
    if not entries:
        return sparse.csr_array((rows, columns))
    at, cols, weights = (np.concatenate(part) for part in zip(*entries, strict=True))
    found = sparse.coo_array((weights, (_short(at), _short(cols))), shape=(rows, columns)).tocsr()
    found.sum_duplicates()
    return found


def _short(numbers: Any, start: int = 0) -> Any:
    """Return row or column numbers as solvers and scipy keep them, in half the memory."""
    return np.add(numbers, start, dtype=np.int32, casting="unsafe") if start else numbers.astype(np.int32, copy=False)


def block_entries(block: RowBlock, columns: Columns) -> list[Entries]:
    """Return the entries of table-backed rows."""
    found = []
    for term in block.terms:
        rows = np.arange(len(block.lower)) if term.rows is None else term.rows
        weights = np.broadcast_to(np.asarray(term.weights, dtype=np.float64), (len(rows),))
        found.append((rows, columns.of_term(term), weights))
    return found


def ordinary_block(data: Sequence[Any], columns: Columns) -> tuple[Floats, Floats, list[Entries]]:
    """Return (lower, upper, entries) of Pyomo's own constraints."""
    found = [ordinary_row(one, columns) for one in data]
    entries = [(np.full(len(cols), number), cols, weights) for number, (_, _, cols, weights) in enumerate(found)]
    return (
        np.array([row[0] for row in found], dtype=np.float64),
        np.array([row[1] for row in found], dtype=np.float64),
        entries,
    )


def ordinary_row(data: Any, columns: Columns) -> tuple[float, float, Ints, Floats]:
    """Return (lower, upper, columns, weights) of one of Pyomo's own constraints.

    An inactive one has no bounds: it keeps its place and says nothing.
    """
    if not data.active:
        return -np.inf, np.inf, np.zeros(0, dtype=np.int64), np.zeros(0)
    lower, body, upper = data.to_bounded_expression(evaluate_bounds=True)
    constant, cols, weights = ordinary_terms(body, columns, data.name)
    return (
        -np.inf if lower is None else float(lower) - constant,
        np.inf if upper is None else float(upper) - constant,
        cols,
        weights,
    )


def ordinary_terms(expression: Any, columns: Columns, name: str) -> tuple[float, Ints, Floats]:
    """Return (constant, columns, weights) of one of Pyomo's expressions. Raises NotLinearError if it is not linear."""
    repn = generate_standard_repn(expression, compute_values=True, quadratic=False)
    if not repn.is_linear():
        raise NotLinearError(f"{name} is not linear: {expression}")
    cols = np.array([columns.of_data(variable) for variable in repn.linear_vars], dtype=np.int64)
    return float(repn.constant), cols, np.array(repn.linear_coefs, dtype=np.float64)


def replaced(block: RowBlock, changed: Sequence[tuple[int, Any]], columns: Columns) -> RowBlock:
    """Return a block of rows in which rows that somebody changed by hand are as they are now."""
    if not changed:
        return block
    at = np.array([position for position, _ in changed], dtype=np.int64)
    keep = np.ones(len(block.lower), dtype=bool)
    keep[at] = False
    terms = [_only(term, keep) for term in block.terms]
    for position, data in changed:
        lower, upper, cols, weights = ordinary_row(data, columns)
        block.lower[position], block.upper[position] = lower, upper
        for component, first, last in _spans(cols, columns):
            inside = (cols >= first) & (cols < last)
            rows = np.full(int(inside.sum()), position)
            terms.append(Term(component, cols[inside] - first, weights[inside], rows))
    return RowBlock(block.lower, block.upper, tuple(terms))


def _only(term: Term, keep: Any) -> Term:
    rows = np.arange(len(keep)) if term.rows is None else term.rows
    chosen = keep[rows]
    weights = term.weights if np.ndim(term.weights) == 0 else np.asarray(term.weights)[chosen]
    return Term(term.variable, term.positions[chosen], weights, rows[chosen])


def _spans(cols: Ints, columns: Columns) -> Iterator[tuple[Any, int, int]]:
    for component, block in columns.components.values():
        if ((cols >= block.start) & (cols < block.stop)).any():
            yield component, block.start, block.stop
