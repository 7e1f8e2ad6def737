"""The commands about origin: for people, for machines, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.origin_pack_example import written
from typer.testing import CliRunner

from corridor.cli import app

WIDE = {"COLUMNS": "200", "TERMINAL_WIDTH": "200", "NO_COLOR": "1"}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The model and its run."""
    folder = tmp_path_factory.mktemp("packs")
    model, run = written(folder / "model"), folder / "run"
    solved = CliRunner().invoke(app, ["solve", str(model), "--out", str(run)], env=WIDE)
    assert solved.exit_code == 0, solved.output
    assert "Preference claimed" in solved.output
    assert "with all claims denied it costs 12,970.00 USD" in " ".join(solved.output.split())
    return model, run


def told(*arguments: object) -> str:
    """Return what a command prints."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], env=WIDE)
    assert result.exit_code == 0, result.output
    return result.stdout


def answer(*arguments: object) -> dict[str, Any]:
    """Return what a command prints for machines."""
    found: dict[str, Any] = json.loads(told(*arguments, "--json"))
    return found


def test_origin_of_a_run(places: tuple[Path, Path]):
    """What fails stands before what is claimed; the proof goes down to declarations."""
    text = told("origin", places[1], "--product", "PACK")
    order = ("What is not claimed", "cheapest change: take 16.7", "What is claimed", "custody:", "Proof", "CATHODE")
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "MY, originating under FTA" in text
    assert [claim["hs"] for claim in answer("origin", places[1], "--product", "PACK")["claims"]] == ["850780"]


def test_origin_of_a_model(places: tuple[Path, Path]):
    """Rule, citation, ways, and what counts at the cheapest sources."""
    text = told("origin", places[0], "--product", "PACK")
    assert "RVC_BD40 on fob: 65.0 % of the value counts, 60.0 % allowed" in text
    found = answer("origin", places[0], "--product", "PACK")
    ways = {one["agreement"]: one["ways"][0]["passes"] for one in found["makers"][0]["agreements"]}
    assert ways["FTA"] is True
    assert ways["LOOSE"] is False


def test_evidence_ranks_documents(places: tuple[Path, Path]):
    """Missing documents come first; one product may be asked for alone."""
    found = answer("evidence", places[1])
    assert found["missing"] == sum(one["status"] == "missing" for one in found["documents"])
    assert [one["rank"] for one in found["documents"]] == list(range(1, found["needed"] + 1))
    assert answer("evidence", places[1], "--product", "CELL")["documents"] == []
    assert "documents needed" in told("evidence", places[1])


def test_report_writes_the_pack(places: tuple[Path, Path], tmp_path: Path):
    """--audit adds three files; --out of origin writes the form that its ending says."""
    files = answer("report", places[1], "--out", tmp_path, "--audit")["audit"]
    assert [Path(name).name for name in files] == ["audit.xlsx", "audit.html", "audit.json"]
    assert all(Path(name).stat().st_size for name in files)
    assert answer("report", places[1], "--out", tmp_path)["audit"] == []
    told("origin", places[1], "--product", "PACK", "--out", tmp_path / "pack.json")
    assert json.loads((tmp_path / "pack.json").read_text("utf-8"))["product"] == "PACK"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("origin", "RUN", "--product", "NONE"), "give one of BOARD"),
        (("origin", "MODEL", "--product", "NONE"), "give one of BOARD"),
        (("origin", "MODEL", "--product", "PACK", "--out", "x.json"), "solve the model first"),
        (("evidence", "MODEL"), "holds no run"),
        (("evidence", "RUN", "--product", "NONE"), "give one of BOARD"),
    ],
)
def test_what_is_refused(places: tuple[Path, Path], command: tuple[str, ...], words: str):
    """Each refusal says what to do instead."""
    named = {"MODEL": str(places[0]), "RUN": str(places[1])}
    result = CliRunner().invoke(app, [named.get(word, word) for word in command], env=WIDE)
    assert result.exit_code != 0
    assert words in str(result.exception)
