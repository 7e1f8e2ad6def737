"""The generated reference is complete; the documentation builds without warnings and without the network."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from cli_page import cli_page, command_words, help_text
from corridor import formulation
from corridor.cli import app
from corridor.schema.catalog import MODEL_TABLES, REFERENCE_TABLES, RESULT_TABLES
from corridor.schema.entries import EntryLine
from corridor.schema.row import Row
from corridor.schema.tariff_words import FACTS
from corridor.tables.tables import column_names
from corridor_reference import DOCS, WRITTEN, written
from formulation_page import formulation_page
from tables_page import law_page, model_page, run_page, unexplained

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "optimizer" / "corridor"
PAGES = ((MODEL_TABLES, model_page), ((*REFERENCE_TABLES, EntryLine), law_page), (RESULT_TABLES, run_page))
TABLES = [row_class for row_classes, _ in PAGES for row_class in row_classes]


@pytest.mark.parametrize("row_class", TABLES, ids=lambda c: c.__name__)
def test_every_column_is_explained(row_class: type[Row]) -> None:
    """No column of a table is left without a meaning."""
    assert unexplained(row_class) == []


def test_the_table_pages_show_every_table_and_column() -> None:
    """Each table has its heading, and each column its line, as files write it."""
    for row_classes, page in PAGES:
        sections = {section.split("\n", 1)[0]: section for section in page().split("## ")}
        for row_class in row_classes:
            shown = re.findall(r"^\| `(\w+)`", sections[row_class.TABLE], re.MULTILINE)
            left_out = {"source", "evidence", "note"} - set(shown)
            assert shown == [column for column in column_names(row_class) if column not in left_out]


def test_the_law_page_explains_every_fact() -> None:
    """Each fact that a condition may name has its line."""
    section = law_page().partition("## Conditions\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(FACTS)


@pytest.mark.parametrize("page", WRITTEN)
def test_a_written_page_is_up_to_date(page: str) -> None:
    """A page in the repository is what the code says; else run `python docs/_ext/corridor_reference.py`."""
    assert (DOCS / f"{page}.md").read_text(encoding="utf-8") == written(page)


def test_the_formulation_page_shows_every_family() -> None:
    """Each constraint family has a heading and its mathematics in a block of its own."""
    page = formulation_page()
    for family in formulation.FAMILIES:
        section = page.partition(f"## {family.__name__.rpartition('.')[2]}\n")[2].partition("\n## ")[0]
        assert "```text" in section, f"{family.__name__} states no mathematics"


def test_the_command_page_shows_the_help_of_every_command() -> None:
    """The page on the command line prints what each `--help` prints."""
    page = cli_page()
    assert len(command_words()) > 5
    for words in command_words():
        assert f"## corridor {' '.join(words)}".rstrip() + "\n" in page
        assert help_text(words) in page


def test_every_command_and_option_has_help() -> None:
    """Nothing of the command line is left without a word of help."""
    silent = []
    for words in command_words():
        command = get_command(app)
        for word in words:
            command = command.commands[word]
        if not (command.help or "").strip():
            silent.append(" ".join(words))
        silent += [f"{' '.join(words)} {p.name}" for p in command.params if not (getattr(p, "help", "") or "").strip()]
    assert silent == []


def test_every_public_name_is_documented() -> None:
    """Each public module, class, function and method of the package has a docstring."""
    undocumented = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        places = [
            ("", tree),
            *((f"{node.name}.", node) for node in tree.body if isinstance(node, ast.ClassDef)),
        ]
        for prefix, place in places:
            if prefix.startswith("_"):
                continue
            if ast.get_docstring(place) is None:
                undocumented.append(f"{path.relative_to(ROOT).as_posix()} {prefix}")
            undocumented += [
                f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {prefix}{node.name}"
                for node in place.body
                if isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and ast.get_docstring(node) is None
            ]
    assert undocumented == []


def test_the_documentation_builds_offline(tmp_path: Path) -> None:
    """Sphinx builds without a warning, and no page loads anything from elsewhere."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    command += ["-d", str(tmp_path / "trees"), str(ROOT / "docs"), str(tmp_path / "html")]
    report = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert report.returncode == 0, report.stdout + report.stderr
    loads = re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=\"(?:https?:)?//|url\([\"']?(?:https?:)?//"
    )
    pages = [*(tmp_path / "html").rglob("*.html"), *(tmp_path / "html").rglob("*.css")]
    assert pages
    assert [page.name for page in pages if loads.search(page.read_text(encoding="utf-8"))] == []
