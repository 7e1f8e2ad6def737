"""What someone who paid otherwise may have assumed: another day, claim, origin, fact, end use, line or value.

Each assumption changes one thing about an entry line and prices it again. Words complete the phrase "paid as".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from corridor.law.duty import end_use_conditions, turning_points
from corridor.law.parts import BASE_PROGRAMME
from corridor.law.repricing import Dues, Repricing

LONGEST_BEFORE = 400
"""[days] Rates that ended longer ago are not offered as a cause."""

LONGEST_AHEAD = 45
"""[days] Nor are rates that begin later than this; and nobody overlooks the start of a duty for longer."""

SHORTEST_LINE = 8
"""Digits from which on a code is a tariff line of its own."""


class Assumption(NamedTuple):
    """What may have been assumed, and what would be due then."""

    words: str
    due: Dues


def declared(priced: Repricing) -> Iterator[Assumption]:
    """Yield assumptions that leave out, or misuse, something that the line itself declares."""
    line, goods = priced.line, priced.goods
    if line.shipped_from and line.shipped_from != goods.origin:
        words = f"for origin {line.shipped_from}, where it was shipped from: its origin {goods.origin} decides"
        yield Assumption(words, priced.under(replace(goods, origin=line.shipped_from)))
    if goods.claim:
        yield Assumption(f"without the claim of {goods.claim}", priced.under(replace(goods, claim="")))
    if goods.end_use != "none":
        words = f"without regard to the end use {goods.end_use}"
        yield Assumption(words, priced.under(replace(goods, end_use="none")))
    for name, value in goods.facts:
        without = tuple(fact for fact in goods.facts if fact[0] != name)
        yield Assumption(f"without regard to {name} = {value}", priced.under(replace(goods, facts=without)))
    basis = priced.law.valuations.get(line.importer)
    if line.freight and (basis is None or basis.basis == "fob"):
        whole = line.value + line.freight
        words = f"if the customs value were {whole:,.2f}: it leaves international freight and insurance out"
        yield Assumption(words, priced.under(amounts=replace(priced.amounts, value=whole)))


def other_days(priced: Repricing, programme: str) -> Iterator[Assumption]:
    """Yield the last day before and the first day after on which a programme adds something else than on the day."""
    day = priced.line.entry_date.toordinal()
    now = priced.due.get(programme, 0.0)
    cuts = [int(cut) for cut in turning_points(priced.law, priced.goods)]
    for cut in sorted((cut for cut in cuts if day - LONGEST_BEFORE <= cut <= day), reverse=True):
        due = priced.under(day=date.fromordinal(cut - 1))
        then = due.get(programme, 0.0)
        if then != now:
            what = "ended" if not now else "began" if not then else "changed"
            if then or day - cut <= LONGEST_AHEAD:
                yield Assumption(f"before {date.fromordinal(cut).isoformat()}, when the duty {what}", due)
            break
    for cut in sorted(cut for cut in cuts if day < cut <= day + LONGEST_AHEAD):
        due = priced.under(day=date.fromordinal(cut))
        then = due.get(programme, 0.0)
        if then != now:
            what = "begins" if not now else "ends" if not then else "changes"
            yield Assumption(f"from {date.fromordinal(cut).isoformat()} on, when the duty {what}", due)
            break


def other_goods(priced: Repricing) -> Iterator[Assumption]:
    """Yield other end uses, and other lines of the same subheading."""
    goods = priced.goods
    for use in sorted(end_use_conditions(priced.law, goods.importer, goods.code) - {goods.end_use}):
        yield Assumption(f"for end use {use}: declared is {goods.end_use}", priced.under(replace(goods, end_use=use)))
    for code in priced.law.importer(goods.importer).finer_codes(goods.code[:6]):
        if len(code) >= SHORTEST_LINE and not goods.code.startswith(code):
            yield Assumption(f"for line {code}", priced.under(replace(goods, code=code)))


def unclaimed(priced: Repricing) -> Iterator[Assumption]:
    """Yield agreements in force between origin and importer under which the line does not claim preference."""
    goods, law, day = priced.goods, priced.law, priced.line.entry_date
    places = {goods.origin, law.territory(goods.origin)}
    for name in law.claims(goods.importer):
        agreement = law.agreement(name)
        if name == goods.claim or agreement is None or places.isdisjoint(agreement.parties.split(";")):
            continue
        begun = agreement.in_force_from is not None and agreement.in_force_from <= day
        if begun and (agreement.in_force_to is None or day <= agreement.in_force_to):
            words = f"under {name}, which the line does not claim"
            yield Assumption(words, priced.under(replace(goods, claim=name)))


def without_right(priced: Repricing, base_reason: str) -> Iterator[Assumption]:
    """Yield that a claim which changes nothing was taken to free from base duty. `base_reason`: of the base layer."""
    _, found, why = base_reason.partition(f"the claim of {priced.goods.claim} changes nothing: ")
    if priced.goods.claim and found:
        words = f"under the claim of {priced.goods.claim}, which gives no right to it: {why}"
        yield Assumption(words, {**priced.due, BASE_PROGRAMME: 0.0})
