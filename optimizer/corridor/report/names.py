"""What codes are called: sites, products and offers by the names that the model gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from corridor.report.state_words import state_words
from corridor.result.run import Run
from corridor.units import unit_words

if TYPE_CHECKING:  # For annotations only: pandas takes a second to load, and `corridor duty` does without it.
    import pandas as pd

NBSP = "\u00a0"
"""Stands between a number and its unit, so that no line ends between them."""

Record = dict[str, Any]
"""One row of a table: column -> value."""


def text_of(value: object) -> str:
    """Return a cell as text; an empty cell (None, NaN) as empty text."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return str(value)


def number_of(value: object) -> float | None:
    """Return a cell as a finite number, or None where it is empty or holds no number."""
    try:
        number = float(text_of(value))
    except ValueError:
        return None
    return number if isfinite(number) else None


def records(table: pd.DataFrame | None) -> list[Record]:
    """Return the rows of a table, none if there is no table."""
    if table is None:
        return []
    return [{str(column): value for column, value in row.items()} for row in table.to_dict("records")]


def label_rows(run: Run, table: str) -> list[Record]:
    """Return the rows of a label table, none if the run has no such table."""
    return records(run.labels.get(table))


@dataclass(frozen=True)
class Names:
    """Names for people, and the units and countries that go with codes."""

    sites: Mapping[str, Record]
    products: Mapping[str, Record]
    site_names: Mapping[str, str]
    product_names: Mapping[str, str]
    currency: str
    """[ISO 4217] Currency of every printed amount."""
    money_unit: float
    """[currency / money]"""
    offers: Mapping[str, Record]
    content_rules: frozenset[str] = frozenset()
    """Statuses on an origin state that are no agreements."""

    @staticmethod
    def of(run: Run) -> Names:
        """Return the names of a run."""
        sites = {text_of(row["site"]): row for row in label_rows(run, "sites")}
        products = {text_of(row["product"]): row for row in label_rows(run, "products")}
        return Names(
            sites,
            products,
            _unique(sites),
            _unique(products),
            text_of(run.info.get("currency")) or "USD",
            float(run.info.get("money_unit") or 1.0),
            {text_of(row["offer"]): row for row in label_rows(run, "offers")},
            frozenset(text_of(row["rule"]) for row in label_rows(run, "content_rules")),
        )

    def state(self, label: str) -> str:
        """Return an origin state in words."""
        return state_words(label, self.content_rules)

    def site(self, code: str) -> str:
        """Return the name of a site, or its code where it has none."""
        return self.site_names.get(code, code)

    def country(self, site: str) -> str:
        """Return the country of a site, or empty text."""
        return text_of(self.sites.get(site, {}).get("country"))

    def product(self, code: str) -> str:
        """Return the name of a product, or its code where it has none."""
        return self.product_names.get(code, code)

    def unit(self, product: str) -> str:
        """Return the unit that quantities of a product are counted in, in words."""
        return unit_words(self.unit_code(product))

    def unit_code(self, product: str) -> str:
        """Return the unit that quantities of a product are counted in, as the tables write it."""
        return text_of(self.products.get(product, {}).get("unit")) or "unit"

    def offer(self, code: str) -> str:
        """Return whose offer it is and of what, or its code where the run does not say."""
        row = self.offers.get(code)
        return f"{self.site(text_of(row['site']))}, {self.product(text_of(row['product']))}" if row else code

    def amount(self, quantity: float, product: str) -> str:
        """Return a quantity with its unit; a small one keeps the figures that tell it from 0."""
        figures = f"{quantity:,.1f}" if quantity >= 1 or quantity == 0 else f"{quantity:.3g}"
        unit = self.unit(product)
        return f"{figures.removesuffix('.0')}{NBSP}{'units' if unit == 'unit' and figures != '1.0' else unit}"

    def group(self, product: str) -> str:
        """Return the group of a product as words, or empty text."""
        return text_of(self.products.get(product, {}).get("group")).replace("_", " ").capitalize()


def _unique(rows: Mapping[str, Record]) -> dict[str, str]:
    """Return code -> name; names that several codes share carry the code."""
    names = {code: text_of(row.get("name")).strip() or code for code, row in rows.items()}
    shared = Counter(names.values())
    return {code: name if shared[name] == 1 else f"{name} ({code})" for code, name in names.items()}
