"""Hypothetical corridors as records of law: an agreement, its provisions, its rule, and what a claim changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from corridor.reference.law import Law
from corridor.schema.border import Agreement
from corridor.schema.corridor import CorridorPolicy
from corridor.schema.legal import SpecialRate
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.programmes import Programme
from corridor.schema.row import EACH

PROOFS = {
    "self_certified": "statement of the exporter, producer or importer",
    "certified": "certificate of an issuing body",
    "verified": "certificate of an issuing body, after a visit to the producer",
}
"""corridors.audit_standard -> the proof that a claim needs, in words."""


STEPS = "0.2;0.4;0.6;0.8"
"""[1] Contents that a plan tells apart where any production in a member counts: coarse, as a question of policy is."""


def with_corridors(law: Law, corridors: Iterable[CorridorPolicy]) -> Law:
    """Return a law in which hypothetical corridors hold as if they were agreed."""
    for row in corridors:
        law = replace(
            law,
            agreements=(*law.agreements, _agreement(row)),
            provisions=(*law.provisions, _provision(row)),
            origin_rules=(*law.origin_rules, *_rules(row)),
            special_rates=(*law.special_rates, *_rates(row, law)),
            programmes=tuple(part for one in law.programmes for part in _waived(one, row)),
        )
    return law


def _said(row: CorridorPolicy) -> str:
    return f"hypothetical: corridor {row.corridor}, a question of policy and no law"


def _agreement(row: CorridorPolicy) -> Agreement:
    return Agreement(
        agreement=row.corridor,
        name=row.name or row.corridor,
        kind="fta",
        parties=row.members,
        in_force_from=row.valid_from,
        in_force_to=row.valid_to,
        binding="no",
        citation=_said(row),
        evidence="D",
    )


def _provision(row: CorridorPolicy) -> OriginProvision:
    return OriginProvision(
        agreement=row.corridor,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        hs_edition=2022,
        value_basis=row.value_basis,
        material_basis="transaction_value",
        cumulation=row.mode,
        content_steps=STEPS if row.mode == "full" else "",
        partial_from=0.2 if row.mode == "partial" else 0.0,
        partial_to=0.4 if row.mode == "partial" else 1.0,
        default_rule=row.rule if row.goods == EACH else "",
        proof=PROOFS[row.audit_standard],
        proof_cost=row.proof_cost,
        status="hypothetical",
        citation=_said(row),
        evidence="D",
    )


def _rules(row: CorridorPolicy) -> list[OriginRule]:
    return [
        OriginRule(
            agreement=row.corridor,
            hs_from=code,
            hs_to=code,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            rule=row.rule,
            citation=_said(row),
            evidence="D",
        )
        for code in row.goods.split(";")
        if row.goods != EACH
    ]


def _rates(row: CorridorPolicy, law: Law) -> list[SpecialRate]:
    """Return the rate of every code that the corridor is for, at each border that grants it."""
    found = []
    for importer in row.benefit_at.split(";"):
        every = {rate.hs[:2] for rate in law.base_rates if rate.importer == importer}
        for code in sorted(every) if row.goods == EACH else row.goods.split(";"):
            found.append(
                SpecialRate(
                    importer=importer,
                    agreement=row.corridor,
                    hs=code,
                    rate=row.rate,
                    valid_from=_start(row),
                    valid_to=row.valid_to,
                    citation=_said(row),
                    evidence="D",
                )
            )
    return found


def _start(row: CorridorPolicy) -> date:
    """Return the first day on which goods are determined to qualify."""
    return row.valid_from + timedelta(days=row.determination_days)


def _waived(programme: Programme, row: CorridorPolicy) -> list[Programme]:
    """Return a programme that claims under a corridor do not pay from its start on, or the programme as it is."""
    named = row.waives == EACH or programme.programme in row.waives.split(";")
    if not named or programme.importer not in row.benefit_at.split(";"):
        return [programme]
    start, unclaimed = _start(row), f"claim!={row.corridor}"
    last = row.valid_to or date.max
    if (programme.valid_to or date.max) < start or programme.valid_from > last:
        return [programme]
    shape = {
        "record": f"{programme.record}_{row.corridor}",
        "where": f"{programme.where}, {unclaimed}" if programme.where else unclaimed,
        "valid_from": max(programme.valid_from, start),
        "valid_to": min(programme.valid_to or date.max, last) if programme.valid_to or row.valid_to else None,
    }
    parts = [programme.model_copy(update=shape)]
    if programme.valid_from < start:
        parts.append(programme.model_copy(update={"valid_to": start - timedelta(days=1)}))
    if last < (programme.valid_to or date.max):
        parts.append(programme.model_copy(update={"valid_from": last + timedelta(days=1)}))
    return parts
