"""Many duty questions at once: a table of goods and days in, a table of duties out, the same as `stack` gives.

Rows that ask for the same goods share their pieces of time; goods that the same records cover share the answers on
these pieces. What is left of a row is to look its day up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pandas as pd

from corridor.errors import UsageError
from corridor.law.bulk_amounts import COLUMNS, VALUE, BulkAmounts, refuse_amount_columns
from corridor.law.bulk_answers import Answer, Answers
from corridor.law.bulk_importer import ImporterQuestions
from corridor.law.goods import Goods
from corridor.reference.law import Law
from corridor.schema.tariff_words import FACTS

NEEDED = ("importer", "code", "origin", "date")
"""Columns that a table of questions cannot do without."""

OPTIONAL: Mapping[str, str] = {"end_use": "none", "claim": ""}
"""Further columns and what a missing one, or an empty cell, stands for."""

_FACT_COLUMNS = tuple(sorted(set(FACTS) - {"claim"}))
"""Columns of facts; a missing one, or an empty cell: not known."""

_DAYS = 1 << 22
"""[days] More than any ordinal of a date: tells the days of different goods apart in one sorted list."""

_UNIX_EPOCH = 719163
"""[ordinal day] 1 January 1970."""

STATUSES = ("applied", "projected", "needs_evidence", "unknown")
"""Statuses of an answer, by number."""


def bulk(law: Law, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the duty of each row of a table of questions, with the index of that table.

    Columns in: `importer`, `code` (text, without dots), `origin` and `date` (day of entry; text or datetime), and if
    wanted `end_use`, `claim` and a column for each fact that is known, such as `melt_pour`; `value` [importer
    currency] and `quantity_UNIT` [UNIT], such as `quantity_kg`, of an entry. Further columns are left aside. Columns
    out: `rate` [1]; `specific_UNIT` [importer currency / UNIT] for each unit that a duty is charged
    per; `status` (applied, projected, needs_evidence or unknown); `at_risk` [1] (the part of the rate that rests on
    annulled measures); with `value` also `duty` [importer currency]. Numbers are NaN where the duty is unknown; `duty`
    is, too, where a quantity is missing. Duties that compare value and quantity are unknown in rows without them.
    Raises UsageError if a column is missing, looks misspelt, or holds no days or amounts.
    """
    _refuse_columns([str(name) for name in frame.columns])
    amounts = BulkAmounts(frame) if VALUE in frame.columns else None
    goods, of_row = _distinct_goods(frame)
    days = _ordinals(frame["date"])
    answers = Answers()
    importers = {name: ImporterQuestions(law, name, answers) for name in {one.importer for one in goods}}
    timelines: dict[int, int] = {}
    starts: list[npt.NDArray[np.int64]] = []
    numbers: list[npt.NDArray[np.int64]] = []
    of_goods = np.empty(len(goods), dtype=np.int64)
    for place, one in enumerate(goods):
        timeline = importers[one.importer].timeline(one)
        at = timelines.get(id(timeline))
        if at is None:
            at = timelines[id(timeline)] = len(starts)
            starts.append(timeline.starts + at * _DAYS)
            numbers.append(timeline.answers)
        of_goods[place] = at
    if not len(frame):
        empty = _framed(answers.found, np.empty(0, dtype=np.int64), np.empty(0, dtype=bool), frame.index)
        return empty if amounts is None else empty.assign(duty=amounts.duty(empty))
    key = of_goods[of_row] * _DAYS + days
    piece = np.searchsorted(np.concatenate(starts), key, side="right") - 1
    chosen = np.concatenate(numbers)[piece]
    beyond = days > law.horizon.toordinal()
    if amounts is None:
        return _framed(answers.found, chosen, beyond, frame.index)
    found = amounts.answered(answers, chosen)
    table = _framed(answers.found, found.chosen, beyond, frame.index)
    for name, own in (("rate", found.rate), ("at_risk", found.at_risk)):
        table[name] = np.where(found.straight, own, table[name])
    return table.assign(duty=amounts.duty(table))


