"""What has to be said of a duty question beside its layers."""

from __future__ import annotations

from datetime import date

from corridor.law.editions import edition_remarks
from corridor.law.goods import Goods
from corridor.reference.law import Law


def remarks_on(law: Law, goods: Goods, day: date) -> tuple[str, ...]:
    """Return remarks on the code of a question, where it is of another edition, and on its claim."""
    return (*edition_remarks(law, goods, day), *_on_claim(law, goods, day))


def _on_claim(law: Law, goods: Goods, day: date) -> tuple[str, ...]:
    """Return remarks on the claim of a question, if there is one: whose agreement it is, and whether it is in force."""
    if not goods.claim:
        return ()
    claims = law.claims(goods.importer)
    if goods.claim not in claims:
        known = f"those recorded are {', '.join(claims)}" if claims else "none is recorded"
        return (f"{goods.claim} is no agreement that can be claimed in {goods.importer}: {known}",)
    agreement = law.agreement(goods.claim)
    if agreement is None:
        return ()
    found = []
    start, end = agreement.in_force_from, agreement.in_force_to
    if start is None:
        found.append(f"{goods.claim} is not known to be in force")
    elif day < start:
        found.append(f"{goods.claim} is in force from {start.isoformat()} on")
    if end is not None and day > end:
        found.append(f"{goods.claim} was in force until {end.isoformat()}")
    parties = agreement.parties.split(";")
    if parties != ["*"] and law.territory(goods.origin) not in parties and goods.origin not in parties:
        found.append(f"{goods.origin} is no party to {goods.claim}: a claim needs goods that originate in a party")
    return tuple(found)
