"""The files at the root say the same as each other, and the licence is whole."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

import corridor

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_every_file_names_the_same_version() -> None:
    """pyproject.toml, the package, CITATION.cff and the newest section of CHANGELOG.md agree."""
    citation = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert citation is not None
    assert newest is not None
    assert {corridor.__version__, citation[1], newest[1]} == {VERSION}


def test_the_licence_is_the_whole_apache_licence() -> None:
    """LICENSE holds the nine sections of the Apache License 2.0 and its appendix."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    sections = [int(number) for number in re.findall(r"^   (\d)\. [A-Z]", text, re.MULTILINE)]
    assert sections == list(range(1, 10))
    assert "Version 2.0, January 2004" in text
    assert text.index("END OF TERMS AND CONDITIONS") < text.index("APPENDIX: How to apply")


def test_make_help_lists_every_target() -> None:
    """The comment that `make help` prints names each target a user can call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: ([a-z -]+)$", makefile, re.MULTILINE)[0].split()) - {"help"}
    assert set(re.findall(r"^#   make ([a-z-]+)", makefile, re.MULTILINE)) == phony


@pytest.mark.parametrize("page", ["README.md", "docs/index.md", "docs/meaning.md", "docs/programmes.md"])
def test_what_no_duty_total_holds_is_said(page: str) -> None:
    """Anti-dumping, countervailing and safeguard duties, and quotas, are in no record: each of these pages says so."""
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert re.search(r"Anti-dumping, countervailing (and|or) safeguard dut", text, re.IGNORECASE)
    assert re.search(r"\bquotas?\b", text, re.IGNORECASE)


def test_the_page_on_programmes_names_every_programme_and_its_importer() -> None:
    """What the page does not name is said to have only a base rate: it has to name all that `data/` records."""
    with (ROOT / "data" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        recorded = {(row["programme"], row["importer"]) for row in csv.DictReader(file)}
    page = (ROOT / "docs" / "programmes.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \| (\w+) \|", page, re.MULTILINE)) == recorded


def test_only_the_importers_that_the_readme_names_have_programmes() -> None:
    """README.md says for which importers beside the United States measures are recorded, and on whose goods."""
    with (ROOT / "data" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        others = {(row["importer"], row["origins"]) for row in csv.DictReader(file) if row["importer"] != "US"}
    assert others == {("CA", "US"), ("CN", "US"), ("MX", "CN;KR;TH;ID;IN")}


def test_rates_of_orders_are_unknown_as_the_readme_says() -> None:
    """No record of anti-dumping and countervailing duties has a rate: it only makes a total unknown."""
    with (ROOT / "data" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        rates = {(row["rate"], row["specific"]) for row in csv.DictReader(file) if row["programme"] == "ADCVD"}
    assert rates == {("", "")}
