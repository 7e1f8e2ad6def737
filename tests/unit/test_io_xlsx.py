"""Workbooks are read cell by cell as other programs read them, and more: errors, formulas, hidden sheets."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import fastexcel
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from corridor.errors import FaultError, Severity
from corridor.io.cells import BadCell, OutTable, column_of, letters
from corridor.io.xlsx_archive import opened
from corridor.io.xlsx_parts import read_book
from corridor.io.xlsx_read import read_workbook
from corridor.io.xlsx_sheet import day_of, read_sheet
from corridor.io.xlsx_write import workbook_bytes

CELLS = (
    12,
    -0.1,
    69.93962077954797,
    "text",
    " blanks ",
    "two\nlines",
    "NA",
    "0101.21",
    True,
    False,
    date(2027, 1, 31),
    datetime(2027, 1, 31, 12, 30),
    date(1900, 3, 1),
)


def saved(book: openpyxl.Workbook, folder: Path) -> Path:
    """Save a workbook and return its place."""
    place = folder / "model.xlsx"
    book.save(place)
    return place


def one_sheet(folder: Path, *lines: tuple[object, ...]) -> Path:
    """Return a workbook with the sheet `sites`."""
    book = openpyxl.Workbook()
    book.active.title = "sites"
    for line in lines:
        book.active.append(line)
    return saved(book, folder)


def cells_of(place: Path) -> dict[int, dict[int, object]]:
    """Return the cells of the first sheet."""
    with opened(place) as archive:
        book = read_book(archive)
        return {n: dict(row) for n, row in read_sheet(archive, book.sheets[0].part, book).rows.items()}


def test_cells_are_read_as_they_were_written(tmp_path: Path):
    """Numbers keep every digit, text every blank, days are days."""
    assert tuple(cells_of(one_sheet(tmp_path, CELLS))[1].values()) == CELLS


def test_cells_are_read_as_fastexcel_reads_them(tmp_path: Path):
    """A second reader, in Rust, agrees on numbers and texts."""
    lines = [("number", "word")] + [(n / 7, f"word {n}") for n in range(50)]
    place = one_sheet(tmp_path, *lines)
    other = fastexcel.read_excel(place).load_sheet("sites").to_arrow()
    ours = [(row[0], row[1]) for row in cells_of(place).values()][1:]
    assert ours == list(zip(other["number"].to_pylist(), other["word"].to_pylist(), strict=True))


def test_our_workbooks_are_read_by_openpyxl(tmp_path: Path):
    """What we write another program reads: text is text, days are days, numbers keep every digit."""
    kinds = ("text", "number", "date")
    rows = (("=1+1", 0.1 + 0.2, date(2027, 1, 31)), ("http://x.y", 1e-7, None), ("-1", 3.0, date(1950, 1, 1)))
    place = tmp_path / "out.xlsx"
    place.write_bytes(workbook_bytes([OutTable("sites", ("a", "b", "c"), kinds, rows)]))
    sheet = openpyxl.load_workbook(place)["sites"]
    read = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert [(a, b, c.date() if c else None) for a, b, c in read] == list(rows)
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert all(cell.hyperlink is None for cell in sheet["A"])


def test_equal_content_gives_equal_bytes():
    """A workbook carries no time of writing."""
    table = OutTable("sites", ("a",), ("text",), (("x",),))
    assert workbook_bytes([table]) == workbook_bytes([table])


@pytest.mark.parametrize("prefix", ["=", "+", "-", "@", "\t", "\n", "'", "http://"])
def test_no_text_becomes_a_formula_or_link(prefix, tmp_path: Path):
    """Text that spreadsheets would run stays text, and reads back equal."""
    place = tmp_path / "out.xlsx"
    place.write_bytes(workbook_bytes([OutTable("sites", ("a",), ("text",), ((prefix + "cmd()",),))]))
    assert cells_of(place)[2][0] == prefix + "cmd()"
    with zipfile.ZipFile(place) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not any("hyperlink" in archive.read(name).decode() for name in archive.namelist())


def test_text_too_long_for_a_cell_is_refused():
    """Text of more than 32,767 characters is a located fault, not a silent loss."""
    table = OutTable("sites", ("a", "b"), ("text", "text"), (("x", "y" * 32_768),))
    with pytest.raises(FaultError) as refused:
        workbook_bytes([table])
    assert [(f.address, f.column) for f in refused.value.faults] == [("B2", "b")]


def test_error_cells_and_formulas(tmp_path: Path):
    """Error values and formulas without a result are told apart from empty cells and values."""
    place = one_sheet(tmp_path, ("#N/A", "#DIV/0!", "=1+1", "plain"))
    row = cells_of(place)[1]
    assert [type(cell) for cell in row.values()] == [BadCell, BadCell, BadCell, str]
    assert [cell.shown for cell in list(row.values())[:3]] == ["#N/A", "#DIV/0!", "=1+1"]


@pytest.mark.parametrize(
    ("cell", "calc", "value"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "", 2.0),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "", "a"),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', "", None),
        ('<c r="A1"><f>A2</f><v>0</v></c>', "", 0.0),
        ('<c r="A1"><f>A2</f><v>0</v></c>', '<calcPr fullCalcOnLoad="1"/>', BadCell),
        ('<c r="A1"><v>0</v></c>', '<calcPr fullCalcOnLoad="1"/>', 0.0),
        ('<c r="A1"><f>1+1</f></c>', "", BadCell),
        ('<c r="A1" t="s"><v>99</v></c>', "", BadCell),
        ('<c r="A1"><v>1,5</v></c>', "", BadCell),
        ('<c r="A1" t="d"><v>2027-01-31</v></c>', "", date(2027, 1, 31)),
        ('<c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>', "", "rich"),
        ('<c r="A1" t="inlineStr"><is><t>kan</t><rPh><t>ji</t></rPh></is></c>', "", "kan"),
        ("<c><v>1</v></c>", "", 1.0),
    ],
)
def test_cells_of_every_type(cell, calc, value, tmp_path: Path):
    """Each type of cell, with and without a stored result, is what its writer meant."""
    plain = one_sheet(tmp_path, ("x",))
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                start, end = text.index("<sheetData>"), text.index("</sheetData>")
                text = f'{text[:start]}<sheetData><row r="1">{cell}</row>{text[end:]}'
            if name == "xl/workbook.xml":
                before, _, after = text.partition("<calcPr")
                text = before + calc + after.partition("/>")[2]
            new.writestr(name, text)
    plain.write_bytes(out.getvalue())
    found = cells_of(plain).get(1, {}).get(0)
    assert isinstance(found, BadCell) if value is BadCell else found == value


def test_days_counted_from_1904(tmp_path: Path):
    """Workbooks of old Macs count days from 1904."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append((date(2027, 1, 31),))
    assert cells_of(saved(book, tmp_path))[1][0] == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("number", "epoch", "day"),
    [
        (1, 1900, date(1900, 1, 1)),
        (61, 1900, date(1900, 3, 1)),
        (46388, 1900, date(2027, 1, 1)),
        (44926, 1904, date(2027, 1, 1)),
        (-3, 1900, -3),
        (1e9, 1900, 1e9),
    ],
)
def test_serial_days(number, epoch, day):
    """Serial numbers become days on both sides of the day that never was; others stay numbers."""
    assert day_of(number, epoch) == day


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0.00", float),
        ("0%", float),
        ('0 "days"', float),
        ("[Red]0.0", float),
        ("#,##0.00 [$USD]", float),
        ("yyyy-mm-dd", date),
        ("d. mmm yy", date),
        ("General", float),
        ("@", float),
    ],
)
def test_number_formats(code, kind, tmp_path: Path):
    """A number is a day only if its format shows one."""
    book = openpyxl.Workbook()
    book.active["A1"] = 46388
    book.active["A1"].number_format = code
    assert type(cells_of(saved(book, tmp_path))[1][0]) is kind


