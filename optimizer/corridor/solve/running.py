"""Running HiGHS in threads of its own: Ctrl-C reaches us and not the solver, and two methods can race."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import highspy

from corridor.solve.highs import check

SECONDS = 0.2
"""[s] How often Python looks for Ctrl-C."""


def run(h: highspy.Highs) -> bool:
    """Run to the end. Return whether the user stopped it. Raises InternalError if HiGHS refuses to run."""
    return race(h)[1]


def race(*entrants: highspy.Highs) -> tuple[highspy.Highs, bool]:
    """Run several objects at once, and stop the others when the first ends.

    Return the first to end, and whether the user stopped them all. What goes wrong in a thread is raised here, and
    InternalError if HiGHS refuses to run the first to end. Every object can be run again.
    """
    stop, over = threading.Event(), threading.Event()
    results: list[tuple[highspy.Highs, Any]] = []

    def go(h: highspy.Highs) -> None:
        outcome: Any = None
        try:
            outcome = h.run()
        except BaseException as error:  # Raised in the caller: nobody would see it here.
            outcome = error
        finally:
            results.append((h, outcome))
            stop.set()
            if len(results) == len(entrants):
                over.set()

    def watch(event: Any) -> None:
        event.interrupt(stop.is_set())  # False too: HiGHS remembers the answer that ended its last run.

    runners = [threading.Thread(target=go, args=(h,), daemon=True) for h in entrants]
    for h in entrants:
        _watched(h, watch)
    try:
        with _listening(stop) as pressed:
            for runner in runners:
                runner.start()
            while not over.wait(SECONDS):  # Without an end to the wait some systems would not tell us of Ctrl-C.
                pass
            for runner in runners:
                runner.join()
    finally:
        for h in entrants:
            _unwatched(h, watch)
    for _, outcome in results:
        if isinstance(outcome, BaseException):
            raise outcome
    winner, status = results[0]
    check(status, "to run")
    return winner, bool(pressed)


@contextmanager
def _listening(stop: threading.Event) -> Iterator[list[int]]:
    """Let Ctrl-C set an event and be noted, instead of an exception that could come at any line.

    Only where it would be an exception: not in other threads, nor where somebody else listens or it is ignored.
    """
    pressed: list[int] = []

    def heard(number: int, _: Any) -> None:
        if pressed:
            # A second Ctrl-C while stopping: the next one ends the process at once.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        pressed.append(number)
        stop.set()

    in_main = threading.current_thread() is threading.main_thread()
    ours = in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, heard)
    try:
        yield pressed
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _watched(h: highspy.Highs, watch: Any) -> None:
    h.cbSimplexInterrupt += watch
    h.cbIpmInterrupt += watch
    h.cbMipInterrupt += watch


def _unwatched(h: highspy.Highs, watch: Any) -> None:
    h.cbSimplexInterrupt -= watch
    h.cbIpmInterrupt -= watch
    h.cbMipInterrupt -= watch
