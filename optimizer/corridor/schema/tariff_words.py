"""The words that records of tariff law are written in: units of specific duties, conditions, and the facts they name.

A condition says what must be true of a shipment for a record to hold:

    where     = condition { "," condition }
    condition = fact ( "=" | "!=" ) value { "|" value }
              | fact ( ">=" | "<=" | ">" | "<" ) number or date

Conditions hold together (and); values of one condition are alternatives (or).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import StringConstraints

SpecificUnit = Literal[
    "", "kg", "unit", "t", "g", "l", "m", "m2", "m3", "pair", "dozen", "gross", "carat", "W", "kWh", "proof_l"
]
"""Unit that a specific duty is charged per."""

Combine = Literal["sum", "higher", "lower"]
"""How an ad valorem and a specific part make one duty: compound duties add, mixed ones take one of the two."""

_FACT = r"[a-z][a-z0-9_]*"
_SET = r" *!?= *[A-Za-z0-9_.\-]+( *\| *[A-Za-z0-9_.\-]+)*"
_ORDER = r" *[<>]=? *[0-9][0-9.\-]*"
_ONE = rf"{_FACT}({_SET}|{_ORDER})"

Where = Annotated[str, StringConstraints(pattern=rf"^({_ONE}( *, *{_ONE})*)?$")]
"""Conditions on facts of a shipment, as `melt_pour=US|GB, metal_weight_share>=0.15`."""

FactKind = Literal["country", "code", "word", "share", "day"]

FACTS: Mapping[str, tuple[FactKind, str]] = {
    "claim": ("code", "agreement under which preference is properly claimed; `NONE` where none is"),
    "party": ("country", "party to the claimed agreement in which the goods came to originate (RCEP Article 2.6)"),
    "mode": ("word", "mode of transport across the border: sea, air, rail, road"),
    "producer": ("code", "company that made the goods"),
    "exporter": ("code", "company that exports them"),
    "shipped_from": ("country", "country the goods were loaded in for the last voyage"),
    "loaded_on": ("day", "day they were loaded on the vessel of the last voyage"),
    "melt_pour": ("country", "country the steel was melted and poured in"),
    "smelt": ("country", "country the largest amount of primary aluminium was smelted in"),
    "cast": ("country", "country the aluminium was last cast in"),
    "metal_weight_share": ("share", "share of steel, aluminium and copper in the weight"),
    "metal_value_share": ("share", "share of the metal content in the customs value"),
    "us_metal_share": ("share", "share of the metal that was melted and poured, or smelted and cast, in the US"),
    "gb_metal_share": ("share", "the same for the United Kingdom"),
    "us_content_share": ("share", "share of US content in the customs value"),
    "patented": ("word", "yes for a patented pharmaceutical, no for a generic one"),
    "technical_gate": ("word", "yes where the technical limits of a tariff note are met"),
    "quota": ("code", "tariff-rate quota under which the goods are entered; `NONE` where none is"),
    "excluded": ("word", "yes where the goods meet the wording of a product exclusion"),
}
"""Fact -> kind of its values, and what it says."""
