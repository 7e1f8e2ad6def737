"""The page on duties over time shows the days it promises, and rates that no engine has written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from timeline_page import DAYS, GOODS, ORIGINS, Column, all_known, answers, timeline_page, total

GOLDEN = Path(__file__).resolve().parents[1] / "unit" / "replay.csv"
"""Totals worked out by hand from the text of the law."""

ROOT = Path(__file__).resolve().parents[2]


def by_hand() -> dict[tuple[str, str, str, str], str]:
    """Return (code, end use, origin, day) -> total as the golden table writes it; empty where it is unknown."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["code"], row["end_use"], row["origin"], row["day"]): row["total"] for row in rows}


def test_totals_are_those_worked_out_by_hand() -> None:
    """Where the golden table of the replay has goods, origin and day of the page, it has the page's total."""
    golden, compared = by_hand(), 0
    for shown in GOODS:
        code = shown.code.replace(".", "")
        for (day, column), answer in answers(shown).items():
            keys = [(each, shown.end_use, column.origin, str(day)) for each in (code, code[:8])]
            key = next((key for key in keys if key in golden), None)
            if column.claim or key is None:
                continue
            compared += 1
            wanted = pytest.approx(float(golden[key]), abs=1e-9) if golden[key] else None
            assert answer.total_rate == wanted, (shown, column, day)
    assert compared == 8 * len(ORIGINS) * len(DAYS)


def test_every_origin_and_claim_has_a_cell_on_every_day() -> None:
    """Tables are whole, and magnets, which pay a base rate, show what claims do to it."""
    for shown in GOODS:
        columns = {column for _, column in answers(shown)}
        assert {column.origin for column in columns} == set(ORIGINS)
        assert set(answers(shown)) == {(day, column) for day in DAYS for column in columns}
    magnets = answers(next(shown for shown in GOODS if shown.code == "8505.11.0070"))
    claimed = {column.head for _, column in magnets if column.claim}
    assert claimed == {"JP, US_JP_TA", "KR, KORUS", "SG, USSFTA"}


def test_the_days_end_with_the_horizon() -> None:
    """The page says that its last day is the newest that the records know."""
    assert list(DAYS) == sorted(DAYS)
    assert max(DAYS) == all_known().horizon


def test_cells_mark_what_is_refundable_open_or_unknown() -> None:
    """Annulled duties carry a dagger, open facts a double one; what is not known is no number."""
    vehicle, graphite = GOODS[0], next(shown for shown in GOODS if shown.code == "3801.10.50")
    first_of_may, november = list(DAYS)[3], list(DAYS)[5]
    assert total(answers(vehicle)[first_of_may, Column("CN")]) == "173.4†‡"
    assert total(answers(vehicle)[november, Column("MY")]) == "22.4†"
    assert total(answers(graphite)[november, Column("CN")]) == "unknown"


def test_the_regimes_name_the_programmes_of_their_day() -> None:
    """The first table names what counted: Section 301 by origin only on the last day."""
    lines = [line for line in timeline_page().splitlines() if line.startswith("| 20")][: len(DAYS)]
    assert ["`FL301`" in line for line in lines] == [False] * (len(DAYS) - 1) + [True]
    page = (ROOT / "docs" / "programmes.md").read_text(encoding="utf-8")
    for line in lines:
        for name in line.rpartition(" | ")[2].strip(" |").split(", "):
            assert f"| {name} |" in page
