"""The side-by-side benchmarks: floor and compiled build the same program, records and tables have the right form."""

from __future__ import annotations

import json
from dataclasses import fields

import benchmarks.__main__ as command
import numpy as np
import pytest
from benchmarks.generator import generate, preset
from benchmarks.side_by_side import table
from benchmarks.side_by_side.changes import CHANGES, restore
from benchmarks.side_by_side.jobs import build as build_job
from benchmarks.side_by_side.peers import floor
from benchmarks.side_by_side.processes import MeasurementError
from benchmarks.side_by_side.records import Record, medians, merged, of, read, write

from corridor.compiled import compile_model
from corridor.formulation import build
from corridor.network.expand import expand
from corridor.network.network import Network
from corridor.reference.load import law_of


def network_of(kind: str) -> Network:
    """Return the network of the smallest preset."""
    model = generate(preset("k3", kind))
    return expand(model, law_of(model))


@pytest.fixture(scope="module")
def network() -> Network:
    return network_of("lp")


def test_floor_and_compiled_give_the_same_program(network):
    """Every entry, cost and bound is the same, in the same place."""
    ours, bare = compile_model(build(network)), floor.program(network)
    theirs, matrix = ours.matrix.copy(), bare.matrix.copy()
    for one in (theirs, matrix):
        one.sort_indices()
    assert matrix.shape == theirs.shape
    assert (matrix.indptr == theirs.indptr).all()
    assert (matrix.indices == theirs.indices).all()
    assert np.allclose(matrix.data, theirs.data, rtol=1e-12)
    for name in ("cost", "row_lower", "row_upper", "col_lower", "col_upper"):
        assert np.allclose(getattr(bare, name), getattr(ours, name), rtol=1e-9), name
    assert not ours.integer.any()


def test_the_floor_refuses_what_it_does_not_know():
    """A network with decisions is no linear program."""
    with pytest.raises(ValueError, match="no decisions"):
        floor.program(network_of("mip"))


def test_a_change_changes_the_program_and_is_undone(network):
    """Each what-if change moves something; after `restore` the program is the first one again."""
    m = build(network)
    first = compile_model(m)
    parts = ("cost", "row_lower", "row_upper", "col_upper")
    for name, change in CHANGES.items():
        change(m, network)
        now = compile_model(m)
        moved = any((getattr(now, part) != getattr(first, part)).any() for part in parts)
        assert moved or (now.matrix.data != first.matrix.data).any(), name
        restore(m, network)
        back = compile_model(m)
        assert all((getattr(back, part) == getattr(first, part)).all() for part in parts), name
        assert (back.matrix.data == first.matrix.data).all(), name


def program(**other: float | None) -> dict[str, float | None]:
    """Return what a peer says it built."""
    return {"rows": 5, "columns": 7, "entries": 20, "optimum": 1.0} | other


def test_a_peer_that_builds_something_else_is_found():
    """More rows are allowed only where rows with two bounds become two."""
    build_job.compare({"compiled": program(), "linopy": program(rows=6, entries=22), "ortools": program(optimum=None)})
    for wrong in (program(rows=6), program(entries=19), program(columns=8), program(optimum=1.1)):
        with pytest.raises(MeasurementError, match="floor builds"):
            build_job.compare({"compiled": program(), "floor": wrong})


def test_records_have_the_form_that_readers_expect(tmp_path):
    """A list of benchmark, case, peer, metric, value; what is measured again replaces all it had."""
    place = tmp_path / "results" / "latest.json"
    figures = medians(
        [{"cpu_s": 1.0, "peak_mb": None}, {"cpu_s": 3.0, "peak_mb": None}, {"cpu_s": 2.0, "peak_mb": 9.0}]
    )
    made = list(of("build", "10k", "floor", figures))
    assert made == [
        Record("build", "10k", "floor", "cpu_s", 2.0),
        Record("build", "10k", "floor", "peak_mb", 9.0),
        Record("build", "10k", "floor", "repeats", 3.0),
    ]
    other = Record("build", "10k", "compiled", "cpu_s", 4.0)
    again = Record("build", "10k", "floor", "cpu_s", 1.5)
    write(place, merged([*made, other], [again]))
    assert read(place) == [other, again]
    for record in json.loads(place.read_text(encoding="utf-8")):
        assert list(record) == [field.name for field in fields(Record)]
    assert read(tmp_path / "nothing.json") == []


def test_the_tables_are_made_from_the_records(tmp_path):
    """Ratios to the floor and to Corridor, one section per benchmark that has records, between the markers."""
    records = [
        Record("build", "10k", "floor", "cpu_s", 0.5),
        Record("build", "10k", "compiled", "cpu_s", 1.0),
        Record("build", "10k", "compiled", "columns", 9980.0),
        Record("build", "10k", "pyomo_appsi", "cpu_s", 40.0),
        Record("update", "10k/tariff 1 %", "compiled", "cpu_s", 0.002),
        Record("solve", "orlib_cap/cap101", "compiled", "wall_s", 0.5),
    ]
    text = table.text(records, {"build": {"date": "2026-01-31", "machine": "a machine"}})
    assert "| 10k | 9,980 | pyomo_appsi | 40.0 | 80.0 | 40.0 | - | - | 1 |" in text
    assert "| 10k/tariff 1 % | compiled | 2.00 | 1.00 | - | - |" in text
    assert "Measured: 2026-01-31; a machine." in text
    assert [line for line in text.splitlines() if line.startswith("###")] == ["### Build", "### Update"]
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", encoding="utf-8")
    table.put(readme, text)
    written = readme.read_text(encoding="utf-8")
    assert written.startswith("before\n")
    assert written.endswith("after\n")
    assert "old" not in written
    assert text in written
    readme.write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="no lines"):
        table.put(readme, text)


def test_a_run_that_stops_keeps_what_it_has(tmp_path, monkeypatch):
    """The records before a failed measurement are in the file, those of the last case and peer too."""
    place = tmp_path / "latest.json"
    monkeypatch.setattr(command, "RESULTS", place)
    made = [Record("path", case, "compiled", metric, 1.0) for case in ("10k", "100k") for metric in ("cpu_s", "own_s")]

    def stopping():
        yield from made
        raise MeasurementError("1m: no answer")

    with pytest.raises(MeasurementError, match="1m"):
        command._keep_all(stopping())
    assert read(place) == made
