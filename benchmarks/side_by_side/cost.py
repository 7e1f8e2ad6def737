"""What an action costs: CPU seconds of the whole process, wall seconds, and memory beyond what was there before."""

from __future__ import annotations

import ctypes
import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def measured(action: Callable[[], Any]) -> tuple[Any, dict[str, float | None]]:
    """Return what an action returns, and its cpu_s, wall_s and peak_mb.

    CPU seconds count all threads and are the number to compare on a machine that does other work too. The peak is the
    largest resident memory during the action minus that before it; None where the system does not tell (no Linux).
    """
    gc.collect()
    before = _reset_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    found = action()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = _memory("VmHWM")
    grown = None if peak is None or before is None else (peak - before) / 1000.0
    return found, {"cpu_s": cpu, "wall_s": wall, "peak_mb": grown}


def _reset_peak() -> float | None:
    """Give free memory back, forget the peak so far, and return the resident memory [kB]; None where impossible."""
    if not _CLEAR.exists():
        return None
    ctypes.CDLL(None).malloc_trim(0)
    _CLEAR.write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> float | None:
    if not _STATUS.exists():
        return None
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return float(next(line for line in lines if line.startswith(name)).split()[1]) * 1.024
