"""Solves published instances through the ordinary `solve` and prints what was published beside what was
found.

    CORRIDOR_INSTANCES=path/to/instances python -m benchmarks.published [FAMILY or FAMILY/INSTANCE ...]

Ends with exit code 0 if every plan agrees with its published value and passes the audit, 1 if not, 2 if no
instance has the given name.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.instances.cases import WITHOUT_FOLDER, Case, cases, folder
from corridor.pipeline.instance import solve_model
from corridor.solve.options import SolveOptions

_HEADER = (
    f"{'family':15} {'instance':12} {'published':>14} {'found':>14} {'gap':>9} {'status':11} {'audit':7} "
    f"{'seconds':>8}  agrees"
)


@dataclass(frozen=True)
class Finding:
    """What was found on one instance."""

    case: Case
    objective: float | None
    """[money] None: no plan."""
    gap: float | None
    """[1] Relative gap proven."""
    status: str
    audit: str
    """passed, failed, or `-` where there is no plan."""
    seconds: float
    """[s] Wall time from reading the file to the audited plan."""

    @property
    def agrees(self) -> bool:
        """Return whether the value is the published one and the plan, if there is one, passed its audit."""
        if self.case.published is None:
            return self.status == "infeasible"
        return self.audit == "passed" and self.case.agrees(self.objective)

    def __str__(self) -> str:
        """Return the finding as one line of the table."""
        published = "infeasible" if self.case.published is None else f"{self.case.published:.4f}"
        found = "-" if self.objective is None else f"{self.objective:.4f}"
        gap = "-" if self.gap is None else f"{self.gap:.2e}"
        return (
            f"{self.case.family:15} {self.case.name:12} {published:>14} {found:>14} {gap:>9} "
            f"{self.status:11} {self.audit:7} {self.seconds:8.1f}  {'yes' if self.agrees else 'NO'}"
        )


def find(case: Case) -> Finding:
    """Return what the ordinary solve finds on an instance, with one thread."""
    start = time.perf_counter()
    run = solve_model(case.make(), SolveOptions(gap=case.gap, time_limit=case.time_limit, threads=1))
    seconds = time.perf_counter() - start
    info = run.info
    if info["status"] not in {"optimal", "feasible"}:
        return Finding(case, None, None, str(info["status"]), "-", seconds)
    return Finding(case, float(info["objective"]), float(info["gap"]), str(info["status"]), str(info["audit"]), seconds)


def chosen(names: Sequence[str], available: Iterable[Case]) -> tuple[Case, ...]:
    """Return the instances of the named families, or with the named codes; all where nothing is named."""
    return tuple(case for case in available if not names or case.family in names or case.code in names)


def find_all(names: Sequence[str]) -> Iterator[Finding]:
    """Print the table of the named families or instances, line by line, and yield its lines."""
    root = folder()
    if root is None:
        print(f"Skipped: every instance but mexss and trnsport. {WITHOUT_FOLDER}.")
    selected = chosen(names, cases(root))
    if not selected:
        print(f"No instance is called {' or '.join(names)}.")
        return
    print(_HEADER, flush=True)
    for case in selected:
        finding = find(case)
        print(finding, flush=True)
        yield finding


def main(names: Sequence[str]) -> int:
    """Print the table of the named families or instances and return the exit code."""
    findings = list(find_all(names))
    if not findings:
        return 2
    return 0 if all(finding.agrees for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
