"""From a Pyomo model to arrays: table-backed components at once, ordinary ones row by row beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn
from scipy import sparse

from corridor.compiled.constraints import TableConstraint
from corridor.compiled.costs import Costs, parts
from corridor.compiled.expressions import TableObjective
from corridor.compiled.form import Block, Blocks, StandardForm
from corridor.compiled.labels import Floats, Ints
from corridor.compiled.linear import Term
from corridor.compiled.ordinary import OrdinaryIndex
from corridor.compiled.sets import TableGroup
from corridor.compiled.variables import ColumnState, TableVar, interval

UNDERSTOOD = (
    pyo.Var, pyo.Constraint, pyo.Objective, pyo.Expression, pyo.Param, pyo.Set, pyo.RangeSet, pyo.SetOf, pyo.Block,
    pyo.Suffix, pyo.BuildAction, pyo.BuildCheck, TableGroup,
)  # fmt: skip
"""Component types that a linear program consists of, or that do not matter to it."""


class NotLinearError(Exception):
    """A model holds something that a linear or mixed-integer linear program has no place for."""


def compile_model(m: Any) -> StandardForm:
    """Return the arrays of a model.

    Every active component counts: what cannot be compiled is refused by name, nothing is left out. Raises
    NotLinearError for other kinds of components and for expressions that are not linear, ArithmeticError for numbers
    that are not finite.
    """
    refuse_unknown(m)
    columns = Columns(m)
    rows = _Rows(columns)
    for component in m.component_objects(pyo.Constraint, active=True, descend_into=True):
        rows.add(component)
    cost, offset, maximize = objective(m, columns)
    form = StandardForm(
        cost, offset, maximize, rows.matrix(), *rows.bounds(), *columns.bounds(), columns.integer(),
        columns.blocks, Blocks(rows.blocks),
    )  # fmt: skip
    form.refuse_nonsense()
    return form


def refuse_unknown(m: Any) -> None:
    """Raise NotLinearError if the model has active components of a kind that is not understood."""
    for component in m.component_objects(active=True, descend_into=True):
        if component.ctype not in UNDERSTOOD:
            raise NotLinearError(
                f"{component.name} is a {component.ctype.__name__}, which a mixed-integer linear program has no place "
                "for: transform or deactivate it first"
            )


class Columns:
    """The columns of a model: every variable of every active block, used or not."""

    def __init__(self, m: Any) -> None:
        """Number the columns."""
        self.components: dict[int, tuple[Any, Block]] = {}
        self._indices: dict[int, OrdinaryIndex] = {}
        start, blocks = 0, []
        for component in m.component_objects(pyo.Var, active=True, descend_into=True):
            index = OrdinaryIndex.of(component)
            block = Block(component.name, start, index.rows, not component.is_indexed())
            self.components[id(component)] = component, block
            self._indices[id(component)] = index
            blocks.append(block)
            start = block.stop
        self.blocks = Blocks(blocks)
        self.states = {key: _state(component) for key, (component, _) in self.components.items()}

    def of_term(self, term: Term) -> Ints:
        """Return the columns of a term."""
        return term.positions + self.start(term.variable)

    def start(self, component: Any) -> int:
        """Return the first column of a variable. Raises NotLinearError if it is not part of the model."""
        if id(component) not in self.components:
            raise NotLinearError(f"variable {component.name} is used, but is not on an active block of the model")
        return self.components[id(component)][1].start

    def of_data(self, data: Any) -> int:
        """Return the column of a data object."""
        component = data.parent_component()
        return self.start(component) + self._indices[id(component)].position(data)

    def bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of all columns."""
        pairs = [state.bounds() for state in self.states.values()]
        return joined(lower for lower, _ in pairs), joined(upper for _, upper in pairs)

    def integer(self) -> Any:
        """Return which columns must be whole."""
        flags = [state.integer for state in self.states.values()]
        return np.concatenate(flags) if flags else np.zeros(0, dtype=bool)


def _state(component: Any) -> ColumnState:
    if isinstance(component, TableVar):
        return component.state()
    data = list(component.values())
    spans = [interval(one.domain) for one in data]
    return ColumnState(
        np.array([-np.inf if one.lb is None else one.lb for one in data], dtype=np.float64),
        np.array([np.inf if one.ub is None else one.ub for one in data], dtype=np.float64),
        np.array([np.nan if one.value is None else one.value for one in data], dtype=np.float64),
        np.array([one.fixed for one in data], dtype=bool),
        np.array([whole for _, _, whole in spans], dtype=bool),
    )


