"""Copies of the model two_plants with scenarios in them."""

from __future__ import annotations

import shutil
from pathlib import Path

from corridor.errors import Fault, FaultError
from corridor.scenario import apply, find_scenario
from corridor.tables.library import find_model
from corridor.tables.read import read_model
from corridor.tables.tables import Model


def two_plants(place: Path) -> Path:
    """Return a copy of two_plants in a folder."""
    folder = place / "two_plants"
    shutil.copytree(find_model("two_plants"), folder)
    return folder


def write(folder: Path, patches: str, name: str = "what_if", head: str = "description: In words.") -> None:
    """Write a scenario of a model; `patches` are the lines below `patches:`."""
    (folder / "scenarios").mkdir(exist_ok=True)
    text = f"name: {name}\n{head}\n" + (f"patches:\n{patches}\n" if patches else "")
    (folder / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")


def applied(place: Path, patches: str, head: str = "description: In words.") -> Model:
    """Return two_plants in a scenario of these patches."""
    folder = two_plants(place)
    write(folder, patches, head=head)
    model = read_model(folder)
    return apply(model, find_scenario(model, "what_if"))


def faults_of(place: Path, patches: str, head: str = "description: In words.") -> tuple[Fault, ...]:
    """Return the faults of a scenario of two_plants; none if it can be applied."""
    try:
        applied(place, patches, head)
    except FaultError as error:
        return error.faults
    return ()
