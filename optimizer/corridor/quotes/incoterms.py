"""What the price of each incoterm contains (Incoterms 2020), as far as a plan would otherwise pay it twice.

| term | the price contains |
|---|---|
| EXW | goods at the seller's place: the buyer pays pick-up and export clearance |
| FCA, FAS | goods handed to the carrier, or alongside the ship, cleared for export |
| FOB | goods on board, cleared for export |
| CFR, CPT | and the carriage to the named place |
| CIF, CIP | and the insurance |
| DAP, DPU | goods at the named place of destination, at the seller's risk: carriage and insurance |
| DDP | and the import duty |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corridor.schema.supply import Quote

Part = Literal["freight", "insurance", "export_clearance"]
"""What a price may contain: the international freight, the insurance on the way, and export clearance with
the tax of the country of export."""


@dataclass(frozen=True)
class Terms:
    """What a price contains, and what may come on top of it."""

    words: str
    """The term in words."""
    contains: frozenset[Part]
    origin_charges: Literal["on_top", "inside"]
    """on_top: the buyer may pay pick-up, loading or haulage to the carrier; inside: the price has them."""


_CLEARED: frozenset[Part] = frozenset({"export_clearance"})
_CARRIED: frozenset[Part] = frozenset({"export_clearance", "freight"})
_INSURED: frozenset[Part] = frozenset({"export_clearance", "freight", "insurance"})

TERMS: Mapping[str, Terms] = {
    "EXW": Terms("goods at the seller's place, not cleared for export", frozenset(), "on_top"),
    "FCA": Terms("goods handed to the carrier, cleared for export", _CLEARED, "on_top"),
    "FAS": Terms("goods alongside the ship, cleared for export", _CLEARED, "on_top"),
    "FOB": Terms("goods on board, cleared for export", _CLEARED, "inside"),
    "CFR": Terms("goods on board, with the carriage to the named port", _CARRIED, "inside"),
    "CPT": Terms("goods with the carrier, with the carriage to the named place", _CARRIED, "inside"),
    "CIF": Terms("goods on board, with carriage and insurance to the named port", _INSURED, "inside"),
    "CIP": Terms("goods with the carrier, with carriage and insurance to the place", _INSURED, "inside"),
    "DAP": Terms("goods at the named place, not cleared for import", _INSURED, "inside"),
    "DPU": Terms("goods unloaded at the named place, not cleared for import", _INSURED, "inside"),
    "DDP": Terms("goods at the named place, import duty paid", _INSURED, "inside"),
}
"""Incoterm -> what its price contains."""


def duty_payer(quote: Quote) -> Literal["buyer", "seller"]:
    """Return who pays the import duty: as the quote says, else as its incoterm does."""
    if quote.duty_borne_by is not None:
        return quote.duty_borne_by
    return "seller" if quote.incoterm == "DDP" else "buyer"
