"""The words of a published rule of origin without markup, in one spelling, and the days that a rule names."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^>]*>")
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"(?<=[a-z])- (?=[a-z])", "-"),
        (r"\bex[- ]works? price(?: \(EXW\))?", "ex-works price"),
        (r"\b(?:free[- ]on[- ]board)(?: \(FOB\))? (?:cost|value)", "fob value"),
        (r"\b(?:finished|final|printed) (?:product|good)s?\b", "product"),
        (r"\bof the (?:goods?|products|printed fabric)(?=[ ,.;)]|$)", "of the product"),
        (r"\bas the good\b", "as the product"),
        (r" / ", "/"),
        (r"\bmaking up\b", "making-up"),
        (r"\bnon[- ]?woven\b", "nonwoven"),
        (r"\bpaper making\b", "paper-making"),
        (r"\bmerceri[sz]ing\b", "mercerising"),
        (r"\bdecati[sz]ing\b", "decatising"),
        (r"\bcalend[ae]ring\b", "calendering"),
        (r"\brasing\b", "raising"),
        (r"\bmetali[sz]ing\b", "metalising"),
        (r"\bHowever (?=[a-z])", "However, "),
    )
)
"""Spellings of one thing -> the one that the patterns of clauses look for."""

_ASIDE = re.compile(
    r"[.,]?\s*\(?(?:For (?:the )?special conditions (?:relating|related) to|See also (?:Introductory|Appendix)"
    r"|See (?:Introductory|Note)|For (?:knitted or crocheted )?articles)\b(?:(?!However)[^().]|\.\d"
    r"|\([^()]*\))*\)?\.?\s*$",
    re.IGNORECASE,
)
"""Pointers to notes of the agreement at the end: they explain or relax the rule and do not change its conditions."""

_DAY = r"(\d{1,2})(?:st|nd|rd|th)? (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (\d{4})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(
    rf"\s*\((?:until {_DAY}|(?:from )?{_DAY} (?:onwards|on)|from {_DAY}|{_DAY} (?:to|until) {_DAY})\)\s*\.?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text of the publisher in one line, without markup and without pointers to notes."""
    text = text.translate({ord(mark): "-" for mark in _HYPHENS})
    text = _TAG.sub("", _LINK.sub(r"\1", text.replace("&nbsp;", " "))).replace("*", "").replace("’", "'")
    text = " ".join(text.split())
    for pattern, words in _SPELLINGS:
        text = pattern.sub(words, text)
    while True:
        shorter = _ASIDE.sub("", text)
        if shorter == text or not shorter:
            return text.rstrip(" .,;")
        text = shorter


def undated(text: str) -> tuple[str, date | None, date | None]:
    """Return a plain text without the days in brackets at its end, its first and its last day; None: not named."""
    found = _DATED.search(text)
    if not found:
        return text, None, None
    days = [found.group(group, group + 1, group + 2) for group in (1, 4, 7, 10, 13)]
    until, onwards, since, first, last = (_date(*day) if day[0] else None for day in days)
    return text[: found.start()], onwards or since or first, until or last


def _date(day: str, month: str, year: str) -> date:
    return date(int(year), _MONTHS.index(month[:3].casefold()) + 1, int(day))
