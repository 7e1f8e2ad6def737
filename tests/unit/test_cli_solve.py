"""What `corridor solve` says last: the run, and a next step where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analytic.building import PART, goods, lane, model, offer, sites
from typer.testing import CliRunner

from corridor.cli import app
from corridor.schema.moving import Demand
from corridor.tables.write import write_model


@pytest.mark.parametrize(("limit", "code", "has_next"), [(10.0, 0, True), (3.0, 3, False)])
def test_only_a_plan_is_worth_a_report(tmp_path: Path, limit: float, code: int, has_next: bool):
    """Without a plan the folder of the run is named, and no report is proposed."""
    parts = (sites(A="US", B="US"), goods(PART), offer("A", 2.0, max_quantity=limit), lane("A", "B"))
    place, run = tmp_path / "example", tmp_path / "run"
    write_model(model(*parts, Demand(site="B", product=PART, quantity=5.0)), place)
    result = CliRunner().invoke(app, ["solve", str(place), "--out", str(run)])
    assert result.exit_code == code, result.output
    assert f"Run: {run}" in result.output
    assert (f"Next: corridor report {run}" in result.output) == has_next
