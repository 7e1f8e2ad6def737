"""Models changed in ways whose effect on the optimum is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.goods import Capability
from corridor.schema.legal import BaseRate
from corridor.schema.moving import Demand, Handling, Lane, Limit
from corridor.schema.places import Resource, Site
from corridor.schema.programmes import Programme
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Stock
from corridor.tables.tables import Model, Tables

REVENUES = {(Demand, "price"), (Stock, "closing_value")}
"""Money columns that lower the cost of a plan."""

MONEY: Mapping[type[Row], tuple[str, ...]] = {
    kind: tuple(
        name
        for name, field in kind.model_fields.items()
        if re.match(r"\[(money|importer currency)", field.description or "")
    )
    for kind in MODEL_TABLES
}
"""Columns in money, as the schema's docstrings give their units."""

CAPACITIES: Mapping[type[Row], tuple[str, ...]] = {
    Offer: ("max_quantity",),
    Capability: ("capacity",),
    Resource: ("capacity",),
    Handling: ("capacity",),
    Lane: ("capacity",),
    Stock: ("max_quantity", "closing_limit"),
}
"""Columns that only ever bound from above."""

QUANTITIES: Mapping[type[Row], tuple[str, ...]] = {
    **CAPACITIES,
    Offer: ("min_quantity", "max_quantity"),
    Stock: ("opening", "in_transit", "min_quantity", "max_quantity", "closing_limit"),
    Demand: ("quantity",),
}
"""Columns that say how much there is or is wanted."""


def each_row(model: Model, change: Callable[[Row], Row]) -> Model:
    """Return a model with every row changed."""
    rows = {table: tuple(change(row) for row in found) for table, found in model.tables.rows.items()}
    return replace(model, tables=Tables(rows))


def added(model: Model, *rows: Row) -> Model:
    """Return a model with more rows."""
    found = dict(model.tables.rows)
    for row in rows:
        found[row.TABLE] = (*found.get(row.TABLE, ()), row)
    return replace(model, tables=Tables(found))


def scaled(row: Row, columns: tuple[str, ...], factor: Callable[[], float]) -> Row:
    """Return a row with some columns multiplied; empty ones stay empty."""
    values = {name: getattr(row, name) * factor() for name in columns if getattr(row, name) is not None}
    return row.model_copy(update=values)


def dearer(model: Model, random: Random) -> Model:
    """Return a model in which some costs, values and rates are higher and none is lower."""

    def factor() -> float:
        return 1.0 + random.choice((0.0, random.random()))

    def change(row: Row) -> Row:
        kept = tuple(name for name in MONEY.get(type(row), ()) if (type(row), name) not in REVENUES)
        row = scaled(row, kept, factor)
        if isinstance(row, BaseRate | Programme) and row.rate is not None:
            return row.model_copy(update={"rate": row.rate * factor()})
        return row

    return each_row(model, change)


def roomier(model: Model, random: Random) -> Model:
    """Return a model in which some capacities are larger. Price tiers stay: their ends say where prices change."""

    def change(row: Row) -> Row:
        if isinstance(row, Offer) and row.schedule:
            return row
        return scaled(row, CAPACITIES.get(type(row), ()), lambda: 1.0 + random.choice((0.0, 2 * random.random())))

    return each_row(model, change)


def in_other_money(model: Model, factor: float) -> Model:
    """Return a model with all money multiplied."""

    def change(row: Row) -> Row:
        if isinstance(row, Limit) and row.measure in ("value", "cost"):
            # A violation is counted in money here: its price per money stays.
            return scaled(row, ("lower", "upper"), lambda: factor) if row.form == "total" else row
        return scaled(row, MONEY.get(type(row), ()), lambda: factor)

    return each_row(model, change)


def doubled(model: Model) -> Model:
    """Return a model with twice of everything there is and everything wanted."""

    def change(row: Row) -> Row:
        if isinstance(row, Limit) and row.form == "total":
            return scaled(row, ("lower", "upper"), lambda: 2.0)
        return scaled(row, QUANTITIES.get(type(row), ()), lambda: 2.0)

    return each_row(model, change)


def renamed(model: Model, random: Random) -> Model:
    """Return a model with other codes for everything a model names, which sort in another order."""
    keys = ("site", "product", "offer", "process", "resource", "limit", "period", "schedule", "alternative",
            "substitution_group", "group")  # fmt: skip
    codes = sorted(
        {
            str(getattr(row, key))
            for rows in model.tables.rows.values()
            for row in rows
            for key in keys
            if getattr(row, key, None) not in (None, "", "*")
        }
    )
    numbers = random.sample(range(10, 10 + len(codes)), len(codes))
    new = {code: f"Z{n}_{code[::-1].strip('_')}" for code, n in zip(codes, numbers, strict=True)}

    def change(row: Row) -> Row:
        texts = {
            name: re.sub(r"[A-Z0-9_]+", lambda word: new.get(word[0], word[0]), value)
            for name, value in row
            if isinstance(value, str) and name not in ("hs", "origins", "np_origin", "importer", "country")
        }
        return row.model_copy(update=texts)

    return each_row(model, change)


def shuffled(model: Model, random: Random) -> Model:
    """Return a model with the rows of every table in another order."""
    rows = {name: tuple(random.sample(found, len(found))) for name, found in model.tables.rows.items()}
    return replace(model, tables=Tables(rows))


def halved(model: Model, site: str) -> Model:
    """Return a model with two sites, each with half of what there is and can be done, in place of one."""
    twin = f"{site}_TWIN"
    rows: dict[str, list[Row]] = {}
    for table, found in model.tables.rows.items():
        for row in found:
            named = [name for name, value in row if name.endswith("site") or name in ("seller", "buyer", "destination")]
            here = [name for name in named if getattr(row, name) == site]
            if not here:
                rows.setdefault(table, []).append(row)
                continue
            half = scaled(row, QUANTITIES.get(type(row), ()), lambda: 0.5)
            other = dict.fromkeys(here, twin)
            if isinstance(row, Offer):
                other |= {"offer": f"{row.offer}_TWIN", "schedule": row.schedule and f"{row.schedule}_TWIN"}
            rows.setdefault(table, []).extend((half, half.model_copy(update=other)))
    assert any(isinstance(row, Site) and row.site == twin for row in rows["sites"])
    return replace(model, tables=Tables({table: tuple(found) for table, found in rows.items()}))
