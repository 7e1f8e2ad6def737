"""What hangs on a judgement that a process confers origin: the duty if goods kept that of their essential input."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from corridor.audit.case import Case
from corridor.audit.origin_state import parse
from corridor.audit.shipments import Shipment
from corridor.result.lineage import Lineage, Place, Record
from corridor.schema.results import Flow
from corridor.schema.row import EACH

STAKE_COLUMNS = (
    *Flow.KEY, "site", "process", "made", "lot_period", "judged_by", "quantity", "duty", "duty_inherited",
)  # fmt: skip
"""Columns of label table origin_stakes: `duty` and `duty_inherited` [money] of `quantity`; the latter is what would be
due if the goods kept the origin of their essential input, empty where the law does not tell it."""


def stakes_of(case: Case, lineage: Lineage) -> Iterator[dict[str, object]]:
    """Yield a row for each part of a shipment across a border whose origin rests on a judgement."""
    for one in case.shipments:
        flow = one.flow
        if not one.unit.importer or not flow.quantity or one.unit.borne_by_seller:
            continue
        place = Place(flow.from_site, flow.product, flow.state)
        for source, share, _ in lineage.makers(place, flow.ship_period):
            if source.kind != "made":
                continue
            lot, importer = source.row, one.unit.importer
            key = (str(lot["site"]), str(lot["process"]), str(lot["product"]))
            judged = case.book.determinations.find(*key, importer, "non_preferential")
            if judged is None or judged.confers_origin != "yes":
                continue
            quantity = flow.quantity * share
            inherited = _inherited(case, lineage, one, lot)
            yield {
                **{column: getattr(flow, column) for column in Flow.KEY},
                "site": key[0], "process": key[1], "made": key[2], "lot_period": str(lot["period"]),
                "judged_by": EACH if judged.importer == EACH else importer, "quantity": quantity,
                "duty": float(one.unit.duty) * quantity,
                "duty_inherited": None if inherited is None else inherited * quantity,
            }  # fmt: skip


def _inherited(case: Case, lineage: Lineage, one: Shipment, lot: Record) -> float | None:
    """[money / unit] Return the duty of goods with the origin of their essential input; None: it cannot be told."""
    recipe = case.recipes.get((str(lot["process"]), str(lot["alternative"])))
    weights: dict[str, float] = defaultdict(float)
    for use in lineage.inputs(lot):
        state = parse(str(use["input_state"]))
        if recipe is not None and state is not None and str(use["input"]) in recipe.essential:
            weights[state.origin(one.unit.importer)] += float(use["quantity"])
    whole, total = sum(weights.values()), 0.0
    for origin, weight in weights.items():
        unit = case.pricing.of(one.flow, one.state._replace(general=origin, special=()), one.lane)[0]
        if unit.assessment.unknown:
            return None
        total += float(unit.duty) * weight / whole
    return total if whole else None
