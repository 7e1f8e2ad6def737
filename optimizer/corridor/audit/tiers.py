"""Price tiers: offers of one schedule fill in order, or one of them holds for every unit."""

from __future__ import annotations

from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Term
from corridor.audit.purchases import bought, holds_in, least, most, start
from corridor.schema.supply import Offer


def check(case: Case) -> Checks:
    """Yield the rows of each schedule in each window."""
    schedules: dict[str, list[Offer]] = {}
    for offer in case.book.offers.values():
        if offer.schedule:
            schedules.setdefault(offer.schedule, []).append(offer)
    quantities = bought(case)
    for schedule, offers in schedules.items():
        ordered = sorted(offers, key=lambda offer: (offer.min_quantity, offer.max_quantity or float("inf")))
        for window in case.book.calendar.windows(offers[0].per):
            tiers = [offer for offer in ordered if holds_in(case, offer, window)]
            terms = [quantities.get((offer.offer, window), []) for offer in tiers]
            if any(terms):
                rule = _incremental if offers[0].tiering == "incremental" else _all_units
                yield from rule(case, f"{schedule} {window}", window, tiers, terms)


def _incremental(case: Case, key: str, window: str, tiers: list[Offer], terms: list[list[Term]]) -> Checks:
    """Yield that each tier keeps to its width and is used only when the one before is full."""
    full: Check | None = None
    for place, (offer, bought_here) in enumerate(zip(tiers, terms, strict=True)):
        begin = start(case, offer, window) if place else Fraction(0)
        end = most(case, offer, window)
        if full is not None and bought_here:
            used = Check("tiers", f"{key} {offer.offer}", full.text, bought_here, "<=")
            yield min((used, full), key=_left)
        if end is None:
            full = None
            continue
        width = max(Fraction(0), end - begin)
        text = "more is bought in the tier than it holds"
        yield Check("tiers", f"{key} {offer.offer}", text, [*bought_here, (-width, 1)], "<=")
        rest: list[Term] = [(width, 1), *((-one, quantity) for one, quantity in bought_here)]
        text = f"a tier is used and tier {offer.offer} before it is not full"
        full = Check("tiers", f"{key} {offer.offer}", text, rest, "<=")


def _all_units(case: Case, key: str, window: str, tiers: list[Offer], terms: list[list[Term]]) -> Checks:
    """Yield that one tier at most is used, with a quantity between its bounds."""
    used = sorted(
        zip(tiers, terms, strict=True),
        key=lambda pair: sum(quantity for _, quantity in pair[1]),
        reverse=True,
    )
    for place, (offer, bought_here) in enumerate(used):
        name = f"{key} {offer.offer}"
        if place:
            yield Check("tiers", name, "two tiers of an all-units schedule are used", bought_here, "<=")
            continue
        end = most(case, offer, window)
        if end is not None:
            text = "more is bought than the tier's max_quantity"
            yield Check("tiers", name, text, [*bought_here, (-end, 1)], "<=")
        text = "less is bought than the tier's min_quantity"
        needed: list[Term] = [(least(case, offer, window), 1), *((-one, q) for one, q in bought_here)]
        short = Check("tiers", name, text, needed, "<=")
        yield min((Check("tiers", name, text, bought_here, "<="), short), key=_left)


def _left(check: Check) -> Fraction:
    """Return the left side of a row. Of two rows one of which must hold, the smaller one is the better."""
    return sum((one * Fraction(quantity) for one, quantity in check.terms), Fraction(0))
