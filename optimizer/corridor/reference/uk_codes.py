"""Codes of the Harmonized System that a rule names in words: `heading 2905, heading 2910 to heading 2912`."""

from __future__ import annotations

import re

from corridor.schema.rule_language import Span

_KIND = r"(?:chapters?|headings?|subheadings?)"
_NUMBER = r"\d[\d.]*(?<!\.)(?![\d.]*\d*\s?%)"
_ONE = rf"(?:{_KIND} )?{_NUMBER}(?: (?:to|through) (?:{_KIND} )?{_NUMBER})?"
CODES = (
    rf"{_KIND} {_NUMBER}(?: (?:to|through) (?:{_KIND} )?{_NUMBER})?(?:(?:,? (?:and|or|and/or)(?: of| from)? |,"
    rf" )(?:those of |materials of )?{_ONE})*"
)
"""Pattern of a list of codes; each list begins with chapter, heading or subheading."""

_ITEM = re.compile(rf"(?:({_KIND}) )?({_NUMBER})(?: (?:to|through) (?:({_KIND}) )?({_NUMBER}))?")
_DIGITS = {"chapter": (2,), "heading": (4,), "subheading": (5, 6, 7, 8)}


def spans(text: str) -> tuple[Span, ...] | None:
    """Return the codes of a list that `CODES` matched; None where a number does not fit the word before it."""
    kind, found = "", []
    for match in _ITEM.finditer(text):
        kind = (match[1] or kind).rstrip("s")
        first = _code(kind, match[2])
        kind = (match[3] or kind).rstrip("s")
        last = _code(kind, match[4]) if match[4] else first
        if first is None or last is None or first.ljust(10, "0") > last.ljust(10, "9"):
            return None
        found.append(Span(first, last))
    return tuple(dict.fromkeys(found)) or None


def _code(kind: str, number: str) -> str | None:
    """Return a code of the digits that its kind has; a bare number of four or six digits says itself what it is."""
    digits = number.replace(".", "")
    if kind == "chapter" and len(digits) == 1:
        digits = f"0{digits}"
    if len(digits) in _DIGITS.get(kind, ()):
        return digits
    return digits if len(digits) in (4, 6) and kind != "chapter" else None


def without(codes: tuple[Span, ...], taken: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """Return codes without those taken out of them; None where what is taken is no whole item of the list."""
    return tuple(code for code in codes if code not in taken) if set(taken) <= set(codes) else None


def all_but(codes: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the chapters, and headings within a chapter, that are not among headings or chapters."""
    rest: list[Span] = []
    chapters = {span.first[:2] for span in codes} | {span.last[:2] for span in codes}
    start = 1
    for number in range(1, 99):
        chapter = f"{number:02d}"
        inside = number == 98 or any(span.first[:2] <= chapter <= span.last[:2] for span in codes)
        if not inside:
            continue
        if start < number:
            rest.append(Span(f"{start:02d}", f"{number - 1:02d}"))
        if number < 98 and chapter in chapters:
            rest.extend(_rest_of(chapter, codes))
        start = number + 1
    return tuple(rest)


def _rest_of(chapter: str, codes: tuple[Span, ...]) -> list[Span]:
    """Return the headings of a chapter that are not among codes."""
    free = [
        heading
        for heading in (f"{chapter}{number:02d}" for number in range(1, 100))
        if not any(span.first.ljust(4, "0") <= heading <= span.last.ljust(4, "9") for span in codes)
    ]
    found: list[Span] = []
    for heading in free:
        if found and int(found[-1].last) + 1 == int(heading):
            found[-1] = Span(found[-1].first, heading)
        else:
            found.append(Span(heading, heading))
    return found


def rest_of_heading(heading: str, codes: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the subheadings of a heading that are not among codes, as spans of six digits."""
    rest: list[Span] = []
    for number in range(100):
        code = f"{heading}{number:02d}"
        if any(span.first.ljust(6, "0")[:6] <= code <= span.last.ljust(6, "9")[:6] for span in codes):
            continue
        if rest and int(rest[-1].last) + 1 == int(code):
            rest[-1] = Span(rest[-1].first, code)
        else:
            rest.append(Span(code, code))
    return tuple(rest)
