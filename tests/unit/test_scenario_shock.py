"""The language of tariff shocks: what it says, and what it refuses with which remedy."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.scenario import Shock, ShockSyntaxError, parse_shock


def test_every_part_is_read():
    """Origins, goods, change, importers and days; dots are left out, the order of the last parts is free."""
    text = "CN|VN 8507.60|8506 +25pp until 2027-12-31 to US|EU from 2027-01-01"
    assert parse_shock(text) == Shock(
        ("CN", "VN"), ("850760", "8506"), "plus", 0.25, ("US", "EU"), date(2027, 1, 1), date(2027, 12, 31), text
    )


@pytest.mark.parametrize(
    ("text", "kind", "rate"),
    [
        ("* * +2.5pp", "plus", 0.025),
        ("KR 85 -5pp", "minus", 0.05),
        ("CN * =60%", "total", 0.6),
        ("CN 8507 =0%", "total", 0),
    ],
)
def test_changes(text: str, kind: str, rate: float):
    """Points on top, points less, a total; `*` stands for all."""
    found = parse_shock(text)
    assert (found.change, found.rate, found.importers, found.first, found.last) == (kind, rate, (), None, None)


@pytest.mark.parametrize(
    ("text", "rule", "remedy", "position"),
    [
        ("", "has an origin", "Write such as `CN 8507", 1),
        ("CN 8507", "has an origin", "Write such as `CN 8507", 8),
        ("cn 8507 +25pp", "two capital letters", "Did you mean `CN`", 1),
        ("China 8507 +25pp", "two capital letters", "CN or CN|VN", 1),
        ("CN battery +25pp", "HS prefixes", "8507 or", 4),
        ("CN 8507 25%", "change of the rate", "Write +25pp for so much on top, or =25%", 9),
        ("CN 8507 +25%", "percentage points are meant", "Write `+25pp`", 9),
        ("CN 8507 =60pp", "a total is a percentage", "Write `=60%`", 9),
        ("CN 8507 +25", "percentage points are meant", "Write `+25pp`", 9),
        ("CN 8507 +0pp", "changes nothing", "above 0", 9),
        ("CN 8507 +2500pp", "changes nothing, or too much", "up to 2000", 9),
        ("CN 8507 much", "change of the rate", "+25pp (on top)", 9),
        ("CN 8507 +25pp in US", "only `to`, `from` and `until`", "Write `to IMPORTER`", 15),
        ("CN 8507 +25pp to", "nothing stands after `to`", "Write such as", 17),
        ("CN 8507 +25pp to US to EU", "`to` stands twice", "Leave one", 21),
        ("CN 8507 +25pp to usa", "customs territories", "US or US|EU", 18),
        ("CN 8507 +25pp from 1.1.2027", "here stands a day", "2027-01-31", 20),
        ("CN 8507 +25pp from 2027-02-30", "no such day", "Check month and day", 20),
        ("CN 8507 +25pp from 2027-02-01 until 2027-01-01", "ends before it begins", "Exchange", 37),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, rule: str, remedy: str, position: int):
    """Rule, remedy and the character at which it goes wrong."""
    with pytest.raises(ShockSyntaxError, match="at character") as caught:
        parse_shock(text)
    assert rule in caught.value.rule
    assert remedy in caught.value.remedy
    assert caught.value.position == position


@given(st.text(alphabet="CN 8507+-=%pto|*frmunil.2", max_size=40))
def test_no_text_breaks_the_reader(text: str):
    """Any text is a shock or is refused as one."""
    with suppress(ShockSyntaxError):
        assert parse_shock(text).rate >= 0
