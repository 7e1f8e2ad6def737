"""Rows that every instance needs: one period of a year, sites in one country, goods that cross no border."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from corridor.schema.goods import Product
from corridor.schema.places import Period, Site
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings
from corridor.tables.tables import Model, Tables

YEAR = Period(period="YEAR", start=date(2027, 1, 1), end=date(2027, 12, 31))
"""The only period, 365 days. The instances know no time: which year it is does not matter."""

HOME = "CA"
"""Country of every site: without a border there is no duty. Which country it is does not matter."""


def site(code: str, name: str = "") -> Site:
    """Return a site in the only country."""
    return Site(site=code, name=name or code, country=HOME)


def product(code: str, name: str = "") -> Product:
    """Return goods without a tariff code: they never cross a border."""
    return Product(product=code, name=name or code)


def model(name: str, rows: Iterable[Row], place: Path, title: str, source: str) -> Model:
    """Return a model of one year with these rows; `source` is where the data was published."""
    tables: dict[str, list[Row]] = {YEAR.TABLE: [YEAR]}
    for row in rows:
        tables.setdefault(row.TABLE, []).append(row)
    settings = ModelSettings(
        name=name.lower().replace(".", "_").replace("-", "_"),
        title=title,
        as_of=YEAR.start,
        law="model",
        sources=(source,),
    )
    return Model(settings, Tables({table: tuple(found) for table, found in tables.items()}), place)
