"""Published instances reach their published values through the ordinary tables and the ordinary solve."""

from __future__ import annotations

import pytest
from benchmarks.instances.cases import WITHOUT_FOLDER, Case, cases, folder

from corridor.pipeline.instance import solve_model
from corridor.solve.options import SolveOptions

ROOT = folder()
SMALL = frozenset(
    {
        "gamslib/mexss",
        "gamslib/trnsport",
        "orlib_cap/cap71",
        "fcnetlib/k10x90",
        "mcnd_r/r01.1",
        "mcnd_r/r01.7",
    }
)
"""Instances that the ordinary tests run; the rest is long."""

FAMILIES = ("orlib_cap", "fcnetlib", "mcnd_r", "two_stage_cflp")
"""Families that need the folder."""

needs_folder = pytest.mark.skipif(ROOT is None, reason=WITHOUT_FOLDER)


def parameters() -> list:
    """Return the instances, the larger ones marked long."""
    found = [
        pytest.param(case, id=case.code, marks=() if case.code in SMALL else (pytest.mark.long,))
        for case in cases(ROOT)
    ]
    if ROOT is None:
        found.extend(pytest.param(None, id=family, marks=(needs_folder,)) for family in FAMILIES)
    return found


@pytest.mark.parametrize("case", parameters())
def test_published_value_is_reproduced(case: Case):
    """The plan costs what was published and passes its audit, or there is none where none was published."""
    run = solve_model(case.make(), SolveOptions(gap=case.gap, time_limit=case.time_limit, threads=1))
    if case.published is None:
        assert run.info["status"] == "infeasible"
        assert all(table.empty for table in run.tables.values())
    else:
        assert run.info["status"] in {"optimal", "feasible"}
        assert run.info["audit"] == "passed"
        assert case.agrees(run.info["objective"]), (run.info["objective"], case.published)


@needs_folder
def test_every_family_of_the_folder_is_there():
    """The folder holds an instance of each family, and all of the small ones."""
    codes = {case.code for case in cases(ROOT)}
    assert codes >= SMALL
    assert {code.split("/")[0] for code in codes} == {"gamslib", *FAMILIES}


@needs_folder
def test_cost_of_serving_a_customer_is_turned_into_a_cost_per_unit():
    """OR-Library prices the whole demand of a customer: 146 units from warehouse 1 for 6739.725."""
    case = next(case for case in cases(ROOT) if case.code == "orlib_cap/cap71")
    rows = case.make().tables.rows
    lane = next(row for row in rows["lanes"] if (row.from_site, row.to_site) == ("W01", "C01"))
    assert lane.unit_cost * 146 == pytest.approx(6739.725)
