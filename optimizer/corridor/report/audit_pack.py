"""The audit pack: each claim with rule, worksheet, proof and documents, as JSON, as a workbook and as a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corridor.errors import UsageError
from corridor.report.audit_pack_page import pack_page
from corridor.report.denied_claims import denied_claims, denied_json, denied_sheet
from corridor.report.disclaimer import disclaimer
from corridor.report.evidence_documents import Document, documents
from corridor.report.origin_book import OriginBook
from corridor.report.origin_claims import Worksheet, worksheet_json, worksheets
from corridor.report.sheet import Sheet
from corridor.report.sheets_claims import change_words, claim_sheet, gap_sheet, gaps_of
from corridor.report.sheets_origin import document_sheet, material_sheet, origin_test_sheet, proof_sheet
from corridor.report.summary import plain
from corridor.report.workbook import write_sheets
from corridor.result.run import Run

FORMS = (".json", ".html", ".xlsx")
"""How a pack can be written."""


def pack_json(run: Run, product: str = "") -> dict[str, Any]:
    """Return the audit pack of a run, or of one product, as values that JSON knows. [money] in the model's unit.

    What fails comes first. Raises UsageError if the run has no such product.
    """
    book = asked(run, product)
    values: dict[str, Any] = plain(
        {
            "model": run.info.get("model"),
            "currency": book.names.currency,
            "money_unit": book.names.money_unit,
            "product": product or None,
            "not_claimed": [
                {**gap, "inputs": book.gap_inputs(gap), "change": change_words(book, gap)}
                for gap in gaps_of(book, product)
            ],
            "claims": [worksheet_json(book, sheet) for sheet in worksheets(book, product)],
            "documents": documents_json(documents(book, product)),
            "denied": denied_json(run, denied_claims(run)),
            "disclaimer": disclaimer(run),
        }
    )
    return values


def documents_json(found: list[Document]) -> list[dict[str, Any]]:
    """Return documents in their order, with their rank."""
    return [{"rank": place, **vars(one)} for place, one in enumerate(found, start=1)]


def asked(run: Run, product: str) -> OriginBook:
    """Return what a run says about origin. Raises UsageError if it has no plan, or no such product."""
    book = OriginBook.of(run)
    if not book.lots and not len(run.tables.get("flows", ())):
        raise UsageError("the run has no plan, so nothing is claimed: see `corridor solve` for what to try")
    if product and product not in book.names.products:
        known = ", ".join(sorted(book.names.products))
        raise UsageError(f"the run has no product {product!r}: give one of {known}")
    return book


def pack_sheets(run: Run, book: OriginBook, sheets: list[Worksheet], product: str = "") -> tuple[Sheet, ...]:
    """Return the tables of the pack, what fails first."""
    return (
        gap_sheet(book, product),
        claim_sheet(book, product=product),
        origin_test_sheet(book, sheets),
        material_sheet(book, sheets),
        proof_sheet(book, sheets),
        document_sheet(documents(book, product), book.names),
        denied_sheet(run, book.names),
    )


def write_pack(run: Run, path: Path, product: str = "") -> None:
    """Write the pack as JSON, page or workbook, by the ending of the path.

    Raises UsageError for another ending, for a product that the run does not have, or where the file cannot be written.
    """
    if path.suffix not in FORMS:
        raise UsageError(f"{path}: the ending says the form: give a file that ends with one of {', '.join(FORMS)}")
    book = asked(run, product)
    sheets = worksheets(book, product)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".json":
            text = json.dumps(pack_json(run, product), indent=2, ensure_ascii=False, allow_nan=False)
            path.write_text(text + "\n", encoding="utf-8")
        elif path.suffix == ".html":
            path.write_text(pack_page(run, book, sheets, pack_sheets(run, book, sheets, product)), encoding="utf-8")
        else:
            write_sheets(run, pack_sheets(run, book, sheets, product), path)
    except OSError as error:
        raise UsageError(f"{path}: the file cannot be written ({error.strerror}). Give another path.") from error
