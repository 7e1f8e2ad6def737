"""Questions to the law from Python, without a model.

corridor.duty("8507.60", "KR", "US", claim="KORUS", date="2026-10-09", value=10_000)
corridor.duties(frame)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from corridor.law.asked_duty import amounts_asked, duty_asked
from corridor.law.bulk import bulk
from corridor.law.question import goods_asked
from corridor.law.relief_terms import ReliefTerms, reliefs_asked
from corridor.law.stack import Stack
from corridor.law.valuation import Additions
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
    relief: str | Sequence[str] = (),
    finished_hs: str = "",
    days: int = 0,
    rate_per_year: float = 0.0,
    storage_cost: float = 0.0,
    first_sale_price: float | None = None,
    export_to: str = "",
    export_value: float | None = None,
    export_claim: str = "",
    assists: float = 0.0,
    royalties: float = 0.0,
    entries: int | None = None,
) -> Stack:
    """Return the duty stack of goods that enter on a day (default: today), layer by layer.

    `value` [importer currency] and `quantities` [unit] of the entry are needed where a duty compares the two; `facts`
    are such as {"melt_pour": "US"}; `law` is a folder of your own records, `known_at` the day whose knowledge counts.
    `relief` (drawback, zone, bond, first_sale; one or several) fills `reliefs` of the answer, `entries` its `entries`;
    what the keywords after them mean stands in `corridor.law.relief_terms.ReliefTerms`, and `corridor duty --help`.
    `assists` and `royalties` [importer currency] of the entry are added to the value. Raises UsageError, saying what
    is allowed, for what is not known; FaultError if the folder has faults.
    """
    known = _law(known_at, law)
    entered = _day(date)
    given = [f"{name}={text}" for name, text in (facts or {}).items()]
    goods = goods_asked(known, hs, origin, importer, use, claim, given, entered)
    terms = ReliefTerms(
        reliefs_asked(relief),
        value or 0.0,
        Additions(assists=assists, royalties=royalties),
        days,
        rate_per_year,
        storage_cost,
        finished_hs,
        first_sale_price,
        export_to,
        export_value,
        export_claim,
    )
    return duty_asked(
        known, goods, entered, amounts_asked(value, tuple((quantities or {}).items()), terms), terms, entries
    )


def duties(
    frame: pd.DataFrame, *, known_at: dt.date | str | None = None, law: str | Path | None = None
) -> pd.DataFrame:
    """Return the duty of each row of a table of questions: importer, code, origin, date, end use, claim and more.

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
