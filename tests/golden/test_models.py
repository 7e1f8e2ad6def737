"""The tiny models are models: `corridor check` takes them, and each has a plan that passes its audit."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analytic.building import EXACT
from tests.golden.cases import CASES

from corridor.errors import Severity
from corridor.pipeline.faults import faults_of
from corridor.pipeline.instance import solve_model
from corridor.tables.check import check
from corridor.tables.read import read_model, write_model


@pytest.mark.parametrize("family", CASES)
def test_check_has_nothing_against_a_golden_model(family: str, tmp_path: Path):
    """Written to a folder, the model has no fault in its tables, and none that only law and network can find."""
    write_model(CASES[family](), tmp_path)
    faults = check(tmp_path)
    assert [str(fault) for fault in faults if fault.severity >= Severity.ERROR] == []
    found = faults_of(read_model(tmp_path))
    assert [str(fault) for fault in found if fault.severity >= Severity.ERROR] == []


@pytest.mark.parametrize("family", CASES)
def test_a_golden_model_has_a_plan_that_passes_its_audit(family: str):
    """The program of a golden file is that of a plan, not of a contradiction, and no judgement bounds the plan."""
    info = solve_model(CASES[family](), EXACT).info
    assert (info["status"], info["audit"], info["warnings"]) == ("optimal", "passed", [])
