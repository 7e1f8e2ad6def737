"""The files at the root say the same as each other, and the licence is whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

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
