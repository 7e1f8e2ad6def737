"""Fixed costs, spread over what they make possible: by quantity, in the window they are paid for.

Where nothing went through in the window, the cost is spread over the horizon; where nothing went through at
all, it is the cost of something that stands idle.
"""

from __future__ import annotations

from collections.abc import Sequence

from corridor.report.names import number_of, records, text_of
from corridor.report.timing import Timing
from corridor.report.tracing import IDLE, CostGraph, Exit, Place, arrivals_of, quantity_of
from corridor.result.run import Run
from corridor.schema.results import Flow, Opening, Production, Purchase
from corridor.schema.row import EACH

LINES: dict[str, str] = {
    "capability": "cost_opening",
    "handling": "cost_opening",
    "lane": "cost_lane_fixed",
    "offer": "cost_purchase_fixed",
    "tooling": "cost_purchase_fixed",
}
"""Kind of opening -> cost line. Counted sites cost nothing."""

Portion = tuple[str, Place | Exit, float]
"""(period in which it counts, where it goes, quantity)"""


def spread_fixed_costs(run: Run, timing: Timing, graph: CostGraph) -> None:
    """Let the fixed costs of a plan enter at the places of the goods that they serve."""
    through = _Throughput(run, timing)
    for row in records(run.table(Opening)):
        line = LINES.get(text_of(row["kind"]))
        cost = number_of(row["cost"]) or 0.0
        if line is None or cost == 0.0:
            continue
        portions = through.of(text_of(row["kind"]), text_of(row["subject"]))
        window = set(timing.within(text_of(row["window"])))
        served = [portion for portion in portions if portion[0] in window] or portions
        total = sum(quantity for _, _, quantity in served)
        if total <= 0.0:
            graph.spend(IDLE, line, cost)
            continue
        for _, target, quantity in served:
            graph.spend(target, line, cost * quantity / total)


class _Throughput:
    """What went through each thing that can be open."""

    def __init__(self, run: Run, timing: Timing) -> None:
        self._through: dict[tuple[str, ...], list[Portion]] = {}
        for row in records(run.table(Purchase)):
            place = Place(text_of(row["site"]), text_of(row["product"]), text_of(row["state"]), text_of(row["period"]))
            self._add(("offer", text_of(row["offer"])), (place.period, place, quantity_of(row)))
        for row in records(run.table(Production)):
            place = Place(text_of(row["site"]), text_of(row["product"]), text_of(row["state"]), text_of(row["period"]))
            key = ("capability", text_of(row["site"]), text_of(row["process"]))
            self._add(key, (place.period, place, quantity_of(row)))
        for row in records(run.table(Flow)):
            way = tuple(text_of(row[column]) for column in ("from_site", "to_site", "mode", "route"))
            product, shipped = text_of(row["product"]), text_of(row["ship_period"])
            for end, share in arrivals_of(row, timing):
                quantity = share * quantity_of(row)
                for scope in (product, EACH):
                    self._add(("lane", *way, scope), (shipped, end, quantity))
                    if isinstance(end, Place):
                        self._add(("handling", end.site, scope), (end.period, end, quantity))

    def _add(self, key: tuple[str, ...], portion: Portion) -> None:
        self._through.setdefault(key, []).append(portion)

    def of(self, kind: str, subject: str) -> Sequence[Portion]:
        """Return what went through SITE:PROCESS, SITE:PRODUCT, FROM>TO:mode:route:PRODUCT or an offer."""
        kind = "offer" if kind == "tooling" else kind
        words = tuple(subject.replace(">", ":").split(":"))
        if (kind, len(words)) in (("handling", 1), ("lane", 4)):
            words = (*words, EACH)
        return self._through.get((kind, *words), [])
