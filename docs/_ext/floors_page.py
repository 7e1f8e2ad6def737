"""The table of floors, from the import contract that holds them."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from pieces import prose, table

ROOT = Path(__file__).resolve().parents[2]


FLOORS = ("roof", "8", "7", "6", "5", "4", "3", "2", "2", "1c", "1b", "1b", "1a", "0", "beside")
"""Names of the layers of the contract, from the roof down."""


def floors_page() -> str:
    """Return the floors of the package from the roof down, with the first sentence of each docstring."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    rows = [
        (floor, f"`{name}`", prose(_first_sentence(name)))
        for floor, layer in zip(FLOORS, layers, strict=True)
        for name in re.findall(r"\w+", layer)
    ]
    return table(["floor", "file or folder", "what it is"], (row for row in rows if row[2]))


def _first_sentence(name: str) -> str:
    """Return the first line of a module's or package's docstring; empty where there is none yet."""
    package = ROOT / "optimizer" / "corridor"
    for place in (package / f"{name}.py", package / name / "__init__.py"):
        if place.exists():
            text = ast.get_docstring(ast.parse(place.read_text(encoding="utf-8"))) or ""
            words = re.sub(r"^Floor \w+(, [^:]*)?: ", "", text.partition("\n")[0])
            return words[:1].upper() + words[1:]
    return ""
