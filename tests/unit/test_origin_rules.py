"""Rules of origin in tables: faults at their cell, and a reference data that can be read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.unit.tables_example import TABLES, faults_of, with_cell

from corridor.errors import Severity
from corridor.paths import DATA
from corridor.schema.rule_language import parse

RULES = """\
agreement,hs_from,hs_to,part,importer,valid_from,valid_to,rule,citation,evidence
FTA,8507,8507,,*,2025-01-01,,"CTH or RVC(build_down, 40)",made up,D
FTA,850730,850780,,*,2025-01-01,,CTSH except 8507.90,made up,D
"""
PROVISIONS = """\
agreement,valid_from,hs_edition,value_basis,material_basis,cumulation,default_rule,citation,evidence
FTA,2025-01-01,2022,fob,cif,originating,CTH,made up,D
OLD,2025-01-01,2022,fob,cif,originating,,made up,D
"""


def faults(folder, rules=RULES, provisions=PROVISIONS):
    """Return table, row, column, value, rule and remedy of the faults of a model with these records."""
    found = faults_of(folder, {**TABLES, "origin_rules": rules, "origin_provisions": provisions})
    return [(f.file, f.row, f.column, f.value, f.rule, f.remedy, f.severity) for f in found]


def test_sound_records(tmp_path: Path):
    """Rules that can be read have no fault; provisions may have no default rule."""
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("written", "instead", "column", "rule"),
    [
        ("CTSH except 8507.90", "CTSH exept 8507.90", "rule", "did you mean `except`? (at character 6)"),
        ("CTSH except 8507.90", "PROCESS(difusion)", "rule", "did you mean `diffusion`?"),
        ("850730,850780", "850780,850730", "hs_to", "the range ends before it begins (850780)"),
    ],
)
def test_faults_of_rules(written, instead, column, rule, tmp_path: Path):
    """A rule that cannot be read and a range that ends before it begins are faults at their cell."""
    (found,) = faults(tmp_path, rules=RULES.replace(written, instead))
    assert found[:3] == ("tables/origin_rules.csv", 3, column)
    assert rule in found[4]
    assert found[6] is Severity.ERROR


def test_faults_of_default_rules(tmp_path: Path):
    """A default rule that cannot be read is a fault at its cell."""
    (found,) = faults(tmp_path, provisions=PROVISIONS.replace(",CTH,", ",CHT,"))
    assert found[:4] == ("tables/origin_provisions.csv", 2, "default_rule", "CHT")
    assert "did you mean `CTH`?" in found[4]
    assert "RVC(build_down, 40)" in found[5]


def test_percentages_that_look_like_shares(tmp_path: Path):
    """RVC(build_down, 0.4) asks for 0.4 percent, which is probably a slip."""
    (found,) = faults(tmp_path, rules=RULES.replace("CTH or RVC(build_down, 40)", "CC and (CTH or MAXNOM(0.4))"))
    assert (found[1], found[2], found[6]) == (2, "rule", Severity.WARNING)
    assert "did you mean 40?" in found[5]


def test_process_tests(tmp_path: Path):
    """A process meets tests that rules know; another word is a fault."""
    assert faults_of(tmp_path / "a", with_cell("processes", 2, "tests", "smelting;refining")) == ()
    (found,) = faults_of(tmp_path / "b", with_cell("processes", 2, "tests", "smelting;diffuson"))
    assert (found.file, found.row, found.column) == ("tables/processes.csv", 2, "tests")
    assert "no process test `diffuson`" in found.rule
    assert "`diffusion`" in found.remedy


@pytest.mark.parametrize(("table", "column"), [("origin_rules", "rule"), ("origin_provisions", "default_rule")])
def test_rules_of_the_reference_data(table, column):
    """Each rule of the reference data can be read, and its percentages are no shares."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row[column] or column == "rule":
            parse(row[column])
            assert "(0." not in row[column].replace(", 0.", "(0."), row
