"""Past customs entries, as an importer's own records show them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from corridor.schema.row import Amount, Code, Codes, Country, Day, HsCode, Positive, Row
from corridor.schema.tariff_words import Where

Mode = Literal["", "sea", "air", "rail", "road", "barge", "pipe"]
"""Mode of transport across the border; empty: not given. A vessel is `sea`, a truck is `road`."""

Paid = Annotated[str, StringConstraints(pattern=r"^([A-Z0-9_]+:[0-9]+(\.[0-9]+)?(;[A-Z0-9_]+:[0-9]+(\.[0-9]+)?)*)?$")]
"""`PROGRAMME:amount;PROGRAMME:amount`, in the importer's currency."""


class EntryLine(Row):
    """One line of a customs entry and what was paid on it."""

    TABLE: ClassVar[str] = "entries"
    KEY: ClassVar[tuple[str, ...]] = ("entry", "line")

    entry: Code
    line: Code
    importer: Code
    """Customs territory entered."""
    hs: HsCode
    origin: Code
    """Non-preferential origin: a country, or a customs territory."""
    entry_date: Day
    value: Positive
    """[importer currency] Customs value of the line."""
    freight: Amount = 0.0
    """[importer currency] International freight and insurance of the line, not in `value`."""
    kg: Amount = 0.0
    """[kg] Mass; 0: not given."""
    units: Amount = 0.0
    """[unit] Number; 0: not given."""
    mode: Mode = ""
    """Mode of transport across the border; empty: not given."""
    end_use: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] = "none"
    """Declared end use."""
    claim: Codes = ""
    """Agreement that preference was claimed under; empty: none."""
    shipped_from: Country | str = ""
    """Country of shipment, where it is not the origin."""
    facts: Where = ""
    """Further facts, as `melt_pour=US, metal_weight_share=0.2`; only `=` with one value each."""
    paid: Paid = ""
    """What was paid: `MFN:34.00;CN301:250.00;MPF:33.58`. A programme that is not named was not paid. Fees of an entry
    may stand on any of its lines."""
