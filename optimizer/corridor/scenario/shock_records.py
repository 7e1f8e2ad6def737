"""A tariff shock as records of law: one programme record for each customs territory that charges it.

More or fewer percentage points are an `additive` or a `rebate` record. A total is a `floor_total` record: it fills the
base duty up to the total and excludes every other programme of the importer. No record lowers a base duty, so a total
below it cannot be said; that is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corridor.errors import Fault, FaultError
from corridor.io.suggest import listed
from corridor.io.yaml_tree import Spot
from corridor.reference.law import Law
from corridor.scenario.apply_tables import placed_at
from corridor.scenario.patches import ShockPatch
from corridor.scenario.shock import Shock
from corridor.scenario.state import Applied, State, unread
from corridor.schema.goods import Product, ProductCode
from corridor.schema.moving import Lane
from corridor.schema.places import Period, Site
from corridor.schema.programmes import Programme, Semantics
from corridor.schema.row import EACH
from corridor.tables.checks.countries import country_remedy

_SEMANTICS: dict[str, Semantics] = {"plus": "additive", "minus": "rebate", "total": "floor_total"}


def shock(state: State, patch: ShockPatch) -> Applied:
    """Return the state in which a shock holds, as records in table programmes."""
    asked = patch.shock
    faults = unread(state, Programme, patch.spot)
    try:
        law = state.law()
    except FaultError as error:
        return state, [*faults, *error.faults]
    importers = asked.importers or _shipped_into(state, law)
    faults += [*_unknown(asked, law, patch.spot), *_outside(state, asked, patch.spot)]
    codes = _codes(state, asked)
    if not codes:
        held = listed({row.hs for row in state.tables[Product] if row.hs}, 12)
        rule = "no product of the model has a code that begins like this"
        faults.append(patch.spot.fault("|".join(asked.goods), rule, f"Codes of table products: {held}."))
    charging = [one for one in importers if not asked.origins or {law.territory(o) for o in asked.origins} != {one}]
    if not charging:
        rule = (
            "nobody charges it: goods of a customs territory pay no import duty in it, and nothing else is shipped into"
        )
        faults.append(patch.spot.fault(asked.text, rule, "Name the importer: `to US`."))
    if asked.change == "total":
        for importer in charging:
            faults += _below(law, asked, importer, codes, patch.spot)
    if faults:
        return state, faults
    first = asked.first or min(row.start for row in state.tables[Period])
    name = _name(state, asked)
    rows = [_record(law, asked, importer, name, first, state.scenario) for importer in charging]
    every = [*state.tables[Programme], *rows]
    return state.with_rows(Programme, every, [placed_at(row, patch.spot) for row in rows]), []


def _record(law: Law, asked: Shock, importer: str, name: str, first: date, scenario: str) -> Programme:
    """Return the record of one importer."""
    others = {row.programme for row in law.programmes if row.importer == importer and row.side == "import"} - {name}
    return Programme(
        programme=name,
        record=importer,
        importer=importer,
        authority=f"scenario {scenario}",
        hs=";".join(asked.goods) or EACH,
        origins=";".join(asked.origins) or EACH,
        semantics=_SEMANTICS[asked.change],
        rate=asked.rate,
        floor_base="claimed",
        excludes=";".join(sorted(others)) if asked.change == "total" else "",
        valid_from=first,
        valid_to=asked.last,
        citation=f"scenario: {scenario}: {asked.text}",
        evidence="D",
    )


def _name(state: State, asked: Shock) -> str:
    """Return a free name of a programme that says origin and goods."""
    name = "_".join(["SHOCK", *(asked.origins or ["ALL"]), *(asked.goods or ["ALL"])])[:50].rstrip("_")
    taken = {row.programme for row in state.tables[Programme]}
    free = next(number for number in range(1, len(taken) + 2) if _numbered(name, number) not in taken)
    return _numbered(name, free)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_{number}"


def _shipped_into(state: State, law: Law) -> tuple[str, ...]:
    """Return the customs territories into which a lane of the model leads from outside."""
    at = {row.site: law.territory(row.country) for row in state.tables[Site]}
    lanes = state.tables[Lane]
    return tuple(
        sorted({at[row.to_site] for row in lanes if at.get(row.to_site) and at[row.to_site] != at.get(row.from_site)})
    )


def _codes(state: State, asked: Shock) -> frozenset[str]:
    """Return the tariff codes of the model that a shock is for."""
    every = {row.hs for row in state.tables[Product] if row.hs} | {row.code for row in state.tables[ProductCode]}
    if not asked.goods:
        return frozenset(every)
    return frozenset(code for code in every for part in asked.goods if code.startswith(part) or part.startswith(code))


def _unknown(asked: Shock, law: Law, spot: Spot) -> Iterator[Fault]:
    """Yield origins that are no country, and importers that are no customs territory."""
    territories = set(law.territories.values())
    for code in asked.origins:
        if code not in law.territories and code not in territories:
            remedy = country_remedy(code, law.territories)
            yield spot.fault(code, "there is no such country or customs territory", remedy)
    for code in asked.importers:
        if code not in territories:
            whose = law.territories.get(code)
            remedy = (
                f"{code} enters goods as part of {whose}: write `{whose}`."
                if whose
                else country_remedy(code, territories)
            )
            yield spot.fault(code, "there is no such customs territory", remedy)


def _outside(state: State, asked: Shock, spot: Spot) -> Iterator[Fault]:
    """Yield a fault if a shock holds on no day of the model."""
    periods = state.tables[Period]
    start, end = min(row.start for row in periods), max(row.end for row in periods)
    if (asked.first or start) > end or (asked.last or end) < start:
        yield spot.fault(
            asked.text, "the shock holds on no day of the model", f"Its periods run from {start} to {end}."
        )


def _below(law: Law, asked: Shock, importer: str, codes: frozenset[str], spot: Spot) -> Iterator[Fault]:
    """Yield a fault if a base duty of the goods is above the total that is asked for."""
    origins = {*asked.origins, *(law.territory(one) for one in asked.origins)}
    above = [
        row
        for row in law.base_rates
        if row.importer == importer
        and row.rate > asked.rate
        and any(code.startswith(row.hs) or row.hs.startswith(code) for code in codes)
        and (row.origins == EACH or not origins or origins & set(row.origins.split(";")))
        and (row.valid_to is None or asked.first is None or row.valid_to >= asked.first)
    ]
    if above:
        top = max(above, key=lambda row: row.rate)
        rule = f"the base duty of {importer} on {top.hs} is {100 * top.rate:g} %, and no record lowers a base duty"
        remedy = (
            "Write a total of at least that, or give the model a base rate of its own (`table: base_rates`, `add`)."
        )
        yield spot.fault(f"={100 * asked.rate:g}%", rule, remedy)
