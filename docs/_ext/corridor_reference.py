"""Sphinx extension: reference pages are written from the code when the documentation is built.

A page of `docs/reference/` is an introduction by hand; what the code says is added below it. So the reference
cannot say anything else than the code does, and nothing generated is kept in the repository.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sphinx.application import Sphinx

from cli_page import cli_page
from floors_page import floors_page
from formulation_page import formulation_page
from tables_page import law_page, model_page, run_page

PAGES: Mapping[str, Callable[[], str]] = {
    "architecture": floors_page,
    "reference/model_tables": model_page,
    "reference/law_tables": law_page,
    "reference/run_tables": run_page,
    "reference/formulation": formulation_page,
    "reference/cli": cli_page,
}
"""Page -> what is added to it."""


def _add(_: Sphinx, page: str, source: list[str]) -> None:
    """Add what the code says to a page."""
    if page in PAGES:
        source[0] = f"{source[0].rstrip()}\n\n{PAGES[page]()}\n"


def _always(*_: Any) -> list[str]:
    """Read generated pages again in every build: Sphinx cannot see that the code has changed."""
    return list(PAGES)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to Sphinx."""
    app.connect("source-read", _add)
    app.connect("env-get-outdated", _always)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
