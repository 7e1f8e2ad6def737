"""The whole path of a user: from the folder of tables to the folder of results, by phase."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.generator import generate, preset
from benchmarks.side_by_side.networks import PRESETS
from benchmarks.side_by_side.plan import Plan
from benchmarks.side_by_side.processes import in_process
from benchmarks.side_by_side.records import Record, medians, of
from corridor.pipeline import instance
from corridor.pipeline.prepare import Stopwatch
from corridor.result.store import write_run
from corridor.solve import linear
from corridor.solve.options import SolveOptions
from corridor.tables.read import read_model, write_model

PEER = "compiled"
LIMITS = {"1m": 1500.0}
"""Case -> longest time [s] it may take."""


class CpuStopwatch(Stopwatch):
    """CPU seconds by phase."""

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase."""
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


def records(plan: Plan) -> Iterator[Record]:
    """Yield CPU seconds by phase (`<phase>_s`), in all (`cpu_s`), and the share that is not HiGHS (`own_share`)."""
    for case in plan.cases(("10k", "100k"), optional=("1m",)):
        repeats = 3 if case == "10k" else 1
        found = [in_process("path", case=case, timeout=LIMITS.get(case, 900.0)) for _ in range(repeats)]
        figures = medians(found)
        plan.tell(f"path {case}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items() if value))
        yield from of("path", case, PEER, figures)


def measure(case: str) -> dict[str, float]:
    """Return the phases of one path. Raises ValueError if the plan does not pass its audit."""
    model = generate(preset(PRESETS[case]))
    with tempfile.TemporaryDirectory() as place:
        write_model(model, Path(place) / "model")
        del model
        watch = CpuStopwatch()
        instance.Stopwatch = lambda: watch
        linear.run = _timed(linear.run, watch, "highs")
        start = time.process_time()
        with watch.phase("read"):
            given = read_model(Path(place) / "model")
        run, log = instance.solve_and_log(given, SolveOptions(threads=1))
        with watch.phase("write"):
            write_run(run, Path(place) / "run", log)
        total = time.process_time() - start
    if (run.info["status"], run.info["audit"]) != ("optimal", "passed"):
        raise ValueError(f"{case}: {run.info['status']}, audit {run.info['audit']}: {run.info['audit_findings'][:3]}")
    phases = {f"{name}_s": seconds for name, seconds in watch.seconds.items()}
    phases["rest_s"] = total - sum(seconds for name, seconds in watch.seconds.items() if name != "highs")
    highs = watch.seconds["highs"]
    return {**phases, "cpu_s": total, "own_s": total - highs, "own_share": (total - highs) / total}


def _timed(action: Callable[..., Any], watch: CpuStopwatch, name: str) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        with watch.phase(name):
            return action(*arguments)

    return timed
