"""The rate columns of a tariff as numbers: `Free`, `3.7%`, `1.9¢/kg + 3.4%`, `Free (AU,BH) 2.1% (KR)`.

A text becomes a `Rate`, exactly, or it says why not: its duty falls on parts of the goods (`Parts`: the case of
a watch, the lead in an ore), it points elsewhere (`Reference`), or it cannot be read (`Unreadable`). Nothing
is guessed. Amounts of money are in the currency of the tariff.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from corridor.schema.tariff_words import Combine, SpecificUnit

LITRES_PER_BARREL = Fraction("158.987294928")
"""[l / bbl] 42 US gallons of 3.785411784 litres, exact."""

_UNITS: Mapping[str, tuple[SpecificUnit, Fraction]] = {
    **{word: ("unit", Fraction(1)) for word in ("each", "head", "article", "no.", "no")},
    **{word: ("unit", Fraction(1000)) for word in ("1000", "1,000", "thousand")},
    **{word: ("l", Fraction(1)) for word in ("liter", "litre", "l")},
    **{word: ("proof_l", Fraction(1)) for word in ("pf. liter", "pf.liter", "proof liter")},
    **{word: ("pair", Fraction(1)) for word in ("pr.", "pr", "pair")},
    **{word: ("dozen", Fraction(1)) for word in ("doz.", "doz", "dozen")},
    **{word: ("m", Fraction(1)) for word in ("m", "lin. m", "lin.m")},
    "bbl": ("l", LITRES_PER_BARREL),
    "kg": ("kg", Fraction(1)),
    "g": ("g", Fraction(1)),
    "t": ("t", Fraction(1)),
    "m2": ("m2", Fraction(1)),
    "m3": ("m3", Fraction(1)),
    "gross": ("gross", Fraction(1)),
    "carat": ("carat", Fraction(1)),
    "w": ("W", Fraction(1)),
    "kwh": ("kWh", Fraction(1)),
}
"""Word of the tariff -> (unit, how many of it the word stands for)."""

_NUMBER = r"(?P<whole>\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s+(?P<top>\d+)/(?P<bottom>[1-9]\d*))?"
_PERCENT = re.compile(rf"{_NUMBER}\s*(?:%|percent\b)\s*(?P<rest>.*)")
_CENTS = re.compile(rf"{_NUMBER}\s*¢\s*(?P<rest>.*)")
_MONEY = re.compile(rf"\$\s*{_NUMBER}\s*(?P<rest>.*)")
_WORD = r"clean kg|1,?000(?: pins)?|thousand|pf\.\s?liter|line/\s?gross|lin\.\s?m|[A-Za-z]+[23]?\.?"
_PER = re.compile(rf"(?:/\s*(?P<per>{_WORD})|(?P<each>each))\s*(?P<on>.*)")
_ON = re.compile(r"(?:on|of) .+|, including .+|over \d+")
_REFERENCE = re.compile(r"(see|the (rate|duty|duties|higher rate)|a duty|no change)\b", re.IGNORECASE)
_HIGHER = (
    re.compile(r"the (?:higher|greater) of (?P<one>.+?),? or (?P<two>.+)", re.IGNORECASE),
    re.compile(r"(?P<one>.+?),? or (?P<two>.+?),? whichever is (?:the )?(?:higher|greater)", re.IGNORECASE),
    re.compile(r"(?P<one>.+?),? but not less than (?P<two>.+)", re.IGNORECASE),
)
_LOWER = (
    re.compile(r"the (?:lower|lesser) of (?P<one>.+?),? or (?P<two>.+)", re.IGNORECASE),
    re.compile(r"(?P<one>.+?),? or (?P<two>.+?),? whichever is (?:the )?(?:lower|less|lesser)", re.IGNORECASE),
    re.compile(r"(?P<one>.+?),? but not (?:more than|over|exceeding) (?P<two>.+)", re.IGNORECASE),
)
_GROUP = re.compile(r"\s*(?P<rate>[^()]+?)\s*\((?P<symbols>[^()]*)\)\s*[,;]?")
_SYMBOL = re.compile(r"[A-Z]{1,2}[+*]?")


@dataclass(frozen=True)
class Rate:
    """A duty that one record holds, in exact numbers."""

    rate: Fraction = Fraction(0)
    """[1] Ad valorem part."""
    specific: Fraction = Fraction(0)
    """[money / unit] Specific part."""
    unit: SpecificUnit = ""
    combine: Combine = "sum"


@dataclass(frozen=True)
class Part:
    """One term of a duty that falls on a part of the goods, or is counted in a unit that records do not have."""

    amount: Fraction
    """[1] of the value, or [money / per]."""
    per: str
    """Unit in the words of the tariff; empty: ad valorem."""
    on: str
    """What it falls on, in the words of the tariff; empty: the goods."""


@dataclass(frozen=True)
class Parts:
    """A duty that was read term by term, and that no single record can hold."""

    text: str
    reason: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Reference:
    """A text that states no rate but says where it stands."""

    text: str
    reason: str


@dataclass(frozen=True)
class Unreadable:
    """A text that is none of these."""

    text: str
    reason: str


Reading = Rate | Parts | Reference | Unreadable


@dataclass(frozen=True)
class Special:
    """One group of the special column: the symbols of some agreements, and the rate under them."""

    symbols: tuple[str, ...]
    reading: Reading


def cleaned(text: str) -> str:
    """Return the text of a rate without mark-up, hard blanks and the hyphens of broken lines."""
    plain = re.sub(r"<[^<>]*>", " ", text).replace("\xa0", " ").replace("&nbsp;", " ")
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(plain.split()))


def parse_rate(text: str) -> Reading:
    """Return what a rate column of a tariff says. An empty text is Unreadable: the row inherits its rate."""
    plain = cleaned(text)
    if not plain:
        return Unreadable(text, "no rate is stated")
    if plain.casefold().rstrip(".") == "free":
        return Rate()
    for patterns, combine in ((_HIGHER, "higher"), (_LOWER, "lower")):
        for pattern in patterns:
            found = pattern.fullmatch(plain)
            if found:
                mixed = _mixed(found["one"], found["two"], "higher" if combine == "higher" else "lower")
                return mixed or Unreadable(text, "a choice between duties that are not one rate and one amount")
    terms = tuple(_term(term.strip()) for term in plain.split("+"))
    read = tuple(term for term in terms if term is not None)
    if len(read) == len(terms):
        return _sum(text, read)
    if _REFERENCE.match(plain):
        return Reference(text, "the rate stands elsewhere: in another line, a note, or by what the goods consist of")
    return Unreadable(text, f"`{plain.split('+')[terms.index(None)].strip()}` is not a rate of the known forms")


def parse_special(text: str) -> tuple[Special, ...]:
    """Return the groups of the special column; what cannot be read is a group without symbols."""
    plain = cleaned(text)
    groups: list[Special] = []
    at = 0
    while at < len(plain):
        found = _GROUP.match(plain, at)
        symbols = tuple(re.split(r"[\s,]+", found["symbols"].strip())) if found else ()
        if found is None or not all(map(_SYMBOL.fullmatch, symbols)):
            rest = plain[at:].strip()
            groups.append(Special((), Unreadable(rest, "not a rate followed by the symbols of agreements in brackets")))
            break
        groups.append(Special(symbols, parse_rate(found["rate"])))
        at = found.end()
    return tuple(groups)


def _number(found: re.Match[str]) -> Fraction:
    """Return a number with an optional fraction, as in 33 1/3."""
    whole = Fraction(found["whole"].replace(",", ""))
    return whole + Fraction(int(found["top"]), int(found["bottom"])) if found["top"] else whole


def _term(text: str) -> Part | None:
    """Return one term of a sum, or None if it cannot be read."""
    found = _PERCENT.fullmatch(text)
    if found:
        on = found["rest"]
        return Part(_number(found) / 100, "", on) if not on or _ON.fullmatch(on) else None
    found = _CENTS.fullmatch(text)
    share = Fraction(1, 100)
    if found is None:
        found, share = _MONEY.fullmatch(text), Fraction(1)
    if found is None:
        return None
    per = _PER.fullmatch(found["rest"].replace("m2of", "m2 of"))
    if per is None:
        return None
    if per["on"] and not _ON.fullmatch(per["on"]):
        return None
    return Part(_number(found) * share, per["each"] or " ".join(per["per"].split()), per["on"])


def _sum(text: str, terms: tuple[Part, ...]) -> Rate | Parts:
    """Return a sum of terms as a rate if one record can hold it, else the terms and why not."""
    reasons = []
    for term in terms:
        if term.on:
            reasons.append(f"a duty {term.on.lstrip(', ')}, not on the goods as such")
        elif term.per and term.per.casefold() not in _UNITS:
            reasons.append(f"a duty per {term.per}, a unit that records do not have")
    ad_valorem = [term for term in terms if not term.per]
    specific = [term for term in terms if term.per]
    if not reasons and max(len(ad_valorem), len(specific)) > 1:
        reasons.append("two terms of one kind")
    if reasons:
        return Parts(text, "; ".join(dict.fromkeys(reasons)), terms)
    rate = ad_valorem[0].amount if ad_valorem else Fraction(0)
    if not specific or not specific[0].amount:
        return Rate(rate)
    unit, many = _UNITS[specific[0].per.casefold()]
    return Rate(rate, specific[0].amount / many, unit)


def _mixed(one: str, two: str, combine: Combine) -> Rate | None:
    """Return the higher or lower of an ad valorem and a specific duty; None if it is not one of each."""
    terms = (_term(one.strip()), _term(two.strip()))
    if terms[0] is None or terms[1] is None or bool(terms[0].per) == bool(terms[1].per):
        return None
    whole = _sum("", (terms[0], terms[1]))
    if not isinstance(whole, Rate) or not whole.rate or not whole.specific:
        return None
    return Rate(whole.rate, whole.specific, whole.unit, combine)
