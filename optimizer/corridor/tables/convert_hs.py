"""Tariff codes: digits as text. Spreadsheets drop their zeros; what was lost is never guessed."""

from __future__ import annotations

import re
from datetime import date

from corridor.errors import Severity
from corridor.io.cells import Raw, shown
from corridor.tables.columns import Column
from corridor.tables.convert_text import invisible
from corridor.tables.trouble import Trouble

_DOTTED = re.compile(
    r"\d{4}(\.\d{2}){1,3}|\d{4}\.\d{2}\.\d{4}|\d{2}\.\d{2}(\.\d{2}){0,3}|\d{6}\.(\d{2}|\d{4})|\d{4}\.\d{4}"
)
_TEXT_FORMAT = "Format the column as text and type the code again, with all its zeros."


def to_hs(raw: Raw) -> str | Trouble:
    """Return a cell as a tariff code without dots.

    Dots are taken out of text such as 8507.60 or 8507.60.00.10. A number is taken only if no zero can have
    been lost: a whole number of 6, 8 or 10 digits.
    """
    if isinstance(raw, bool | date):
        return Trouble("not a tariff code", _TEXT_FORMAT)
    if isinstance(raw, float | int):
        return _from_number(float(raw))
    text = str(raw)
    hidden = invisible(text)
    if hidden:
        return Trouble(f"the code holds {hidden}", _TEXT_FORMAT)
    trimmed = text.strip(" ")
    if "." in trimmed:
        if _DOTTED.fullmatch(trimmed):
            return trimmed.replace(".", "")
        return Trouble("a tariff code with digits missing between its dots", _lost(trimmed))
    if not (trimmed.isascii() and trimmed.isdigit() and 2 <= len(trimmed) <= 10):
        return Trouble("a tariff code has 2 to 10 digits and nothing else", "Write it such as 850760.")
    if len(trimmed) % 2:
        if len(trimmed) < 9:
            rule = f"a tariff code with {len(trimmed)} digits: a leading zero was lost"
            return Trouble(rule, _lost(trimmed))
        return Trouble(
            "a tariff code with 9 digits: a leading zero may have been lost",
            "Check it; codes of 9 digits are used in Japan.",
            Severity.WARNING,
            trimmed,
        )
    if text != trimmed:
        return Trouble("blanks at the ends of the code", f"Write `{trimmed}`.", Severity.WARNING, trimmed)
    return trimmed


def to_hs_list(column: Column, raw: Raw) -> str | Trouble:
    """Return a cell as tariff codes separated by semicolons, or `*`."""
    text = shown(raw, longest=10**9).strip(" ")
    if text == "*" and column.pattern is not None and column.pattern.fullmatch("*"):
        return text
    if not isinstance(raw, str):
        return to_hs(raw)
    codes = []
    for part in text.split(";"):
        code = to_hs(part)
        if isinstance(code, Trouble) and code.severity >= Severity.ERROR:
            return Trouble(f"{code.rule} (in `{part}`)", code.remedy)
        codes.append(code.used if isinstance(code, Trouble) else code)
    return ";".join(map(str, codes))


def _from_number(number: float) -> str | Trouble:
    """Return the code of a number, if no zero can have been lost."""
    if not number.is_integer() or number < 0:
        return Trouble("a tariff code stored as a number has lost zeros", _lost(f"{number:.10g}"))
    digits = str(int(number))
    if len(digits) in {6, 8, 10}:
        return Trouble(
            f"a tariff code stored as a number; it is read as {digits}",
            "Format the column as text, so that no zero can be lost.",
            Severity.WARNING,
            digits,
        )
    return Trouble("a tariff code stored as a number may have lost zeros", _lost(digits))


def _lost(text: str) -> str:
    """Return what a damaged code may have been."""
    head, _, tail = text.partition(".")
    if head.isdigit() and len(head) % 2:
        head = "0" + head
    if "." not in tail and len(tail) % 2:
        tail += "0"
    guess = f"{head}.{tail}" if tail else head
    return f"{_TEXT_FORMAT} Perhaps it was {guess}."
