"""The library of models: those that ship with Corridor, and where a named one lies."""

from __future__ import annotations

from pathlib import Path

from corridor.errors import UsageError
from corridor.paths import MODELS


def find_model(name: str | Path) -> Path:
    """Return the place of a model: a folder, a workbook, or the name of a shipped model.

    Raises UsageError if there is nothing there.
    """
    path = Path(name)
    if path.is_file() or (path / "model.yaml").exists():
        return path
    shipped = MODELS / path.name
    if str(path) in (path.name, f"models/{path.name}") and shipped.is_dir():
        return shipped
    if path.exists():
        return path  # Not a model: reading it says what is missing.
    names = ", ".join(shipped_models())
    raise UsageError(f"there is no model at {path}: give a folder, a workbook, or one of {names}")


def shipped_models() -> tuple[str, ...]:
    """Return the names of the shipped models, sorted."""
    return tuple(sorted(folder.name for folder in MODELS.iterdir() if (folder / "model.yaml").is_file()))
