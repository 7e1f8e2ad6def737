"""The worksheet of each claim: rule, materials, values, both sides of each test, custody, what is thin, the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corridor.report.names import Record, number_of, text_of
from corridor.report.origin_book import OriginBook
from corridor.report.origin_tree import Node, Proofs
from corridor.report.thin_origin import Flag, flags_of_lot
from corridor.result.lineage import Place
from corridor.schema.border_option import claim_of
from corridor.schema.row import EACH

_AVERAGED = {
    "period": "mass balance over the period: materials that are exchanged for each other are averaged",
    "year": "mass balance over the calendar year: materials that are exchanged for each other are averaged",
    "none": "segregated: the agreement averages nothing, each unit qualifies by what is in it",
}
"""origin_provisions.averaging -> how attributes are accounted."""


@dataclass(frozen=True)
class LotSheet:
    """A lot that a claim rests on."""

    lot: Record
    """Row of table production."""
    share: float
    """[1] Of the goods claimed."""
    rule: Record
    """Row of label table origin_rules; empty where the run does not hold it."""
    tests: tuple[tuple[Record, tuple[Record, ...]], ...]
    """Rows of table origin_tests, each with its rows of origin_inputs."""
    uses: tuple[Record, ...]
    """Inputs: rows of table uses."""
    custody: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Worksheet:
    """A claim with all it rests on."""

    claim: Record
    hs: str
    edition: str
    lots: tuple[LotSheet, ...]
    bought: tuple[str, ...]
    """Offers whose goods are claimed as bought."""
    tree: Node

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is thin about the claim."""
        return tuple(dict.fromkeys(flag for one in self.lots for flag in one.flags))


def worksheets(book: OriginBook, product: str = "") -> list[Worksheet]:
    """Return the worksheets of all claims, or of those on one product, the largest saving first."""
    return [_worksheet(book, row) for row in book.claims if product in ("", text_of(row["product"]))]


def _worksheet(book: OriginBook, claim: Record) -> Worksheet:
    scheme = claim_of(text_of(claim["option"]))
    place = Place(text_of(claim["from_site"]), text_of(claim["product"]), text_of(claim["state"]))
    lots, bought = [], []
    for source, share, _ in book.lineage.makers(place, text_of(claim["ship_period"])):
        if source.kind == "made":
            lots.append(_lot_sheet(book, source.row, share, scheme))
        elif source.kind == "bought":
            bought.append(text_of(source.row["offer"]))
    good = book.names.products.get(place.product, {})
    tree = Proofs(book, scheme).of_claim(claim)
    hs, edition = text_of(good.get("hs")), text_of(good.get("hs_edition"))
    return Worksheet(claim, hs, edition, tuple(lots), tuple(bought), tree)


def _lot_sheet(book: OriginBook, lot: Record, share: float, scheme: str) -> LotSheet:
    rule = book.rule(lot, scheme) or {}
    tests = tuple((test, book.inputs_of(test)) for test in book.tests_of(lot, scheme))
    flags = tuple(flags_of_lot(book, lot, scheme))
    averaged = next((text_of(test["rule_choice"]) for test, _ in tests if text_of(test["process"]) == EACH), "")
    custody = f"averaged over all that is made, claimed or not ({averaged})" if averaged else custody_of(lot, rule)
    return LotSheet(lot, share, rule, tests, book.lineage.inputs(lot), custody, flags)


def custody_of(lot: Record, rule: Record) -> str:
    """Return how the attributes of a lot's inputs are accounted, in words."""
    words = _AVERAGED.get(text_of(rule.get("averaging")), "not stated")
    parts = [part.partition(":")[0] for part in text_of(lot["rule_choice"]).split("/")[1:] if ":" in part]
    return f"{words}; {', '.join(parts)} segregated, unit by unit" if parts else words


def share_words(test: Record) -> str:
    """Return what counts against a lot and what is allowed, as shares of its value."""
    value = number_of(test["value"]) or 0.0
    if not value:
        return ""
    counted, allowed = (number_of(test[column]) or 0.0 for column in ("counted", "allowed"))
    if counted < 0:
        return f"{-100 * counted / value:.1f} % of the value counts for the good, {-100 * allowed / value:.1f} % needed"
    return f"{100 * counted / value:.1f} % of the value counts, {100 * allowed / value:.1f} % allowed"


def worksheet_json(book: OriginBook, sheet: Worksheet) -> dict[str, Any]:
    """Return a worksheet as plain values. Money is in the model's unit of money."""
    return {
        "claim": dict(sheet.claim),
        "hs": sheet.hs,
        "hs_edition": sheet.edition,
        "product_name": book.names.product(text_of(sheet.claim["product"])),
        "lots": [
            {
                "lot": dict(one.lot),
                "share": one.share,
                "rule": dict(one.rule),
                "tests": [{**test, "inputs": [dict(row) for row in inputs]} for test, inputs in one.tests],
                "materials": [dict(row) for row in one.uses],
                "custody": one.custody,
                "flags": [vars(flag) for flag in one.flags],
            }
            for one in sheet.lots
        ],
        "bought": list(sheet.bought),
        "tree": sheet.tree.as_json(),
    }
