"""What is wrong with entry lines beyond the form of their cells: names the law does not know, entries that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corridor.errors import Fault, FaultError, Severity, UsageError
from corridor.law.asked_facts import facts_asked
from corridor.law.question import claim_asked
from corridor.reference.law import Law
from corridor.schema.entries import EntryLine

SHARED = ("importer", "entry_date", "mode")
"""Columns in which the lines of one entry agree: fees are charged by entry."""


def refuse_faulty(law: Law, lines: Sequence[EntryLine]) -> None:
    """Raise FaultError, with all faults, if lines name what the law does not know or lines of an entry disagree."""
    places = set(law.territories) | set(law.territories.values())
    faults = [fault for line in lines for fault in _unknown_names(law, line, places)]
    first: dict[str, EntryLine] = {}
    for line in lines:
        one = first.setdefault(line.entry, line)
        for column in SHARED:
            if getattr(line, column) != getattr(one, column):
                rule = f"differs from {getattr(one, column)} on line {one.line} of the same entry"
                faults.append(_fault(line, column, rule, "Give the lines of an entry one importer, day and mode."))
    if faults:
        raise FaultError(faults)


def _unknown_names(law: Law, line: EntryLine, places: set[str]) -> Iterator[Fault]:
    """Yield the names of a line that the law does not know."""
    for column in ("importer", "origin", "shipped_from"):
        named = getattr(line, column)
        if named and places and named not in places:
            yield _fault(line, column, "no country or customs territory of this code", "Write it as MY, or EU.")
    uses = {use for one in law.importer(line.importer).measures for use in one.named_end_uses()} | {"none"}
    if line.end_use not in uses:
        remedy = f"Known at {line.importer} are {', '.join(sorted(uses))}."
        yield _fault(line, "end_use", "no programme of the importer names this end use", remedy)
    try:
        agreement = claim_asked(law, line.importer, line.claim)
        if agreement != line.claim:
            yield _fault(line, "claim", "is no code of an agreement", f"Write {agreement or 'nothing'}.")
    except UsageError as error:
        yield _fault(line, "claim", str(error), "Correct it, or leave it empty.")
    try:
        facts_asked(law, [line.facts])
    except UsageError as error:
        yield _fault(line, "facts", str(error), "Correct it, or leave it out.")


def _fault(line: EntryLine, column: str, rule: str, remedy: str) -> Fault:
    """Return the fault of a cell of a line."""
    shown = f"{line.entry} line {line.line}: {getattr(line, column)}"
    return Fault(line.TABLE, None, column, "", shown, rule, remedy, Severity.ERROR)
