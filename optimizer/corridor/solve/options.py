"""How to solve: words and limits, checked when made."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class SolveOptions(BaseModel):
    """Limits of one solve."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    gap: Annotated[float, Field(ge=0, le=1)] = 0.001
    """[1] Relative gap between plan and bound at which the plan counts as optimal."""
    time_limit: Annotated[float, Field(gt=0)] | None = None
    """[s] Time for the solver; None: no limit."""
    threads: Annotated[int, Field(ge=1, le=256)] = 1
    """Threads of the solver. Fixed for the life of a process."""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    """Seed of the solver."""
