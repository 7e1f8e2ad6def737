"""Text that a spreadsheet would run as a formula, kept harmless in CSV.

A text that begins with `= + - @`, a tab or a carriage return gets a leading apostrophe when it is written,
and loses it when it is read (OWASP: CSV injection). A leading apostrophe is doubled, so nothing is lost.
"""

from __future__ import annotations

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def guard(text: str) -> str:
    """Return `text` as it may stand in a CSV file."""
    return "'" + text if text.startswith(_RISKY) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _RISKY else text
