"""Read YAML with parts inside parts, such as scenarios, to a tree that knows the line and column of everything in it.

Values are the text of the file, so `NO` stays `NO`. Anchors and aliases are refused: a reader could not see what stands
where, and a short file could unfold without end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from corridor.errors import Fault, Severity
from corridor.io.yaml_read import compose


@dataclass(frozen=True)
class Spot:
    """Where something stands: file, line and column (from 1), and the way to it from the top, as `patches[2].set`."""

    file: str
    line: int | None = None
    column: int | None = None
    path: str = ""

    def fault(self, value: object, rule: str, remedy: str, severity: Severity = Severity.ERROR) -> Fault:
        """Return a fault at this place."""
        address = "" if self.line is None else f"{self.line}:{self.column}"
        return Fault(self.file, self.line, self.path, address, str(value)[:60], rule, remedy, severity)


@dataclass(frozen=True)
class Leaf:
    """A single value."""

    text: str | None
    """None: nothing, `null` or `~`."""
    spot: Spot


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Tree, ...]
    spot: Spot


@dataclass(frozen=True)
class Keys:
    """Names with values, in order."""

    entries: dict[str, Tree]
    spot: Spot
    names: dict[str, Spot] = field(default_factory=dict)
    """Where each name stands."""

    def get(self, name: str) -> Tree | None:
        """Return the value of a name, or None."""
        return self.entries.get(name)


Tree: TypeAlias = Leaf | Items | Keys

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A tree without its places."""


def read_tree(path: Path, file: str) -> tuple[Keys | None, tuple[Fault, ...]]:
    """Return the names and values of a YAML file, named `file` in faults, or None if it cannot be read, and its faults.

    Names that stand twice, and anchors, are faults; of two values of one name the first is kept.
    """
    node, faults = compose(path, file)
    if node is None:
        return None, faults
    found: list[Fault] = []
    tree = _tree(node, Spot(file, 1, 1), found)
    return (tree if isinstance(tree, Keys) else None), tuple(found)


def plain(tree: Tree) -> Plain:
    """Return a tree without its places."""
    if isinstance(tree, Leaf):
        return tree.text
    if isinstance(tree, Items):
        return [plain(item) for item in tree.items]
    return {name: plain(value) for name, value in tree.entries.items()}


def shown(tree: Tree) -> str:
    """Return what stands in a place, for a fault."""
    if isinstance(tree, Leaf):
        return tree.text or ""
    return "a list" if isinstance(tree, Items) else "names with values"


def _tree(node: Node, above: Spot, faults: list[Fault]) -> Tree:
    """Return a node as a tree. `above` gives its file and the way to it."""
    spot = Spot(above.file, node.start_mark.line + 1, node.start_mark.column + 1, above.path)
    if node.anchor is not None:
        faults.append(spot.fault(f"&{node.anchor}", "an anchor stands here", "Write the value out in each place."))
        return Leaf(None, spot)
    if isinstance(node, SequenceNode):
        items = (
            _tree(item, Spot(spot.file, path=f"{spot.path}[{number}]"), faults)
            for number, item in enumerate(node.value, start=1)
        )
        return Items(tuple(items), spot)
    if isinstance(node, MappingNode):
        return _keys(node, spot, faults)
    assert isinstance(node, ScalarNode)
    return Leaf(None if node.tag == "tag:yaml.org,2002:null" else str(node.value), spot)


def _keys(node: MappingNode, spot: Spot, faults: list[Fault]) -> Keys:
    """Return a mapping, with a fault for each name that stands twice or is no text."""
    found = Keys({}, spot)
    for key, value in node.value:
        name = str(key.value) if isinstance(key, ScalarNode) else ""
        way = f"{spot.path}.{name}" if spot.path else name
        place = Spot(spot.file, key.start_mark.line + 1, key.start_mark.column + 1, way)
        if not name:
            faults.append(place.fault("", "a name stands before each `:`", "Write `name: value`."))
        elif name in found.entries:
            rule = f"the name already stands in line {found.names[name].line}"
            faults.append(place.fault(name, rule, "Keep one of the two."))
        else:
            found.names[name] = place
            found.entries[name] = _tree(value, place, faults)
    return found
