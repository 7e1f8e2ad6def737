"""Tables of claims: what is claimed, what it saves and rests on; and what is not claimed, with the cheapest remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridor.report.evidence_documents import KINDS, Document, documents
from corridor.report.evidence_rests import claim_words
from corridor.report.money import in_cents, share_out
from corridor.report.names import Record, number_of, text_of
from corridor.report.origin_book import OriginBook, money_of
from corridor.report.origin_claims import worksheets
from corridor.report.sheet import Cell, Column, Fields, Sheet
from corridor.report.sheets_plan import numbers, texts
from corridor.schema.border_option import claim_of, quota_of

NO_CLAIMS = "No preference is claimed."
_MOST_NAMED = 4
"""Missing documents that are named in a cell."""
VERDICTS = {
    "fails": "fails",
    "passes": "passes, but nobody claims it",
    "not_declared": "not declared",
    "impossible": "cannot originate",
    "unknown": "not known",
}
"""Verdict of label table origin_gaps -> what people call it."""


def claim_sheet(book: OriginBook, printed: Mapping[str, int] | None = None, product: str = "") -> Sheet:
    """Return every claim, or those on one product: what it saves, its evidence, what is missing, what is thin."""
    rows, names = [row for row in book.claims if product in ("", text_of(row["product"]))], book.names
    found = documents(book) if rows else []
    thin = {_key(one.claim): one.flags for one in worksheets(book)}
    missing = [missing_of(book, row, found) for row in rows]

    def cents(column: str, line: str = "") -> list[int]:
        amounts = [money_of(row, column) for row in rows]
        return share_out(amounts, names.money_unit, (printed or {}).get(line))

    unit = names.currency
    fields: Fields = [
        (Column("Product"), [names.product(code) for code in texts(rows, "product")]),
        (Column("Way"), [_way(book, row) for row in rows]),
        (Column("From", show="workbook"), [names.site(code) for code in texts(rows, "from_site")]),
        (Column("To", show="workbook"), [names.site(code) for code in texts(rows, "to_site")]),
        (Column("Importer", show="workbook"), texts(rows, "importer")),
        (Column("Agreement"), [claim_of(option) for option in texts(rows, "option")]),
        (Column("Within quota", show="workbook"), [quota_of(option) for option in texts(rows, "option")]),
        (Column("Origin state", show="workbook"), [names.state(code) for code in texts(rows, "state")]),
        (Column("Shipped in"), texts(rows, "ship_period")),
        (Column("Quantity", "quantity"), numbers(rows, "quantity")),
        (Column("Unit", show="workbook"), [names.unit(code) for code in texts(rows, "product")]),
        (Column("Customs value", "money", unit, show="workbook"), cents("customs_value")),
        (Column("Duty without claim", "money", unit, total="sum", show="workbook"), cents("duty_unclaimed")),
        (Column("Duty with claim", "money", unit, total="sum", show="workbook"), cents("duty")),
        (Column("Proofs", "money", unit, total="sum", show="workbook"), cents("cost", "cost_claim")),
        (Column("Saved", "money", unit, total="sum"), cents("saved")),
        (Column("Proof needed"), [_proof(row) for row in rows]),
        (Column("Evidence"), texts(rows, "evidence")),
        (Column("Missing"), [_named(one) for one in missing]),
        (Column("Thin"), ["; ".join(flag.text for flag in thin[_key(row)]) for row in rows]),
        (Column("Citation", show="workbook"), texts(rows, "citation")),
    ]
    note = (
        "A plan never says that goods originate: they would qualify if the documents say what the tables say. "
        "Evidence: the weakest of the provisions and the rate. Thin: what could undo the claim; see corridor origin."
    )
    return Sheet.of("claims", "Preference claimed", fields, note if rows else "", NO_CLAIMS)


def _way(book: OriginBook, row: Record) -> str:
    """Return where goods leave and where they arrive."""
    return f"{book.names.site(text_of(row['from_site']))} to {book.names.site(text_of(row['to_site']))}"


def _key(row: Record) -> str:
    return "|".join(text_of(row[column]) for column in ("product", "state", "from_site", "to_site", "mode", "route",
                                                        "option", "tag", "ship_period"))  # fmt: skip


def _proof(row: Record) -> str:
    return text_of(row["proof"]) or "proof of origin"


def missing_of(book: OriginBook, claim: Record, found: Sequence[Document]) -> list[Document]:
    """Return the missing documents that a claim rests on."""
    words = claim_words(book, claim)
    return [one for one in found if one.missing and any(rest.startswith(words) for rest in one.rests)]


def _named(found: Sequence[Document]) -> str:
    """Return missing documents by their kind."""
    if not found:
        return "nothing"
    words = [KINDS[one.kind] for one in found]
    counted = [f"{words.count(word)} x {word}" if words.count(word) > 1 else word for word in dict.fromkeys(words)]
    more = f" and {len(counted) - _MOST_NAMED} more" if len(counted) > _MOST_NAMED else ""
    return ", ".join(counted[:_MOST_NAMED]) + more


def gaps_of(book: OriginBook, product: str = "") -> list[Record]:
    """Return what is not claimed, of all products or of one."""
    return [row for row in book.gaps if product in ("", text_of(row["product"]))]


def gap_sheet(book: OriginBook, product: str = "") -> Sheet:
    """Return shipments that claim nothing though an agreement could be claimed, and the cheapest way to qualify."""
    rows, names = gaps_of(book, product), book.names

    def cents(column: str) -> list[Cell]:
        amounts = [number_of(row[column]) for row in rows]
        return [None if amount is None else in_cents(amount, names.money_unit) for amount in amounts]

    unit = names.currency
    fields: Fields = [
        (Column("Product"), [names.product(code) for code in texts(rows, "product")]),
        (Column("Way"), [_way(book, row) for row in rows]),
        (Column("From", show="workbook"), [names.site(code) for code in texts(rows, "from_site")]),
        (Column("To", show="workbook"), [names.site(code) for code in texts(rows, "to_site")]),
        (Column("Agreement"), texts(rows, "agreement")),
        (Column("Shipped in"), texts(rows, "ship_period")),
        (Column("Quantity", "quantity"), numbers(rows, "quantity")),
        (Column("A claim would save", "money", unit, total="sum"), cents("saved")),
        (Column("Made at", show="workbook"), [names.site(code) for code in texts(rows, "site")]),
        (Column("Verdict", show="workbook"), [VERDICTS.get(code, code) for code in texts(rows, "verdict")]),
        (Column("Test", show="workbook"), texts(rows, "test")),
        (Column("Counted", "money", unit, show="workbook"), cents("counted")),
        (Column("Allowed", "money", unit, show="workbook"), cents("allowed")),
        (Column("Short by", "money", unit), cents("short")),
        (Column("Why"), texts(rows, "reason")),
        (Column("Cheapest change"), [change_words(book, row) for row in rows]),
        (Column("Change costs", "money", unit), cents("change_cost")),
    ]
    note = "At the plan's own inputs, each with all that its supplier declares. The change is the cheapest of its kind "
    note += "for one shipment: inputs replaced by offers that declare origin, duty and freight included."
    empty = "Every shipment that could claim a preference does, or saves nothing by it."
    return Sheet.of("not claimed", "What is not claimed, and why", fields, note if rows else "", empty)


def change_words(book: OriginBook, gap: Record) -> str:
    """Return the cheapest change of inputs that makes a lot qualify, in words."""
    if text_of(gap["verdict"]) != "fails":
        return ""
    inputs, names = book.gap_inputs(gap), book.names
    words = [
        f"{names.amount(part, text_of(row['input']))} {names.product(text_of(row['input']))} from offer {row['offer']}"
        for row in inputs
        if (part := number_of(row["replaced"]) or 0.0) > 0
    ]
    if words:
        return "take " + ", ".join(dict.fromkeys(words))
    failing = [names.product(text_of(row["input"])) for row in inputs if (number_of(row["counted"]) or 0.0) > 0]
    return f"no offers that declare origin suffice; what counts: {', '.join(dict.fromkeys(failing))}"
