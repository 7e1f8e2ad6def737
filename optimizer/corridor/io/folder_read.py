"""Read a model folder: `model.yaml` and `tables/*.csv` or `tables/*.parquet`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from corridor.errors import Fault, Severity
from corridor.io.cells import RawModel, RawSetting, RawTable
from corridor.io.csv_read import read_csv
from corridor.io.digest import sha256
from corridor.io.parquet_read import read_parquet
from corridor.io.yaml_read import read_yaml

SETTINGS_FILE = "model.yaml"
TABLES_FOLDER = "tables"
_READERS = {".csv": read_csv, ".parquet": read_parquet}


def read_folder(folder: Path, wanted: Collection[str]) -> tuple[RawModel, tuple[Fault, ...]]:
    """Return what the files of a model folder hold, and the faults of the files themselves.

    `wanted` are the names of tables; files of other names are listed in `RawModel.unread`.
    """
    settings, inputs, settings_faults = _settings(folder)
    faults = list(settings_faults)
    tables: dict[str, RawTable] = {}
    seen: dict[str, str] = {}
    unread: list[tuple[str, str]] = []
    for path in table_files(folder):
        file = f"{TABLES_FOLDER}/{path.name}"
        if path.stem not in wanted:
            unread.append((file, path.stem))
            continue
        inputs[file] = sha256(path)
        if path.stem in seen:
            faults.append(
                Fault(
                    file,
                    None,
                    "",
                    "",
                    path.name,
                    f"the table already stands in {seen[path.stem]}",
                    "Keep one of the two files.",
                    Severity.ERROR,
                )
            )
            continue
        seen[path.stem] = file
        table, found = _READERS[path.suffix.lower()](path, file)
        faults.extend(found)
        if table is not None:
            tables[path.stem] = table
    model = RawModel(tuple(tables.values()), tuple(unread), settings, SETTINGS_FILE, "yaml", inputs)
    return model, tuple(faults)


def table_files(folder: Path) -> tuple[Path, ...]:
    """Return the table files of a model folder, by name."""
    place = folder / TABLES_FOLDER
    if not place.is_dir():
        return ()
    return tuple(sorted(p for p in place.iterdir() if p.is_file() and p.suffix.lower() in _READERS))


def _settings(folder: Path) -> tuple[tuple[RawSetting, ...], dict[str, str], tuple[Fault, ...]]:
    """Return the settings of a folder, the hash of their file, and its faults."""
    path = folder / SETTINGS_FILE
    if path.is_file():
        settings, faults = read_yaml(path, SETTINGS_FILE)
        return settings, {SETTINGS_FILE: sha256(path)}, faults
    fault = Fault(
        SETTINGS_FILE,
        None,
        "",
        "",
        "",
        f"the folder {folder.name} has no {SETTINGS_FILE}",
        "Write one with at least `name` and `as_of`.",
        Severity.FATAL,
    )
    return (), {}, (fault,)
