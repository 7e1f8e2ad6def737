"""Models are read from and written to folders and workbooks; what is written reads back equal."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date
from pathlib import Path
from typing import ClassVar

import openpyxl
import pytest
from pydantic import field_validator
from tests.unit.tables_example import SETTINGS, TABLES, write_folder

from corridor.errors import FaultError, UsageError
from corridor.io.csv_read import read_csv
from corridor.paths import MODELS
from corridor.schema.goods import Product
from corridor.schema.places import Site
from corridor.schema.row import Row
from corridor.tables.check import check, check_tables
from corridor.tables.read import read_model, write_model
from corridor.tables.rows import draft_table
from corridor.tables.tables import Model

FORMS = ("csv", "xlsx", "parquet")


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """Return the example model."""
    return read_model(write_folder(tmp_path / "example"))


def place_of(folder: Path, form: str) -> Path:
    """Return where a model of a form is written."""
    return folder / ("copy.xlsx" if form == "xlsx" else "copy")


@pytest.mark.parametrize("form", FORMS)
def test_model_reads_back_equal(model, form, tmp_path: Path):
    """The example is the same model in each form, and has no fault in any."""
    place = place_of(tmp_path, form)
    write_model(model, place, form)
    again = read_model(place)
    assert (again.settings, again.tables, again.faults) == (model.settings, model.tables, ())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["two_plants", "ev_battery_asean"])
def test_shipped_models_read_back_equal(name, form, tmp_path: Path):
    """Shipped models are the same in each form."""
    shipped = read_model(MODELS / name)
    place = place_of(tmp_path, form)
    write_model(shipped, place, form)
    again = read_model(place)
    assert (again.settings, again.tables) == (shipped.settings, shipped.tables)


@pytest.mark.parametrize("form", FORMS)
def test_writing_twice_gives_the_same_bytes(model, form, tmp_path: Path):
    """Equal models are equal files."""
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        write_model(model, place_of(folder, form), form)
    names = [p.relative_to(first) for p in first.rglob("*") if p.is_file()]
    assert names
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_hashes_of_inputs(model):
    """A model carries the SHA-256 of every file it was read from."""
    assert set(model.inputs) == {"model.yaml", *(f"tables/{name}.csv" for name in TABLES)}
    assert model.inputs["model.yaml"] == hashlib.sha256(SETTINGS.encode()).hexdigest()


def test_other_files_of_a_folder_are_kept_and_stale_tables_deleted(model, tmp_path: Path):
    """Writing a model over a folder leaves scenarios alone and no table of the old model behind."""
    folder = write_folder(tmp_path / "old")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "a.yaml").write_text("name: a\n")
    (folder / "tables" / "remarks.csv").write_text("x\n")
    write_model(dataclasses.replace(model, tables=model.tables.with_rows(Product, ())), folder, "parquet")
    names = {path.name for path in (folder / "tables").iterdir()}
    assert "remarks.csv" in names
    assert "sites.parquet" in names
    assert not {"sites.csv", "products.csv", "products.parquet"} & names
    assert (folder / "scenarios" / "a.yaml").exists()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["", "bell\x07", "half \ud800"])
def test_values_that_cannot_be_stored_are_refused(name, form, model, tmp_path: Path):
    """A value that would not read back equal is a fault, and nothing is written."""
    site = model.tables[Site][0].model_copy(update={"name": name})
    broken = dataclasses.replace(model, tables=model.tables.with_rows(Site, (site,)))
    with pytest.raises(FaultError) as refused:
        write_model(broken, place_of(tmp_path / "out", form), form)
    assert [(f.file, f.row, f.column) for f in refused.value.faults] == [("sites", 2, "name")]
    assert not (tmp_path / "out").exists()


def test_unknown_form_is_refused(model, tmp_path: Path):
    """A form that does not exist is named together with those that do."""
    with pytest.raises(UsageError, match="csv, xlsx, parquet"):
        write_model(model, tmp_path / "x", "ods")  # type: ignore[arg-type]


def test_columns_that_say_nothing_are_not_written(model, tmp_path: Path):
    """Files have key columns, required columns, and those that differ from their default somewhere."""
    write_model(model, tmp_path / "copy")
    header = (tmp_path / "copy" / "tables" / "demand.csv").read_text().splitlines()[0]
    assert header == "site,product,period,end_use,quantity,shortfall_penalty"


def test_days_in_workbooks_are_days(model, tmp_path: Path):
    """Periods of a workbook read back as days, not as text or numbers."""
    write_model(model, tmp_path / "m.xlsx", "xlsx")
    assert read_model(tmp_path / "m.xlsx").settings.as_of == date(2027, 1, 15)


def test_check_and_read_tell_the_same(tmp_path: Path):
    """`check` lists what `read_model` raises, worst first."""
    folder = write_folder(tmp_path, {**TABLES, "sites": TABLES["sites"].replace("DE", "de").replace("US", "QQ")})
    with pytest.raises(FaultError) as refused:
        read_model(folder)
    assert refused.value.faults == check(folder)
    severities = [fault.severity for fault in check(folder)]
    assert severities == sorted(severities, reverse=True)


def test_tables_in_memory_are_checked_too(model):
    """Tables that were changed in memory get the checks across rows, with table name and position."""
    assert check_tables(model.settings, model.tables) == ()
    sites = tuple(site for site in model.tables[Site] if site.site != "OTHER")
    found = check_tables(model.settings, model.tables.with_rows(Site, sites))
    assert {(f.file, f.row, f.column) for f in found} == {
        ("capabilities", 2, "site"),
        ("lanes", 3, "to_site"),
        ("lanes", 6, "from_site"),
    }


@pytest.mark.parametrize(
    ("rows", "rule", "address"),
    [
        (
            [("setting", "value"), ("name", "x"), ("as_of", date(2027, 1, 15)), ("name", "y")],
            "already stands in row 2",
            "B4",
        ),
        ([("key", "value"), ("name", "x")], "columns of this sheet are `setting` and `value`", "A1"),
        ([("setting", "value"), ("name", "x")], "the setting `as_of` is missing", ""),
        ([("setting", "value"), ("name", "x"), ("as_of", "#N/A")], "error value", "B3"),
        ([("setting", "value"), ("name", "x"), ("as_of", date(2027, 1, 15)), ("sources", "#N/A")], "error value", "B4"),
        (
            [("setting", "value"), ("name", "x"), ("as_of", date(2027, 1, 15)), ("sources", "bell_x0007_")],
            "control character U+0007",
            "B4",
        ),
        ([], "there is no sheet `model`", ""),
    ],
)
def test_faults_of_the_sheet_model(rows, rule, address, tmp_path: Path):
    """Settings of a workbook are checked like those of model.yaml, with A1 addresses."""
    book = openpyxl_book(rows)
    book.save(tmp_path / "m.xlsx")
    found = [f for f in check(tmp_path / "m.xlsx") if rule in f.rule]
    assert [f.address for f in found] == [address], [str(f) for f in check(tmp_path / "m.xlsx")]


def openpyxl_book(rows):
    """Return a workbook with the sheet `model`, or with another one if there are no rows."""
    book = openpyxl.Workbook()
    book.active.title = "model" if rows else "sites"
    for row in rows or [("site",)]:
        book.active.append(row)
    return book


def test_rules_of_the_row_class_itself_are_told(tmp_path: Path):
    """What only the row class knows becomes a located fault too, and the sound rows are kept."""

    class Odd(Row):
        TABLE: ClassVar[str] = "odd"
        KEY: ClassVar[tuple[str, ...]] = ("number",)
        number: float

        @field_validator("number")
        @classmethod
        def is_odd(cls, value: float) -> float:
            """Refuse even numbers."""
            if value % 2 == 0:
                raise ValueError("must be odd")
            return value

    (tmp_path / "odd.csv").write_text("number\n1\n2\n3\n")
    raw, _ = read_csv(tmp_path / "odd.csv", "odd.csv")
    assert raw is not None
    draft, faults = draft_table(Odd, raw)
    assert [(f.row, f.column, "must be odd" in f.rule) for f in faults] == [(3, "number", True)]
    assert [at.row.number for at in draft.rows] == [1, 3]
    assert not draft.whole


def test_folder_that_the_system_does_not_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder without permission is a fault, not an exception."""
    write_folder(tmp_path)

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert ["Permission denied" in f.rule for f in check(tmp_path)] == [True]
