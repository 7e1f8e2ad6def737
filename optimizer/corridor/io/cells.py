"""Tables as files hold them: raw cells with their place, before anything is known about columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Form = Literal["csv", "xlsx", "parquet", "yaml"]
"""How a table is stored."""

OutKind = Literal["text", "number", "integer", "date"]
"""What a column that is written holds."""


@dataclass(frozen=True)
class BadCell:
    """A cell of a workbook that has no usable value."""

    shown: str
    """What stands there: `#N/A`, or the formula."""
    rule: str
    """What is wrong with it."""
    remedy: str
    """What to do."""


Raw = str | float | int | bool | date | BadCell | None
"""Content of a cell. None: empty."""


@dataclass(frozen=True)
class RawRow:
    """One row of a file."""

    number: int
    """Row of the file; the first line is 1, blank lines count."""
    cells: tuple[Raw, ...]


@dataclass(frozen=True)
class RawTable:
    """One table of a file. Blank rows are left out; row numbers are those of the file."""

    name: str
    """Name of the table: the file or sheet name."""
    file: str
    """File as faults name it; in a workbook `file[sheet]`."""
    form: Form
    header_row: int
    header: tuple[Raw, ...]
    rows: tuple[RawRow, ...]

    def address(self, row: int | None, column: int | None) -> str:
        """Return the A1 address of a cell (column counted from 0), or empty outside workbooks."""
        if self.form != "xlsx" or row is None or column is None:
            return ""
        return f"{letters(column)}{row}"


@dataclass(frozen=True)
class RawModel:
    """What the files of a model hold."""

    tables: tuple[RawTable, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    """(file, name) of tables that no model has; they are not read."""
    settings: tuple[RawSetting, ...] = ()
    settings_file: str = ""
    """File the settings come from, as faults name it; empty: there is none."""
    settings_form: Form = "yaml"
    inputs: Mapping[str, str] = field(default_factory=dict)
    """File name -> SHA-256 of its content."""


@dataclass(frozen=True)
class RawSetting:
    """One setting of a model: a name with one value, or a list of values."""

    name: str
    values: tuple[Raw, ...]
    """One value; for lists any number."""
    listed: Literal["single", "list"]
    """Whether the file writes a list (a workbook writes a list as several rows of one name)."""
    row: int
    """Line or row of the name."""
    address: str
    """`line:column` in YAML, A1 in a workbook."""


@dataclass(frozen=True)
class OutTable:
    """One table as it is to be written."""

    name: str
    header: tuple[str, ...]
    kinds: tuple[OutKind, ...]
    """What each column holds."""
    rows: tuple[tuple[Raw, ...], ...]


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, B, ..., Z, AA."""
    name = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def column_of(text: str) -> int:
    """Return the column, counted from 0, of letters such as `AB`."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def shown(value: Raw, longest: int = 60) -> str:
    """Return a cell as faults show it, cut to `longest` characters."""
    if value is None:
        return ""
    if isinstance(value, BadCell):
        text = value.shown
    elif isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, float):
        text = f"{value:.15g}"
    else:
        text = str(value)
    return text if len(text) <= longest else text[: longest - 3] + "..."
