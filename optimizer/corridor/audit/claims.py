"""Claims: preference is claimed for goods that originate, between parties, on a direct way, at a rate of the law."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Checks, Refusal, column
from corridor.audit.plan import codes_of
from corridor.audit.shipments import Shipment
from corridor.law.layers import LayerMean
from corridor.schema.border_option import claim_of
from corridor.schema.origin_results import Claim

FAMILY = "claims"


def check(case: Case) -> Checks:
    """Yield claims that the law does not allow, that table claims does not show, or shows with wrong figures."""
    stored = {codes_of(row): row for row in case.plan[Claim]}
    for one in case.shipments:
        if not claim_of(one.flow.option):
            continue
        for text in _faults(case, one):
            yield Refusal(FAMILY, one.key, text, one.flow.quantity)
        row = stored.pop(codes_of(one.flow), None)
        if row is not None:
            yield from _columns(case, one, row)
        elif one.flow.quantity:
            yield Refusal(FAMILY, one.key, "the flow is entered under an agreement and table claims has no row for it")
    for key in stored:
        yield Refusal(FAMILY, f"claims {' '.join(key)}", "no flow of the plan is entered under this agreement")


def _faults(case: Case, one: Shipment) -> Iterator[str]:
    """Yield why preference cannot be claimed for a flow."""
    flow, agreement, agreements = one.flow, claim_of(one.flow.option), case.agreements
    importer = one.unit.importer
    if not importer:
        yield f"{agreement} is claimed and the goods enter no customs territory"
        return
    if not agreements.is_party(agreement, importer):
        yield f"{importer} is no party of {agreement}"
    if not agreements.leaves_a_party(agreement, flow.from_site):
        country = case.book.sites[flow.from_site].country
        yield f"{country} is no party of {agreement}, and {flow.from_site} is no free zone"
    status = one.state.status(agreement)
    if status is None or not status.originating:
        yield f"the goods do not originate under {agreement}: their state is {one.state}"
    if not agreements.kept(agreement, one.lane, flow.ship_period):
        yield f"the way is no direct transport under {agreement}, so the goods lose their status on it"
    if not one.unit.assessment.unknown and not _special(one):
        yield f"the law has no preferential rate of {agreement} for these goods in this window"


def _special(one: Shipment) -> list[LayerMean]:
    """Return the layers of the duty that are preferential rates of the agreement claimed."""
    claimed = claim_of(one.flow.option)
    return [layer.mean for layer, _ in one.unit.by_layer.values() if layer.mean.programme == claimed]


def _columns(case: Case, one: Shipment, row: Claim) -> Checks:
    """Yield columns of a claim that are not what flow, tables and law give."""
    key, quantity, unit = f"claims {' '.join(codes_of(row))}", one.flow.quantity, one.unit
    without = case.pricing.unclaimed(one.flow, one.state, one.lane)
    if row.importer != unit.importer:
        yield Refusal(FAMILY, key, f"column `importer` is {row.importer!r}, the flow enters {unit.importer!r}")
    if without.assessment.unknown:
        yield Refusal(FAMILY, key, f"without the claim {without.assessment.unknown}")
    figures: tuple[tuple[str, float, Fraction | int], ...] = (
        ("quantity", row.quantity, 1),
        ("customs_value", row.customs_value, unit.customs_value),
        ("duty_unclaimed", row.duty_unclaimed, without.duty),
        ("duty", row.duty, unit.duty),
        ("cost", row.cost, unit.claim_cost),
    )
    for name, stored, right in figures:
        yield column(FAMILY, key, name, stored, [(right, quantity)])
    yield column(FAMILY, key, "saved", row.saved, [(1, row.duty_unclaimed), (-1, row.duty), (-1, row.cost)])
    yield from _sources(case, one, row, key)


def _sources(case: Case, one: Shipment, row: Claim, key: str) -> Checks:
    """Yield a proof, a citation or an evidence that is not that of the agreement and its rate."""
    agreement = claim_of(one.flow.option)
    provision = case.agreements.provision(agreement, one.flow.ship_period)
    rates = _special(one)
    if row.proof != (provision.proof if provision else ""):
        yield Refusal(FAMILY, key, f"column `proof` is not what {agreement} asks for")
    cited = [rate.citation for rate in rates] + ([provision.citation] if provision else [])
    if not all(citation in row.citation for citation in cited):
        yield Refusal(FAMILY, key, "column `citation` leaves out the provision or the rate that the claim rests on")
    weakest = max([*(rate.evidence for rate in rates), *([provision.evidence] if provision else [])], default="")
    if row.evidence != weakest:
        yield Refusal(FAMILY, key, f"column `evidence` is {row.evidence!r}, the weakest source is {weakest!r}")
