"""Origin states in words."""

from __future__ import annotations

import pytest

from corridor.report.state_words import origin_of, state_words, statuses_of

WORDS = {
    "MY": "MY",
    "MY~ATIGA": "MY, originating under ATIGA",
    "MY~ATIGA~RCEP:MY": "MY, originating under ATIGA and RCEP (conferred by MY)",
    "MY~ATIGA.36.5": "MY, 36.5 % content under ATIGA",
    "MY~ATIGA=60": "MY, originating under ATIGA (counted with 60 %)",
    "CN+US:MY": "CN, MY for US",
    "CN~CLEAN~ATIGA/auto_part@Q12": "CN, originating under ATIGA, satisfies CLEAN, for use as auto part, "
    "bound to offer Q12",
    "no label": "no label",
}


@pytest.mark.parametrize("label", WORDS)
def test_a_state_reads_as_words(label: str):
    """Agreements originate, content rules are satisfied; what is no label stays as it is."""
    assert state_words(label, frozenset({"CLEAN"})) == WORDS[label]


def test_parts_of_a_label():
    """Origin and statuses can be asked for by themselves."""
    assert origin_of("CN+US:MY~ATIGA@Q1") == "CN"
    assert [one.agreement for one in statuses_of("CN~ATIGA~RCEP.20")] == ["ATIGA", "RCEP"]
    assert statuses_of("?") == ()
