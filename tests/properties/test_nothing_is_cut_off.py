"""What tightens and prunes the network never changes the optimum: random models solved with it and without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from tests.analytic.building import EXACT
from tests.properties.rich import rich

from corridor.errors import FaultError
from corridor.network import expand, reach
from corridor.network.bounds import Useful
from corridor.network.lookups import Lookups
from corridor.pipeline.instance import solve_model

LOOSE = 1e4
"""[unit] Demand in these models is a few hundred."""


def outcome(seed: int) -> tuple[str, float | None]:
    """Return status and cost of a random model, or that it has faults."""
    try:
        info = solve_model(rich(seed), EXACT).info
    except FaultError:
        return "fault", None
    return info["status"], info["objective"]


def same(tight: tuple[str, float | None], loose: tuple[str, float | None]) -> bool:
    """Whether two outcomes agree."""
    return tight == loose or (tight[0] == loose[0] == "optimal" and tight[1] == pytest.approx(loose[1], rel=1e-6))


@pytest.mark.parametrize("seed", range(70_000, 70_060))
def test_largest_useful_quantities_cut_nothing_off(seed: int, monkeypatch: pytest.MonkeyPatch):
    """Where decisions have no capacity, 10,000 units as their bound give the plan that the derived bound gives."""
    tight = outcome(seed)

    def loosely(asked: Lookups, _: object) -> Useful:
        return Useful(dict.fromkeys(asked.products, LOOSE), dict.fromkeys(asked.products, LOOSE))

    monkeypatch.setattr(expand, "largest_useful", loosely)
    assert same(tight, outcome(seed))


@pytest.mark.parametrize("seed", range(70_000, 70_060))
def test_pruning_cuts_nothing_off(seed: int, monkeypatch: pytest.MonkeyPatch):
    """If every place that goods can reach counts as useful to the end, the plan costs the same."""
    tight = outcome(seed)

    def everywhere(
        asked: Lookups, _: object, spots: Mapping[reach.Spot, int], *__: object
    ) -> Iterator[tuple[reach.Spot, int]]:
        yield from ((spot, len(asked.calendar) - 1) for spot in sorted(spots))

    monkeypatch.setattr(reach, "targets", everywhere)
    assert same(tight, outcome(seed))
