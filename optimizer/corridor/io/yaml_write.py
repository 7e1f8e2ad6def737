"""Write settings as YAML 1.2 that reads back equal.

The few shapes that settings have are written here: YAML emitters lose some characters (next line, U+0085).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from corridor.io.cells import Raw

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./()-]*([ ,]+[A-Za-z0-9_./()-]+)*[.]?")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader of YAML takes for something else than text."""


def yaml_text(settings: Mapping[str, Raw | tuple[str, ...]]) -> str:
    """Return settings as YAML text, one a line, in their order."""
    lines = []
    for name, value in settings.items():
        if isinstance(value, tuple):
            lines.append(f"{name}:" if value else f"{name}: []")
            lines.extend(f"  - {_scalar(part)}" for part in value)
        else:
            lines.append(f"{name}: {_scalar(value)}")
    return "\n".join(lines) + "\n"


def _scalar(value: Raw) -> str:
    """Return one value."""
    if value is None:
        return "null"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date | int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    """Return a character as it stands between double quotation marks."""
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"
