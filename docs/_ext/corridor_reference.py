"""Reference pages are written from the code, so that they cannot say anything else than the code does.

Pages of `WRITTEN` are kept in the repository, to be read without building anything: an introduction by hand, the line
`MARK`, and below it what the code says. `python docs/_ext/corridor_reference.py` writes them again; a test holds that
they are up to date. Pages of `BUILT` get what the code says when Sphinx builds them; their source is as easy to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from cli_page import cli_page
from floors_page import floors_page
from formulation_page import formulation_page
from origin_page import language_page, origin_page
from tables_page import law_page, model_page, run_page, scenario_page
from timeline_page import timeline_page

DOCS = Path(__file__).resolve().parents[1]

MARK = "<!-- Below: written by `python docs/_ext/corridor_reference.py`. Change the code, not this text. -->"

WRITTEN: Mapping[str, Callable[[], str]] = {
    "reference/model_tables": model_page,
    "reference/scenarios": scenario_page,
    "reference/law_tables": law_page,
    "reference/run_tables": run_page,
    "reference/cli": cli_page,
    "timeline": timeline_page,
    "rule_language": language_page,
    "origin_data": origin_page,
}
"""Page -> what stands below its mark."""

BUILT: Mapping[str, Callable[[], str]] = {
    "architecture": floors_page,
    "reference/formulation": formulation_page,
}
"""Page -> what is added to it in a build."""


def written(page: str) -> str:
    """Return the whole text that a page of `WRITTEN` should have; its introduction is taken from its file."""
    introduction = (DOCS / f"{page}.md").read_text(encoding="utf-8").partition(MARK)[0].rstrip()
    return f"{introduction}\n\n{MARK}\n\n{WRITTEN[page]()}\n"


def _add(_: Sphinx, page: str, source: list[str]) -> None:
    """Add what the code says to a page."""
    if page in BUILT:
        source[0] = f"{source[0].rstrip()}\n\n{BUILT[page]()}\n"


def _always(*_: Any) -> list[str]:
    """Read built pages again in every build: Sphinx cannot see that the code has changed."""
    return list(BUILT)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to Sphinx."""
    app.connect("source-read", _add)
    app.connect("env-get-outdated", _always)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    for name in WRITTEN:
        (DOCS / f"{name}.md").write_text(written(name), encoding="utf-8")