def test_row_numbers_and_addresses(tmp_path: Path):
    """Leading blank rows, gaps and blank tails neither shift row numbers nor make rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "sites"
    for row, cells in ((3, ("site", "name")), (4, ("A", "a")), (6, ("B", "b")), (90, (" ", None))):
        for column, cell in enumerate(cells, start=1):
            sheet.cell(row, column, cell)
    sheet["A200"].number_format = "0.00"
    model, _ = read_workbook(saved(book, tmp_path), {"sites"})
    table = model.tables[0]
    assert (table.header_row, [row.number for row in table.rows]) == (3, [4, 6])
    assert table.address(6, 1) == "B6"


def test_sheets_are_sorted_out(tmp_path: Path):
    """Hidden sheets are read with a warning; sheets of unknown names are listed and not read."""
    book = openpyxl.Workbook()
    book.active.title = "sites"
    book.active.append(("site",))
    for name, state in (("lanes", "veryHidden"), ("remarks", "visible")):
        book.create_sheet(name).append(("x",))
        book[name].sheet_state = state
    model, faults = read_workbook(saved(book, tmp_path), {"sites", "lanes"})
    assert [table.name for table in model.tables] == ["sites", "lanes"]
    assert model.unread == (("model.xlsx[remarks]", "remarks"),)
    assert [(f.value, f.severity) for f in faults if f.file.endswith("[lanes]")] == [("veryHidden", Severity.WARNING)]


@pytest.mark.parametrize("number", [0, 25, 26, 701, 702, 16383])
def test_letters_of_columns(number):
    """Letters and numbers of columns are each other's inverse."""
    assert column_of(letters(number)) == number
    assert letters(16383) == "XFD"


