"""Shares held by the owners of some countries, by tiers and by multiplication."""

from __future__ import annotations

from datetime import date

import pytest

from corridor.law.influence import held_by, influenced
from corridor.schema.places import Entity

CHINA = frozenset({"CN"})


def company(code: str, domicile: str, owners: str = "", influence: str = "") -> Entity:
    """Return a company."""
    return Entity(entity=code, name=code, domicile=domicile, owners=owners, influence=influence)


CHAIN = (
    company("STATE", "CN"),
    company("HOLDING", "HK", "STATE:0.6"),
    company("MAKER", "ID", "HOLDING:0.3"),
)


def test_e38_a_majority_held_company_counts_in_full():
    """60 % of a holding that has 30 % of the maker: tiered, the holding is the State: 30 %."""
    assert held_by(CHAIN, CHINA, "tiered") == pytest.approx({"STATE": 1, "HOLDING": 0.6, "MAKER": 0.3})


def test_e38_shares_multiply():
    """60 % x 30 % = 18 %."""
    assert held_by(CHAIN, CHINA, "product") == pytest.approx({"STATE": 1, "HOLDING": 0.6, "MAKER": 0.18})


def test_direct_and_indirect_shares_add_up():
    """The State holds 10 % itself and 30 % through its holding: 40 % tiered, 28 % multiplied."""
    rows = (*CHAIN[:2], company("MAKER", "ID", "HOLDING:0.3;STATE:0.1"))
    assert held_by(rows, CHINA, "tiered")["MAKER"] == pytest.approx(0.4)
    assert held_by(rows, CHINA, "product")["MAKER"] == pytest.approx(0.28)


def test_a_minority_in_the_middle_ends_the_chain():
    """40 % of a holding is no control: tiered nothing of its 60 % counts; multiplied it is 24 %."""
    rows = (CHAIN[0], company("HOLDING", "HK", "STATE:0.4"), company("MAKER", "ID", "HOLDING:0.6"))
    assert held_by(rows, CHINA, "tiered")["MAKER"] == 0
    assert held_by(rows, CHINA, "product")["MAKER"] == pytest.approx(0.24)


def test_companies_that_hold_each_other():
    """A holds 50 % of B and B 50 % of A, the State 40 % of A: a = 0.4 + 0.5 b, b = 0.5 a, so a = 0.4 / 0.75."""
    rows = (CHAIN[0], company("A", "HK", "STATE:0.4;B:0.5"), company("B", "HK", "A:0.5"))
    found = held_by(rows, CHINA, "product")
    assert found["A"] == pytest.approx(0.4 / 0.75)
    assert found["B"] == pytest.approx(0.2 / 0.75)


@pytest.mark.parametrize(
    ("day", "kinds", "expected"),
    [
        (date(2026, 6, 1), {"licence"}, True),
        (date(2025, 6, 1), {"licence"}, False),
        (date(2028, 6, 1), {"licence"}, False),
        (date(2026, 6, 1), {"debt"}, False),
    ],
)
def test_control_by_licence_has_dates(day: date, kinds: set[str], expected: bool):
    """A licence from CN in 2026 and 2027 counts in those years, where licences count."""
    maker = company("MAKER", "ID", influence="licence:CN:2026-01-01:2027-12-31")
    assert influenced(maker, CHINA, frozenset(kinds), day) is expected
