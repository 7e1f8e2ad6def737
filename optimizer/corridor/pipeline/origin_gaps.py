"""What a plan does not claim: shipments that pay duty though an agreement could be claimed, and what stands in the way.

For each, the goods are followed to the lots that made them; the way of the rule that is cheapest to meet is shown with
its tests at the plan's own inputs, and the cheapest change of inputs that makes it pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corridor.audit.case import Case
from corridor.audit.shipments import Shipment
from corridor.law.origin.cheapest import Change, Replaceable, cheapest_change
from corridor.pipeline.origin_judged import Counted, JudgedTest, JudgedWay
from corridor.pipeline.origin_judging import Judging
from corridor.pipeline.origin_supply import Offered, Supply
from corridor.result.lineage import Lineage, Place, Record, Source
from corridor.schema.border_option import border_option, claim_of, quota_of
from corridor.schema.results import Flow

GAP_COLUMNS = (
    *Flow.KEY, "agreement", "importer", "quantity", "duty", "saved", "site", "process", "alternative", "lot_state",
    "period", "way", "test", "basis", "value", "counted", "allowed", "short", "verdict", "reason", "change_cost",
)  # fmt: skip
"""Columns of label table origin_gaps. Money is that of `quantity` [unit]; change_cost is empty where nothing helps."""

GAP_INPUT_COLUMNS = (
    *Flow.KEY, "agreement", "site", "process", "lot_state", "test", "input", "input_state", "quantity", "value",
    "counted", "offer", "premium", "replaced",
)  # fmt: skip
"""Columns of label table origin_gap_inputs: `premium` [money / unit] of the cheapest offer that declares origin,
`replaced` [unit] of the cheapest change."""

_DUST = 1e-6
"""[money] Savings below this are rounding."""

Row = dict[str, object]


@dataclass(frozen=True)
class _Remedy:
    """A way of a rule with what it takes to pass it."""

    way: JudgedWay
    test: JudgedTest | None
    """The test that fails by most, as a share of the value; None where the way has no test."""
    cost: float | None
    """[money] Of the whole lot; None where no change of inputs helps."""
    changes: Mapping[tuple[str, str, str], tuple[Offered | None, float]]
    """(test, input, state) -> the offer that would replace it, and how much of it is replaced [unit]."""


def gaps_of(case: Case, lineage: Lineage) -> tuple[list[Row], list[Row]]:
    """Return the rows of label tables origin_gaps and origin_gap_inputs."""
    judging, supply = Judging(case, lineage), Supply(case, lineage)
    gaps: list[Row] = []
    inputs: list[Row] = []
    for one in case.shipments:
        if claim_of(one.flow.option) or not one.unit.importer or not one.flow.quantity or one.unit.duty <= 0:
            continue
        for agreement in sorted(case.agreements.claimed):
            saved = _saved(case, one, agreement)
            if saved is None or saved * one.flow.quantity <= _DUST:
                continue
            place = Place(one.flow.from_site, one.flow.product, one.flow.state)
            for source, share, _ in lineage.makers(place, one.flow.ship_period):
                gap, more = _gap(judging, supply, one, agreement, saved, source, share)
                gaps.append(gap)
                inputs += more
    return gaps, inputs


def _saved(case: Case, one: Shipment, agreement: str) -> float | None:
    """[money / unit] Return the duty that a claim would save, proof paid; None where it cannot be claimed here."""
    flow, agreements = one.flow, case.agreements
    able = agreements.is_party(agreement, one.unit.importer) and agreements.leaves_a_party(agreement, flow.from_site)
    if not able or not agreements.kept(agreement, one.lane, flow.ship_period):
        return None
    country = case.book.sites[flow.from_site].country
    others = [status for status in one.state.statuses if status.agreement != agreement]
    status = agreements.acquired(agreement, country, flow.ship_period)
    state = one.state._replace(statuses=tuple(sorted([*others, status])))
    claiming = flow.model_copy(update={"option": border_option(agreement, quota_of(flow.option))})
    unit = case.pricing.of(claiming, state, one.lane)[0]
    rated = any(layer.mean.programme == agreement for layer, _ in unit.by_layer.values())
    return float(one.unit.duty - unit.duty - unit.claim_cost) if rated and not unit.assessment.unknown else None


def _gap(
    judging: Judging, supply: Supply, one: Shipment, agreement: str, saved: float, source: Source, share: float
) -> tuple[Row, list[Row]]:
    """Return what stands in the way of a claim for the part of a flow that comes from one source."""
    flow = one.flow
    key: Row = {**{column: getattr(flow, column) for column in Flow.KEY}, "agreement": agreement}
    quantity = flow.quantity * share
    gap: Row = {
        **dict.fromkeys(GAP_COLUMNS, ""), **key, "importer": one.unit.importer, "quantity": quantity,
        "duty": float(one.unit.duty) * quantity, "saved": saved * quantity, "value": None, "counted": None,
        "allowed": None, "short": None, "change_cost": None, "site": flow.from_site, "period": flow.ship_period,
    }  # fmt: skip
    if source.kind == "start":
        return {
            **gap,
            "verdict": "unknown",
            "reason": "goods from the start, or by-products: no status is known of them",
        }, []
    if source.kind == "bought":
        offer = str(source.row["offer"])
        text = f"offer {offer}: the supplier declares no origin under {agreement}, or the proof has expired"
        return {**gap, "site": str(source.row["site"]), "verdict": "not_declared", "reason": text}, []
    lot = source.row
    gap |= {column: str(lot[column]) for column in ("site", "process", "alternative", "period")}
    gap["lot_state"] = str(lot["state"])
    ways = judging.ways(lot, agreement)
    if isinstance(ways, str):
        return {**gap, "verdict": "impossible", "reason": ways}, []
    scale = quantity / float(lot["quantity"])
    best = min((_remedy(judging, supply, lot, agreement, way) for way in ways), key=_rank)
    more = list(_inputs(key, lot, best, scale, supply))
    return {**gap, **_figures(best, scale)}, more


def _remedy(judging: Judging, supply: Supply, lot: Record, agreement: str, way: JudgedWay) -> _Remedy:
    """Return what it takes for a lot to pass a way of the rule."""
    provision = judging.case.agreements.provision(agreement, str(lot["period"]))
    assert provision is not None  # Without one no way was judged.
    site, period = str(lot["site"]), str(lot["period"])
    cost: float | None = 0.0
    changes: dict[tuple[str, str, str], tuple[Offered | None, float]] = {}
    for test in way.tests:
        if not test.short:
            continue
        offers = {one[:2]: supply.originating(provision, site, one.input, period) for one in test.inputs}
        able = [_replaceable(supply, lot, one, offers[one[:2]]) for one in test.inputs]
        found: Change | None = cheapest_change([one for one in able if one is not None], test.short)
        shares = dict(found.shares) if found else {}
        for one in test.inputs:
            part = shares.get(f"{one.input} {one.state}", 0.0)
            changes[test.name, one.input, one.state] = (offers[one[:2]], part * one.quantity)
        cost = None if found is None or cost is None else cost + found.premium
    worst = max(way.tests, key=lambda test: test.short / max(test.value, _DUST), default=None)
    return _Remedy(way, worst, cost, changes)


def _replaceable(supply: Supply, lot: Record, one: Counted, offered: Offered | None) -> Replaceable | None:
    """Return an input as one that could be replaced; None where nobody offers it as originating."""
    moved = one.counted - one.best
    if offered is None or moved <= 0:
        return None
    now = supply.cost(Place(str(lot["site"]), one.input, one.state), str(lot["period"]))
    return Replaceable(f"{one.input} {one.state}", moved, (offered.cost - now) * one.quantity, one.discrete)


def _rank(one: _Remedy) -> tuple[bool, float, float, str]:
    """Return what orders remedies: the cheapest first, then the one that is short by least."""
    short = sum(test.short / max(test.value, _DUST) for test in one.way.tests)
    return one.cost is None, one.cost or 0.0, short, one.way.name


def _figures(best: _Remedy, scale: float) -> Row:
    """Return the figures of a gap, for the goods of the flow."""
    test = best.test
    found: Row = {"way": best.way.name, "change_cost": None if best.cost is None else best.cost * scale}
    if best.way.passes:
        found |= {"verdict": "passes", "reason": "it passes as it is made"}
    else:
        failed = ", ".join(one.name for one in best.way.tests if one.short)
        found |= {"verdict": "fails", "reason": f"test {failed} fails"}
    if test is not None:
        sides = {column: getattr(test, column) * scale for column in ("value", "counted", "allowed", "short")}
        found |= {"test": test.name, "basis": test.basis, **sides}
    return found


def _inputs(key: Row, lot: Record, best: _Remedy, scale: float, supply: Supply) -> Iterator[Row]:
    """Yield the inputs of the tests of a way."""
    made = {"site": lot["site"], "process": lot["process"], "lot_state": lot["state"]}
    for test in best.way.tests:
        for one in test.inputs:
            offered, replaced = best.changes.get((test.name, one.input, one.state), (None, 0.0))
            now = supply.cost(Place(str(lot["site"]), one.input, one.state), str(lot["period"]))
            yield {
                **key, **made, "test": test.name, "input": one.input, "input_state": one.state,
                "quantity": one.quantity * scale, "value": one.value * scale, "counted": one.counted * scale,
                "offer": offered.offer if offered else "", "premium": offered.cost - now if offered else None,
                "replaced": replaced * scale,
            }  # fmt: skip
