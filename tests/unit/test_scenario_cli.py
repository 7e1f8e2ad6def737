"""Scenarios on the command line: solve, check, models, new; and what a run says of its scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.scenario_example import two_plants, write
from typer.testing import CliRunner

from corridor.cli import app
from corridor.scenario import apply, read_scenarios
from corridor.tables.library import find_model, shipped_models
from corridor.tables.read import read_model


def run(*words: str) -> tuple[int, str]:
    """Return exit code and output of a command."""
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_solve_in_a_scenario(tmp_path: Path):
    """run.json names the scenario and its hash; without one it has neither."""
    folder = two_plants(tmp_path)
    write(folder, "  - shock: KR 8507 +25pp to US", "notice")
    code, _ = run("solve", str(folder), "--scenario", "notice", "--out", str(tmp_path / "notice"), "--json")
    assert code == 0
    info = json.loads((tmp_path / "notice" / "run.json").read_text())
    assert info["objective"] == pytest.approx(9062)
    assert info["scenario"] == "notice"
    assert info["scenario_hash"] == read_scenarios(read_model(folder))[0].hash
    assert "scenarios/notice.yaml" in info["inputs"]
    assert "Scenario notice: In words." in info["assumptions"]
    assert run("solve", str(folder), "--out", str(tmp_path / "base"), "--json")[0] == 0
    info = json.loads((tmp_path / "base" / "run.json").read_text())
    assert (info["scenario"], info["scenario_hash"]) == (None, None)


def test_check_reads_every_scenario_or_one(tmp_path: Path):
    """Without --scenario the faults of all, with it those of one, and of the model as it is in it."""
    folder = two_plants(tmp_path)
    write(folder, "  - shock: KR 8507 +25pp to US", "good")
    write(folder, "  - {table: demand, scale: {quantiti: 2}}", "bad")
    write(folder, "  - {of: 'lanes[to_site=US_CARS]', remove: yes}", "cut_off")
    code, output = run("check", str(folder))
    assert code == 2
    assert "scenarios/bad.yaml!4:29" in output
    assert run("check", str(folder), "--scenario", "good")[0] == 0
    code, output = run("check", str(folder), "--scenario", "bad", "--json")
    assert code == 2
    (fault,) = [fault for fault in json.loads(output)["faults"] if fault["severity"] >= 2]
    assert (fault["row"], fault["column"]) == (4, "patches[1].scale.quantiti")
    assert "US_CARS" in run("check", str(folder), "--scenario", "cut_off")[1]


def test_new_copies_the_scenarios_and_models_lists_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """All files of the model it is made from, byte by byte."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine", "--from", "ev_battery_asean")[0] == 0
    shipped = sorted((find_model("ev_battery_asean") / "scenarios").glob("*.yaml"))
    copied = sorted((tmp_path / "mine" / "scenarios").glob("*.yaml"))
    assert [path.read_bytes() for path in copied] == [path.read_bytes() for path in shipped]
    output = run("models")[1]
    listed = json.loads(run("models", "--json")[1])
    names = {one["scenario"] for model in listed for one in model["scenarios"]}
    assert names == {path.stem for path in shipped}
    assert all(f"--scenario {name}" in output for name in names)


@pytest.mark.parametrize("name", shipped_models())
def test_every_shipped_scenario_can_be_applied_and_says_that_it_is_hypothetical(name: str):
    """No faults, and no note or warning that the model itself does not have."""
    model = read_model(find_model(name))
    for scenario in read_scenarios(model):
        patched = apply(model, scenario)
        assert patched.faults == model.faults
        assert "Hypothetical" in scenario.description
        assert patched.settings.model_dump(exclude={"assumptions"}) != model.settings.model_dump(
            exclude={"assumptions"}
        ) or (patched.tables != model.tables)
