"""The pages on rules of origin say what the records say, and what they do not do."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from corridor.schema.process_tests import PROCESS_TESTS
from origin_page import language_page, origin_page

ROOT = Path(__file__).resolve().parents[2]


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the reference data."""
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_says_how_many_rules_rest_on_assumption() -> None:
    """Its counts are those of the file, and the README's rounding of them is right."""
    rules = rows("origin_rules")
    assumed = sum(row["evidence"] == "D" for row in rules)
    assert f"{len(rules)} rules of" in origin_page()
    assert f"**{assumed} of the rules" in origin_page()
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "Half of the recorded rules rest on assumption" in readme
    assert 0.45 < assumed / len(rules) < 0.6
    agreements = {row["agreement"] for row in rules}
    assert re.search(rf"few goods of {len(agreements)} agreements", readme)


def test_every_agreement_with_provisions_has_its_line() -> None:
    """Each of the three tables names each agreement once."""
    named = re.findall(r"^\| `(\w+)` \|", origin_page(), re.MULTILINE)
    provisions = sorted({row["agreement"] for row in rows("origin_provisions")})
    assert named == provisions * 3


def test_rcep_does_nothing_at_the_border_of_the_united_states() -> None:
    """The page says so, and the records bear it out: no special rate of it there, and no condition on its claim."""
    page = (ROOT / "docs" / "origin_data.md").read_text(encoding="utf-8")
    assert "**RCEP origin has no effect at the US border**" in page
    assert not [row for row in rows("special_rates") if (row["importer"], row["agreement"]) == ("US", "RCEP")]
    assert not [row for row in rows("programmes") if "RCEP" in row["where"]]


def test_the_page_on_the_language_lists_every_process_test() -> None:
    """No word that a rule may name is missing."""
    listed = language_page().partition("## Process tests")[2]
    assert re.findall(r"`(\w+)`", listed) == list(PROCESS_TESTS)
