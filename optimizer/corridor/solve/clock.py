"""The time of one solve, shared by all its steps."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from corridor.solve.options import SolveOptions

LEAST = 0.01
"""[s] A step that begins late still gets this: HiGHS then says that it was stopped."""


@dataclass(frozen=True)
class Clock:
    """A limit that began to run when this was made."""

    limit: float | None
    """[s] None: no limit."""
    started: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        """Return how long it has run."""
        return time.monotonic() - self.started

    def left(self) -> float | None:
        """Return what is left [s], at least `LEAST`; None without a limit."""
        return None if self.limit is None else max(self.limit - self.seconds(), LEAST)

    def over(self) -> bool:
        """Return whether the limit is reached."""
        return self.limit is not None and self.seconds() >= self.limit

    def rest(self, options: SolveOptions) -> SolveOptions:
        """Return options whose time limit is what is left."""
        return options.model_copy(update={"time_limit": self.left()})
