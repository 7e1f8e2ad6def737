"""How tests of the network look at it: lookups and networks of rows, without a formulation or a solver."""

from __future__ import annotations

from tests.analytic.building import model

from corridor.network.bounds import largest_useful
from corridor.network.choices import Choices
from corridor.network.expand import expand
from corridor.network.lookups import Lookups
from corridor.network.network import Network
from corridor.network.reach import Reach, search
from corridor.network.schemes import Schemes
from corridor.reference.load import law_of
from corridor.schema.goods import Process, RecipeLine
from corridor.schema.row import Row


def lookups(*rows: Row | list[Row], **settings: object) -> Lookups:
    """Return the lookups of a model of rows."""
    made = model(*rows, **settings)
    return Lookups(made, law_of(made))


def network(*rows: Row | list[Row], **settings: object) -> Network:
    """Return the network of a model of rows."""
    made = model(*rows, **settings)
    return expand(made, law_of(made))


def reach(*rows: Row | list[Row], **settings: object) -> Reach:
    """Return what a model of rows reaches."""
    return search(Choices(Schemes(lookups(*rows, **settings))))


def need(*rows: Row | list[Row], **settings: object) -> dict[str, float]:
    """Return the largest useful quantities of a model of rows, within what is judged to be no waste."""
    asked = lookups(*rows, **settings)
    return largest_useful(asked, search(Choices(Schemes(asked)))).judged


def recipe(process: str, output: str, made: float = 1.0, byproduct: str = "", **inputs: float) -> list[Row]:
    """Return a process with one output of `made` per run, half a unit of a by-product, and inputs per run."""
    line = {"process": process}
    rows: list[Row] = [Process(process=process), RecipeLine(**line, product=output, role="output", quantity=made)]
    if byproduct:
        rows.append(RecipeLine(**line, product=byproduct, role="byproduct", quantity=0.5))
    return rows + [RecipeLine(**line, product=code, role="input", quantity=n) for code, n in inputs.items()]
