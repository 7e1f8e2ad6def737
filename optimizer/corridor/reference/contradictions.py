"""What is wrong between and within the records of the law, beyond the range of single cells: all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from corridor.errors import Fault
from corridor.reference.bundle_faults import bundle_faults
from corridor.reference.measure import words
from corridor.reference.placed import Placed
from corridor.reference.rings import ring_faults
from corridor.reference.where import trouble
from corridor.schema.border import Fee
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Coverage, Programme
from corridor.schema.tariff_words import FACTS


@dataclass(frozen=True)
class Records:
    """The records that are compared with one another."""

    base_rates: Sequence[Placed[BaseRate]] = ()
    special_rates: Sequence[Placed[SpecialRate]] = ()
    programmes: Sequence[Placed[Programme]] = ()
    coverage: Sequence[Placed[Coverage]] = ()
    fees: Sequence[Placed[Fee]] = ()
    announced_later: frozenset[str] = frozenset()
    """Programmes that may be named although none of these records is of them."""


def contradictions(records: Records, territory: Callable[[str], str]) -> list[Fault]:
    """Return all faults of records that were read on their own without one.

    `territory` gives the customs territory of a country.
    """
    return [
        *_base_overlaps(records.base_rates),
        *_conditions(records),
        *_semantics(records.programmes),
        *_names(records),
        *_dates(records),
        *bundle_faults(records.programmes, territory),
        *ring_faults(records.programmes, territory),
    ]


def _base_overlaps(rates: Sequence[Placed[BaseRate]]) -> Iterator[Fault]:
    """Yield base rates of one line that start on one day and name the same origin."""
    groups: dict[tuple[str, str, str], list[Placed[BaseRate]]] = {}
    for one in rates:
        groups.setdefault((one.row.importer, one.row.hs, one.row.valid_from.isoformat()), []).append(one)
    for group in groups.values():
        for one, other in combinations(group, 2):
            both = sorted(words(one.row.origins) & words(other.row.origins))
            at = other if other.own else one
            if both and at.own:
                rest = one if at is other else other
                rule = f"origin {', '.join(both)} has a base rate of this line from this day on in {rest.place}, too"
                yield at.fault("origins", rule, "Leave it in one of the two records")


def _conditions(records: Records) -> Iterator[Fault]:
    """Yield conditions that name no fact, or compare what has no order."""
    for group in (records.special_rates, records.programmes, records.fees):
        for one in group:
            if one.own:
                for value, rule in trouble(one.row.where):
                    yield one.fault("where", rule, "Name a known fact and a value of its kind", value)


def _semantics(programmes: Sequence[Placed[Programme]]) -> Iterator[Fault]:
    """Yield records that lack what their semantics need."""
    for one in programmes:
        if one.own:
            yield from _lacking(one, one.row)


def _lacking(one: Placed[Programme], row: Programme) -> Iterator[Fault]:
    """Yield what a record lacks."""
    if row.semantics == "floor_total" and row.rate is None:
        yield one.fault("rate", "a top-up needs the rate it fills up to", "Give the rate, or take semantics additive")
    if row.semantics == "cap_total" and row.cap is None:
        yield one.fault("cap", "a cap on the total needs the cap", "Give the cap, or take semantics additive")
    if row.semantics == "min_price" and not row.specific:
        yield one.fault("specific", "a least price needs the price per unit", "Give it, and its specific_unit")
    if row.semantics == "exempt" and not words(row.excludes) - {row.programme}:
        rule = "an exemption switches off the programmes in `excludes`, and names none but its own"
        yield one.fault("excludes", rule, "Name the programmes that do not apply")
    if row.specific and not row.specific_unit:
        yield one.fault("specific_unit", "a specific duty needs the unit it is charged per", "Give the unit, as kg")
    fact = row.charged_on.partition(":")[2]
    if fact and (fact not in FACTS or FACTS[fact][0] != "share"):
        shares = ", ".join(sorted(name for name, (kind, _) in FACTS.items() if kind == "share"))
        yield one.fault("charged_on", f"{fact} is no share that a shipment has", f"Name one of {shares}")


def _names(records: Records) -> Iterator[Fault]:
    """Yield programmes that are named and not recorded."""
    known = records.announced_later | {row.row.programme for row in records.programmes}
    for one in records.programmes:
        for name in sorted(words(one.row.excludes) - known) if one.own else ():
            rule = f"no programme {name} is recorded"
            yield one.fault("excludes", rule, "Name a programme of table programmes", name)
    for row in records.coverage:
        if row.own and row.row.programme not in known:
            yield row.fault("programme", "no such programme is recorded", "Name a programme of table programmes")


def _dates(records: Records) -> Iterator[Fault]:
    """Yield records that end before they begin, but for those that were replaced with effect from their first day."""
    for group in (records.base_rates, records.special_rates, records.programmes, records.fees):
        for one in group:
            replaced = isinstance(one.row, Programme) and one.row.end_announced is not None
            if one.own and not replaced and one.row.valid_to is not None and one.row.valid_to < one.row.valid_from:
                rule = f"the record ends before it begins, on {one.row.valid_from.isoformat()}"
                yield one.fault("valid_to", rule, "Correct one of the two days")
