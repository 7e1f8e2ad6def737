"""Which quote column a heading may mean: by synonyms, else by likeness, checked against the values below."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from corridor.io.cells import Raw, shown
from corridor.schema.supply import Incoterm

INCOTERMS: tuple[str, ...] = get_args(Incoterm)

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "quote": (
        "quote",
        "quote no",
        "quote number",
        "quote id",
        "quote ref",
        "quote reference",
        "quotation",
        "quotation no",
        "quotation number",
        "offer no",
        "offer number",
        "rfq",
        "rfq no",
        "rfq ref",
        "reference",
        "ref",
        "bid no",
    ),
    "site": (
        "site",
        "supplier site",
        "plant",
        "supplier plant",
        "vendor plant",
        "factory",
        "works",
        "manufacturing site",
        "production site",
        "ship from",
        "shipped from",
        "ex plant",
    ),
    "product": (
        "product",
        "part",
        "part no",
        "part number",
        "material",
        "material no",
        "material number",
        "item",
        "item no",
        "item number",
        "article",
        "article no",
        "article number",
        "sku",
        "commodity",
    ),
    "destination": (
        "destination",
        "destination site",
        "ship to",
        "deliver to",
        "delivery site",
        "receiving plant",
        "receiving site",
        "consignee",
    ),
    "seller": ("seller", "supplier", "supplier name", "vendor", "vendor name", "bidder"),
    "producer_entity": ("producer", "producer entity", "manufacturer", "maker", "made by", "produced by"),
    "np_origin": ("country of origin", "origin", "origin country", "np origin", "coo", "made in"),
    "price": ("price", "unit price", "quoted price", "net price", "price per unit", "price each", "offer price"),
    "index_formula": ("index formula", "price formula", "pricing formula", "formula", "indexation"),
    "currency": ("currency", "curr", "ccy", "cur", "price currency", "quote currency"),
    "per_unit": ("unit", "uom", "unit of measure", "per unit", "price unit", "pricing unit", "per"),
    "incoterm": (
        "incoterm",
        "incoterms",
        "incoterms 2020",
        "delivery term",
        "delivery terms",
        "terms of delivery",
        "trade term",
        "trade terms",
        "shipping terms",
    ),
    "named_place": (
        "named place",
        "named port",
        "place",
        "incoterm place",
        "delivery place",
        "place of delivery",
        "port",
    ),
    "importer_of_record": ("importer of record", "ior", "importer"),
    "duty_borne_by": ("duty borne by", "duty paid by", "who pays duty"),
    "origin_charges": (
        "origin charges",
        "export charges",
        "pick up",
        "pick up charges",
        "pre carriage",
        "origin handling",
    ),
    "freight": (
        "freight",
        "freight cost",
        "freight included",
        "ocean freight",
        "sea freight",
        "international freight",
        "main carriage",
    ),
    "insurance": ("insurance", "insurance cost", "insurance included", "cargo insurance"),
    "quoted_on": (
        "quoted on",
        "quote date",
        "quotation date",
        "date of quote",
        "date quoted",
        "offer date",
        "date of offer",
    ),
    "valid_to": (
        "valid to",
        "valid until",
        "valid till",
        "validity",
        "validity date",
        "quote validity",
        "expiry",
        "expiry date",
        "expires",
        "good until",
        "offer good until",
        "offer valid until",
    ),
    "tier_from": ("tier from", "quantity from", "qty from", "from quantity", "from qty", "price break"),
    "tier_to": ("tier to", "quantity to", "qty to", "to quantity", "to qty", "up to quantity"),
    "moq_per_order": (
        "moq",
        "moq per order",
        "minimum order",
        "minimum order quantity",
        "min order qty",
        "order minimum",
    ),
    "lot_multiple": ("lot multiple", "lot size", "order multiple", "rounding value"),
    "orders_per_period": ("orders per period",),
    "payment_days": ("payment days", "payment terms", "payment term", "terms of payment", "credit days", "net days"),
    "tooling": ("tooling", "tooling cost", "tool cost", "mould cost", "mold cost"),
    "lead_time_days": ("lead time", "lead time days", "leadtime", "delivery time", "production lead time"),
    "evidence": ("evidence", "evidence level"),
    "note": ("note", "notes", "remark", "remarks", "comment", "comments"),
}
"""Quote column -> headings that mean it, in small letters without marks."""

NUMBERS = frozenset(
    {
        "price",
        "origin_charges",
        "freight",
        "insurance",
        "tier_from",
        "tier_to",
        "moq_per_order",
        "lot_multiple",
        "orders_per_period",
        "payment_days",
        "tooling",
        "lead_time_days",
    }
)
"""Quote columns that hold numbers."""

DAYS = frozenset({"quoted_on", "valid_to"})
"""Quote columns that hold days."""

_LIKE = 0.82
"""[1] Likeness from which a heading is proposed."""

_FEWEST_VALUES = 3
"""[1] Fewer values say nothing against a heading: they may be the slips that the import is to report."""

_BY_SYNONYM = {synonym: field for field, synonyms in SYNONYMS.items() for synonym in synonyms}


def plain(text: str) -> str:
    """Return a heading in small letters, without marks, brackets and what stands in them."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    words = re.sub(r"[^\w]+|_", " ", bare.replace("#", " no ")).casefold()
    return " ".join(words.split())


def same_text(text: str) -> str:
    """Return a text as it is compared with others: without case and with single blanks."""
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def confidences(heading: str, sample: Sequence[Raw]) -> dict[str, float]:
    """[1] Return the quote columns a heading may mean, and how sure that is: 1 a synonym whose values fit."""
    text = plain(heading)
    found: dict[str, float] = {}
    if text in _BY_SYNONYM:
        found[_BY_SYNONYM[text]] = 1.0
    elif text:
        for synonym, field in _BY_SYNONYM.items():
            likeness = difflib.SequenceMatcher(None, text, synonym).ratio()
            if likeness >= _LIKE:
                found[field] = max(found.get(field, 0.0), 0.9 * likeness)
    filled = [value for value in sample if value is not None and value != ""]
    if not found and len(filled) >= 2 and all(_fits("incoterm", value) for value in filled):
        found["incoterm"] = 0.7
    for field in found:
        fitting = sum(_fits(field, value) for value in filled)
        if len(filled) >= _FEWEST_VALUES and fitting * 2 < len(filled):
            found[field] *= 0.5
    return found


def _fits(field: str, value: Raw) -> bool:
    """Return whether a value may stand in a quote column."""
    text = shown(value).strip()
    if field in NUMBERS:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number or bool(re.fullmatch(r"[+-]?[\d.,' \u00a0\u202f]*\d[\d.,' \u00a0\u202f]*", text))
    if field in DAYS:
        return isinstance(value, date) or bool(re.fullmatch(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}", text))
    if field == "incoterm":
        return text[:3].upper() in INCOTERMS and not text[3:4].isalnum()
    if field == "currency":
        return len(text) <= 4 and not any(letter.isdigit() for letter in text)
    if field in ("seller", "producer_entity", "index_formula"):
        return isinstance(value, str)
    return True
