"""How commands take days and models, and give answers to machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from corridor.errors import Fault
    from corridor.reference.law import Law

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of tables for people.")]
ModelPlace = Annotated[str, typer.Argument(help="A model folder, a workbook (.xlsx), or the name of a shipped model.")]

ScenarioName = Annotated[
    str | None,
    typer.Option("--scenario", metavar="NAME", help="A scenario of the model, or a YAML file that holds one."),
]

KnownAt = Annotated[str | None, typer.Option(metavar="DATE", help="Law as known on this day.")]
LawFolder = Annotated[
    Path | None, typer.Option("--law", help="Folder of your own records; they come before the shipped ones.")
]


def emit(value: Any) -> None:
    """Print a value as JSON; what is not a number is refused, never printed."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False, default=str))


def day(text: str | None) -> date | None:
    """Return a day that a user typed. Raises UsageError with the right form."""
    from corridor.errors import UsageError

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day: write it as 2027-01-31") from None


def days(text: str) -> tuple[date, date]:
    """Return the first and last of the days that a user typed, `2026-01-01` or `2026-01-01..2026-06-30`."""
    first, dots, last = text.partition("..")
    begin, end = day(first), day(last) if dots else day(first)
    assert begin is not None
    assert end is not None
    return begin, end


def one_of(option: str, given: str, allowed: Sequence[str]) -> None:
    """Raise UsageError unless a word that a user typed is one of those allowed; an empty one means none was typed."""
    from corridor.errors import UsageError

    if given not in allowed:
        raise UsageError(f"{option} must be one of {', '.join(filter(None, allowed))}, got {given!r}")


def law_asked(known_at: str | None, folder: Path | None) -> Law:
    """Return the shipped law as known on a day (default: today), with a user's own records where a folder is given."""
    from corridor.reference.load import law_with, reference_law

    shipped = reference_law(day(known_at) or date.today())
    return shipped if folder is None else law_with(shipped, folder)


def fault_json(fault: Fault) -> dict[str, Any]:
    """Return a fault for machines."""
    return {**fault.__dict__, "severity": int(fault.severity)}
