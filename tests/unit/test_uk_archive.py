"""All published rules of origin of the UK: how many are read, and that what is read agrees with its source."""

import csv

from tests.unit.uk_example import published

from corridor.reference.uk_class import leaves
from corridor.reference.uk_report import report
from corridor.reference.uk_rules import read_uk_rules
from corridor.schema.origin import OriginRule
from corridor.schema.process_tests import PROCESS_TESTS
from corridor.schema.rule_language import Content, MaxMass, MaxValue, parse

LEAST = 0.90
"""[1] Of the rules."""


def share(found):
    """[1] Return the share of rules that were read."""
    return found.total.read / found.total.rules


def test_all_43_schemes(capsys):
    """Nine in ten of the 41,255 rules are read; each is accounted for."""
    found = read_uk_rules(published("roo_rules_tidy.csv"))
    with capsys.disabled():
        print("\n" + report(found))
    assert (found.total.rules, len(found.counts)) == (41255, 43)
    assert share(found) > LEAST
    assert {row.hs_from <= row.hs_to for row in found.rows} == {True}


def test_percentages_agree_with_the_tidy_table():
    """Wherever the table has a percentage of its own, the rule has it too, or leaves a permission out."""
    path = published("roo_rules_tidy.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = read_uk_rules(path).lines
    assert [line.text for line in lines] == [row["rule_text"] for row in rows]
    wrong = [
        (row["rule_text"], line.rule)
        for row, line in zip(rows, lines, strict=True)
        if line.kind == "exact"
        and row["max_nonoriginating_pct"]
        and float(row["max_nonoriginating_pct"]) not in percentages(line.rule)
    ]
    assert wrong == []


def percentages(rule):
    """Return the percentages of a rule, contents as what may be non-originating."""
    found = set()
    for leaf in leaves(parse(rule)):
        if isinstance(leaf, MaxValue | MaxMass):
            found.add(leaf.percent)
        if isinstance(leaf, Content):
            found.add(100 - leaf.percent)
    return found


def test_the_files_of_nine_schemes(capsys):
    """The files that users download give records that are no two of one key and read back."""
    found = read_uk_rules(published("rule_sets"))
    with capsys.disabled():
        print("\n" + report(found))
    assert (found.total.rules, len(found.counts)) == (8824, 9)
    keys = {tuple(getattr(row, name) for name in OriginRule.KEY) for row in found.rows}
    assert len(keys) == len(found.rows)
    assert all(parse(row.rule) for row in found.rows)


def test_rules_of_known_goods():
    """Magnets, cells, chips and cars under three agreements are as the agreements print them."""
    found = read_uk_rules(published("rule_sets"))
    rules = {(row.agreement, row.hs_from, row.part, row.valid_from.year): row.rule for row in found.rows}
    assert rules["CPTPP", "850511", None, 2024] == "CTSH"
    assert rules["CPTPP", "850730", None, 2024] == "CTH or RVC(build_up, 30) or RVC(build_down, 40)"
    assert rules["CPTPP", "8703", None, 2024] == "RVC(net_cost, 45) or RVC(build_down, 55)"
    assert rules["UK_JP", "8703", None, 2026] == "MAXNOM(45) or RVC(build_down, 60, fob)"
    assert rules["UK_SG", "8507", None, 2021] == "CTH or MAXNOM(40)"
    assert rules["EU_UK_TCA", "8507", None, 2021] == "CTH or MAXNOM(50)"


def test_every_process_test_has_a_name_that_the_table_of_processes_takes():
    """Names of process tests are small letters and underscores."""
    assert all(name.replace("_", "").isalpha() and name.islower() for name in PROCESS_TESTS)
