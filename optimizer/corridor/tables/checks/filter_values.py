"""Values in filters: a limit on a code that does not exist would limit nothing without a word."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.schema.filter_language import Filter
from corridor.schema.goods import Process, Product
from corridor.schema.moving import Lane
from corridor.schema.places import Period, Site
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Quote
from corridor.tables.checks.countries import country_remedy, territories
from corridor.tables.checks.references import known_codes, unknown_remedy
from corridor.tables.columns import columns_of
from corridor.tables.draft import Draft

_CODES: dict[str, type[Row]] = {
    "product": Product,
    "site": Site,
    "from_site": Site,
    "to_site": Site,
    "process": Process,
    "period": Period,
    "ship_period": Period,
}
_COUNTRIES = frozenset({"country", "from_country", "to_country", "np_origin", "owner"})


def unknown_values(draft: Draft, chosen: Filter) -> Iterator[tuple[str, str]]:
    """Yield (rule, remedy) for each value of a filter that does not exist."""
    for condition in chosen.conditions:
        known, table = _known(draft, condition.column)
        if known is None:
            continue
        for value in condition.values:
            if value not in known and not _from_quote(draft, condition.column, value):
                remedy = (
                    country_remedy(value, known)
                    if condition.column in _COUNTRIES
                    else unknown_remedy(value, known, table)
                )
                yield f"the filter names {condition.column} {value}, which does not exist", remedy


def _known(draft: Draft, column: str) -> tuple[frozenset[str] | None, str]:
    """Return the values a column can have, or None if they are not known here, and their table."""
    if column in _CODES:
        return known_codes(draft, _CODES[column]), _CODES[column].TABLE
    if column in _COUNTRIES:
        return frozenset(territories()) or None, "countries"
    if column == "offer":
        codes, quotes = known_codes(draft, Offer), known_codes(draft, Quote)
        return (None if codes is None or quotes is None else codes | quotes), "offers"
    if column == "group" and draft.judgeable(Product):
        return frozenset(at.row.group for at in draft[Product].rows if at.row.group), "products"
    if column == "mode":
        return frozenset(next(c.choices for c in columns_of(Lane) if c.name == "mode")), "lanes"
    if column == "route" and draft.judgeable(Lane):
        return frozenset(at.row.route for at in draft[Lane].rows), "lanes"
    return None, ""


def _from_quote(draft: Draft, column: str, value: str) -> bool:
    """Return whether a value is the offer that a quote becomes for one period: QUOTE_PERIOD."""
    if column != "offer":
        return False
    quotes, periods = draft.codes(Quote, "quote"), draft.codes(Period, "period")
    return any(value == f"{quote}_{period}" for quote in quotes for period in periods)
