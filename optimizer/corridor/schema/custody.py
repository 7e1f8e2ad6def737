"""Custody: how a site accounts for what its inputs are known to be (ISO 22095)."""

from __future__ import annotations

from typing import ClassVar, Literal

from corridor.schema.row import CodeOrEach, Per, SourcedRow


class Custody(SourcedRow):
    """How a site keeps apart, or accounts for, inputs of a product that it makes. Without a row: segregated."""

    TABLE: ClassVar[str] = "custody"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product")

    site: CodeOrEach
    product: CodeOrEach
    """The product that is made."""
    mode: Literal["segregated", "mass_balance"] = "segregated"
    """segregated: each lot is known to be made of its own inputs; mass_balance: inputs are mixed, and books say which
    of all inputs of the window are assigned to which lots."""
    per: Per = "period"
    """Of mode mass_balance: over what the books must balance. Nothing is carried over."""
