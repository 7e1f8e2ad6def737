"""All faults of a model, without solving and without raising."""

from __future__ import annotations

from pathlib import Path

from corridor.errors import Fault
from corridor.tables.checks import check_draft
from corridor.tables.drafting import draft_model


def check(path: Path) -> tuple[Fault, ...]:
    """Return every fault of a model folder or workbook, worst first."""
    draft, _, faults = draft_model(Path(path))
    return ordered(faults + check_draft(draft))


def ordered(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults worst first, then by place."""
    return tuple(sorted(faults, key=lambda f: (-f.severity, f.file, f.row or 0, f.column)))
