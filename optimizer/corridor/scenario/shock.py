"""The small language of tariff shocks: `CN 8507 +25pp to US from 2027-01-01 until 2027-12-31`.

    shock   = origins goods change [ "to" importers ] [ "from" day ] [ "until" day ]
    origins = country { "|" country } or "*"            non-preferential origin, as in 8507 of CN|HK
    goods   = HS prefix { "|" HS prefix } or "*"        2 to 10 digits, with or without dots
    change  = "+" number "pp"                           percentage points on top of all that is due
            | "-" number "pp"                           percentage points less
            | "=" number "%"                            this much in total, base duty included

Without `to` every customs territory into which the model ships charges it, but for the origin's own; without `from` it
holds from the first period on, without `until` it does not end. The last three parts may stand in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

EXAMPLE = "CN 8507 +25pp to US from 2027-01-01"
"""What every message shows."""

MOST = 2000.0
"""[percent] No record of the law may say more."""

_WORD = re.compile(r"\S+")
_CHANGE = re.compile(r"(?P<sign>[+=-])(?P<number>\d+(\.\d+)?)(?P<unit>pp|%)?")
_ORIGINS = re.compile(r"\*|[A-Z]{2}(\|[A-Z]{2})*")
_TERRITORIES = re.compile(r"[A-Z]{2}(\|[A-Z]{2})*")
_GOODS = re.compile(r"\*|\d{2,10}(\|\d{2,10})*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ShockSyntaxError(ValueError):
    """A shock that cannot be read."""

    def __init__(self, rule: str, remedy: str, position: int, got: str = "") -> None:
        """Say what is wrong at which character, counted from 1, and what to write."""
        super().__init__(f"{rule} (at character {position}{f', got {got!r}' if got else ''}). {remedy}")
        self.rule = f"{rule} (at character {position})"
        self.remedy = remedy
        self.position = position
        self.got = got


@dataclass(frozen=True)
class Shock:
    """A change of duty on goods of some origin."""

    origins: tuple[str, ...]
    """Countries or customs territories; empty: all."""
    goods: tuple[str, ...]
    """HS prefixes without dots; empty: all."""
    change: Literal["plus", "minus", "total"]
    rate: float
    """[1] How many percentage points, or which total: 0.25 is 25."""
    importers: tuple[str, ...] = ()
    """Customs territories that charge it; empty: all into which the model ships."""
    first: date | None = None
    last: date | None = None
    """Included."""
    text: str = ""
    """As it was written."""


def parse_shock(text: str) -> Shock:
    """Return the shock that a text says. Raises ShockSyntaxError, a ValueError, with place and remedy."""
    words = [(found[0], found.start() + 1) for found in _WORD.finditer(text)]
    if len(words) < 3:
        rule = "a shock has an origin, goods and a change"
        raise ShockSyntaxError(rule, f"Write such as `{EXAMPLE}`.", len(text.rstrip()) + 1)
    origins = _listed(words[0], _ORIGINS, "two capital letters of a country, or `*`", "CN or CN|VN")
    (goods, place), (change, _) = words[1], words[2]
    codes = _listed(
        (goods.replace(".", ""), place), _GOODS, "HS prefixes of 2 to 10 digits, or `*`", "8507 or 8507|8506"
    )
    kind, rate = _change(change, words[2][1])
    importers, first, last = _rest(words[3:])
    if first is not None and last is not None and last < first:
        raise ShockSyntaxError("the shock ends before it begins", "Exchange the two days.", words[-1][1], str(last))
    return Shock(origins, codes, kind, rate, importers, first, last, " ".join(word for word, _ in words))


def _listed(word: tuple[str, int], form: re.Pattern[str], what: str, example: str) -> tuple[str, ...]:
    """Return the parts of `A|B`; empty for `*`."""
    text, position = word
    if not form.fullmatch(text):
        upper = text.upper()
        near = f"Did you mean `{upper}`?" if upper != text and form.fullmatch(upper) else f"Write such as `{example}`."
        raise ShockSyntaxError(f"here stand {what}", near, position, text)
    return () if text == "*" else tuple(dict.fromkeys(text.split("|")))


def _change(word: str, position: int) -> tuple[Literal["plus", "minus", "total"], float]:
    """Return what `+25pp`, `-5pp` or `=60%` says."""
    found = _CHANGE.fullmatch(word)
    rule = "here stands the change of the rate"
    if not found:
        number = re.fullmatch(r"(\d+(\.\d+)?)(pp|%)", word)
        remedy = "Write +25pp (on top), -5pp (less) or =60% (in total)."
        if number:
            remedy = f"Write +{number[1]}pp for so much on top, or ={number[1]}% for so much in total."
        raise ShockSyntaxError(rule, remedy, position, word)
    sign, number_text, unit = found["sign"], found["number"], found["unit"]
    right = "%" if sign == "=" else "pp"
    if unit != right:
        why = "a total is a percentage" if sign == "=" else "percent of what is not said; percentage points are meant"
        raise ShockSyntaxError(f"{rule}: {why}", f"Write `{sign}{number_text}{right}`.", position, word)
    number_read = float(number_text)
    if number_read > MOST or (number_read == 0 and sign != "="):
        remedy = f"Write a number above 0 and up to {MOST:g}."
        raise ShockSyntaxError(f"{rule}: it changes nothing, or too much", remedy, position, word)
    kinds: dict[str, Literal["plus", "minus", "total"]] = {"+": "plus", "-": "minus", "=": "total"}
    return kinds[sign], round(number_read / 100, 12)


def _rest(words: list[tuple[str, int]]) -> tuple[tuple[str, ...], date | None, date | None]:
    """Return importers and days of what follows the change."""
    importers: tuple[str, ...] = ()
    days: dict[str, date] = {}
    seen: set[str] = set()
    parts = [*words, ("", words[-1][1] + len(words[-1][0]) if words else 0)]
    for (name, position), value in list(pairwise(parts))[::2]:
        if name not in ("to", "from", "until"):
            remedy = "Write `to IMPORTER`, `from DAY` or `until DAY`."
            raise ShockSyntaxError("after the change stand only `to`, `from` and `until`", remedy, position, name)
        if name in seen:
            raise ShockSyntaxError(f"`{name}` stands twice", "Leave one of the two.", position)
        if not value[0]:
            raise ShockSyntaxError(f"nothing stands after `{name}`", f"Write such as `{EXAMPLE}`.", value[1])
        seen.add(name)
        if name == "to":
            importers = _listed(value, _TERRITORIES, "customs territories that charge it", "US or US|EU")
        else:
            days[name] = _day(*value)
    return importers, days.get("from"), days.get("until")


def _day(word: str, position: int) -> date:
    """Return a day."""
    try:
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        raise ShockSyntaxError("there is no such day", "Check month and day.", position, word) from None
    raise ShockSyntaxError("here stands a day", "Write it as 2027-01-31.", position, word)
