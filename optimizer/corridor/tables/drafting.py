"""Read the files of a model into a draft, with every fault of files, headers and cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corridor.errors import Fault, Severity
from corridor.io.cells import RawModel
from corridor.io.faults import unreadable
from corridor.io.folder_read import TABLES_FOLDER, read_folder
from corridor.io.suggest import nearest, same_but_spelling
from corridor.io.xlsx_read import read_workbook
from corridor.schema.catalog import MODEL_TABLES, REQUIRED_TABLES
from corridor.tables.draft import Draft, TableDraft
from corridor.tables.rows import draft_table
from corridor.tables.settings_read import read_settings

_CLASSES = {row_class.TABLE: row_class for row_class in MODEL_TABLES}


def draft_model(path: Path) -> tuple[Draft, RawModel, tuple[Fault, ...]]:
    """Return a model as far as it can be read, its raw content, and all faults of reading."""
    raw, faults = _raw(path)
    if not raw.settings_file:
        return Draft(None, {}), raw, faults
    found = list(faults)
    settings, settings_faults = read_settings(raw)
    unreadable = {fault.file for fault in faults if fault.severity is Severity.FATAL}
    if raw.settings_file not in unreadable:
        found.extend(settings_faults)
    drafts: dict[str, TableDraft[Any]] = {}
    for table in raw.tables:
        drafts[table.name], table_faults = draft_table(_CLASSES[table.name], table)
        found.extend(table_faults)
    given = {table.name for table in raw.tables}
    found.extend(_unknown(file, name, given) for file, name in raw.unread)
    suggested = {nearest(name, set(_CLASSES) - given) for _, name in raw.unread}
    broken = {name for name in _CLASSES for file in unreadable if _holds(file, name)}
    for name in REQUIRED_TABLES:
        if name not in given | suggested | broken:
            found.append(_missing(path, name))
        elif name in drafts and not drafts[name].rows and drafts[name].whole:
            found.append(drafts[name].table_fault("the table has no rows", "No model can do without it; fill it."))
    missing = (set(REQUIRED_TABLES) | suggested | broken) - given
    return Draft(settings, drafts, frozenset(missing)), raw, tuple(found)


def _raw(path: Path) -> tuple[RawModel, tuple[Fault, ...]]:
    """Return the raw content of a folder or workbook."""
    try:
        return _opened(path)
    except OSError as error:
        return RawModel(), (unreadable(str(path), error),)


def _opened(path: Path) -> tuple[RawModel, tuple[Fault, ...]]:
    """Return the raw content of a folder or workbook. Raises OSError if the system does not give it."""
    if path.is_dir():
        return read_folder(path, _CLASSES)
    if path.is_file() and path.suffix.lower() not in {".csv", ".yaml", ".yml", ".parquet"}:
        return read_workbook(path, _CLASSES)
    rule = "one file of a model, not a model" if path.is_file() else "there is no such model"
    remedy = "Give the model's folder, or an .xlsx workbook."
    return RawModel(), (Fault(str(path), None, "", "", "", rule, remedy, Severity.FATAL),)


def _holds(file: str, name: str) -> bool:
    """Return whether a file, or a sheet written `file[sheet]`, holds a table."""
    return file.endswith(f"[{name}]") or (file.startswith(f"{TABLES_FOLDER}/") and Path(file).stem == name)


def _missing(path: Path, name: str) -> Fault:
    """Return the fault of a required table that is not there."""
    return Fault(
        path.name,
        None,
        "",
        "",
        name,
        f"the table `{name}` is missing",
        "No model can do without it; see the table reference.",
        Severity.ERROR,
    )


def _unknown(file: str, name: str, given: set[str]) -> Fault:
    """Return the fault of a table that no model has.

    A name that differs from a table's only in spelling is an error: a whole table would be lost silently.
    """
    near = nearest(name, set(_CLASSES) - given)
    lost = bool(near) and (same_but_spelling(name, near) or near in REQUIRED_TABLES)
    return Fault(
        file,
        None,
        "",
        "",
        name,
        "no table of a model has this name, so it is not read",
        f"Did you mean `{near}`?" if near else f"Tables are {', '.join(_CLASSES)}.",
        Severity.ERROR if lost else Severity.WARNING,
    )
