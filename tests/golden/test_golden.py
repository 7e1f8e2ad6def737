"""The mathematics has not changed: the compiled program of a tiny model of each family equals its golden file.

`pytest tests/golden --update-golden` writes the files anew; the difference is reviewed as mathematics.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

import numpy as np
import pyomo.environ as pyo
import pytest
from tests.golden.canonical import text, total_cost
from tests.golden.cases import CASES

from corridor.compiled import TABLES
from corridor.formulation import FAMILIES
from corridor.pipeline.prepare import Prepared, prepare
from corridor.tables.tables import Model

FOLDER = Path(__file__).parent


@cache
def prepared(family: str) -> Prepared:
    """Return the tiny model of a family as a program."""
    return prepare(CASES[family]())


def names_with_rows(ready: Prepared) -> set[str]:
    """Return the constraints that have a row in the program."""
    return {name for name, _ in ready.program.rows}


def test_every_family_has_a_case_and_a_file_and_no_file_is_left_over():
    """Families, cases and golden files are the same list."""
    families = [family.__name__.rpartition(".")[2] for family in FAMILIES]
    assert sorted(CASES) == sorted(families)
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(families)


@pytest.mark.parametrize("family", CASES)
def test_program_equals_its_golden_file(family: str, update_golden: bool):
    """The text of the compiled program is what the golden file says; a missing file fails."""
    path = FOLDER / f"{family}.txt"
    found = text(prepared(family))
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing: run with --update-golden, and review what it says"
    kept = path.read_text(encoding="utf-8")
    changes = difflib.unified_diff(kept.splitlines(), found.splitlines(), path.name, "now", lineterm="", n=1)
    assert kept == found, "the mathematics changed:\n" + "\n".join(changes)


def test_every_constraint_is_in_some_golden_file():
    """Each constraint of the formulation has a row in a golden file."""
    components = {
        component.name
        for family in CASES
        for component in prepared(family).pyomo_model.component_objects(pyo.Constraint)
    }
    filed = {
        name
        for family in CASES
        for name in re.findall(r"^ROWS (\w+)$", (FOLDER / f"{family}.txt").read_text(encoding="utf-8"), re.M)
    }
    assert filed == components


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__.rpartition(".")[2])
def test_case_of_a_family_fills_every_constraint_of_it(family):
    """What `add` of a family adds has rows in the case of that family."""
    name = family.__name__.rpartition(".")[2]
    added = {component.name for component in _added(family, prepared(name))}
    assert added <= names_with_rows(prepared(name))


def _added(family, ready: Prepared):
    """Return the constraints that a family adds to a model that has the variables only."""
    from corridor.formulation import variables

    m = pyo.ConcreteModel()
    variables.add(m, ready.network, TABLES)
    family.add(m, ready.network, TABLES)
    return list(m.component_objects(pyo.Constraint))


@pytest.mark.parametrize("family", CASES)
def test_cost_lines_add_up_to_the_cost_of_the_program(family: str):
    """The named cost lines, as the golden file prints them, are the objective that the solver gets."""
    ready = prepared(family)
    np.testing.assert_allclose(total_cost(ready), ready.program.cost, rtol=1e-12, atol=0)
    assert ready.program.offset == 0.0


def test_text_does_not_depend_on_the_order_of_the_tables():
    """A model whose tables are read in reverse order gives the same text."""
    model = CASES["recipes"]()
    reverse = model.tables
    for rows in list(model.tables.rows.values()):
        reverse = reverse.with_rows(type(rows[0]), rows[::-1])
    turned = Model(model.settings, reverse, model.place)
    assert text(prepare(turned)) == text(prepared("recipes"))
