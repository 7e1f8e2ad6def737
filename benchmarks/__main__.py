"""`make bench`: solves the published instances and writes what it took to `results/latest.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.instances.cases import folder
from benchmarks.published import Finding, find_all

RESULTS = Path(__file__).parent / "results" / "latest.json"

PEER = "pyomo_standard_form"
"""How the program reaches the solver: Pyomo's rules, turned into arrays by its standard form."""


def records(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return one record per instance and metric: wall time [s] and proven relative gap [1]."""
    found: list[dict[str, object]] = []
    for finding in findings:
        record = {"benchmark": "solve", "case": finding.case.code, "peer": PEER}
        found.append({**record, "metric": "wall_s", "value": round(finding.seconds, 2)})
        if finding.gap is not None:
            found.append({**record, "metric": "gap", "value": finding.gap})
    return found


def main() -> int:
    """Solve every instance there is, write the records, and return 1 if a plan does not agree.

    Without the folder of the instances nothing is written: two instances would replace the results of all.
    """
    findings = list(find_all(()))
    if folder() is not None:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(records(findings), indent=1) + "\n", encoding="utf-8")
        print(f"Written: {RESULTS.relative_to(Path(__file__).parent.parent)}")
    return 0 if all(finding.agrees for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
