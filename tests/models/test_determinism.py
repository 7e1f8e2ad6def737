"""Equal inputs give equal bytes: two processes with different hash seeds write the same result tables."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.properties.rich import rich

from corridor.paths import MODELS
from corridor.tables.write import write_model

RANDOM = 23
"""Seed of a random model with two periods, stocks, price tiers, a ramp and 28 integer columns."""


def solve(model: Path, folder: Path, hash_seed: str) -> dict[str, bytes]:
    """Solve a model in a process of its own and return the CSV files of the run."""
    program = "from corridor.cli import main; main()"
    command = [sys.executable, "-c", program, "solve", str(model), "--out", str(folder), "--gap", "1e-6"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    report = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert report.returncode == 0, report.stdout + report.stderr
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


@pytest.mark.parametrize("name", ["two_plants", "random"])
def test_result_tables_are_byte_identical(name: str, tmp_path: Path):
    """two_plants and a random mixed-integer model of two periods, each solved twice."""
    place = MODELS / name
    if name == "random":
        place = tmp_path / "random"
        model = rich(RANDOM)
        write_model(replace(model, settings=model.settings.model_copy(update={"name": "random"})), place)
    first, second = (solve(place, tmp_path / f"run_{seed}", seed) for seed in ("1", "4242"))
    assert len(first) > 10
    assert sorted(first) == sorted(second)
    different = [file for file in first if first[file] != second[file]]
    assert different == []
