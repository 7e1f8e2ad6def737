"""`python -m benchmarks.generator k10 --kind mip --seed 1 --out FOLDER`: writes a generated model as a CSV folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generator.build import generate
from benchmarks.generator.parameters import PRESETS, preset
from corridor.tables.read import write_model


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the model that the arguments name; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description="Write a generated model.")
    parser.add_argument("preset", choices=sorted(PRESETS), help="size: columns of the network")
    parser.add_argument("--kind", choices=("lp", "mip"), default="lp", help="lp: quantities only; mip: decisions too")
    parser.add_argument("--seed", type=int, default=1, help="seed of every draw")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    asked = parser.parse_args(arguments)
    model = generate(preset(asked.preset, asked.kind, asked.seed))
    write_model(model, asked.out)
    print(f"{model.settings.title}: {sum(map(len, model.tables.rows.values()))} rows in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