def _refuse_columns(names: list[str]) -> None:
    """Raise UsageError if a needed column is missing, or a column looks like a misspelt one."""
    known = [*NEEDED, *OPTIONAL, *_FACT_COLUMNS, *COLUMNS]
    refuse_amount_columns(names)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UsageError(
            f"the table of duty questions has no column {', '.join(missing)}; it needs {', '.join(NEEDED)}"
        )
    for name in names:
        near = get_close_matches(name, known, n=1, cutoff=0.85)
        if name not in known and near:
            raise UsageError(f"column {name!r} is none of a duty question: did you mean {near[0]}?")


@dataclass(frozen=True)
class _Column:
    """A column as numbers of its distinct values."""

    numbers: npt.NDArray[np.int64]
    values: list[str]


def _column(frame: pd.DataFrame, name: str, empty: str) -> _Column:
    """Return a column as text; an empty cell stands for `empty`."""
    codes, values = pd.factorize(frame[name], use_na_sentinel=True)
    texts = [str(value) or empty for value in values]
    numbers = codes.astype(np.int64)
    if (numbers < 0).any():
        texts.append(empty)
        numbers = np.where(numbers < 0, len(texts) - 1, numbers)
    return _Column(numbers, texts)


def _distinct_goods(frame: pd.DataFrame) -> tuple[list[Goods], npt.NDArray[np.int64]]:
    """Return the distinct goods of a table, and for each row which of them it asks for."""
    names = [name for name in ("importer", "code", "origin", *OPTIONAL, *_FACT_COLUMNS) if name in frame.columns]
    columns = {name: _column(frame, name, OPTIONAL.get(name, "")) for name in names}
    combined = np.zeros(len(frame), dtype=np.int64)
    for column in columns.values():
        # Numbered anew after each column, so that the numbers never grow beyond rows times values.
        combined = np.unique(combined * max(1, len(column.values)) + column.numbers, return_inverse=True)[1]
    _, firsts, of_row = np.unique(combined, return_index=True, return_inverse=True)
    texts = {name: [column.values[number] for number in column.numbers[firsts]] for name, column in columns.items()}
    count = len(firsts)
    facts = [name for name in _FACT_COLUMNS if name in texts]
    goods = [
        Goods(importer, code, origin, end_use, claim, tuple((name, texts[name][n]) for name in facts if texts[name][n]))
        for n, (importer, code, origin, end_use, claim) in enumerate(
            zip(
                texts["importer"],
                texts["code"],
                texts["origin"],
                texts.get("end_use", [OPTIONAL["end_use"]] * count),
                texts.get("claim", [OPTIONAL["claim"]] * count),
                strict=True,
            )
        )
    ]
    return goods, of_row


def _ordinals(dates: pd.Series) -> npt.NDArray[np.int64]:
    """[ordinal days] Return days given as text, dates or datetimes."""
    try:
        codes, values = pd.factorize(dates, use_na_sentinel=True)
        days = pd.DatetimeIndex(pd.to_datetime(values)).values.astype("datetime64[D]").astype(np.int64)
    except (ValueError, TypeError) as error:
        raise UsageError(f"column date must hold days such as 2026-10-09: {error}") from error
    if (codes < 0).any():
        row = int(np.flatnonzero(codes < 0)[0])
        raise UsageError(f"column date is empty in row {row} (counted from 0): give the day of entry")
    return days[codes] + _UNIX_EPOCH


def _framed(
    found: list[Answer],
    chosen: npt.NDArray[np.int64],
    beyond: npt.NDArray[np.bool_],
    index: pd.Index,
) -> pd.DataFrame:
    """Return the answers of the rows as a table."""
    units = sorted({unit for answer in found for unit, _ in answer.specifics})
    columns: dict[str, object] = {"rate": np.array([one.rate for one in found], dtype=float)[chosen]}
    for unit in units:
        amounts = [np.nan if one.status == "unknown" else dict(one.specifics).get(unit, 0.0) for one in found]
        columns[f"specific_{unit}"] = np.array(amounts, dtype=float)[chosen]
    status = np.array([STATUSES.index(one.status) for one in found], dtype=np.int8)[chosen]
    status = np.where(beyond & (status == 0), 1, status)
    columns["status"] = pd.Categorical.from_codes(status, pd.Index(STATUSES))
    columns["at_risk"] = np.array([one.at_risk for one in found], dtype=float)[chosen]
    return pd.DataFrame(columns, index=index)
