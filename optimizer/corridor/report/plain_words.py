"""Messages of the check as sentences for people who did not write the tables."""

from __future__ import annotations

import re

_SEVERITY = re.compile(r"^\[(\d) [a-z]+\]\s*")
"""How a message of the check begins: `[1 warning] lanes.csv row 3: ...`."""
_GOT = re.compile(r", got '([^']*)'")
_CELL = re.compile(r"[^:]* row \d+|[^:]*![A-Z]+\d+")
"""How a message on a cell goes on: with a row or an address. The value of any other message is what it is about."""
_WORDS = {"0": "Note", "1": "Warning"}


def severity(message: str) -> int | None:
    """Return the severity that a message of the check begins with: 0 note, 1 warning; None for any other text."""
    begins = _SEVERITY.match(message)
    return int(begins.group(1)) if begins else None


def plain_words(message: str) -> str:
    """Return a message without codes of severity and marks of code; other texts stay as they are."""
    begins = _SEVERITY.match(message)
    if not begins:
        return message
    word = _WORDS.get(begins.group(1), "Error")
    text = message[begins.end() :].replace("`", "")
    told = _GOT.sub(r" (the table says \1)" if _CELL.match(text) else r" (\1)", text)
    return f"{word} on {told}"
