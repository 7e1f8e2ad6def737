"""Running and racing: what goes wrong in a thread is raised, Ctrl-C stops every entrant, and losers can run again."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from tests.unit.solve_example import INF, market_split, program

from corridor.compiled import StandardForm
from corridor.solve.highs import ended, loaded
from corridor.solve.options import SolveOptions
from corridor.solve.running import race, run

SMALL = program([2, 3], [((1, 1), 4, INF)], [(0, 3), (0, INF)])
OPTIONS = SolveOptions(threads=1)


def holding(case: StandardForm) -> Any:
    """Return HiGHS with a program."""
    return loaded(case, OPTIONS)


class Stubborn:
    """Looks like HiGHS and ends only when it is asked to; Ctrl-C may be pressed as soon as it runs."""

    def __init__(self, pressed: bool) -> None:
        self.pressed = pressed
        self.cbSimplexInterrupt: Any = Watchers()
        self.cbIpmInterrupt: Any = Watchers()
        self.cbMipInterrupt: Any = Watchers()

    def run(self) -> None:
        """Run until a watcher interrupts."""
        asked: list[bool] = []
        event = SimpleNamespace(interrupt=lambda stop: asked.append(True) if stop else None)
        if self.pressed:
            os.kill(os.getpid(), signal.SIGINT)
        while not asked:
            for watcher in self.cbMipInterrupt.all:
                watcher(event)


class Watchers:
    """Callbacks that come and go."""

    def __init__(self) -> None:
        self.all: list[Callable[[Any], None]] = []

    def __iadd__(self, watcher: Callable[[Any], None]) -> Watchers:
        self.all.append(watcher)
        return self

    def __isub__(self, watcher: Callable[[Any], None]) -> Watchers:
        self.all.remove(watcher)
        return self


@pytest.fixture
def listening() -> Iterator[None]:
    """Make Ctrl-C a KeyboardInterrupt, whatever started the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening")
def test_an_interruption_stops_every_entrant():
    """Ctrl-C asks both to end; the race says so, and nobody watches them afterwards."""
    both = Stubborn(pressed=True), Stubborn(pressed=False)
    _, interrupted = race(*both)
    assert interrupted
    assert not [w for h in both for w in (*h.cbSimplexInterrupt.all, *h.cbIpmInterrupt.all, *h.cbMipInterrupt.all)]


@pytest.mark.parametrize("others", [0, 1])
def test_an_error_in_a_thread_is_raised_in_the_caller(others: int):
    """Alone or in a race: the caller does not wait for ever."""
    broken = holding(SMALL)

    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    broken.run = fail
    with pytest.raises(ZeroDivisionError, match="in a thread"):
        race(broken, *(holding(SMALL) for _ in range(others)))


def test_the_loser_of_a_race_can_run_again():
    """One that would take for ever is stopped by the other; raced and run again both still work."""
    slow, quick = holding(market_split(slack=True)), holding(SMALL)
    for _ in range(2):
        winner, interrupted = race(slow, quick)
        assert winner is quick
        assert not interrupted
        assert ended(quick) == "optimal"
        quick.clearSolver()
    slow.setOptionValue("mip_rel_gap", INF)
    assert not run(slow)
    assert ended(slow) == "optimal"