def test_sheets_that_hold_no_table(tmp_path: Path):
    """A chart or an empty sheet under the name of a table is a fault of that sheet."""
    book = openpyxl.Workbook()
    book.active.title = "model"
    book.create_chartsheet("sites")
    book.create_sheet("lanes")
    _, faults = read_workbook(saved(book, tmp_path), {"sites", "lanes"})
    assert {(f.file, f.rule) for f in faults if f.severity is Severity.FATAL} == {
        ("model.xlsx[sites]", "not a worksheet"),
        ("model.xlsx[lanes]", "the sheet is empty"),
        ("model.xlsx[model]", "the sheet is empty"),
    }


def test_merged_cells_beside_the_table_do_no_harm(tmp_path: Path):
    """Only merged cells that touch the table are faults."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "sites"
    for line in (("site",), ("A",), ("B",)):
        sheet.append(line)
    sheet.merge_cells("D2:E3")
    sheet.merge_cells("A20:A22")
    sheet.merge_cells("A2:A3")
    _, faults = read_workbook(saved(book, tmp_path), {"sites"})
    assert [f.address for f in faults if "merged" in f.rule] == ["A2"]


def test_sheet_with_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Cells are counted while they are read, whatever the sheet says about its size."""
    monkeypatch.setattr("corridor.io.xlsx_sheet.MOST_CELLS", 2)
    _, faults = read_workbook(one_sheet(tmp_path, ("a", "b", "c")), {"sites"})
    assert any("more than 2 cells" in f.rule for f in faults)


def test_table_with_too_many_rows_for_a_sheet(monkeypatch: pytest.MonkeyPatch):
    """A table longer than a sheet is refused at once."""
    monkeypatch.setattr("corridor.io.xlsx_write._MOST_ROWS", 2)
    with pytest.raises(FaultError) as refused:
        workbook_bytes([OutTable("sites", ("a",), ("text",), (("x",),) * 3)])
    assert ["3 rows" in f.rule for f in refused.value.faults] == [True]


def test_truth_values_and_early_days_are_written(tmp_path: Path):
    """Truth values stay such; days that spreadsheets miscount are written as text."""
    place = tmp_path / "out.xlsx"
    rows = ((True, date(1900, 1, 1)),)
    place.write_bytes(workbook_bytes([OutTable("sites", ("a", "b"), ("text", "date"), rows)]))
    assert cells_of(place)[2] == {0: True, 1: "1900-01-01"}
    assert workbook_bytes([])
