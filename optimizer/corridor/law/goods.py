"""What goods are to the law, and what an entry of them amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from corridor.errors import UsageError
from corridor.schema.tariff_words import SpecificUnit
from corridor.units import factor


@dataclass(frozen=True)
class Goods:
    """Goods as a duty question sees them."""

    importer: str
    """Customs territory entered."""
    code: str
    """HS code without dots, as finely as known (up to 10 digits)."""
    origin: str
    """Non-preferential origin as the importer sees it: a country, or a territory such as EU."""
    end_use: str = "none"
    """Declared end use."""
    claim: str = ""
    """Agreement under which preference is claimed; empty: none is."""
    facts: tuple[tuple[str, str], ...] = ()
    """Further facts of the shipment as (name, value); a fact that is not given is not known."""


@dataclass(frozen=True)
class Amounts:
    """Value and quantities of an entry: what turns specific duties into shares of the value."""

    value: float
    """[importer currency] Customs value, above 0."""
    quantities: tuple[tuple[SpecificUnit, float], ...] = ()
    """[unit] Quantity by unit, as far as known."""

    def __post_init__(self) -> None:
        """Refuse a value that nothing can be divided by."""
        if not self.value > 0:
            raise UsageError(f"the customs value must be above 0 to compare duties by it, got {self.value}")

    def quantity(self, unit: SpecificUnit) -> float | None:
        """[unit] Return the quantity in a unit, or None if it is not known."""
        given = self._given.get(unit)
        if given is not None:
            return given
        for other, quantity in self.quantities:
            times = factor(other, unit)
            if times is not None:
                return quantity * times
        return None

    @cached_property
    def _given(self) -> dict[SpecificUnit, float]:
        return dict(self.quantities)
