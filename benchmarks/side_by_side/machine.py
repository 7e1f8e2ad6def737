"""Where and when something was measured."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("highspy", "pyomo", "linopy", "PuLP", "ortools", "numpy", "scipy", "pandas")
SHARED = 1.5
"""Load from which on the machine counts as shared: one process measures at a time."""


def load() -> float:
    """Return how many processes wanted to run, on average over the last 15 minutes."""
    return os.getloadavg()[2]


def described(load: float) -> dict[str, str]:
    """Return date, machine and versions, and whether the machine did other work too: its load says so."""
    shared = f"shared with other work (load {load:.1f}): compare CPU seconds" if load > SHARED else "free"
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": ", ".join(f"{name} {found}" for name in PACKAGES if (found := _version(name))),
        "load": shared,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    """Return the name of the processor."""
    place = Path("/proc/cpuinfo")
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
