"""Questions to the law from Python, without a model.

corridor.duty("8507.60", "KR", "US", claim="KORUS", date="2026-10-09", value=10_000)
corridor.duties(frame)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from corridor.law.bulk import bulk
from corridor.law.goods import Amounts
from corridor.law.question import goods_asked
from corridor.law.stack import Stack, stack
from corridor.reference.law import Law
from corridor.reference.load import law_with, reference_law
from corridor.schema.tariff_words import SpecificUnit


def duty(
    hs: str,
    origin: str,
    importer: str,
    *,
    date: dt.date | str | None = None,
    use: str = "none",
    claim: str = "",
    facts: Mapping[str, str] | None = None,
    value: float | None = None,
    quantities: Mapping[SpecificUnit, float] | None = None,
    known_at: dt.date | str | None = None,
    law: str | Path | None = None,
) -> Stack:
    """Return the duty stack of goods that enter on a day (default: today), layer by layer.

    `value` [importer currency] and `quantities` [unit] of the entry are needed where a duty compares the two; `facts`
    are such as {"melt_pour": "US"}; `law` is a folder of your own records, `known_at` the day whose knowledge counts.
    Raises UsageError, saying what is allowed, for what is not known; FaultError if the folder has faults.
    """
    known = _law(known_at, law)
    entered = _day(date)
    given = [f"{name}={text}" for name, text in (facts or {}).items()]
    goods = goods_asked(known, hs, origin, importer, use, claim, given, entered)
    amounts = None if value is None else Amounts(value, tuple((quantities or {}).items()))
    return stack(known, goods, entered, amounts)


def duties(
    frame: pd.DataFrame, *, known_at: dt.date | str | None = None, law: str | Path | None = None
) -> pd.DataFrame:
    """Return the duty of each row of a table of questions: importer, code, origin, date, end_use, claim, facts.

    Columns and what is raised: `corridor.law.bulk.bulk`.
    """
    return bulk(_law(known_at, law), frame)


def _law(known_at: dt.date | str | None, folder: str | Path | None) -> Law:
    """Return the shipped law as known on a day, with the records of a folder."""
    shipped = reference_law(_day(known_at))
    return shipped if folder is None else law_with(shipped, Path(folder))


def _day(given: dt.date | str | None) -> dt.date:
    """Return a day given as such or as text; today if none is given."""
    if given is None:
        return dt.date.today()
    return dt.date.fromisoformat(given) if isinstance(given, str) else given
