"""Patches on settings and law, and what has a word of its own: shocks, denied claims, sites and lanes that close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from corridor.errors import Fault
from corridor.io.suggest import did_you_mean
from corridor.io.yaml_tree import Items, Keys, Leaf, Spot, Tree, shown
from corridor.scenario.cells import cells_of, filled, named, row_of
from corridor.scenario.parse_tables import conditions_of
from corridor.scenario.patches import (
    Addition,
    AgreementChange,
    Cell,
    ClaimsDenied,
    Condition,
    Days,
    LaneClosed,
    Patch,
    SettingsChange,
    ShockPatch,
    SiteClosed,
)
from corridor.scenario.shock import EXAMPLE, ShockSyntaxError, parse_shock
from corridor.schema.border import Agreement
from corridor.schema.moving import Lane
from corridor.schema.places import Listing
from corridor.schema.programmes import Programme
from corridor.schema.scenario import LaneClosing, SiteClosing
from corridor.schema.settings import ModelSettings

Parsed = tuple[Patch, ...]


@dataclass(frozen=True)
class Said:
    """What stands behind the name of a patch."""

    tree: Tree
    spot: Spot
    """Where the name stands."""
    scenario: str
    """Name of the scenario."""


Parser = Callable[[Said, list[Fault]], Parsed]
"""(what is said, faults) -> one patch, or none with its faults."""


def _settings(said: Said, faults: list[Fault]) -> Parsed:
    keys = named(said.tree, "Write such as `settings: {agreements: [KORUS]}`.", faults)
    if keys is None:
        return ()
    if "name" in keys.entries:
        rule = "a scenario cannot give a model another name"
        faults.append(keys.names["name"].fault("", rule, "Leave it out; a run says which scenario it is of."))
    rest = replace(keys, entries={name: value for name, value in keys.entries.items() if name != "name"})
    return (SettingsChange(said.spot, cells_of(ModelSettings, rest, "setting", faults)),)


def _claims(said: Said, faults: list[Fault]) -> Parsed:
    tree = said.tree
    if isinstance(tree, Leaf) and tree.text == "denied":
        return (ClaimsDenied(said.spot),)
    remedy = "Write `claims: denied`; to claim under some agreements: `settings: {agreements: [KORUS]}`."
    faults.append(tree.spot.fault(shown(tree), "`claims` takes one word", remedy))
    return ()


def _programme(said: Said, faults: list[Fault]) -> Parsed:
    row = row_of(Programme, said.tree, faults, {"citation": f"scenario: {said.scenario}", "evidence": "D"})
    return () if row is None else (Addition(said.spot, Programme, (row,), "record"),)


def _listing(said: Said, faults: list[Fault]) -> Parsed:
    row = row_of(Listing, said.tree, faults, {"source": f"scenario: {said.scenario}", "evidence": "D"})
    return () if row is None else (Addition(said.spot, Listing, (row,), "record"),)


def _agreement(said: Said, faults: list[Fault]) -> Parsed:
    keys = named(said.tree, "Write such as `agreement: {agreement: KORUS, in_force_to: 2027-06-30}`.", faults)
    if keys is None:
        return ()
    if "status" in keys.entries:
        rule = "an agreement has no status of its own: it is in force from one day to another"
        remedy = "Write in_force_from to let it begin, in_force_to to end it."
        faults.append(keys.names["status"].fault(shown(keys.entries["status"]), rule, remedy))
    rest = replace(keys, entries={name: value for name, value in keys.entries.items() if name != "status"})
    cells = cells_of(Agreement, rest, "column of table agreements", faults)
    if "agreement" not in keys.entries:
        faults.append(keys.spot.fault("", "no agreement is named", "Add `agreement: CODE`."))
    if "agreement" not in cells:
        return ()
    return (AgreementChange(said.spot, cells["agreement"], cells),)


def _shock(said: Said, faults: list[Fault]) -> Parsed:
    tree = said.tree
    if not isinstance(tree, Leaf) or not tree.text:
        faults.append(tree.spot.fault(shown(tree), "a shock is one text", f'Write such as `shock: "{EXAMPLE}"`.'))
        return ()
    try:
        return (ShockPatch(tree.spot, parse_shock(tree.text)),)
    except ShockSyntaxError as error:
        faults.append(tree.spot.fault(error.got or tree.text, error.rule, error.remedy))
        return ()


def _days(keys: Keys, first: object, last: object, faults: list[Fault]) -> Days:
    spot = keys.names.get("from") or keys.names.get("to") or keys.spot
    days = Days(first, last, spot)  # type: ignore[arg-type]
    if days.first is not None and days.last is not None and days.last < days.first:
        faults.append(spot.fault(f"{days.first} to {days.last}", "it ends before it begins", "Exchange the two days."))
    return days


def _site_closed(said: Said, faults: list[Fault]) -> Parsed:
    example = "Write such as `site_closed: {site: A, from: 2027-01-01, to: 2027-03-31}`."
    keys = named(said.tree, example, faults)
    if keys is None:
        return ()
    closing = filled(SiteClosing, keys, cells_of(SiteClosing, keys, "part of site_closed", faults), faults)
    if closing is None:
        return ()
    listed = keys.entries["site"]
    parts = listed.items if isinstance(listed, Items) else (listed,)
    sites = tuple(Cell(part.text, part.spot) for part in parts if isinstance(part, Leaf) and part.text)
    if not sites:
        faults.append(keys.names["site"].fault("", "no site is named", example))
    return (SiteClosed(said.spot, sites, _days(keys, closing.first, closing.last, faults)),)


def _lane_closed(said: Said, faults: list[Fault]) -> Parsed:
    keys = named(said.tree, "Write such as `lane_closed: {from_site: A, mode: sea, to: 2027-03-31}`.", faults)
    if keys is None:
        return ()
    closing = filled(LaneClosing, keys, cells_of(LaneClosing, keys, "part of lane_closed", faults), faults)
    if closing is None:
        return ()
    chosen = {name: value for name, value in keys.entries.items() if name not in ("from", "to")}
    if not chosen:
        rule = "all lanes would close"
        faults.append(keys.spot.fault("", rule, "Name them by from_site, to_site, mode, route or product."))
    conditions: tuple[Condition, ...] = conditions_of(Lane, replace(keys, entries=chosen), faults)
    return (LaneClosed(said.spot, conditions, _days(keys, closing.first, closing.last, faults)),)


PARSERS: dict[str, Parser] = {
    "settings": _settings,
    "claims": _claims,
    "programme": _programme,
    "agreement": _agreement,
    "listing": _listing,
    "shock": _shock,
    "site_closed": _site_closed,
    "lane_closed": _lane_closed,
}
"""Name of a patch that is not on a table -> what reads it."""


def parse_other_patch(name: str, tree: Keys, scenario: str, faults: list[Fault]) -> Parsed:
    """Return the patch of a name of `PARSERS`, or none with its faults."""
    for other in tree.entries:
        if other != name:
            rule = f"`{name}` stands alone in its patch"
            remedy = did_you_mean(other, ["patches"], "Make a patch of its own of it: begin a line with `-`.")
            faults.append(tree.names[other].fault(other, rule, remedy))
    return PARSERS[name](Said(tree.entries[name], tree.names[name], scenario), faults)
