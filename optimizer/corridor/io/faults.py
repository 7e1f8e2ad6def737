"""The fault of a file or sheet that cannot be read at all."""

from __future__ import annotations

from corridor.errors import Fault, Severity


def fatal(file: str, rule: str, remedy: str, value: str = "", row: int | None = None) -> Fault:
    """Return a fault of severity 3."""
    return Fault(file, row, "", "", value, rule, remedy, Severity.FATAL)


def unreadable(file: str, error: OSError) -> Fault:
    """Return the fault of a file that the system does not give."""
    reason = error.strerror or type(error).__name__
    return fatal(file, f"cannot be read ({reason})", "Check the file and its permissions.")
