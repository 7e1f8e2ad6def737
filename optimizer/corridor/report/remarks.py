"""What was said on the way to a plan, by who said it: the model, its check, the solve, the audit."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.report.names import text_of
from corridor.report.plain_words import plain_words, severity
from corridor.result.run import Run

CHECK_WARNINGS = "Warning of the check"
SOLVE_WARNINGS = "Warning of the solve"
FINDINGS = "Finding of the audit"

_KINDS = ("Assumption of the model", CHECK_WARNINGS, SOLVE_WARNINGS, FINDINGS, "Note of the check", "Source")
"""In the order in which they are told."""
_OF_SEVERITY = {None: _KINDS[0], 0: "Note of the check"}
"""Severity of a text among the assumptions -> what it is; whatever else the check said is a warning."""
_MOST = 5
"""Warnings of the check that a terminal shows."""


def remarks(run: Run) -> Mapping[str, tuple[str, ...]]:
    """Return kind -> texts in plain words, every kind in reading order; a kind of which nothing was said is empty.

    The assumptions of a run hold those that the model states and what its check said, which begins with a severity.
    """
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for words in _texts(run, "assumptions"):
        found[_OF_SEVERITY.get(severity(words), CHECK_WARNINGS)].append(words)
    for kind, name in ((SOLVE_WARNINGS, "warnings"), (FINDINGS, "audit_findings"), ("Source", "sources")):
        found[kind] += _texts(run, name)
    return {kind: tuple(map(plain_words, texts)) for kind, texts in found.items()}


def warned(run: Run) -> list[str]:
    """Return what solve, audit and check warned of; of the check no more than fit on a screen."""
    said = remarks(run)
    checked = said[CHECK_WARNINGS]
    more = len(checked) - _MOST
    rest = [f"{more} more of the check: see `corridor check`."] if more > 0 else []
    return [*said[SOLVE_WARNINGS], *said[FINDINGS], *checked[:_MOST], *rest]


def plural(kind: str) -> str:
    """Return a kind as the heading of its texts, such as `Warnings of the check`."""
    first, *rest = kind.split(" ")
    return " ".join([f"{first}s", *rest])


def _texts(run: Run, name: str) -> list[str]:
    return [text_of(words) for words in run.info.get(name) or ()]
