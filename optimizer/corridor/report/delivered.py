"""What demand gets: delivered and short, by product and by demand. A plan that leaves demand short says so first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corridor.report.disclaimer import percent
from corridor.report.money import in_cents, short_money
from corridor.report.names import NBSP, Names, number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import Delivery, Shortfall
from corridor.schema.row import Row

_DUST = 1e-6
"""[1] A shortfall below this part of its demand is rounding of the solver."""

_MOST_SITES = 3
"""Sites that are named in a line."""

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
    def share(self) -> float:
        """[1] Part of the demand that is missing."""
        return self.short / self.demanded if self.demanded > 0 else 0.0

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


def short_words(run: Run, names: Names) -> str:
    """Return `N of M demands stay short`, or empty text where none does."""
    demands = Demands.of(run)
    short, every = len(demands.short), len(demands.by_demand)
    if short == every == 1:
        ((_, product, _, _), met), *_ = demands.short.items()
        return f"the only demand stays short by {names.amount(met.short, product)}"
    return f"{short} of {every} demands {'stays' if short == 1 else 'stay'} short" if short else ""


def headlines(run: Run, names: Names) -> list[str]:
    """Return one line for each product that stays short: by how much, where most, and the penalty."""
    demands = Demands.of(run)
    if not demands.short:
        return []
    penalties: dict[str, float] = defaultdict(float)
    for row in records(run.table(Shortfall)):
        penalties[text_of(row["product"])] += number_of(row["cost"]) or 0.0
    sites: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (site, product, _, _), met in demands.short.items():
        sites[product][site] += met.short
    lines = []
    for product, met in demands.by_product().items():
        if product not in sites:
            continue
        most = sorted(sites[product], key=lambda site: (-sites[product][site], site))
        where = ", ".join(names.site(site) for site in most[:_MOST_SITES])
        more = f" and {len(most) - _MOST_SITES} more" if len(most) > _MOST_SITES else ""
        penalty = f"{short_money(in_cents(penalties[product], names.money_unit))}{NBSP}{names.currency}"
        lines.append(
            f"{names.product(product)} stays short by {names.amount(met.short, product).split(NBSP)[0]} of "
            f"{names.amount(met.demanded, product)} ({percent(met.share)}{NBSP}%), at {where}{more}; "
            f"penalty {penalty}."
        )
    return lines
