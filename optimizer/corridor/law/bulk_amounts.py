"""Value and quantities of many entries at once: what duties that compare the two come to, and the duty in money."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor.errors import UsageError
from corridor.law.bulk_answers import Answers
from corridor.law.bulk_regimes import bends, only_unit, straight
from corridor.law.goods import Amounts
from corridor.schema.tariff_words import SpecificUnit
from corridor.units import factor

VALUE = "value"
"""Column of the customs value [importer currency]."""

QUANTITY = "quantity_"
"""Begin of the columns of quantities, followed by their unit: quantity_kg."""

Floats = npt.NDArray[np.float64]
UNITS: tuple[SpecificUnit, ...] = tuple(unit for unit in get_args(SpecificUnit) if unit)
COLUMNS = (VALUE, *(f"{QUANTITY}{unit}" for unit in UNITS))


Rows = npt.NDArray[np.int64]

_FEW = 16
"""Entries of one question that are not worth looking for bends."""

_NEAR = 1e-9
"""[1] Relative distance to a bend from which on an entry is asked for by itself."""


class Answered(NamedTuple):
    """The answers of the rows of a table."""

    chosen: Rows
    """Numbers of the answers."""
    rate: Floats
    """[1] Of rows whose rate depends on their own amounts."""
    at_risk: Floats
    """[1] The same."""
    straight: npt.NDArray[np.bool_]
    """Which rows these are."""


class BulkAmounts:
    """The amounts of the rows of a table; not a number where one is not given."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Take the amounts of a table of questions. Raises UsageError for what is no amount, naming its row."""
        self.value = _numbers(frame, VALUE) if VALUE in frame.columns else np.full(len(frame), np.nan)
        low = np.flatnonzero(self.value <= 0)
        if low.size:
            raise UsageError(f"column {VALUE} must be above 0, got {self.value[low[0]]} in row {low[0]} (from 0)")
        names = [unit for unit in UNITS if f"{QUANTITY}{unit}" in frame.columns]
        self.quantities = {unit: _numbers(frame, f"{QUANTITY}{unit}") for unit in names}

    def answered(self, answers: Answers, chosen: npt.NDArray[np.int64]) -> Answered:
        """Return the answers of the rows, with their amounts where they make a difference."""
        waiting = np.array([one.open >= 0 for one in answers.found], dtype=bool)
        rows = np.flatnonzero(waiting[chosen] & ~np.isnan(self.value))
        count = len(chosen)
        found = Answered(chosen.copy(), np.full(count, np.nan), np.full(count, np.nan), np.zeros(count, dtype=bool))
        for number in np.unique(chosen[rows]).tolist():
            self._answer(answers, number, rows[chosen[rows] == number], found)
        return found

    def duty(self, table: pd.DataFrame) -> Floats:
        """[importer currency] Return the duty of each row of answers; not a number where something of it is unknown."""
        duty: Floats = table["rate"].to_numpy(dtype=float) * self.value
        for unit in UNITS:
            if f"specific_{unit}" in table.columns:
                each = table[f"specific_{unit}"].to_numpy(dtype=float)
                duty = duty + np.where(each == 0.0, 0.0, each * self.quantity(unit))
        return duty

    def _answer(self, answers: Answers, number: int, rows: Rows, found: Answered) -> None:
        """Note the answers of rows that ask one question."""
        unit = only_unit(answers, number) if len(rows) > _FEW else ""
        ratio = self.quantity(unit)[rows] / self.value[rows] if unit else np.full(len(rows), np.nan)
        edges = np.array([0.0, *bends(answers, number), np.inf]) if unit else np.array([0.0, np.inf])
        piece = np.searchsorted(edges, ratio)  # A ratio that is not a number, or 0, lies in no piece.
        alone = np.isnan(ratio) | (piece == 0) | _at_a_bend(ratio, piece, edges)
        left = [rows[alone]]
        for place in np.unique(piece[~alone]).tolist():
            inside = (piece == place) & ~alone
            line = straight(answers, number, unit, edges[place - 1], edges[place])
            if line is None:
                left.append(rows[inside])
                continue
            there = rows[inside]
            found.chosen[there] = line.number
            found.rate[there] = line.rate.rate + line.rate.slope * ratio[inside]
            found.at_risk[there] = line.at_risk.rate + line.at_risk.slope * ratio[inside]
            found.straight[there] = True
        self._one_by_one(answers, number, np.concatenate(left), found)

    def _one_by_one(self, answers: Answers, number: int, rows: Rows, found: Answered) -> None:
        """Note the answers of rows, each distinct one asked for by itself."""
        table = np.column_stack([self.value[rows], *(given[rows] for given in self.quantities.values())])
        # Not a number differs from itself: a quantity that is not given is told apart by a number that none can be.
        distinct, of_row = np.unique(np.nan_to_num(table, nan=-1.0), axis=0, return_inverse=True)
        numbers = [answers.with_amounts(number, self._amounts(row)) for row in distinct.tolist()]
        found.chosen[rows] = np.array(numbers, dtype=np.int64)[of_row.reshape(-1)]

    def quantity(self, unit: SpecificUnit) -> Floats:
        """[unit] Return the quantity of each row in a unit, not a number where it is not known."""
        found = self.quantities.get(unit, np.full(len(self.value), np.nan))
        for other, given in self.quantities.items():
            times = factor(other, unit) if other != unit else None
            if times is not None:
                found = np.where(np.isnan(found), given * times, found)
        return found

    def _amounts(self, row: list[float]) -> Amounts:
        """Return the amounts of a row of numbers: value, quantities."""
        given = zip(self.quantities, row[1:], strict=True)
        return Amounts(row[0], tuple((unit, quantity) for unit, quantity in given if quantity >= 0))


def _at_a_bend(ratio: Floats, piece: Rows, edges: Floats) -> npt.NDArray[np.bool_]:
    """Return which ratios are so near a bend that rounding may take them for either side."""
    below = edges[np.clip(piece - 1, 0, len(edges) - 1)]
    above = edges[np.clip(piece, 0, len(edges) - 1)]
    return np.asarray((ratio - below <= _NEAR * ratio) | (above - ratio <= _NEAR * ratio))


def refuse_amount_columns(names: Iterable[str]) -> None:
    """Raise UsageError if a column of a quantity is in no known unit, or there are quantities without a value."""
    columns = list(names)
    for name in columns:
        if name.startswith(QUANTITY) and name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise UsageError(f"column {name!r} is in no unit of a duty: {hint}known are {', '.join(UNITS)}")
        if name.startswith(QUANTITY) and VALUE not in columns:
            raise UsageError(f"column {name!r} says nothing without the customs value of the entry: add column {VALUE}")


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    """Return a column as numbers; an empty cell is not a number. Raises UsageError for one that is no amount."""
    try:
        found = pd.to_numeric(frame[name].replace("", np.nan)).to_numpy(dtype=float)
    except (ValueError, TypeError) as error:
        raise UsageError(f"column {name} must hold numbers: {error}") from error
    wrong = np.flatnonzero((found < 0) | np.isinf(found))
    if wrong.size:
        raise UsageError(
            f"column {name} must be at least 0 and finite, got {found[wrong[0]]} in row {wrong[0]} (from 0)"
        )
    return found
