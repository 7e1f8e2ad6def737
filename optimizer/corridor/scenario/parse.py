"""One scenario file to a scenario: what it says of itself, and its own patches."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from corridor.errors import Fault
from corridor.io.suggest import nearest
from corridor.io.yaml_tree import Items, Keys, Spot, Tree, plain, shown
from corridor.scenario.cells import cells_of, filled, unknown_name
from corridor.scenario.parse_other import PARSERS, parse_other_patch
from corridor.scenario.parse_tables import KEYS, parse_table_patch
from corridor.scenario.patches import Patch
from corridor.schema.scenario import ScenarioHead

_KINDS = dict.fromkeys(("table", "of", *PARSERS))
"""How a patch may begin."""


@dataclass(frozen=True)
class Sheet:
    """A scenario file: its head, its own patches, and what it extends, not yet looked up."""

    head: ScenarioHead
    patches: tuple[Patch, ...]
    content: str
    """The patches as they are written, without comments and layout."""
    spot: Spot
    extends: Spot
    """Where it says what it extends."""


def parse_sheet(tree: Keys, stem: str, faults: list[Fault]) -> Sheet | None:
    """Return the scenario of a file that is called `stem`.yaml, or None with its faults."""
    names = dict.fromkeys((*ScenarioHead.model_fields, "patches"))
    own = {name: value for name, value in tree.entries.items() if name in ScenarioHead.model_fields}
    faults.extend(
        unknown_name(tree.names[name], name, names, "part of a scenario") for name in tree.entries if name not in names
    )
    keys = Keys(own, tree.spot, tree.names)
    head = filled(ScenarioHead, keys, cells_of(ScenarioHead, keys, "part of a scenario", faults), faults)
    if head is not None and head.name != stem:
        rule = f"the scenario has another name than its file, {stem}.yaml"
        faults.append(own["name"].spot.fault(head.name, rule, "Give both one name: it is asked for by it."))
    patches = _patches(tree, head.name if head else stem, faults)
    if head is None:
        return None
    content = plain(tree.entries["patches"]) if "patches" in tree.entries else []
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return Sheet(head, patches, text, tree.spot, tree.names.get("extends", tree.spot))


def digest(contents: list[str]) -> str:
    """Return the SHA-256 of patches as they are written, in order."""
    return hashlib.sha256("\n".join(contents).encode()).hexdigest()


def _patches(tree: Keys, scenario: str, faults: list[Fault]) -> tuple[Patch, ...]:
    """Return the patches of a file."""
    listed = tree.get("patches")
    if listed is None and "extends" in tree.entries:
        return ()
    if listed is None or not isinstance(listed, Items) or not listed.items:
        spot = tree.spot if listed is None else listed.spot
        rule = "the scenario changes nothing" if listed is None else "`patches` is a list"
        faults.append(spot.fault("", rule, "Write `patches:` and below it one patch a line, each after `-`."))
        return ()
    found: list[Patch] = []
    for item in listed.items:
        found.extend(_patch(item, scenario, faults))
    return tuple(found)


def _patch(tree: Tree, scenario: str, faults: list[Fault]) -> tuple[Patch, ...]:
    """Return one patch, or none with its faults."""
    if not isinstance(tree, Keys) or not tree.entries:
        remedy = f"Begin it with one of {', '.join(_KINDS)}."
        faults.append(tree.spot.fault(shown(tree), "a patch is a name with what belongs to it", remedy))
        return ()
    other = next((name for name in tree.entries if name in PARSERS), "")
    if other:
        return parse_other_patch(other, tree, scenario, faults)
    allowed = dict.fromkeys((*KEYS, *PARSERS))
    strange = [name for name in tree.entries if name not in KEYS]
    faults.extend(unknown_name(tree.names[name], name, allowed, "part of a patch") for name in strange)
    if len(strange) == len(tree.entries) or {nearest(name, KEYS) for name in strange} & {"table", "of"}:
        return ()  # Told already, at the name that is misspelt.
    return parse_table_patch(tree, faults)
