"""A program as text that a person can read and that says everything: costs, rows, columns.

Equal programs give equal text, whatever the order of their rows and columns: both are named by codes and sorted,
a ranged row is one row, a coefficient of exactly zero is left out, a column in no row and no cost is kept.
Numbers are written with `repr`: no digit is lost.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import pyomo.environ as pyo

from corridor.compiled import StandardForm
from corridor.formulation.objective import LINES
from corridor.network.network import Network
from corridor.pipeline.prepare import Prepared
from corridor.solve.marginals import column_labels, row_labels

Terms = dict[str, float]
"""Column name -> coefficient."""


def number(value: float) -> str:
    """Return a number without loss; there is only one zero."""
    return repr(float(value) + 0.0)


def column_name(labels: Mapping[str, list[str]], variable: str, row: int) -> str:
    """Return a column as `variable[codes]`."""
    return f"{variable}[{labels[variable][row]}]"


def cost_terms(ready: Prepared) -> dict[str, Terms]:
    """Return the terms of each cost line, as its named expression says."""
    labels = column_labels(ready.network)
    found = {}
    for line in LINES:
        linear = getattr(ready.pyomo_model, line).linear()
        assert not np.any(linear.constant)
        terms: Terms = defaultdict(float)
        for term in linear.terms:
            weights = np.broadcast_to(term.weights, (len(term.positions),))
            for row, weight in zip(term.positions.tolist(), weights.tolist(), strict=True):
                terms[column_name(labels, term.variable.name, row)] += float(weight)
        found[line] = dict(terms)
    return found


def text(ready: Prepared) -> str:
    """Return the canonical text of a prepared model."""
    sections = [*_costs(ready), *_rows(ready.network, ready.program), *_columns(ready)]
    return "\n".join(sections) + "\n"


def _costs(ready: Prepared) -> Iterable[str]:
    yield "MINIMIZE"
    for line, terms in cost_terms(ready).items():
        if any(terms.values()):
            yield f"{line}"
            yield from _terms(terms)


def _terms(terms: Terms) -> Iterable[str]:
    for name in sorted(terms):
        if terms[name] != 0.0:
            sign = "-" if terms[name] < 0 else "+"
            yield f"    {sign} {number(abs(terms[name]))} {name}"


def _bounds(lower: float, upper: float) -> str:
    if lower == upper:
        return f"= {number(lower)}"
    if math.isinf(lower):
        return f"<= {number(upper)}"
    if math.isinf(upper):
        return f">= {number(lower)}"
    return f"in {number(lower)} .. {number(upper)}"


def _rows(network: Network, program: StandardForm) -> Iterable[str]:
    columns = column_labels(network)
    labels = row_labels(network, columns)
    names = [column_name(columns, *column) for column in program.columns]
    assert len(set(names)) == len(names), "two columns have one name"
    families: dict[str, list[list[str]]] = defaultdict(list)
    matrix = program.matrix
    for row, (family, owner) in enumerate(program.rows):
        begin, end = matrix.indptr[row], matrix.indptr[row + 1]
        terms: Terms = defaultdict(float)
        for column, weight in zip(matrix.indices[begin:end], matrix.data[begin:end], strict=True):
            terms[names[column]] += float(weight)
        head = f"  [{labels[family][owner]}]  {_bounds(program.row_lower[row], program.row_upper[row])}"
        families[family].append([head, *_terms(terms)])
    for family in sorted(families):
        yield f"\nROWS {family}"
        for lines in sorted(families[family]):
            yield from lines


def _columns(ready: Prepared) -> Iterable[str]:
    labels = column_labels(ready.network)
    program = ready.program
    place = {column: number for number, column in enumerate(program.columns)}
    used = (total_cost(ready) != 0) | (abs(program.matrix).sum(axis=0) != 0)
    for variable in sorted(v.name for v in ready.pyomo_model.component_objects(pyo.Var)):
        lines = []
        for row in getattr(ready.pyomo_model, variable):
            at = place[variable, row]
            if not used[at]:
                lines.append(f"  [{labels[variable][row]}]  in no row and no cost")
                continue
            kind = "integer" if program.integer[at] else "continuous"
            bounds = _bounds(program.col_lower[at], program.col_upper[at])
            lines.append(f"  [{labels[variable][row]}]  {kind} {bounds}")
        if lines:
            yield f"\nCOLUMNS {variable}"
            yield from sorted(lines)


def total_cost(ready: Prepared) -> np.ndarray:
    """Return the cost of each column of the program, added up over the cost lines."""
    labels = column_labels(ready.network)
    added: Counter[str] = Counter()
    for terms in cost_terms(ready).values():
        added.update(terms)
    return np.array([added[column_name(labels, *column)] for column in ready.program.columns])
