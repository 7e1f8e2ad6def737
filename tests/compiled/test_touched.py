"""Data objects appear when they are touched, and what is done to them counts."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import numpy as np
import pyomo.environ as pyo
import pytest
from tests.compiled.canonical import assert_same
from tests.compiled.example import model

from corridor.compiled import STOCK, compile_model, load_values, value_of
from corridor.compiled.reference import standard_form


def made(m: pyo.ConcreteModel) -> int:
    """Return how many data objects exist."""
    kinds = (pyo.Var, pyo.Constraint, pyo.Param)
    return sum(len(component._data) for kind in kinds for component in m.component_objects(kind))


def touch(m: pyo.ConcreteModel) -> None:
    """Do to a model what users do to models."""
    m.flow["A", "X", 1].fix(2.0)
    m.flow["A", "Y", 1].setub(3.5)
    m.flow["B", "X", 1].lower = 0.25
    m.short["Y", 1].domain = pyo.Integers
    m.open["A"].domain = pyo.UnitInterval
    m.leaving["B"].deactivate()
    m.share["C"].set_value(m.flow["C", "Y", 2] + 2 * m.open["C"] <= 4)
    m.stock["A"] = 11.0
    m.tariff["A", "X", 1].value = 0.75


def test_compiling_makes_no_data_object():
    """Neither construction nor compilation nor loading values touches anything."""
    m = model()
    form = compile_model(m)
    load_values(m, form, np.zeros(len(form.cost)))
    assert value_of(m.cost) == form.offset
    assert made(m) == 0


def test_what_is_written_to_data_objects_counts():
    """fix, bounds, domain, deactivate, another expression, parameters: as in Pyomo's own model."""
    ours, theirs = model(), model(STOCK)
    touch(ours)
    touch(theirs)
    assert 0 < made(ours) < made(theirs)
    form = compile_model(ours)
    # Pyomo turns fixed variables into constants and drops inactive rows: undo both for the comparison.
    theirs.flow["A", "X", 1].unfix()
    theirs.flow["A", "X", 1].setlb(2.0)
    theirs.flow["A", "X", 1].setub(2.0)
    row = form.rows.number("leaving", "B")
    assert (form.row_lower[row], form.row_upper[row]) == (-np.inf, np.inf)
    assert_same(form, standard_form(theirs))


@pytest.mark.parametrize(
    "copied", [lambda m: m.clone(), lambda m: pickle.loads(pickle.dumps(m))], ids=["clone", "pickle"]
)
def test_copies_are_models_of_their_own(copied):
    """A clone or a pickled copy has what was written to the original, and does not write back."""
    m = model()
    touch(m)
    other = copied(m)
    assert_same(compile_model(other), compile_model(m))
    before = compile_model(m)
    other.flow["B", "Y", 2].fix(1.0)
    other.price._values[:] = 0.0
    other.tariff.assign(9.0)
    assert_same(compile_model(m), before)
    assert compile_model(other).cost.sum() > before.cost.sum()


def test_a_whole_component_can_be_switched_off_and_on():
    """deactivate() and activate() on the component, and on rows made afterwards."""
    m, whole = model(), compile_model(model())
    m.share["A"].deactivate()
    m.share.activate()
    assert_same(compile_model(m), whole)
    m.share.deactivate()
    assert not m.share["B"].active
    assert "share" not in compile_model(m).rows.by_name


def test_fixing_and_freeing_a_whole_variable():
    """fix() with one number, with an array, and unfix(), also on rows that were touched before."""
    m = model()
    m.flow["A", "X", 1].setub(4.0)
    m.flow.fix(1.5)
    assert (compile_model(m).col_lower[:5] == 1.5).all()
    m.flow.fix(np.arange(5.0))
    assert compile_model(m).col_upper[:5].tolist() == [0, 1, 2, 3, 4]
    m.flow.unfix()
    assert compile_model(m).col_upper[:5].tolist() == [4, 5, np.inf, 6, 7]


def test_pprint_shows_every_row():
    """What Pyomo prints of the table-backed model is what it prints of its own, but for the set declarations."""
    texts = []
    for one in (model(), model(STOCK)):
        text = io.StringIO()
        one.leaving.pprint(text)
        one.flow.pprint(text)
        one.freight.pprint(text)
        texts.append(text.getvalue())
    assert texts[0].replace("5.0", "5") == texts[1].replace("5.0", "5")


def test_an_lp_file_holds_the_same_program(tmp_path: Path):
    """Pyomo's LP writer reads the table-backed model."""
    names = []
    for number, one in enumerate((model(), model(STOCK))):
        path = tmp_path / f"{number}.lp"
        one.write(str(path), io_options={"symbolic_solver_labels": True})
        names.append(sorted(path.read_text().split()))
    assert names[0] == names[1]


def test_bodies_values_and_slacks():
    """Values that were loaded at once are seen through data objects and expressions."""
    m = model()
    form = compile_model(m)
    load_values(m, form, np.arange(float(len(form.cost))))
    assert m.flow["B", "X", 1].value == 2.0
    assert pyo.value(m.freight) == pytest.approx(value_of(m.freight))
    assert pyo.value(m.leaving["A"].body) == pytest.approx(0 + 1 - 10 * 5)
    m.flow["B", "X", 1].set_value(7.0)
    assert value_of(m.freight) == pytest.approx(pyo.value(m.freight))
