"""Codes of another edition: of the Harmonized System, or of a tariff whose line had ended, or not begun, on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from corridor.law.goods import Goods
from corridor.reference.index import ImporterLaw
from corridor.reference.law import Law
from corridor.schema.legal import BaseRate
from corridor.schema.origin import Concordance
from corridor.schema.row import EACH

SUBHEADING = 6
"""Digits of a code that all countries share."""

_SHOWN = 5
"""Codes that a message lists."""


def newer_codes(concordance: Iterable[Concordance], code: str) -> tuple[int, int, tuple[str, ...]] | None:
    """Return (old edition, new edition, codes) of a subheading that an older edition of the Harmonized System has.

    Of several newer editions the newest counts, of several older ones the last that had it. None: no row speaks of it.
    """
    rows = [row for row in concordance if row.older_hs[:SUBHEADING] == code[:SUBHEADING]]
    if not rows:
        return None
    edition = max(row.edition for row in rows)
    older = max(row.older_edition for row in rows if row.edition == edition)
    codes = {row.hs for row in rows if (row.edition, row.older_edition) == (edition, older)}
    return older, edition, tuple(sorted(codes))


def edition_remarks(law: Law, goods: Goods, day: date) -> tuple[str, ...]:
    """Return the remark that the code of goods is in no tariff of the day, with what stands in its place; or nothing.

    A code is in the tariff while a base rate of it, or else of the longest prefix of it that has one, holds.
    """
    index = law.importer(goods.importer)
    rows = [row for row in index.base_records(goods.code) if row.origins == EACH]
    if not rows:
        return ()
    longest = max((row.hs for row in rows), key=len)
    line = [row for row in rows if row.hs == longest]
    if any(_holds(row, day) for row in line):
        return tuple(said for row in line if _holds(row, day) for said in _suffix_remarks(row, goods.code, day))
    under = max((row.hs for row in rows if row.hs != longest and _holds(row, day)), key=len, default="")
    rate = f"the rate here is that of {under}" if under else "no rate of it holds on this day"
    before = [row.valid_to for row in line if row.valid_to is not None and row.valid_to < day]
    if before:
        ended = max(before)
        found = _neighbours(index, longest, lambda row: row.valid_from == ended + timedelta(days=1))
        instead = f"since then its goods stand in {found}" if found else "what came in its place is not recorded"
        return (f"{longest} is a code of an older edition of the tariff of {goods.importer}, which ended on "
                f"{ended.isoformat()}: {instead}; {rate}",)  # fmt: skip
    begun = min(row.valid_from for row in line)
    last = begun - timedelta(days=1)
    found = _neighbours(index, longest, lambda row: row.valid_to == last)
    instead = f"until then its goods stood in {found}" if found else "what stood in its place is not recorded"
    return (f"{longest} is a code of a newer edition of the tariff of {goods.importer}, which begins on "
            f"{begun.isoformat()}: {instead}; {rate}",)  # fmt: skip


def _suffix_remarks(row: BaseRate, code: str, day: date) -> Iterator[str]:
    """Yield the remark that a statistical suffix of a line had been replaced, or not begun, on a day."""
    whose = f"the tariff of {row.importer}"
    rate = f"the rate is that of line {row.hs}"
    for one in filter(None, row.replaced_suffixes.split(";")):
        old, last, new = one.split(":")
        ended, begun = date.fromisoformat(last), date.fromisoformat(last) + timedelta(days=1)
        newer = [f"{row.hs}{suffix}" for suffix in new.split("|")]
        if code == f"{row.hs}{old}" and day > ended:
            yield (f"{code} is a code of an older edition of {whose}, which ended on {last}: since then its goods "
                   f"stand in {' or '.join(newer)}; {rate}")  # fmt: skip
        if code in newer and day < begun:
            yield (f"{code} is a code of a newer edition of {whose}, which begins on {begun.isoformat()}: until then "
                   f"its goods stood in {row.hs}{old}; {rate}")  # fmt: skip


def _neighbours(index: ImporterLaw, code: str, fits: Callable[[BaseRate], bool]) -> str:
    """Return the codes of the same length and subheading with a base rate that fits, in words; empty: there is none."""
    alike = [one for one in index.base_codes if one[:SUBHEADING] == code[:SUBHEADING] and len(one) == len(code)]
    found = [
        one for one in alike if one != code and any(row.hs == one and fits(row) for row in index.base_records(one))
    ]
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{' or '.join(found[:_SHOWN])}{more}"


def _holds(row: BaseRate, day: date) -> bool:
    """Return whether a rate holds on a day."""
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
