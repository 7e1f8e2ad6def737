"""What `run.json` says about a run."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from corridor.audit import Verdict
from corridor.errors import Fault
from corridor.pipeline.prepare import Prepared
from corridor.reference.load import reference_files
from corridor.schema.results import DutyLayer
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Solution

PACKAGES = ("corridor", "highspy", "pyomo", "pandas", "numpy")


def run_info(
    ready: Prepared,
    options: SolveOptions,
    solution: Solution,
    verdict: Verdict | None,
    seconds: Mapping[str, float],
    tables: Mapping[str, pd.DataFrame],
    notes: Sequence[Fault],
) -> dict[str, Any]:
    """Return the content of run.json. A plan that fails its audit is never called optimal."""
    settings, program = ready.model.settings, ready.program
    status = solution.status
    if status == "optimal" and (verdict is None or not verdict.passed):
        status = "feasible"
    faults = (*ready.model.faults, *ready.network.notes)
    return {
        "model": settings.name,
        "title": settings.title,
        "scenario": ready.model.scenario or None,
        "scenario_hash": ready.model.scenario_hash or None,
        "currency": settings.currency,
        "money_unit": settings.money_unit,
        "as_of": settings.as_of.isoformat(),
        "viewpoint": settings.viewpoint,
        "known_at": ready.law.known_at.isoformat(),
        "horizon": ready.law.horizon.isoformat(),
        "status": status,
        "interrupted": solution.interrupted,
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": solution.gap,
        "nodes": solution.nodes,
        "audit": None if verdict is None else "passed" if verdict.passed else "failed",
        "audit_findings": [] if verdict is None else [_finding(f) for f in verdict.findings],
        "audit_rows": 0 if verdict is None else verdict.rows_checked,
        "network": {
            "columns": len(program.cost),
            "columns_unmerged": ready.network.unmerged_columns,
            "rows": len(program.row_lower),
            "nonzeros": int(program.matrix.nnz),
            "binaries": int(program.integer.sum()),
        },
        "options": options.model_dump(),
        "seconds": dict(seconds),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "inputs": {**ready.model.inputs, **reference_files()},
        "assumptions": [*settings.assumptions, *(str(f) for f in faults)],
        "warnings": [str(note) for note in notes],
        "sources": list(settings.sources),
        "evidence_weakest": _weakest(tables),
        "duals_valid": "valid while these sites stay open",
    }


def _finding(finding: Any) -> str:
    return f"{finding.family} {finding.key}: {finding.message}"


def _weakest(tables: Mapping[str, pd.DataFrame]) -> str | None:
    """Return the weakest evidence of the duty that the plan pays."""
    layers = tables[DutyLayer.TABLE]
    used = sorted(set(layers["evidence"])) if len(layers) else []
    return used[-1] if used else None
