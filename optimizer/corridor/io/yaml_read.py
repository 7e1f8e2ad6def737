"""Read `model.yaml` to raw settings with line and column. Nothing is constructed: no tags, no objects."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from corridor.errors import Fault, Severity
from corridor.io.cells import Raw, RawSetting
from corridor.io.faults import fatal, unreadable

LARGEST_FILE = 1024 * 1024
"""[bytes] Settings are short; larger files are refused."""


def read_yaml(path: Path, file: str) -> tuple[tuple[RawSetting, ...], tuple[Fault, ...]]:
    """Return the settings of a YAML file and the faults of the file itself.

    A setting is `name: scalar` or `name: [scalar, ...]`. Values are the text of the file, so `NO` stays `NO`.
    A name that stands twice is a fault.
    """
    node, faults = compose(path, file)
    if node is None:
        return (), faults
    return _settings(node, file)


def compose(path: Path, file: str) -> tuple[MappingNode | None, tuple[Fault, ...]]:
    """Return what a YAML file of names and values holds, and its faults; None: it is empty, or cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None, (fatal(file, "larger than 1 MiB", "Keep only settings in it, no data."),)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        return None, (unreadable(file, error),)
    except UnicodeDecodeError:
        return None, (fatal(file, "not UTF-8 text", "Save it as UTF-8."),)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        return None, (_malformed(file, error),)
    except (YAMLError, RecursionError, ValueError) as error:
        rule = f"not well-formed YAML ({type(error).__name__})"
        return None, (fatal(file, rule, "Write one `name: value` a line."),)
    if node is None:
        return None, ()
    if not isinstance(node, MappingNode):
        return None, (fatal(file, "not a list of `name: value`", "Write one `name: value` a line."),)
    return node, ()


def _malformed(file: str, error: MarkedYAMLError) -> Fault:
    """Return the fault of text that is no YAML, at the place where that shows."""
    mark = error.problem_mark or error.context_mark
    place = f"{mark.line + 1}:{mark.column + 1}" if mark else ""
    line = mark.line + 1 if mark else None
    rule = f"not well-formed YAML ({error.problem or error.context})"
    remedy = "Write one `name: value` a line; put text with `:`, `#` or `*` in quotation marks."
    return Fault(file, line, "", place, "", rule, remedy, Severity.FATAL)


def _settings(node: MappingNode, file: str) -> tuple[tuple[RawSetting, ...], tuple[Fault, ...]]:
    """Return the settings of a mapping, and faults of names that stand twice or hold too much."""
    settings: list[RawSetting] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else "?"
        line = key.start_mark.line + 1
        address = _place(value)
        if name in lines:
            faults.append(
                Fault(
                    file,
                    line,
                    name,
                    _place(key),
                    name,
                    f"the setting already stands in line {lines[name]}",
                    "Keep one of the two.",
                    Severity.ERROR,
                )
            )
            continue
        lines[name] = line
        if isinstance(value, ScalarNode):
            settings.append(RawSetting(name, (_scalar(value),), "single", line, address))
        elif isinstance(value, SequenceNode) and all(isinstance(item, ScalarNode) for item in value.value):
            settings.append(RawSetting(name, tuple(map(_scalar, value.value)), "list", line, address))
        else:
            faults.append(
                Fault(
                    file,
                    line,
                    name,
                    address,
                    "",
                    "the value has parts of its own",
                    "Write a single value, or a list of single values.",
                    Severity.ERROR,
                )
            )
    return tuple(settings), tuple(faults)


def _scalar(node: ScalarNode) -> Raw:
    """Return the text of a scalar; `null`, `~` and nothing are empty."""
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _place(node: Node) -> str:
    """Return `line:column` of a node, counted from 1."""
    return f"{node.start_mark.line + 1}:{node.start_mark.column + 1}"
