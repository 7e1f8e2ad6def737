"""`corridor import quotes`: a buyer's own workbook becomes rows of table quotes.

The first import proposes a map of the columns and writes it; what is not certain stands under `confirm` and
is not used. Later imports use the map. A unit or a currency comes from a column, or from a constant that
somebody wrote into the map, never from a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from corridor.errors import Fault, FaultError, Severity
from corridor.quotes.column_map import ColumnMap
from corridor.quotes.map_read import read_map
from corridor.quotes.map_write import write_map
from corridor.quotes.proposal import completed, other_span, propose_map
from corridor.quotes.reading import BlockReader, column_of, required_columns
from corridor.quotes.sheets import Block, check_headings, find_block, read_sheets
from corridor.quotes.unknown_headings import map_to_fill, unknown_fault
from corridor.schema.supply import Quote
from corridor.tables.convert import describe
from corridor.tables.tables import Model

__all__ = ["ColumnMap", "import_quotes", "map_path_of", "propose_map", "read_map", "write_map"]


def map_path_of(workbook: Path) -> Path:
    """Return where the map of a workbook is remembered when no other place is named."""
    return workbook.with_name(f"{workbook.stem}.map.yaml")


def import_quotes(workbook: Path, map_path: Path | None, model: Model) -> list[Quote]:
    """Return the quotes of a buyer's workbook, in the order of the sheet.

    The map is read from `map_path` (or the place of `map_path_of`) if it exists; what it does not say about
    columns is proposed and written there. Raises `FaultError` with every fault, each at its A1 address; then
    a map to complete was written: in its place if it named no columns, else as `NAME.draft.yaml` beside it.
    """
    workbook = Path(workbook)
    place = map_path_of(workbook) if map_path is None else Path(map_path)
    given = read_map(place) if place.is_file() else ColumnMap()
    remembered = bool(given.columns)
    block = find_block(read_sheets(workbook), given)
    check_headings(block, given)
    proposal = propose_map(tuple(block.headings.values()), block.sample())
    if not remembered:
        given = _with_proposal(given, proposal)
    if block.headings_are == "unknown":
        write_map(place, *map_to_fill(given, block, (*required_columns(), "price")))
        raise FaultError([unknown_fault(block, place.name)])
    target = place.with_name(f"{place.stem}.draft.yaml") if remembered else place
    missing = _missing(given, proposal, block, target)
    reader = BlockReader(block, given, model, target.name)
    quotes = reader.quotes()
    faults = [*missing, *reader.faults]
    if not faults and not quotes:
        rule = "no row below the headings holds a quote"
        place_of = (block.sheet.label, block.header_row, "", "", "")
        faults = [Fault(*place_of, rule, "Fill in the sheet", Severity.ERROR)]
    if faults or not remembered:
        draft, comments = _draft(given, proposal, block, reader.untranslated)
        write_map(target, draft, comments)
    if faults:
        raise FaultError(faults)
    return quotes


def _with_proposal(given: ColumnMap, proposal: ColumnMap) -> ColumnMap:
    """Return a map without columns of its own, with those of a proposal that it does not make constants."""
    return replace(
        given,
        columns={name: text for name, text in proposal.columns.items() if not given.has(name)},
        confirm={name: text for name, text in proposal.confirm.items() if not given.has(name)},
        scale={**proposal.scale, **given.scale},
    )


def _missing(given: ColumnMap, proposal: ColumnMap, block: Block, target: Path) -> list[Fault]:
    """Return the faults of a map that lacks something or waits for confirmation."""
    found: list[tuple[str, str, str, str]] = []
    for name in required_columns():
        if not given.has(name) and name not in given.confirm:
            rule = f"no column of the sheet is known to hold {name}, and it is never guessed"
            remedy = f"In {target.name} name its heading under columns, or write {_constant(name)}"
            found.append((name, "", rule, remedy))
    if not given.has("price") and not given.has("index_formula") and "price" not in given.confirm:
        rule = "no column of the sheet is known to hold price or index_formula"
        found.append(("price", "", rule, f"In {target.name} name its heading under columns"))
    for name, heading in given.confirm.items():
        rule = f"the heading {heading!r} may mean {name} (certainty {proposal.confidence.get(name, 0):.2f})"
        remedy = f"In {target.name} move the line from confirm to columns if that is right; else delete it"
        found.append((name, heading, rule, remedy))
    for name, heading in given.columns.items():
        span = other_span(name, heading)
        if span and name not in given.scale:
            rule = f"the heading {heading!r} speaks of a {span}, and {name} is in days"
            found.append((name, heading, rule, f"In {target.name} write the days in a {span} under scale"))
    row = block.header_row
    faults = []
    for name, heading, rule, remedy in found:
        position = block.position(heading) if heading else None
        address = block.sheet.address(row, position) if position is not None else ""
        faults.append(Fault(block.sheet.label, row, name, address, heading, rule, remedy, Severity.ERROR))
    return faults


def _constant(name: str) -> str:
    """Return how a column may be given as a constant."""
    if name == "quote":
        return "a text under constants, to which the row number is added"
    example = {"currency": "EUR", "per_unit": "kg"}.get(name)
    words = f"{name}: {example}" if example else describe(column_of(name))
    return f"{words} under constants if it is so in all rows"


def _draft(
    given: ColumnMap, proposal: ColumnMap, block: Block, untranslated: Mapping[str, Mapping[str, str]]
) -> tuple[ColumnMap, dict[str, str]]:
    """Return the map to complete, and comments that say what to do."""
    draft = completed(given, proposal, (*required_columns(), "price"))
    constants = dict(draft.constants)
    used = {*draft.columns.values(), *draft.confirm.values()}
    comments = {"unused": "; ".join(text for text in block.headings.values() if text not in used)}
    for name in required_columns():
        if not draft.has(name) and name not in draft.confirm:
            constants[name] = ""
            comments[f"constants.{name}"] = "needed: a value for all rows, or its heading under columns"
    for name in draft.confirm:
        comments[f"confirm.{name}"] = f"certainty {proposal.confidence.get(name, 0):.2f}"
    values = {column: dict(words) for column, words in draft.values.items()}
    for column, words in untranslated.items():
        for word, reason in words.items():
            values.setdefault(column, {}).setdefault(word, "")
            comments[f"values.{column}.{word}"] = " ".join(reason.split())
    return replace(draft, constants=constants, values=values), comments
