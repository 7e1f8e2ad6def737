"""Codes: every code that a row names stands in the table it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from corridor.errors import Fault
from corridor.io.suggest import did_you_mean, listed
from corridor.schema.custody import Custody
from corridor.schema.elections import Election
from corridor.schema.goods import (
    Capability,
    Determination,
    Process,
    Product,
    ProductCode,
    RecipeLine,
    UnitFactor,
)
from corridor.schema.moving import Demand, Handling, Lane
from corridor.schema.places import Entity, Listing, Period, Resource, Site
from corridor.schema.row import EACH, Row
from corridor.schema.supply import ExchangeRate, Index, Offer, Quote, Stock, Value
from corridor.tables.draft import Draft, Located, TableDraft

_TARGETS: dict[str, type[Row]] = {
    "site": Site,
    "from_site": Site,
    "to_site": Site,
    "destination": Site,
    "seller": Entity,
    "buyer": Site,
    "producer_entity": Entity,
    "entity": Entity,
    "product": Product,
    "process": Process,
    "period": Period,
}
"""Column -> table its codes stand in; the column of that table is its key."""

_REFERRING: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (Site, ("entity",)),
    (Listing, ("entity",)),
    (ProductCode, ("product",)),
    (UnitFactor, ("product",)),
    (ExchangeRate, ("period",)),
    (Index, ("period",)),
    (Quote, ("site", "product", "destination", "seller", "producer_entity")),
    (Offer, ("site", "product", "period", "destination", "producer_entity")),
    (Determination, ("site", "process", "product")),
    (RecipeLine, ("process", "product")),
    (Capability, ("site", "process", "period")),
    (Resource, ("site", "period")),
    (Handling, ("site", "product", "period")),
    (Lane, ("from_site", "to_site", "product", "period")),
    (Demand, ("site", "product", "period")),
    (Value, ("seller", "buyer", "product", "period")),
    (Stock, ("site", "product", "period")),
    (Election, ("site",)),
    (Custody, ("site", "product")),
)


def check_references(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of codes that stand in no table."""
    faults: list[Fault] = []
    for row_class, columns in _REFERRING:
        table = draft[row_class]
        for column in columns:
            target = Site if row_class is Value and column == "seller" else _TARGETS[column]
            known = known_codes(draft, target)
            if known is None:
                continue
            for at in table.rows:
                code = getattr(at.row, column)
                if code is not None and code != EACH and code not in known:
                    faults.append(_unknown(table, at, column, target, known))
    faults.extend(_resources(draft))
    return tuple(faults)


def known_codes(draft: Draft, row_class: type[Row]) -> frozenset[str] | None:
    """Return the codes of a table, or None if nothing can be said because it could not be read."""
    table = draft[row_class]
    column = row_class.KEY[0]
    if row_class.TABLE in draft.unread or (table.raw is not None and column not in table.mentioned):
        return None
    return draft.codes(row_class, column)


def unknown_remedy(code: str, known: Collection[str], table: str) -> str:
    """Return what to do about a code that stands in no table."""
    if not known:
        return f"The model has no table {table}: add it, with this code."
    return did_you_mean(code, known, f"Add it to table {table}, or write one of {listed(known)}.")


def _unknown(table: TableDraft[Any], at: Located[Any], column: str, target: type[Row], known: frozenset[str]) -> Fault:
    """Return the fault of one unknown code."""
    code = str(getattr(at.row, column))
    return table.fault(
        at,
        column,
        f"there is no such {target.KEY[0]} in table {target.TABLE}",
        unknown_remedy(code, known, target.TABLE),
        value=code,
    )


def _resources(draft: Draft) -> Iterator[Fault]:
    """Yield faults of capabilities that draw on a resource their site does not have."""
    if not draft.judgeable(Resource):
        return
    table = draft[Capability]
    owned: dict[str, set[str]] = {}
    for resource in draft[Resource].rows:
        owned.setdefault(resource.row.site, set()).add(resource.row.resource)
    for at in table.rows:
        code = at.row.resource
        if code is not None and code not in owned.get(at.row.site, set()):
            yield table.fault(
                at,
                "resource",
                f"site {at.row.site} has no such resource in table resources",
                unknown_remedy(code, owned.get(at.row.site, set()), "resources"),
            )
