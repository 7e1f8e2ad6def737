"""What the installed HiGHS is known to get wrong."""

from __future__ import annotations

from importlib.metadata import version

import pytest

BEFORE_1_16 = tuple(map(int, version("highspy").split(".")[:2])) < (1, 16)

WRONG = pytest.mark.xfail(
    BEFORE_1_16, strict=True, reason="presolve tightens coefficients at fractional bounds (HiGHS #3274)"
)
"""Mark of a program that HiGHS 1.15 calls optimal at a plan that is not: presolve off and HiGHS 1.16 find better."""
