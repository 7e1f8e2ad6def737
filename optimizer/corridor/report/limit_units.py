"""What the figures of a limit are counted in, from its row in the model."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from corridor.report.names import Names, label_rows, records, text_of
from corridor.result.run import Run
from corridor.schema.results import Production

_PRODUCTS = re.compile(r"[\[,]\s*product\s*=\s*([^,\]]+)")
_PROCESSES = re.compile(r"[\[,]\s*process\s*=\s*([^,\]]+)")
"""The products or processes that a filter names, as in flows[product=CELL|PACK, to_country=US]."""


def limit_units(run: Run) -> dict[str, str]:
    """Return limit -> unit of its measure, in codes; empty text where it counts products of several units.

    A run of an earlier version does not keep its limits; then nothing is known.
    """
    names = Names.of(run)
    makes: dict[str, set[str]] = defaultdict(set)
    for row in records(run.table(Production)):
        makes[text_of(row["process"])].add(text_of(row["product"]))
    return {
        text_of(row["limit"]): _unit(text_of(row["measure"]), text_of(row["of"]), names, makes)
        for row in label_rows(run, "limits")
    }


def share_forms(run: Run) -> dict[str, bool]:
    """Return limit -> whether it is a share, as far as the run keeps its limits."""
    return {text_of(row["limit"]): text_of(row["form"]) == "share" for row in label_rows(run, "limits")}


def money_unit_words(names: Names) -> str:
    """Return what the model counts money in, such as `thousand USD`."""
    word = {1.0: "", 1e3: "thousand ", 1e6: "million "}.get(names.money_unit, f"{names.money_unit:,.0f} ")
    return f"{word}{names.currency}"


def _unit(measure: str, of: str, names: Names, makes: Mapping[str, set[str]]) -> str:
    if measure in ("value", "cost"):
        return money_unit_words(names)
    if measure != "quantity":
        return {"mass": "t", "sites": "sites"}.get(measure, measure)
    products = _named(_PRODUCTS, of)
    made = set().union(*(makes.get(process, set()) for process in _named(_PROCESSES, of)))
    units = {names.unit_code(product) for product in products or made or names.products}
    return units.pop() if len(units) == 1 else ""


def _named(column: re.Pattern[str], of: str) -> list[str]:
    found = column.search(of)
    return [code.strip() for code in found.group(1).split("|")] if found else []
