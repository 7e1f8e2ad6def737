"""Replay of past and present duties: the shipped records against a golden table that no engine has written.

The table covers vehicle and other lithium-ion batteries (8507.60.0010 and .0020), sintered neodymium magnets
(8505.11.0070), flake graphite (2504.10.10), artificial graphite (3801.10.50), syringes (9018.31.00) and processors
(8542.31.00) from seven origins at ten dates. Its rules stand in replay_by_hand.py.
"""

import csv
from datetime import date

import pytest
from tests.unit.replay_by_hand import DAYS, GOODS, ORIGINS, TABLE, rows

from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.reference.load import reference_law


def golden():
    """Return the rows of the golden table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def test_the_golden_table_is_what_the_rules_by_hand_give():
    """Nobody has edited the table without its rules, or the rules without the table."""
    assert golden() == rows()
    assert len(golden()) == len(GOODS) * len(ORIGINS) * len(DAYS) == 560


@pytest.mark.parametrize(("code", "use"), GOODS)
def test_the_records_replay_the_golden_table(code, use):
    """Each total of the shipped records is the one worked out by hand, and unknown where that is unknown."""
    law = reference_law(date(2026, 11, 22))
    wrong = []
    for _, _, origin, day, expected in (row for row in golden() if row[:2] == (code, use)):
        found = stack(law, Goods("US", code, origin, use), date.fromisoformat(day)).total_rate
        same = found is None if expected == "" else found == pytest.approx(float(expected), abs=1e-9)
        if not same:
            wrong.append(f"{origin} {day}: {found}, by hand {expected or 'unknown'}")
    assert not wrong


def test_unknown_cells_are_the_deposits_on_anode_material():
    """Four dates fall into the investigations on active anode material of China; all other cells are known."""
    assert [row[:4] for row in golden() if row[4] == ""] == [
        ("38011050", "none", "CN", day) for day in ("2025-08-20", "2025-11-20", "2026-01-20", "2026-02-22")
    ]
