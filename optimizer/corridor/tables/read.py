"""Read a model: everything is checked, and either all of it is good or every fault is told."""

from __future__ import annotations

from pathlib import Path

from corridor.errors import FaultError, Severity
from corridor.tables.checks import check_draft
from corridor.tables.drafting import draft_model
from corridor.tables.tables import Model, Tables
from corridor.tables.write import write_model

__all__ = ["read_model", "write_model"]


def read_model(path: Path) -> Model:
    """Return the model of a folder or workbook.

    Raises FaultError with all faults if one of them has severity 2 or 3; others stand in `Model.faults`.
    """
    path = Path(path)
    draft, raw, faults = draft_model(path)
    faults += check_draft(draft)
    if draft.settings is None or any(fault.severity >= Severity.ERROR for fault in faults):
        raise FaultError(faults)
    tables = {name: tuple(located.row for located in table.rows) for name, table in draft.tables.items() if table.rows}
    return Model(draft.settings, Tables(tables), path, faults, raw.inputs)
