"""Messages of the check as sentences for people who did not write the tables."""

from __future__ import annotations

import re

_SEVERITY = re.compile(r"^\[(\d)(?: [a-z]+)?\]\s*")
"""How a message of the check begins: `[1 warning] lanes.csv row 3: ...`."""
_GOT = re.compile(r", got '([^']*)'")
_WORDS = {"0": "Note", "1": "Warning"}


def plain_words(message: str) -> str:
    """Return a message without codes of severity and marks of code; other texts stay as they are."""
    begins = _SEVERITY.match(message)
    if not begins:
        return message
    word = _WORDS.get(begins.group(1), "Error")
    told = _GOT.sub(r" (the table says \1)", message[begins.end() :].replace("`", ""))
    return f"{word} on {told}"
