"""Origin states: labels, what importers see, and what processing makes of a state."""

from __future__ import annotations

import pytest

from corridor.network.states import State

SPLIT = State("CN", exceptions=(("US", "MY"),))
"""Goods that are Malaysian to the US and Chinese to everyone else."""


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State("MY"), "MY"),
        (SPLIT, "CN+US:MY"),
        (State("CN", (("EU", "VN"), ("US", "MY"))), "CN+EU:VN+US:MY"),
        (State("CN", end_use="auto_part"), "CN/auto_part"),
        (State("CN", offer="Q12"), "CN@Q12"),
        (State("CN", (("US", "MY"),), "auto_part", "Q12"), "CN+US:MY/auto_part@Q12"),
    ],
)
def test_label_is_written_as_result_tables_show_it(state: State, label: str):
    """Origin, exceptions by importer, end use unless it is none, binding offer."""
    assert state.label == label


def test_each_importer_sees_its_own_origin():
    """An importer without an exception sees the common origin."""
    assert SPLIT.origin_for("US") == "MY"
    assert SPLIT.origin_for("EU") == "CN"


def test_goods_lose_their_binding_on_arrival_and_take_an_end_use():
    """Nothing but the offer, or the end use, changes."""
    bound = State("CN", end_use="auto_part", offer="Q12")
    assert bound.arrived() == State("CN", end_use="auto_part")
    assert SPLIT.used_for("spare") == State("CN", (("US", "MY"),), "spare")


@pytest.mark.parametrize(
    ("before", "conferring", "after"),
    [
        (State("CN"), (("*", False),), State("CN")),
        (State("CN"), (("*", True),), State("MX")),
        (State("CN"), (("*", False), ("US", True)), State("CN", (("US", "MX"),))),
        (State("CN"), (("*", True), ("US", False)), State("MX", (("US", "CN"),))),
        (State("MX"), (("*", False), ("US", True)), State("MX")),
        (SPLIT, (("*", False),), SPLIT),
        (SPLIT, (("*", False), ("US", False)), SPLIT),
        (SPLIT, (("*", False), ("US", True)), State("CN", (("US", "MX"),))),
        (SPLIT, (("*", True), ("US", False)), State("MX", (("US", "MY"),))),
        (SPLIT, (("*", True), ("US", True)), State("MX")),
        (SPLIT, (("*", True),), State("MX")),
    ],
)
def test_processing_in_mexico(before: State, conferring: tuple[tuple[str, bool], ...], after: State):
    """Who holds that the process confers origin sees MX, who does not keeps what it saw; views that equal the
    common one are no exceptions.
    """
    assert before.processed("MX", conferring) == after


def test_processing_drops_end_use_and_binding():
    """The output takes the end use that it is wanted for, not that of its input."""
    assert State("CN", end_use="auto_part", offer="Q").processed("MX", (("*", False),)) == State("CN")


def test_a_judgement_on_one_importer_leaves_the_exception_of_another():
    """The EU's own view stays when only the US judges."""
    state = State("CN", (("EU", "VN"),))
    assert state.processed("MX", (("*", False), ("US", True))) == State("CN", (("EU", "VN"), ("US", "MX")))


def test_same_origin_ignores_end_use_and_binding():
    """Two states have one origin if every importer sees the same."""
    assert SPLIT.same_origin(SPLIT.used_for("spare"))
    assert not SPLIT.same_origin(State("CN"))
