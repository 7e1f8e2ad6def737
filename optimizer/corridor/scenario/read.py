"""The scenarios of a model: `scenarios/*.yaml` of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corridor.errors import Fault, FaultError, Severity, UsageError
from corridor.io.digest import sha256
from corridor.io.suggest import did_you_mean
from corridor.io.yaml_tree import Spot, read_tree
from corridor.scenario.parse import Sheet, digest, parse_sheet
from corridor.scenario.patches import Scenario
from corridor.tables.tables import Model

FOLDER = "scenarios"
"""Folder of a model in which its scenarios stand."""

ENDINGS = (".yaml", ".yml")


def scenario_files(model: Model) -> tuple[Path, ...]:
    """Return the scenario files of a model, by name. A workbook has none."""
    folder = model.place / FOLDER
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.is_file() and path.suffix in ENDINGS))


def read_scenarios(model: Model) -> tuple[Scenario, ...]:
    """Return all scenarios of a model, by name. Raises FaultError with every fault of every file."""
    files = {path.stem: path for path in scenario_files(model)}
    found: list[Scenario] = []
    faults: dict[Fault, None] = {}
    for name in files:
        try:
            found.append(_read(name, files))
        except FaultError as error:
            faults.update(dict.fromkeys(error.faults))
    if faults:
        raise FaultError(tuple(faults))
    return tuple(found)


def find_scenario(model: Model, name: str | Path) -> Scenario:
    """Return a scenario by name, or the scenario of a YAML file, which may extend those of the model.

    Only it and what it extends are read. Raises UsageError if there is none, FaultError with every fault it has.
    """
    files = {path.stem: path for path in scenario_files(model)}
    if str(name) in files:
        return _read(str(name), files)
    path = Path(name)
    if path.suffix in ENDINGS and path.is_file():
        return _read(path.stem, {**files, path.stem: path})
    if not files:
        raise UsageError(f"{model.place} has no scenarios: put one into {model.place / FOLDER}/{path.stem}.yaml")
    remedy = did_you_mean(str(name), files, f"The model has {', '.join(files)}.")
    raise UsageError(f"the model has no scenario {str(name)!r}. {remedy}")


def _read(name: str, files: Mapping[str, Path]) -> Scenario:
    """Return a scenario with the patches of those it extends before its own. Raises FaultError."""
    faults: list[Fault] = []
    chain: list[Sheet] = []
    read: dict[str, str] = {}
    asked, at = name, Spot("")
    while asked:
        path = files.get(asked)
        if path is None:
            remedy = did_you_mean(asked, files, f"The model has {', '.join(sorted(files))}.")
            faults.append(at.fault(asked, "there is no such scenario", remedy))
            break
        file = f"{FOLDER}/{path.name}"
        if file in read:
            ring = " -> ".join([*(sheet.head.name for sheet in chain), asked])
            faults.append(at.fault(asked, f"the scenarios extend each other: {ring}", "Let one of them stand alone."))
            break
        read[file] = sha256(path)
        sheet = _sheet(path, file, faults)
        if sheet is None:
            break
        chain.append(sheet)
        asked, at = sheet.head.extends or "", sheet.extends
    if any(fault.severity >= Severity.ERROR for fault in faults) or not chain:
        raise FaultError(faults)
    head = chain[0].head
    ordered = chain[::-1]
    return Scenario(
        head.name,
        head.description,
        tuple(patch for sheet in ordered for patch in sheet.patches),
        digest([sheet.content for sheet in ordered]),
        head.probability,
        head.extends or "",
        read,
        chain[0].spot,
        tuple(faults),
    )


def _sheet(path: Path, file: str, faults: list[Fault]) -> Sheet | None:
    """Return one file, or None with its faults."""
    tree, found = read_tree(path, file)
    faults.extend(found)
    if tree is not None:
        return parse_sheet(tree, path.stem, faults)
    if not found:
        faults.append(Spot(file).fault("", "the file is empty", "Write `name`, `description` and `patches`."))
    return None
