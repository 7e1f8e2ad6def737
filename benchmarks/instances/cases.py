"""The instances there are, their published values, and how close a plan must come.

The folder of the instances is named by the environment variable `CORRIDOR_INSTANCES`. There is no default:
the data is not part of Corridor. Two instances, mexss and trnsport, are written down here and need no folder.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.instances import fcnetlib, mcnd_r, mexss, orlib_cap, trnsport, two_stage_cflp
from corridor.tables.tables import Model

VARIABLE = "CORRIDOR_INSTANCES"
"""Environment variable that names the folder of the instances."""

WITHOUT_FOLDER = f"{VARIABLE} is not set: it must name the folder that holds the published instances"
"""Why a test or a run is skipped."""


@dataclass(frozen=True)
class Case:
    """A published instance."""

    family: str
    name: str
    published: float | None
    """[money] Published value; None: the instance is published as infeasible."""
    make: Callable[[], Model]
    """Reads the instance and returns it as a model."""
    gap: float = 1e-6
    """[1] Relative gap to solve to."""
    within: float = 2e-6
    """[1] How far from the published value the cost of a plan may lie, relative."""
    time_limit: float = 120.0
    """[s]"""

    @property
    def code(self) -> str:
        """Return family and name, such as orlib_cap/cap71."""
        return f"{self.family}/{self.name}"

    def agrees(self, objective: float | None) -> bool:
        """Return whether a value found is close enough to the published one."""
        if self.published is None or objective is None:
            return self.published is None and objective is None
        return abs(objective - self.published) <= self.within * abs(self.published)


def folder() -> Path | None:
    """Return the folder that the environment names, or None where the variable is not set."""
    name = os.environ.get(VARIABLE, "")
    return Path(name) if name else None


def cases(root: Path | None) -> tuple[Case, ...]:
    """Return every instance that can be read: those of the folder, if there is one, and the two written down
    here.
    """
    found = [
        Case("gamslib", "mexss", mexss.PUBLISHED, mexss.load),
        Case("gamslib", "trnsport", trnsport.PUBLISHED, trnsport.load),
    ]
    if root is not None:
        found.extend(_orlib(root / "orlib_cap"))
        found.extend(_fcnetlib(root / "fcnetlib"))
        found.extend(_mcnd(root / "mcnd_r"))
        found.extend(_two_stage(root / "two_stage_cflp"))
    return tuple(found)


def _orlib(root: Path) -> Iterator[Case]:
    """Yield the OR-Library instances whose file is there."""
    for name, value in sorted(orlib_cap.published(root).items()):
        path = root / f"{name}.txt"
        if path.exists():
            yield Case("orlib_cap", name, value, partial(orlib_cap.load, path))


def _fcnetlib(root: Path) -> Iterator[Case]:
    """Yield the FCNetLib instances of `expected.csv`."""
    for row in _expected(root):
        path = root / f"{row['name']}.inc"
        yield Case("fcnetlib", row["name"], float(row["optimal"]), partial(fcnetlib.load, path))


def _mcnd(root: Path) -> Iterator[Case]:
    """Yield the network design instances of `expected.csv`, one of which has no plan."""
    for row in _expected(root):
        value = float(row["objective"]) if row["status"] == "Optimal" else None
        path = root / f"{row['name']}.dow"
        yield Case("mcnd_r", row["name"], value, partial(mcnd_r.load, path))


def _two_stage(root: Path) -> Iterator[Case]:
    """Yield the two-stage instances: their values are best known ones, to be met within half a percent."""
    for row in _expected(root):
        path = root / row["file"]
        make = partial(two_stage_cflp.load, path)
        value = float(row["best_known"])
        yield Case("two_stage_cflp", path.stem, value, make, gap=2e-3, within=5e-3)


def _expected(root: Path) -> list[dict[str, str]]:
    """Return the rows of `expected.csv`; none where the folder lacks the family."""
    path = root / "expected.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
