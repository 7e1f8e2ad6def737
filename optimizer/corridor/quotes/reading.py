"""One block of a buyer's sheet read by its map: quotes, or a fault at the cell's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corridor.errors import Fault, Severity
from corridor.io.cells import BadCell, Raw, shown
from corridor.quotes.cell_values import day_in, incoterm_in, number_in
from corridor.quotes.column_map import ColumnMap
from corridor.quotes.headings import DAYS, NUMBERS, same_text
from corridor.quotes.matching import Names, code_in, names_of, unit_in
from corridor.quotes.sheets import Block
from corridor.schema.supply import Quote
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert import convert, empty
from corridor.tables.tables import Model
from corridor.tables.trouble import Trouble

_COLUMNS = {column.name: column for column in columns_of(Quote)}
_WORDS = frozenset(
    {
        "currency",
        "per_unit",
        "incoterm",
        "np_origin",
        "importer_of_record",
        "duty_borne_by",
        "evidence",
        "payment_days",
        "lead_time_days",
    }
)
"""Columns in which buyers write words of their own (`Net 60`), for which the map may hold translations."""


@dataclass
class BlockReader:
    """Reads rows; collects faults, and words that the map does not translate yet."""

    block: Block
    given: ColumnMap
    model: Model
    map_name: str
    faults: list[Fault] = field(default_factory=list)
    untranslated: dict[str, dict[str, str]] = field(default_factory=dict)
    """Quote column -> the sheet's word -> what to do."""

    def __post_init__(self) -> None:
        """Look up columns and translations once."""
        self._names: Mapping[str, Names] = names_of(self.model)
        self._values = {
            column: {same_text(word): meaning for word, meaning in words.items() if meaning}
            for column, words in self.given.values.items()
        }
        self._positions = {
            column: position
            for column, heading in self.given.columns.items()
            if (position := self.block.position(heading)) is not None
        }

    def quotes(self) -> list[Quote]:
        """Return the quotes of all rows that could be read. Rows without product and price are left out."""
        found: list[Quote] = []
        taken: dict[str, int] = {}
        for row in self.block.body:
            cells = self.block.sheet.rows[row]
            telling = {"product", "price", "index_formula"} & self._positions.keys()
            if telling and all(_blank(cells.get(self._positions[column])) for column in telling):
                continue
            before = len(self.faults)
            quote = self._quote(row)
            if quote is not None and quote.quote in taken:
                rule = f"the quote code {quote.quote} stands already in row {taken[quote.quote]}"
                self._fault(row, "quote", quote.quote, Trouble(rule, "Give each quote a code of its own."))
            elif quote is not None and len(self.faults) == before:
                taken[quote.quote] = row
                found.append(quote)
        return found

    def _quote(self, row: int) -> Quote | None:
        """Return the quote of a row, or None if it has faults."""
        before = len(self.faults)
        record: dict[str, object] = {}
        # The product first: units may be its own. The incoterm may carry the named place.
        for name in ("product", *(name for name in _COLUMNS if name != "product")):
            if not self.given.has(name):
                continue
            value = self._value(row, name, record)
            if value is not None:
                record.setdefault(name, value)
        priced = record.keys() & {"price", "index_formula"} or "price" not in self._positions
        if not priced and len(self.faults) == before:
            self._fault(row, "price", "", empty(_COLUMNS["price"]))
        if len(self.faults) > before or not all(map(self.given.has, required_columns())):
            return None
        record.setdefault("source", f"{self.block.sheet.label}, row {row}")
        return Quote.model_validate(record)

    def _value(self, row: int, name: str, record: dict[str, object]) -> object:
        """Return the value of one column in one row; faults are noted."""
        column = _COLUMNS[name]
        raw = self._raw(row, name)
        if _blank(raw):
            if column.required:
                self._fault(row, name, "", empty(column))
            return None
        if isinstance(raw, BadCell):
            self._fault(row, name, raw.shown, Trouble(raw.rule, raw.remedy))
            return None
        text = shown(raw, longest=10_000).replace("\u00a0", " ").strip()
        meaning = self._values.get(name, {}).get(same_text(text))
        value = self._understood(name, raw if meaning is None else meaning, meaning or text, record)
        if not isinstance(value, Trouble):
            value = _scaled(value, self.given.scale.get(name))
            value = convert(column, value, "csv")  # type: ignore[arg-type]
        if isinstance(value, Trouble) and value.severity >= Severity.ERROR:
            self._untranslated(name, text, value)
            self._fault(row, name, text, value)
            return None
        return value.used if isinstance(value, Trouble) else value

    def _understood(self, name: str, raw: Raw, text: str, record: dict[str, object]) -> object:
        """Return a cell in Corridor's words: a code, a number, a day, a unit; or the trouble with it."""
        if name in self._names:
            return self._names[name].find(text)
        if name in NUMBERS:
            return number_in(raw, self.given.decimal)
        if name in DAYS:
            return day_in(raw, self.given.dates)
        if name == "per_unit":
            return unit_in(self.model, text, str(record.get("product", "")))
        if name == "quote":
            return code_in(text)
        if name == "incoterm":
            term, place = incoterm_in(text)
            if place:
                record.setdefault("named_place", place)
            return term
        return raw if isinstance(raw, date) else text

    def _raw(self, row: int, name: str) -> Raw:
        """Return what stands in a row for a column, or the map's constant."""
        if name in self._positions:
            raw = self.block.sheet.rows[row].get(self._positions[name])
            return raw if not _blank(raw) else None
        constant = self.given.constants.get(name, "")
        return f"{constant}_{row}" if name == "quote" and constant else constant

    def _untranslated(self, name: str, text: str, trouble: Trouble) -> None:
        """Note a word that the map could translate."""
        if name in self._names or name in _WORDS:
            self.untranslated.setdefault(name, {})[text] = f"{trouble.rule}. {trouble.remedy}"

    def _fault(self, row: int, name: str, value: str, trouble: Trouble) -> None:
        """Note a fault at the cell, or at the row where the value comes from the map."""
        sheet = self.block.sheet
        position = self._positions.get(name)
        address = sheet.address(row, position) if position is not None else ""
        remedy = trouble.remedy
        if value and (name in self._names or name in _WORDS):
            remedy = f"{remedy} Or say what it means in {self.map_name}, under values, {name}."
        if position is None and any(old.column == name and old.value == value[:60] for old in self.faults):
            return  # a constant of the map is wrong once, not in every row
        self.faults.append(Fault(sheet.label, row, name, address, value[:60], trouble.rule, remedy, Severity.ERROR))


def column_of(name: str) -> Column:
    """Return a column of table quotes."""
    return _COLUMNS[name]


def required_columns() -> tuple[str, ...]:
    """Return the columns that every quote needs; a price may be given by an index formula instead."""
    return tuple(name for name, column in _COLUMNS.items() if column.required)


def _blank(raw: Raw) -> bool:
    """Return whether a cell says nothing."""
    return raw is None or (isinstance(raw, str) and not raw.replace("\u00a0", " ").strip())


def _scaled(value: object, factor: float | None) -> object:
    """Return a number times the map's factor."""
    return value * factor if factor is not None and isinstance(value, float) else value
