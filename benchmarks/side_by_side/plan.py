"""What a run of the benchmarks is asked to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.side_by_side.networks import Store


@dataclass(frozen=True)
class Plan:
    """Which cases, how many repeats, and where the networks are."""

    store: Store
    chosen: tuple[str, ...] = ()
    """Cases; none: all that belong to the default set."""
    repeats: int = 5

    def cases(self, default: Sequence[str], optional: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the cases to measure, of those that a benchmark has; optional ones only where they are named."""
        if not self.chosen:
            return tuple(default)
        return tuple(case for case in (*default, *optional) if case in self.chosen)

    def tell(self, line: str) -> None:
        """Print how far the run is."""
        print(line, flush=True)
