"""Corridor's exception tree. Every message names the place, the value, what is allowed and what to do.

CorridorError
|- FaultError      input faults: the whole list, none left out        exit code 2
|- UsageError      a call that cannot be understood                   exit code 2
|- NoPlanError     no plan exists, or none was found in the limits    exit codes 3 and 5
`- InternalError   our fault                                          exit code 1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a fault is."""

    NOTE = 0
    """Something assumed on the reader's behalf."""
    WARNING = 1
    """Probably a slip; the plan is still what the tables say."""
    ERROR = 2
    """No solve before it is mended."""
    FATAL = 3
    """The file or table cannot be read."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and where."""

    file: str
    """File, and in a workbook `file[sheet]`."""
    row: int | None
    """Row of the file (header = 1), or None for the whole table."""
    column: str
    """Column name, or empty."""
    address: str
    """A1 address in a workbook, else empty."""
    value: str
    """What stands there."""
    rule: str
    """What is wrong, in words."""
    remedy: str
    """What to do."""
    severity: Severity

    def __str__(self) -> str:
        """Return the fault on one line."""
        place = self.file
        if self.address:
            place += f"!{self.address}"
        elif self.row is not None:
            place += f" row {self.row}"
        if self.column:
            place += f", column `{self.column}`"
        value = f", got {self.value!r}" if self.value else ""
        return f"[{int(self.severity)} {self.severity.name.lower()}] {place}: {self.rule}{value}. {self.remedy}"


class CorridorError(Exception):
    """Base of every error that Corridor raises on purpose."""


class FaultError(CorridorError):
    """The input has faults; all of them are listed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, worst first."""
        self.faults = tuple(sorted(faults, key=lambda f: (-f.severity, f.file, f.row or 0, f.column)))
        super().__init__(f"{len(self.faults)} fault(s) in the input:\n" + "\n".join(map(str, self.faults)))


class UsageError(CorridorError):
    """A call that cannot be understood."""


class NoPlanError(CorridorError):
    """There is no plan."""


class InternalError(CorridorError):
    """Something that must not happen happened."""
