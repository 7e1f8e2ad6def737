"""`python -m benchmarks`: measures, and writes `results/latest.json` and the tables in README.md.

    python -m benchmarks                                  all, about an hour on two cores
    python -m benchmarks build update --cases 10k 100k    some of it
    python -m benchmarks --quick                          all, but 10k only
    python -m benchmarks table                            nothing: write the tables again from the records

Whatever is measured again replaces the records it had; all others are kept.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.published import Finding, find_all
from benchmarks.side_by_side import machine, table
from benchmarks.side_by_side.networks import PRESETS, Store
from benchmarks.side_by_side.plan import Plan
from benchmarks.side_by_side.processes import MeasurementError
from benchmarks.side_by_side.records import Record, merged, of, read, write

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "latest.json"
MACHINES = HERE / "results" / "machines.json"
README = HERE / "README.md"

JOBS = {
    "build": ("build", "build"),
    "update": ("update", "update"),
    "what-if": ("what_if", "solve"),
    "solve": ("solving", "solve"),
    "path": ("path", "path"),
}
"""Word on the command line -> (module of the job, benchmark of its records)."""

PEER = "compiled"
"""Published instances go the ordinary way: rules compiled to arrays."""


def published(findings: Iterable[Finding]) -> Iterator[Record]:
    """Yield wall time [s] and proven relative gap [1] of published instances."""
    for finding in findings:
        figures = {"wall_s": finding.seconds, "gap": finding.gap}
        yield from of("solve", finding.case.code, PEER, figures)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; return 1 if a plan of a published instance does not agree or a measurement failed."""
    asked = _asked(arguments)
    agrees = True
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(asked.networks or scratch))
        store.folder.mkdir(parents=True, exist_ok=True)
        plan = Plan(store, tuple(asked.cases), asked.repeats)
        for word in asked.what or ("published", *JOBS):
            if word == "published":
                findings = list(find_all(()))
                agrees = all(finding.agrees for finding in findings)
                _keep(list(published(findings)))
            elif word in JOBS:
                module, benchmark = JOBS[word]
                load = machine.load()
                try:
                    _keep_all(import_module(f"benchmarks.side_by_side.jobs.{module}").records(plan))
                except MeasurementError as error:
                    print(f"{word} stopped: {error}", file=sys.stderr)
                    agrees = False
                _describe(benchmark, machine.described(max(load, machine.load())))
            table.put(README, table.text(read(RESULTS), _machines()))
    print(f"Written: {RESULTS.relative_to(HERE.parent)}, {README.relative_to(HERE.parent)}")
    return 0 if agrees else 1


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Corridor beside others.")
    words = ("published", *JOBS, "table")
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"{', '.join(words)}; none: all but table")
    parser.add_argument("--cases", nargs="+", choices=list(PRESETS), default=[], help="sizes; none: the default ones")
    parser.add_argument("--quick", action="store_true", help="10k only")
    parser.add_argument("--repeats", type=int, default=5, help="of what takes seconds")
    parser.add_argument("--networks", help="folder that keeps the generated networks for the next run")
    asked = parser.parse_args(arguments)
    unknown = [word for word in asked.what if word not in words]
    if unknown:
        parser.error(f"nothing is called {' or '.join(unknown)}: choose from {', '.join(words)}")
    if asked.quick:
        asked.cases = ["10k"]
    return asked


def _keep_all(records: Iterable[Record]) -> None:
    """Write the records of each case and peer as soon as they are there: a run that stops has kept them."""
    ready: list[Record] = []
    try:
        for record in records:
            if ready and (record.case, record.peer) != (ready[-1].case, ready[-1].peer):
                _keep(ready)
                ready = []
            ready.append(record)
    finally:
        _keep(ready)


def _keep(records: Sequence[Record]) -> None:
    write(RESULTS, merged(read(RESULTS), records))


def _machines() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(MACHINES.read_text(encoding="utf-8")) if MACHINES.exists() else {}
    return found


def _describe(benchmark: str, described: dict[str, str]) -> None:
    machines = {**_machines(), benchmark: described}
    MACHINES.write_text(json.dumps(machines, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
