"""The plan in one line for each product: how much is bought, made or delivered, and which sites do most of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corridor.report.names import Names, number_of, records, text_of
from corridor.report.stages import Stages
from corridor.report.tidy import SMALLEST
from corridor.result.run import Run
from corridor.schema.results import Delivery, Production, Purchase
from corridor.schema.row import Row

_DUST = 1e-6
"""[1] Quantities below this part of the largest of their product are rounding of the solver."""
_ACTIVITIES: tuple[tuple[str, type[Row]], ...] = (("bought", Purchase), ("made", Production), ("delivered", Delivery))


@dataclass(frozen=True)
class PlanLine:
    """What happens to one product, over the horizon."""

    stage: int
    """[1] Of the product; behind the last one stands demand."""
    activity: str
    """bought, made or delivered."""
    product: str
    sites: tuple[tuple[str, float], ...]
    """(site, quantity [unit]), largest first."""

    @property
    def quantity(self) -> float:
        """[unit]"""
        return sum(quantity for _, quantity in self.sites)


def plan_lines(run: Run, stages: Stages) -> list[PlanLine]:
    """Return the plan in order of stage, activity and product."""
    sums: dict[tuple[int, int, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    last = max(stages.titles, default=0) + 1
    for number, (_, row_class) in enumerate(_ACTIVITIES):
        for row in records(run.table(row_class)):
            product = text_of(row["product"])
            stage = last if row_class is Delivery else stages.of_product[product]
            sums[stage, number, product][text_of(row["site"])] += number_of(row["quantity"]) or 0.0
    largest: dict[str, float] = defaultdict(float)
    for (_, _, product), sites in sums.items():
        largest[product] = max(largest[product], *sites.values())
    lines = []
    for (stage, number, product), sites in sorted(sums.items()):
        least = max(SMALLEST, _DUST * largest[product])
        kept = sorted(((site, q) for site, q in sites.items() if q > least), key=lambda item: (-item[1], item[0]))
        if kept:
            lines.append(PlanLine(stage, _ACTIVITIES[number][0], product, tuple(kept)))
    return lines


def most(line: PlanLine, names: Names, number: int) -> tuple[list[tuple[str, float]], int]:
    """Return the (name, share) of the sites that do most, and how many others there are."""
    whole = line.quantity
    return [(names.site(site), q / whole) for site, q in line.sites[:number]], max(0, len(line.sites) - number)
