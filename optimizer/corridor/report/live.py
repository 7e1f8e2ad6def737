"""Live progress of a solve: plan, bound, gap and nodes on one line of the error stream."""

from __future__ import annotations

import math
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.status import Status


class Standing(Protocol):
    """Where a running solve stands."""

    @property
    def seconds(self) -> float:
        """[s] Since the start."""

    @property
    def best(self) -> float:
        """[money] Best plan so far; inf before the first."""

    @property
    def bound(self) -> float:
        """[money] No plan can cost less."""

    @property
    def gap(self) -> float:
        """[1]"""

    @property
    def nodes(self) -> int:
        """Branch-and-bound nodes."""


class LiveProgress:
    """Shows a running solve; leaves nothing behind."""

    def __init__(self) -> None:
        """Prepare the line; on a stream that is no terminal nothing is shown."""
        self._console = Console(stderr=True)
        self._status: Status = self._console.status("Building the program ...")

    def __enter__(self) -> LiveProgress:
        """Start showing."""
        self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop showing."""
        self._status.stop()

    def show(self, at: Standing) -> None:
        """Show where the solve stands."""
        best = "no plan yet" if math.isinf(at.best) else f"best {at.best:,.2f}"
        bound = "" if math.isinf(at.bound) else f"  bound {at.bound:,.2f}"
        gap = "" if math.isinf(at.gap) else f"  gap {at.gap:.3%}"
        self._status.update(f"{at.seconds:.0f} s  {best}{bound}{gap}  nodes {at.nodes}   (Ctrl-C keeps the best plan)")
