"""All faults of a model, without solving and without raising."""

from __future__ import annotations

from pathlib import Path

from corridor.errors import Fault
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.settings import ModelSettings
from corridor.tables.checks import check_draft
from corridor.tables.draft import Draft, Located, TableDraft
from corridor.tables.drafting import draft_model
from corridor.tables.tables import Tables


def check(path: Path) -> tuple[Fault, ...]:
    """Return every fault of a model folder or workbook, worst first."""
    draft, _, faults = draft_model(Path(path))
    return ordered(faults + check_draft(draft))


def check_tables(settings: ModelSettings, tables: Tables) -> tuple[Fault, ...]:
    """Return the faults of tables in memory, such as those a scenario has changed, worst first.

    Only what goes across rows and tables is checked; the rows themselves are valid by their classes. A fault
    names the table as its file, and as its row the position in the table, counted from 1.
    """
    drafts = {}
    for row_class in MODEL_TABLES:
        rows = tables[row_class]
        mentioned = {field: frozenset(str(getattr(row, field)) for row in rows) for field in row_class.KEY}
        located = tuple(Located(row, number) for number, row in enumerate(rows, start=1))
        drafts[row_class.TABLE] = TableDraft(row_class, None, located, mentioned)
    return ordered(check_draft(Draft(settings, drafts)))


def ordered(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults worst first, then by place."""
    return tuple(sorted(faults, key=lambda f: (-f.severity, f.file, f.row or 0, f.column)))
