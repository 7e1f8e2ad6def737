"""Text, codes and words from a closed list."""

from __future__ import annotations

import unicodedata
from datetime import date

from corridor.errors import Severity
from corridor.io.cells import Raw, shown
from corridor.io.suggest import nearest
from corridor.tables.columns import Column
from corridor.tables.trouble import Trouble

_NAMES = {
    "\u00a0": "a non-breaking space",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
}


def invisible(text: str) -> str:
    """Return in words the first character that cannot be seen, such as a non-breaking space, or empty."""
    for letter in text:
        if letter in _NAMES:
            return f"{_NAMES[letter]} (U+{ord(letter):04X})"
        if letter != " " and unicodedata.category(letter) in {"Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn"}:
            return f"the invisible character U+{ord(letter):04X}"
    return ""


def visible(text: str) -> str:
    """Return text without characters that cannot be seen, at its ends without blanks."""
    return "".join(letter for letter in text if letter == " " or not invisible(letter)).strip(" ")


def unstorable(text: str) -> str:
    """Return in words the first character that not every form of a model can store, or empty.

    Control characters other than tab and line break, halves of surrogate pairs, and code points that are no
    characters cannot stand in XML.
    """
    if text.isascii() and text.isprintable():  # Nearly every cell; asked at once, not letter by letter.
        return ""
    for letter in text:
        code = ord(letter)
        if code < 32 and letter not in "\t\n\r":
            return f"the control character U+{code:04X}"
        if 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE:
            return f"the code point U+{code:04X}, which is no character"
    return ""


def to_text(raw: Raw) -> str | Trouble:
    """Return a cell as free text, unchanged."""
    if isinstance(raw, str):
        bad = unstorable(raw)
        return Trouble(f"the text holds {bad}", "Delete it.") if bad else raw
    if isinstance(raw, date):
        return raw.isoformat()
    return shown(raw)


def to_choice(column: Column, raw: Raw) -> str | Trouble:
    """Return a cell as one of the words its column allows."""
    words = ", ".join(column.choices)
    if isinstance(raw, bool):
        word = "yes" if raw else "no"
        if word in column.choices:
            return Trouble("a TRUE/FALSE value stands where a word is needed", f"Write {word}.")
    text = _trimmed(raw)
    if isinstance(text, Trouble):
        return text
    if text in column.choices:
        return _noted(raw, text)
    spelled = {"true": "yes", "y": "yes", "1": "yes", "false": "no", "n": "no", "0": "no"}
    near = spelled.get(text.casefold(), "") if "yes" in column.choices else nearest(text, column.choices)
    return Trouble(
        f"must be one of {words}", f"Write {near}." if near in column.choices else "Write one of these words."
    )


def to_country(column: Column, raw: Raw) -> str | Trouble:
    """Return a cell as a two-letter country code."""
    text = to_pattern(column, raw)
    if isinstance(text, Trouble) and text.severity >= Severity.ERROR and "did you mean" not in text.remedy:
        return Trouble(text.rule, text.remedy + " Countries are ISO 3166-1 alpha-2 codes such as DE, CN, NA.")
    return text


def to_pattern(column: Column, raw: Raw) -> str | Trouble:
    """Return a cell as text that fits the pattern of its column."""
    if isinstance(raw, bool):
        return Trouble("a TRUE/FALSE value stands where text is needed", "Format the column as text.")
    if isinstance(raw, date):
        return Trouble(
            "a day stands where a code is needed",
            "Format the column as text and type the code again; spreadsheets turn MAR1 or 1-2 into days.",
        )
    text = _trimmed(raw)
    if isinstance(text, Trouble):
        return text
    pattern = column.pattern
    if pattern is None or pattern.fullmatch(text):
        if column.longest is not None and len(text) > column.longest:
            return Trouble(f"longer than {column.longest} characters", "Shorten it.")
        return _noted(raw, text)
    for other in (text.upper(), text.lower(), _joined(text.upper()), _joined(text.lower())):
        if pattern.fullmatch(other):
            return Trouble(_pattern_rule(column), f"Write `{other}`: did you mean that?")
    return Trouble(_pattern_rule(column), "Write it in that form.")


def _joined(text: str) -> str:
    """Return a text with underscores for whatever a code may not hold."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in text)


def _pattern_rule(column: Column) -> str:
    """Return in words what the pattern of a column asks for."""
    pattern = column.pattern.pattern if column.pattern else ""
    if pattern == r"^[A-Z]{2}$":
        return "a country is two capital letters"
    if pattern == r"^[A-Z]{3}$":
        return "a currency is three capital letters (ISO 4217)"
    if pattern == r"^[A-Z0-9_]+$":
        return "a code has capital letters, digits and underscores only"
    if pattern == r"^([A-Z0-9_]+|\*)$":
        return "a code has capital letters, digits and underscores only, or is `*` for each"
    if pattern == r"^[a-z_]+$":
        return "small letters and underscores only"
    if pattern == r"^[a-z0-9_]+$":
        return "small letters, digits and underscores only"
    if pattern.startswith("^([0-9]+(\\."):
        return "percentages separated by semicolons, such as 25;50;100"
    return f"does not have the form {pattern}"


def _trimmed(raw: Raw) -> str | Trouble:
    """Return the text of a cell without blanks at its ends; other invisible characters are trouble."""
    text = shown(raw, longest=10**9)
    hidden = invisible(text)
    if hidden:
        return Trouble(f"the text holds {hidden}", f"Delete it: write `{visible(text)}`.")
    return text.strip(" ")


def _noted(raw: Raw, text: str) -> str | Trouble:
    """Return a text, with a warning where the cell did not hold exactly that text."""
    if isinstance(raw, str) and raw != text:
        return Trouble("blanks at the ends of the text", f"Write `{text}`.", Severity.WARNING, text)
    return text
