"""Cost lines as steps from nothing to the total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corridor.report.lines import PENALTY_LINES, line_title


@dataclass(frozen=True)
class Step:
    """A bar of the waterfall [cent]."""

    title: str
    start: int
    end: int
    penalty: bool = False
    """Whether it is no spending but the price of what the plan fails to do."""


def waterfall(printed: Mapping[str, int]) -> list[Step]:
    """Return one step for each line that is not 0, then the total. The steps meet without a gap."""
    steps, level = [], 0
    for line, cents in printed.items():
        if cents:
            steps.append(Step(line_title(line), level, level + cents, line in PENALTY_LINES))
            level += cents
    return [*steps, Step("Total", 0, level)]
