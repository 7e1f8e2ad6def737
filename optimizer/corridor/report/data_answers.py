"""The answers of `corridor data`, for people and machines: what was imported, what records there are, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.reference.hts_report import ColumnCount, HtsReport
from corridor.reference.law import Law
from corridor.reference.product_lists import ListImport
from corridor.reference.record_changes import LaneChange, LayerState, changes
from corridor.reference.record_diff import RowChange
from corridor.reference.record_lanes import TradeLane
from corridor.reference.record_list import Listing
from corridor.report.disclaimer import ESTIMATE
from corridor.schema.row import Row

_MOST = 40
"""Lines of a list that are printed; JSON has them all."""

_LONGEST = 60
"""[characters] Longer lists of codes are cut in the terminal."""


def diff_dates(law: Law, day_a: date, day_b: date, lanes: Iterable[TradeLane]) -> tuple[LaneChange, ...]:
    """Return the lanes whose duty differs between two days of entry, under one law."""
    return changes(lambda lane: stack(law, _goods(lane), day_a), lambda lane: stack(law, _goods(lane), day_b), lanes)


def diff_laws(law_a: Law, law_b: Law, day: date, lanes: Iterable[TradeLane]) -> tuple[LaneChange, ...]:
    """Return the lanes whose duty on one day differs between two laws (two states of knowledge, two sets of files)."""
    return changes(lambda lane: stack(law_a, _goods(lane), day), lambda lane: stack(law_b, _goods(lane), day), lanes)


def as_json(value: Any) -> Any:
    """Return an answer for machines: records as objects, days as text, unknown as null."""
    if isinstance(value, Row):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, TradeLane):
        return {name: as_json(part) for name, part in value._asdict().items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: as_json(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def import_json(report: HtsReport) -> dict[str, Any]:
    """Return the account of an import for machines."""
    shares = {"share_read": report.share_read, "share_recorded": report.share_recorded}
    return {**as_json(report), "rate_lines": report.rate_lines, **shares}


def print_import(report: HtsReport, console: Console | None = None) -> None:
    """Print the account of an import: how much was read, what is no record and why."""
    console = console or Console()
    _say(console, f"{report.file}: {report.rows:,} rows, {report.rate_lines:,} rate lines in chapters 1 to 97", "bold")
    ways = "as one rate, in parts, or as a reference to where the rate stands"
    _say(console, f"Read: {100 * report.share_read:.2f} % of the rate lines ({ways})", "bold")
    _say(console, f"Recorded as a rate: {100 * report.share_recorded:.2f} %; the others stay unknown")
    table = _table("column", "rates", "records", "in parts", "stand elsewhere", "unreadable")
    for count in (report.general, report.special, report.other):
        table.add_row(*_counts(count))
    console.print(table)
    _say(console, f"Chapters 98 and 99: {report.provisions:,} provisions, no base rates, left out")
    _say(console, f"Footnotes at rates: {len(report.footnotes):,}; those of a rate line stand in its record's note")
    for symbol, many in report.unmapped.items():
        _say(console, f"Symbol {symbol}: {many:,} rates not recorded, no agreement has the mark")
    general = [gap for gap in report.no_records if gap.column == "general"]
    _say(console, f"General rates that are no record: {len(general)}", "bold")
    for gap in general[:_MOST]:
        _say(console, f"  {gap.htsno}: {gap.text} ({gap.reason})")
    _more(console, len(general))
    written = f"{report.base_rates:,} base rates and {report.special_rates:,} special rates"
    _say(console, f"Written: {written}")


def print_list(found: ListImport, console: Console | None = None) -> None:
    """Print the account of a product list."""
    console = console or Console()
    table = _table("programme", "record", "codes", "rate", "from", "to", "citation")
    for row in found.programmes:
        rate = "unknown" if row.rate is None and not row.specific else _percent(row.rate)
        days = (row.valid_from.isoformat(), _day(row.valid_to))
        table.add_row(*_texts(row.programme, row.record, len(row.hs.split(";")), rate, *days, row.citation))
    console.print(table)
    for name, many in found.left_out.items():
        _say(console, f"List {name or 'without a name'}: {many:,} lines left out, as the template says")


def print_listing(found: Listing, console: Console | None = None) -> None:
    """Print what records there are."""
    console = console or Console()
    tables = _table("table", "records")
    for name, many in found.tables.items():
        tables.add_row(*_texts(name, f"{many:,}"))
    console.print(tables)
    _say(console, f"Newest record: {_day(found.newest)}; known at {found.known_at}; horizon {found.horizon}", "bold")
    table = _table("importer", "programme", "records", "from", "to", "evidence")
    for one in found.programmes:
        levels = ", ".join(f"{level} {100 * share:.0f} %" for level, share in one.evidence.items())
        table.add_row(*_texts(one.importer, one.programme, one.records, one.first, _day(one.last), levels))
    console.print(table)


def print_shown(found: Mapping[str, Sequence[Row]], console: Console | None = None) -> None:
    """Print records, one a paragraph: what each says, without what is left at its default."""
    console = console or Console()
    for table, rows in found.items():
        _say(console, f"{table}: {len(rows):,}", "bold")
        for row in rows:
            key = " ".join(str(getattr(row, name)) for name in row.KEY)
            said = [
                f"{name} {_cut(str(getattr(row, name)))}"
                for name, info in type(row).model_fields.items()
                if name not in row.KEY and getattr(row, name) != (None if info.is_required() else info.default)
            ]
            _say(console, f"  {key}", "cyan")
            _say(console, "    " + "; ".join(said))


def print_rows(found: Sequence[RowChange], console: Console | None = None) -> None:
    """Print what differs between two sets of records."""
    console = console or Console()
    if not found:
        _say(console, "No record differs.")
        return
    for kind in ("added", "removed", "changed"):
        some = [change for change in found if change.kind == kind]
        _say(console, f"{kind}: {len(some):,}", "bold")
        for change in some[:_MOST]:
            parts = (f"{name}: {_cut(old) or 'empty'} -> {_cut(new) or 'empty'}" for name, old, new in change.columns)
            said = f": {'; '.join(parts)}" if kind == "changed" else ""
            _say(console, f"  {change.table} {' '.join(change.key)}{said}")
        _more(console, len(some))


def print_lanes(found: Sequence[LaneChange], asked: int, console: Console | None = None) -> None:
    """Print the lanes whose duty changed, layer by layer; `asked` is how many lanes were looked at."""
    console = console or Console()
    _say(console, f"{len(found):,} of {asked:,} lanes changed duty", "bold")
    for change in found[:_MOST]:
        lane = change.lane
        use = "" if lane.end_use == "none" else f", use {lane.end_use}"
        goods = f" ({', '.join(lane.products)})" if lane.products else ""
        rates = f"{_percent(change.before)} -> {_percent(change.after)}"
        _say(console, f"{lane.code} of {lane.origin} into {lane.importer}{use}{goods}: {rates}", "bold")
        for layer in change.layers:
            old, new = layer.before, layer.after
            state = new or old
            cited = state.citation if state else ""
            words = f"{_state(old)} -> {_state(new)}" if layer.kind == "changed" else _state(state)
            _say(console, f"  {layer.kind}: {layer.programme}, {words}. {cited}")
    _more(console, len(found))
    _say(console, ESTIMATE, "dim")


def _goods(lane: TradeLane) -> Goods:
    """Return the question to the law that a lane is."""
    return Goods(importer=lane.importer, code=lane.code, origin=lane.origin, end_use=lane.end_use)


def _state(state: LayerState | None) -> str:
    """Return what a layer adds, in words."""
    if state is None:
        return "nothing"
    specific = f" plus {state.specific:.12g} per {state.specific_unit}" if state.specific else ""
    doubt = ", needs evidence" if state.status == "needs_evidence" else ""
    return f"{_percent(state.rate)}{specific} (record {state.record}{doubt})"


def _counts(count: ColumnCount) -> list[Text]:
    """Return the line of a column."""
    kinds = ("record", "parts", "reference", "unreadable")
    return _texts(count.column, f"{count.stated:,}", *(f"{count.kinds.get(kind, 0):,}" for kind in kinds))


def _table(*columns: str) -> Table:
    """Return an empty table whose long words are broken, never cut."""
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _texts(*cells: object) -> list[Text]:
    """Return cells that are printed as they are: no markup is read from them."""
    return [Text(str(cell)) for cell in cells]


def _say(console: Console, text: str, style: str = "") -> None:
    """Print a line as it is."""
    console.print(Text(text, style=style), soft_wrap=True)


def _more(console: Console, many: int) -> None:
    """Print how many lines were left out."""
    if many > _MOST:
        _say(console, f"  and {many - _MOST:,} more: see --json")


def _cut(text: str) -> str:
    """Return a value, a long list of codes cut to its first ones."""
    if len(text) <= _LONGEST or ";" not in text:
        return text
    kept = text[:_LONGEST].rsplit(";", 1)[0]
    return f"{kept} and {text.count(';') - kept.count(';')} more"


def _percent(rate: float | None) -> str:
    """Return a rate in words."""
    return "unknown" if rate is None else f"{100 * rate:.6g} %"


def _day(day: date | None) -> str:
    """Return a day, or that there is none."""
    return "open" if day is None else day.isoformat()
