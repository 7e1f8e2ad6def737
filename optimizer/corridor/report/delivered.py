"""What demand gets: delivered and short, by product and by demand. A plan that leaves demand short says so first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corridor.report.names import Names, number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import Delivery, Shortfall
from corridor.schema.row import Row

_DUST = 1e-6
"""[1] A shortfall below this part of its demand is rounding of the solver."""

_DEMAND = Shortfall.KEY
"""site, product, period, end_use: what makes one demand."""


@dataclass(frozen=True)
class Met:
    """How much of a demand is met, over the horizon."""

    delivered: float
    """[unit]"""
    short: float
    """[unit]"""

    @property
    def demanded(self) -> float:
        """[unit]"""
        return self.delivered + self.short

    @property
    def is_short(self) -> bool:
        """Whether more than rounding is missing."""
        return self.short > _DUST * self.demanded


@dataclass(frozen=True)
class Demands:
    """All demand of a run."""

    by_demand: dict[tuple[str, str, str, str], Met]
    """(site, product, period, end use)"""

    @staticmethod
    def of(run: Run) -> Demands:
        """Return what a run delivers and what it leaves short."""
        sums: dict[tuple[str, str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        sources: tuple[type[Row], ...] = (Delivery, Shortfall)
        for i, row_class in enumerate(sources):
            for row in records(run.table(row_class)):
                site, product, period, end_use = (text_of(row[column]) for column in _DEMAND)
                sums[site, product, period, end_use][i] += number_of(row["quantity"]) or 0.0
        return Demands({key: Met(*sums[key]) for key in sorted(sums)})

    @property
    def short(self) -> dict[tuple[str, str, str, str], Met]:
        """The demands that stay short."""
        return {key: met for key, met in self.by_demand.items() if met.is_short}

    def by_site(self) -> dict[tuple[str, str], Met]:
        """Return (site, product) -> met over the horizon."""
        found: dict[tuple[str, str], Met] = {}
        for (site, product, _, _), met in self.by_demand.items():
            old = found.get((site, product), Met(0.0, 0.0))
            found[site, product] = Met(old.delivered + met.delivered, old.short + met.short)
        return found

    def by_product(self) -> dict[str, Met]:
        """Return product -> met over the horizon and all sites."""
        found: dict[str, Met] = {}
        for (_, product), met in sorted(self.by_site().items(), key=lambda item: item[0][1]):
            old = found.get(product, Met(0.0, 0.0))
            found[product] = Met(old.delivered + met.delivered, old.short + met.short)
        return found


def met_words(met: Met, unit: str) -> str:
    """Return `delivered X of Y unit, Z short`; all of it where nothing is short."""
    if not met.is_short:
        return f"delivered {_amount(met.demanded)} {unit}, nothing short"
    return f"delivered {_amount(met.delivered)} of {_amount(met.demanded)} {unit}, {_amount(met.short)} short"


def short_words(run: Run) -> str:
    """Return `N of M demands stay short`, or empty text where none does."""
    demands = Demands.of(run)
    short, every = len(demands.short), len(demands.by_demand)
    return f"{short} of {every} demands stay short" if short else ""


def headlines(run: Run, names: Names) -> list[str]:
    """Return one line for each product in demand if anything is short, else none."""
    demands = Demands.of(run)
    if not demands.short:
        return []
    return [
        f"{names.product(product)}: {met_words(met, names.unit(product))}"
        for product, met in demands.by_product().items()
    ]


def _amount(quantity: float) -> str:
    """Return a quantity; a small one keeps the figures that tell it from 0."""
    return f"{quantity:,.1f}" if quantity >= 1 or quantity == 0 else f"{quantity:.3g}"
