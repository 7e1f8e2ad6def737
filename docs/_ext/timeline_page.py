"""The page on duties over time: totals of the duty engine for a few goods, on days that show every regime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from corridor.law.goods import Goods
from corridor.law.parts import BASE_PROGRAMME
from corridor.law.stack import Stack, stack
from corridor.reference.law import Law
from corridor.reference.load import reference_law
from pieces import table

IMPORTER = "US"

DAYS: Mapping[date, str] = {
    date(2025, 1, 15): "before the measures of 2025",
    date(2025, 2, 10): "first duty on goods of China under the emergency act",
    date(2025, 4, 9): "the one day of rates by country",
    date(2025, 5, 1): "10 % on most origins, far more on China",
    date(2025, 8, 20): "rates by country of 2025-08-07",
    date(2025, 11, 20): "deals with Japan, the EU and Korea; more goods exempt since September",
    date(2026, 1, 20): "last steps of the four-year review of the China lists",
    date(2026, 2, 22): "the emergency act struck down, nothing in its place yet",
    date(2026, 3, 15): "Section 122",
    date(2026, 10, 9): "Section 301 by origin",
}
"""Day of entry -> what is new on it. The last is the newest day that the records know."""

ORIGINS = ("CN", "MY", "VN", "JP", "KR", "SG", "DE")


class Shown(NamedTuple):
    """Goods of the page."""

    code: str
    """As the tariff writes it."""
    words: str
    end_use: str = "none"


GOODS = (
    Shown("8507.60.0010", "lithium-ion batteries that drive vehicles"),
    Shown("8507.60.0010", "the same, declared as parts of passenger vehicles or light trucks", "auto_part"),
    Shown(
        "8507.60.0020", "other lithium-ion batteries; in the tariff of 2026 lines .0030 and .0090, with the same duty"
    ),
    Shown("8505.11.0070", "sintered neodymium magnets"),
    Shown("2504.10.10", "natural graphite, crystalline flake"),
    Shown("2504.10.50", "natural graphite, other powder or flakes"),
    Shown("3801.10.50", "artificial graphite, not for brushes"),
    Shown("9018.31.0040", "hypodermic syringes"),
    Shown("8542.31.00", "processors and controllers"),
)

REFUNDABLE, OPEN, UNKNOWN = "†", "‡", "unknown"
"""Marks of a total: part of it rests on an annulled measure; facts that are not given would change it."""


class Column(NamedTuple):
    """A column of a table: goods of one origin, with or without a claim."""

    origin: str
    claim: str = ""

    @property
    def head(self) -> str:
        """Return the heading."""
        return f"{self.origin}, {self.claim}" if self.claim else self.origin


@cache
def all_known() -> Law:
    """Return the law with every record that there is, whatever the day of the build."""
    return reference_law(date.max)


@cache
def answers(shown: Shown) -> Mapping[tuple[date, Column], Stack]:
    """Return the duty of goods for each day and column of their table."""
    law = all_known()
    code = shown.code.replace(".", "")
    return {
        (day, column): stack(law, Goods(IMPORTER, code, column.origin, shown.end_use, column.claim), day)
        for day in DAYS
        for column in _columns(law, code)
    }


def timeline_page() -> str:
    """Return what is new on each day, and for each goods tables of totals by day and origin."""
    return "\n\n".join([_regimes(), *map(_section, GOODS)])


def total(answer: Stack) -> str:
    """[%] Return a total as a cell shows it."""
    if answer.total_rate is None:
        return UNKNOWN
    marks = (REFUNDABLE if answer.at_risk else "") + (OPEN if answer.status == "needs_evidence" else "")
    return f"{round(100 * answer.total_rate, 2):g}{marks}"


def _columns(law: Law, code: str) -> list[Column]:
    """Return the columns of a code: each origin, and after it each agreement that has a special rate for it."""
    columns = []
    for origin in ORIGINS:
        columns.append(Column(origin))
        for agreement in law.agreements:
            rated = any(
                row.importer == IMPORTER and row.agreement == agreement.agreement and code.startswith(row.hs)
                for row in law.special_rates
            )
            if rated and law.territory(origin) in agreement.parties.split(";"):
                columns.append(Column(origin, agreement.agreement))
    return columns


def _regimes() -> str:
    """Return what is new on each day, and which programmes count in some total of the day."""
    rows = []
    for day, words in DAYS.items():
        found = {
            f"`{layer.programme}`"
            for shown in GOODS
            for (entered, column), answer in answers(shown).items()
            for layer in answer.layers
            if entered == day
            and layer.programme not in (BASE_PROGRAMME, column.claim)
            and (layer.rate or layer.status == "unknown")
        }
        rows.append([day.isoformat(), words, ", ".join(sorted(found))])
    return table(["entry on", "what is new", "programmes that count in a total below, beside the base rate"], rows)


def _section(shown: Shown) -> str:
    """Return the tables of goods: without a claim, and with each claim there is."""
    columns = list(dict.fromkeys(column for _, column in answers(shown)))
    use = f", end use `{shown.end_use}`" if shown.end_use != "none" else ""
    parts = [f"## {shown.code}{use}", f"{shown.words[0].upper()}{shown.words[1:]}."]
    parts.append(_totals(shown, [column for column in columns if not column.claim]))
    claimed = [column for column in columns if column.claim]
    if claimed:
        parts += ["With a claim:", _totals(shown, claimed)]
    return "\n\n".join(parts)


def _totals(shown: Shown, columns: Sequence[Column]) -> str:
    """Return the totals of goods, one row a day."""
    found = answers(shown)
    rows = [[day.isoformat(), *(total(found[day, column]) for column in columns)] for day in DAYS]
    return table(["entry on", *(column.head for column in columns)], rows)
