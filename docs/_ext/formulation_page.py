"""The page on the mathematics, from the docstrings of `corridor.formulation`."""

from __future__ import annotations

from types import ModuleType

from corridor import formulation
from corridor.formulation import variables
from pieces import docstring


def formulation_page() -> str:
    """Return sets and variables, then every constraint family in reading order."""
    return "\n\n".join(_section(module) for module in (variables, *formulation.FAMILIES))


def _section(module: ModuleType) -> str:
    """Return one family: its name, its docstring, and where it stands."""
    name = module.__name__.rpartition(".")[2]
    file = f"optimizer/{module.__name__.replace('.', '/')}.py"
    return f"## {name}\n\n{docstring(module.__doc__ or '')}\n\nFile: `{file}`."
