"""Tables of the audit pack: tests and materials of each claim, the proof step by step, documents."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.report.evidence_documents import KINDS, PROTECTS, Document
from corridor.report.money import in_cents
from corridor.report.names import Names, Record, number_of, text_of
from corridor.report.origin_book import OriginBook
from corridor.report.origin_claims import LotSheet, Worksheet, share_words
from corridor.report.sheet import Cell, Column, Sheet

_INDENT = "\u00a0\u00a0"


def claim_words(book: OriginBook, claim: Record) -> str:
    """Return a claim in a few words."""
    names = book.names
    return (
        f"{claim['option']}: {names.product(text_of(claim['product']))}, {names.site(text_of(claim['from_site']))} to "
        f"{names.site(text_of(claim['to_site']))}, {claim['ship_period']}"
    )


def origin_test_sheet(book: OriginBook, sheets: Sequence[Worksheet]) -> Sheet:
    """Return a line for each test of each lot that a claim rests on: rule, both sides, headroom, custody."""
    rows: list[tuple[Cell, ...]] = []
    for number, sheet in enumerate(sheets, start=1):
        for lot in sheet.lots:
            for test, _ in lot.tests or (({}, ()),):
                rows.append(_test_row(book, number, sheet, lot, test))
    unit = book.names.currency
    columns = (
        Column("Claim", "count", show="workbook"),
        Column("Goods", show="workbook"),
        Column("HS code"),
        Column("Made at"),
        Column("Share of the claim", "share", show="workbook"),
        Column("Rule"),
        Column("Way chosen", show="workbook"),
        Column("Test"),
        Column("Basis"),
        Column("Value of the lot", "money", unit),
        Column("Counted", "money", unit),
        Column("Allowed", "money", unit),
        Column("Headroom", "money", unit),
        Column("In words", show="workbook"),
        Column("Custody", show="workbook"),
        Column("Thin", show="workbook"),
        Column("Evidence", show="workbook"),
        Column("Citation", show="workbook"),
    )
    note = "A lot is all that is made alike in the period (or year). Tests on basis mass: amounts are tonnes."
    return Sheet("tests", "Tests of origin", columns, tuple(rows), note if rows else "", "No lot is behind a claim.")


def _test_row(book: OriginBook, number: int, sheet: Worksheet, lot: LotSheet, test: Record) -> tuple[Cell, ...]:
    names, rule = book.names, lot.rule
    goods = f"{names.product(text_of(lot.lot['product']))} for {claim_words(book, sheet.claim)}"
    sides = [_cents(names, number_of(test.get(column))) for column in ("value", "counted", "allowed", "headroom")]
    edition = text_of(rule.get("rule_edition"))
    code = f"{rule.get('codes') or sheet.hs} (HS {edition or sheet.edition})"
    return (
        number, goods, code, names.site(text_of(lot.lot["site"])), lot.share,
        text_of(rule.get("rule")) or "not kept with the run", text_of(rule.get("way")), text_of(test.get("test")),
        text_of(test.get("basis")), *sides, share_words(test) if test else without_test(lot, names), lot.custody,
        "; ".join(flag.text for flag in lot.flags), text_of(rule.get("evidence")), text_of(rule.get("citation")),
    )  # fmt: skip


def without_test(lot: LotSheet, names: Names) -> str:
    """Return what a way of a rule asks where it leaves nothing to be added up."""
    forced = [names.product(code) for code in text_of(lot.rule.get("must_originate")).split(";") if code]
    if forced:
        return f"these must originate, and would: {', '.join(forced)}"
    return "nothing to be added up: codes change, or the process suffices"


def material_sheet(book: OriginBook, sheets: Sequence[Worksheet]) -> Sheet:
    """Return the materials of each test: origin, value, and what of it counts. Without a test all must originate."""
    rows: list[tuple[Cell, ...]] = []
    for number, sheet in enumerate(sheets, start=1):
        for lot in sheet.lots:
            for test, inputs in lot.tests:
                rows += [_material(book, number, sheet, lot, text_of(test["test"]), one) for one in inputs]
            if not lot.tests:
                rows += [_material(book, number, sheet, lot, "", one) for one in lot.uses]
    unit = book.names.currency
    columns = (
        Column("Claim", "count", show="workbook"),
        Column("Goods", show="workbook"),
        Column("Test"),
        Column("Material"),
        Column("HS code"),
        Column("Origin"),
        Column("Quantity", "quantity"),
        Column("Unit"),
        Column("Value", "money", unit),
        Column("Counted", "money", unit),
    )
    return Sheet("materials", "Materials", columns, tuple(rows), "", "No materials are behind a claim.")


def _material(
    book: OriginBook, number: int, sheet: Worksheet, lot: LotSheet, test: str, row: Record
) -> tuple[Cell, ...]:
    names, code = book.names, text_of(row["input"])
    goods = f"{names.product(text_of(lot.lot['product']))} for {claim_words(book, sheet.claim)}"
    hs = text_of(names.products.get(code, {}).get("hs"))
    amounts = [_cents(names, number_of(row.get(column))) for column in ("value", "counted")]
    quantity = number_of(row["quantity"])
    origin = names.state(text_of(row["input_state"]))
    return number, goods, test, names.product(code), hs, origin, quantity, names.unit(code), *amounts


def proof_sheet(book: OriginBook, sheets: Sequence[Worksheet]) -> Sheet:
    """Return the proof trees, a line for each step, indented by its depth."""
    rows: list[tuple[Cell, ...]] = []
    names = book.names
    for number, sheet in enumerate(sheets, start=1):
        for depth, node in sheet.tree.walk():
            step = f"{_INDENT * depth}{names.product(node.product)}: {node.text}"
            where = (names.site(node.site), names.state(node.state), node.period, node.quantity)
            rows.append((number, depth, step, *where, names.unit(node.product), node.evidence, node.citation))
    columns = (
        Column("Claim", "count"),
        Column("Depth", "count"),
        Column("Step"),
        Column("Site"),
        Column("Origin"),
        Column("Period"),
        Column("Quantity", "quantity"),
        Column("Unit"),
        Column("Evidence"),
        Column("Citation"),
    )
    note = "Goods of one origin state at a site are mixed: each source has its share of the quantity claimed."
    return Sheet("proof", "Proof, step by step", columns, tuple(rows), note if rows else "", "Nothing is claimed.")


def document_sheet(found: Sequence[Document], names: Names) -> Sheet:
    """Return documents, those missing first, by the money they protect."""
    rows = tuple(
        (
            place,
            one.status,
            KINDS[one.kind],
            one.subject,
            _cents(names, one.protects),
            one.reason,
            one.evidence,
            "; ".join(one.rests[:3]) + (f"; {len(one.rests) - 3} more" if len(one.rests) > 3 else ""),
            one.source,
        )
        for place, one in enumerate(found, start=1)
    )
    columns = (
        Column("Rank", "count"),
        Column("Status"),
        Column("Document"),
        Column("What it must say"),
        Column("Protects", "money", names.currency),
        Column("Why"),
        Column("Evidence"),
        Column("What rests on it", show="workbook"),
        Column("Source", show="workbook"),
    )
    note = f"{PROTECTS} Missing: evidence C or D, expired, or none."
    amber = frozenset(place for place, one in enumerate(found) if one.missing)
    empty = "No claim, origin or content of this plan rests on a document."
    return Sheet("documents", "Documents needed", columns, rows, note if rows else "", empty, amber)


def _cents(names: Names, amount: float | None) -> Cell:
    return None if amount is None else in_cents(amount, names.money_unit)
