"""What the auditor says about a plan."""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES: tuple[str, ...] = (
    "tables",
    "numbers",
    "keys",
    "balance",
    "states",
    "lanes",
    "duty",
    "fees",
    "claims",
    "quotas",
    "making",
    "origin",
    "capacity",
    "handling",
    "buying",
    "tiers",
    "demand",
    "stocks",
    "closing",
    "limits",
    "listings",
    "openings",
    "columns",
    "costs",
)
"""Names of the families of checks, in reading order; a finding belongs to one of them."""


@dataclass(frozen=True)
class Finding:
    """One thing in a plan that is not as the tables and the law say."""

    family: str
    """Family of the check, one of `FAMILIES`."""
    key: str
    """The row that fails, in codes."""
    message: str
    """What is wrong, in words."""
    miss: float
    """[unit of the row] By how much; the quantity concerned where no tolerance is given."""
    allowed: float
    """[unit of the row] How much would have been allowed; 0: no tolerance."""

    def __str__(self) -> str:
        """Return the finding on one line."""
        size = f" (misses by {self.miss:.6g}, allowed {self.allowed:.3g})" if self.allowed else ""
        return f"[{self.family}] {self.key}: {self.message}{size}"


@dataclass(frozen=True)
class Verdict:
    """The outcome of an audit. A plan that fails is never called optimal."""

    passed: bool
    """True if there is no finding."""
    findings: tuple[Finding, ...]
    """Everything that is wrong, in the order of `FAMILIES`."""
    rows_checked: int
    """[1] Constraint rows, cost lines and stored columns that were recomputed."""
    terms: int
    """[1] Products of a coefficient and a quantity in them."""
    worst: float
    """[1] Largest miss of a row as a part of what it is allowed; above 1 the row is a finding. Of rows that clearly
    pass it is known to the rounding of floats."""
