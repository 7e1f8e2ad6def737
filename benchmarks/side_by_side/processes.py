"""Every measurement runs in a process of its own, which gets its arguments and gives its answer as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class MeasurementError(Exception):
    """A process that measures failed, or took too long."""


def in_process(job: str, timeout: float = 900.0, **arguments: Any) -> Any:
    """Return what `jobs.<job>.measure(**arguments)` returns in a new process. Raises MeasurementError."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-m", __name__, job, json.dumps(arguments), str(answer)]
        # One thread for everything that numpy calls: CPU seconds then mean the same for all.
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        what = f"{job} {arguments}"
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=timeout, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise MeasurementError(f"{what}: no answer within {timeout:.0f} s") from error
        if done.returncode != 0:
            raise MeasurementError(f"{what}: exit code {done.returncode}\n{done.stderr[-3000:]}")
        return json.loads(answer.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Run one measurement: name of the job, its arguments as JSON, the file for its answer."""
    job, given, answer = arguments
    found = import_module(f"benchmarks.side_by_side.jobs.{job}").measure(**json.loads(given))
    Path(answer).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
