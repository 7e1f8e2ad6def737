"""A run on disk: run.json, a CSV and a Parquet file per table, the labels, the log.

CSV is written so that equal tables give equal bytes: sorted by key, full precision, Unix line ends.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from corridor.errors import UsageError
from corridor.result.run import Run
from corridor.result.table_csv import write_csv
from corridor.schema.catalog import RESULT_TABLES

LABELS = "labels"


def writable(folder: Path) -> None:
    """Raise UsageError if a run cannot be written into a folder: said before a solve, not after it."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: give --out a folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / "run.json").exists():
        raise UsageError(f"{folder} is not empty and holds no run: choose another --out folder")


def write_run(run: Run, folder: Path, log: str) -> Run:
    """Write a run into a folder, replacing what an earlier run left there, and return it with the folder.

    Everything is written beside the folder first and moved into place at the end: no half-written run remains.
    Raises UsageError if the folder holds something that is not a run.
    """
    writable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (draft / LABELS).mkdir()
        for name, table in run.tables.items():
            _write_table(table, draft / name)
        for name, table in run.labels.items():
            write_csv(table, draft / LABELS / f"{name}.csv")
        (draft / "log.txt").write_text(log, encoding="utf-8")
        text = json.dumps(_plain(run.info), indent=2, ensure_ascii=False, allow_nan=False)
        (draft / "run.json").write_text(text + "\n", encoding="utf-8")
        os.chmod(draft, 0o755)
        if folder.exists():
            shutil.rmtree(folder)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Run(run.info, run.tables, run.labels, folder)


def _write_table(table: pd.DataFrame, stem: Path) -> None:
    write_csv(table, stem.with_suffix(".csv"))
    table.to_parquet(stem.with_suffix(".parquet"), index=False)


def read_run(folder: Path) -> Run:
    """Return the run stored in a folder. Raises UsageError if there is none."""
    path = folder / "run.json"
    if not path.is_file():
        raise UsageError(f"{folder} holds no run (no run.json): give a folder that `corridor solve --out` wrote")
    info = json.loads(path.read_text(encoding="utf-8"))
    tables = {
        row_class.TABLE: pd.read_parquet(folder / f"{row_class.TABLE}.parquet")
        for row_class in RESULT_TABLES
        if (folder / f"{row_class.TABLE}.parquet").is_file()
    }
    labels = {
        file.stem: pd.read_csv(file, keep_default_na=False, na_values={})
        for file in sorted((folder / LABELS).glob("*.csv"))
        if file.stat().st_size > 1
    }
    return Run(info, tables, labels, folder)


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it: numbers that are not finite become null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
