"""What a cell becomes: a value, or a trouble that says what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corridor.errors import Severity

Typed = str | float | int | date | None
"""A value as row classes take it. None: left empty."""


@dataclass(frozen=True)
class Trouble:
    """Why a cell is not fit for its column, or was taken only with a warning."""

    rule: str
    """What is wrong."""
    remedy: str
    """What to do."""
    severity: Severity = Severity.ERROR
    used: Typed = None
    """With severity 0 or 1: the value that is used."""