def joined(parts: Iterable[Floats]) -> Floats:
    """Return arrays one after the other."""
    found = list(parts)
    return np.concatenate(found) if found else np.zeros(0)


class _Rows:
    """Collects rows, component after component."""

    def __init__(self, columns: Columns) -> None:
        """Begin without rows."""
        self._columns = columns
        self._count = 0
        self.blocks: list[Block] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._rows: list[Ints] = []
        self._cols: list[Ints] = []
        self._data: list[Floats] = []

    def add(self, component: Any) -> None:
        """Add the rows of a constraint."""
        if isinstance(component, TableConstraint):
            block = component.block()
            names = Block(component.name, self._count, component.rows)
            changed = component.changed()
            if changed:
                block = replaced(block, changed, self._columns)
            self._add(names, block.lower, block.upper)
            for term in block.terms:
                self._entries(*entries(term, len(component.rows), self._columns))
            return
        index = OrdinaryIndex.of(component)
        names = Block(component.name, self._count, index.rows, not component.is_indexed())
        data = list(component.values())
        found = [ordinary_row(one, self._columns) for one in data]
        self._add(names, np.array([row[0] for row in found]), np.array([row[1] for row in found]))
        for position, (_, _, cols, weights) in enumerate(found):
            self._entries(np.full(len(cols), position), cols, weights)

    def _add(self, names: Block, lower: Floats, upper: Floats) -> None:
        self.blocks.append(names)
        self._lower.append(lower)
        self._upper.append(upper)
        self._count = names.stop

    def _entries(self, rows: Ints, cols: Ints, data: Floats) -> None:
        self._rows.append(rows + self.blocks[-1].start)
        self._cols.append(cols)
        self._data.append(data)

    def bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of all rows."""
        return joined(self._lower), joined(self._upper)

    def matrix(self) -> sparse.csr_array:
        """Return the matrix, columns in order within a row, each at most once."""
        shape = (self._count, len(self._columns.blocks))
        if not self._rows:
            return sparse.csr_array(shape)
        rows, cols = (np.concatenate(part).astype(np.int32) for part in (self._rows, self._cols))
        found = sparse.coo_array((np.concatenate(self._data), (rows, cols)), shape=shape).tocsr()
        found.sum_duplicates()
        return found


def entries(term: Term, count: int, columns: Columns) -> tuple[Ints, Ints, Floats]:
    """Return (rows, columns, weights) of a term over `count` rows."""
    rows = np.arange(count) if term.rows is None else term.rows
    return rows, columns.of_term(term), np.broadcast_to(np.asarray(term.weights, dtype=np.float64), (len(rows),))


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


def replaced(block: Any, changed: list[tuple[int, Any]], columns: Columns) -> Any:
    """Return a block of rows in which rows that somebody changed by hand are as they are now."""
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
    return type(block)(block.lower, block.upper, tuple(terms))


def _only(term: Term, keep: Any) -> Term:
    rows = np.arange(len(keep)) if term.rows is None else term.rows
    chosen = keep[rows]
    weights = term.weights if np.ndim(term.weights) == 0 else np.asarray(term.weights)[chosen]
    return Term(term.variable, term.positions[chosen], weights, rows[chosen])


def _spans(cols: Ints, columns: Columns) -> Iterator[tuple[Any, int, int]]:
    for component, block in columns.components.values():
        if ((cols >= block.start) & (cols < block.stop)).any():
            yield component, block.start, block.stop


def objective(m: Any, columns: Columns) -> tuple[Floats, float, bool]:
    """Return (cost of every column, constant, whether it is maximized).

    Raises NotLinearError unless there is exactly one active objective.
    """
    found = list(m.component_data_objects(pyo.Objective, active=True, descend_into=True))
    if len(found) != 1:
        raise NotLinearError(f"a program has one active objective, this model has {len(found)}")
    goal = found[0]
    maximize = goal.sense == pyo.maximize
    sign = -1.0 if maximize else 1.0
    if isinstance(goal, TableObjective) and goal.untouched:
        costs = Costs(parts(goal), columns.start, len(columns.blocks))
        cost, constant = costs.cost(), costs.offset
    else:
        constant, cols, weights = ordinary_terms(goal.expr, columns, goal.name)
        cost = np.bincount(cols, weights=weights, minlength=len(columns.blocks)).astype(np.float64)
    return sign * cost, sign * constant, maximize
