"""Lines of a table of variables: those that a filter lets through, of one attribute value, in one window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor.schema.filter_language import Filter

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Chosen:
    """Some lines of a table of variables."""

    frame: pd.DataFrame
    numbers: Ints
    """Lines of the table, in order."""

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self.numbers)

    def of(self, column: str, dtype: Any = None) -> Any:
        """Return a column of these lines."""
        return self.frame[column].to_numpy(dtype=dtype)[self.numbers]

    def during(self, periods: Sequence[int]) -> Chosen:
        """Return the lines of some periods."""
        return Chosen(self.frame, self.numbers[np.isin(self.of("t", np.int64), periods)])

    def terms(self, row: int, measure: str, factor: float) -> Iterator[tuple[int, int, float]]:
        """Yield (row, line, factor x measure) of every line that counts for something."""
        weights = self.of(measure, np.float64) * factor
        counts = weights != 0.0
        return zip(repeat(row), self.numbers[counts].tolist(), weights[counts].tolist())


def chosen_by(frame: pd.DataFrame, chosen: Filter) -> Chosen:
    """Return the lines that a filter lets through."""
    keep = np.ones(len(frame), dtype=bool)
    for condition in chosen.conditions:
        hit = frame[condition.column].isin(condition.values).to_numpy(dtype=bool)
        keep &= ~hit if condition.negated else hit
    return Chosen(frame, np.flatnonzero(keep))


def by_value(part: Chosen, column: str) -> dict[str, Chosen]:
    """Return the lines of each value of a column, sorted; a site without a company has no owner to limit."""
    codes, values = pd.factorize(part.frame[column].iloc[part.numbers], sort=True)
    return {
        str(value): Chosen(part.frame, part.numbers[codes == code]) for code, value in enumerate(values) if value != ""
    }
