"""The cheapest change of inputs that makes a lot qualify: a knapsack for discrete parts, ratios for the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corridor.law.origin.cheapest import Replaceable, cheapest_change

PARTS = (Replaceable("A", 30, 4), Replaceable("B", 20, 2), Replaceable("C", 15, 2.5))
"""E36: parts of 30, 20 and 15, 65 in all, where 40 is allowed; premiums 4, 2 and 2.5."""
NEEDED = 65 - 40


def test_e36_discrete_parts():
    """A alone is enough, for 4; B and C together cost 4.5."""
    change = cheapest_change([replace(one, discrete=True) for one in PARTS], NEEDED)
    assert change is not None
    assert change.premium == 4
    assert change.shares == (("A", 1.0),)


def test_e36_materials_that_are_averaged():
    """B is cheapest for a unit of value (0.1), then A (0.133): all of B for 2, and 5 of A's 30 for 0.667."""
    change = cheapest_change(PARTS, NEEDED)
    assert change is not None
    assert change.premium == pytest.approx(2.667, abs=5e-4)
    assert dict(change.shares) == pytest.approx({"A": 1 / 6, "B": 1.0})


def test_a_discrete_part_beside_materials():
    """With C alone discrete: C moves 15 for 2.5, and half of B the other 10 for 1; without C it is 2.667."""
    mixed = [*PARTS[:2], replace(PARTS[2], discrete=True, premium=1.0)]
    change = cheapest_change(mixed, NEEDED)
    assert change is not None
    assert change.premium == pytest.approx(1.0 + 1.0)
    assert dict(change.shares) == pytest.approx({"B": 0.5, "C": 1.0})


def test_what_nothing_can_mend():
    """All parts together move 65: 66 cannot be reached; nothing is needed where nothing is short."""
    assert cheapest_change(PARTS, 66) is None
    assert cheapest_change([], 1) is None
    done = cheapest_change(PARTS, 0)
    assert done is not None
    assert (done.premium, done.shares) == (0.0, ())


def test_an_input_that_moves_nothing_is_never_replaced():
    """It would only cost."""
    change = cheapest_change([Replaceable("IDLE", 0, -5), *PARTS], 20)
    assert change is not None
    assert dict(change.shares) == {"B": 1.0}
