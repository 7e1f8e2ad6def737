"""Base and special rates in a law as known on a day: nothing is known before it was published."""

import shutil
from datetime import date

import pytest
from tests.unit.law_example import agreement, base, special
from typer.testing import CliRunner

from corridor.cli import app
from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.paths import DATA
from corridor.reference.announced import base_announced, own_announced, special_announced
from corridor.reference.load import law_with, reference_law

SIGNED = {"PACT": agreement("PACT", signed=date(2025, 3, 1), in_force_from=date(2025, 9, 1))}
IN_FORCE = {"PACT": agreement("PACT", in_force_from=date(2025, 9, 1))}
LATE = {"PACT": agreement("PACT", in_force_from=date(2030, 1, 1))}


@pytest.mark.parametrize(
    ("agreements", "more", "day"),
    [
        (SIGNED, {}, date(2025, 3, 1)),
        (IN_FORCE, {}, date(2025, 9, 1)),
        (LATE, {}, date(2026, 1, 1)),
        ({}, {}, date(2026, 1, 1)),
        (SIGNED, {"announced": date(2025, 12, 1)}, date(2025, 12, 1)),
        (SIGNED, {"announced": date(2026, 2, 1)}, date(2026, 2, 1)),
    ],
)
def test_a_special_rate_is_known_with_its_agreement(agreements, more, day):
    """The day it was announced; else of signature, else of entry into force; at the latest its first day."""
    row = special("PACT", "8507", **more)
    assert special_announced(row, agreements) == day


def test_a_base_rate_is_known_from_its_first_day_or_its_announcement():
    """A rate published beforehand is known before it holds, one published afterwards is not known when it begins."""
    assert base_announced(base("8507")) == date(2026, 1, 1)
    assert base_announced(base("8507", announced=date(2025, 12, 1))) == date(2025, 12, 1)
    assert own_announced(base("8507")) == date.min


@pytest.fixture
def data(tmp_path):
    """Return a copy of the reference data that can be changed."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


def appended(path, **row):
    """Add a row to a table of the data, with columns that it may not have."""
    lines = path.read_text("utf-8").splitlines()
    names = lines[0].split(",")
    new = [name for name in row if name not in names]
    ends = "," * len(new)
    added = ",".join(str(row.get(name, "")) for name in [*names, *new])
    path.write_text("\n".join([",".join([*names, *new]), *(line + ends for line in lines[1:]), added]) + "\n", "utf-8")


def test_a_rate_announced_for_later(data):
    """A rate of 2027 that was published in June 2026 is known in July, not in May; other rates are as before."""
    row = {"importer": "US", "hs": "85076000", "rate": 0.02, "combine": "sum", "origins": "*",
           "valid_from": "2027-01-01", "announced": "2026-06-01", "citation": "assumption: test",
           "evidence": "D"}  # fmt: skip
    appended(data / "base_rates.csv", **row)
    goods, day = Goods("US", "85076000", "CA", claim="USMCA"), date(2027, 2, 1)
    unclaimed = Goods("US", "85076000", "CA")
    rates = {
        known: stack(reference_law(known, data), unclaimed, day).layers[0].rate
        for known in (date(2026, 5, 1), date(2026, 7, 1))
    }
    assert rates == {date(2026, 5, 1): 0.034, date(2026, 7, 1): 0.02}
    assert stack(reference_law(date(2026, 7, 1), data), goods, day).layers[0].rate == 0.0


def test_a_special_rate_is_not_seen_before_it_was_published(data):
    """A rate that was published in June 2026 is not known in May, though it holds since January."""
    appended(data / "special_rates.csv", importer="US", agreement="UK_IN", hs="85076000", rate=0.01, combine="sum",
             valid_from="2026-01-01", announced="2026-06-01", citation="assumption: test", evidence="D")  # fmt: skip
    goods, day = Goods("US", "85076000", "IN", claim="UK_IN"), date(2026, 8, 1)
    programmes = {
        known: {one.programme for one in stack(reference_law(known, data), goods, day).layers if one.rate is not None}
        for known in (date(2026, 5, 1), date(2026, 7, 1))
    }
    assert "UK_IN" not in programmes[date(2026, 5, 1)]
    assert "UK_IN" in programmes[date(2026, 7, 1)]


def test_shipped_rates_of_later_years_stay_known():
    """All special rates of the data were agreed before today; before an agreement was signed none of it is known."""
    today = reference_law(date(2026, 11, 22))
    assert any(row.valid_from > today.known_at for row in today.special_rates)
    every = {(row.agreement, row.hs, row.valid_from) for row in today.special_rates}
    assert every == {(row.agreement, row.hs, row.valid_from) for row in reference_law(date(2026, 10, 9)).special_rates}
    assert "EU_VN" not in {row.agreement for row in reference_law(date(2019, 6, 29)).special_rates}
    assert "EU_VN" in {row.agreement for row in reference_law(date(2019, 6, 30)).special_rates}


def test_own_rates_are_known_unless_they_say_otherwise(tmp_path):
    """A rate of a folder holds whatever day the law is known at, but not before its own announcement."""
    head = "importer,hs,rate,valid_from,announced,citation,evidence\n"
    (tmp_path / "base_rates.csv").write_text(
        f"{head}US,85076000,0.5,2025-01-01,,assumption: test,D\n"
        "US,85076000,0.6,2026-01-01,2026-06-01,assumption: test,D\n", "utf-8"
    )  # fmt: skip
    for known, rate in ((date(2026, 5, 1), 0.5), (date(2026, 7, 1), 0.6)):
        law = law_with(reference_law(known), tmp_path)
        assert stack(law, Goods("US", "85076000", "CA"), date(2026, 3, 1)).layers[0].rate == rate
    words = ["duty", "--hs", "85076000", "--from", "CA", "--to", "US", "--date", "2026-03-01", "--law", str(tmp_path)]
    assert "60.00 %" in CliRunner().invoke(app, [*words, "--known-at", "2026-07-01"]).output
    assert "50.00 %" in CliRunner().invoke(app, [*words, "--known-at", "2026-05-01"]).output
