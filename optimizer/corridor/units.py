"""The closed list of units. `ton` is refused: nobody knows which one is meant."""

from __future__ import annotations

DAYS_PER_YEAR = 365.0
"""[days / year] Used to prorate yearly quantities and interest."""

UNITS: frozenset[str] = frozenset(
    {"kg", "t", "g", "lb", "kWh", "MWh", "GWh", "unit", "thousand_units", "m2", "thousand_m2", "m3", "l"}
)
"""Units a product may be counted in."""

_FACTORS: dict[tuple[str, str], float] = {
    ("t", "kg"): 1000.0,
    ("kg", "g"): 1000.0,
    ("t", "g"): 1e6,
    ("lb", "kg"): 0.45359237,  # exact, international pound
    ("t", "lb"): 1000 / 0.45359237,
    ("MWh", "kWh"): 1000.0,
    ("GWh", "MWh"): 1000.0,
    ("GWh", "kWh"): 1e6,
    ("thousand_units", "unit"): 1000.0,
    ("thousand_m2", "m2"): 1000.0,
    ("m3", "l"): 1000.0,
}


def unit_words(unit: str) -> str:
    """Return a unit as people read it: `thousand units`, not `thousand_units`."""
    return unit.replace("_", " ")


def factor(from_unit: str, to_unit: str) -> float | None:
    """Return how many `to_unit` make one `from_unit`, or None if the two measure different things."""
    if from_unit == to_unit:
        return 1.0
    if (from_unit, to_unit) in _FACTORS:
        return _FACTORS[from_unit, to_unit]
    if (to_unit, from_unit) in _FACTORS:
        return 1.0 / _FACTORS[to_unit, from_unit]
    return None
