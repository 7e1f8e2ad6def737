"""Declared end uses: told apart only where the duty on a product depends on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.law.duty import end_use_conditions
from corridor.network.lookups import Lookups
from corridor.network.states import NO_USE, State


def declared_uses(lookups: Lookups) -> dict[str, frozenset[str]]:
    """Return, for each product whose duty depends on its end use, the end uses it is wanted for."""
    wanted: dict[str, set[str]] = {}
    for row in lookups.demand_rows:
        wanted.setdefault(row.product, set()).add(row.end_use)
    for line in lookups.recipe_lines:
        if line.role == "input":
            wanted.setdefault(line.product, set()).add(line.end_use)
    return {
        product: frozenset(uses)
        for product, uses in sorted(wanted.items())
        if any(
            end_use_conditions(lookups.law, importer, lookups.code(product, importer))
            for importer in lookups.importers
            if lookups.code(product, importer)
        )
    }


def demand_use(product: str, end_use: str, uses: Mapping[str, frozenset[str]]) -> str:
    """Return the end use that goods must carry to serve a demand."""
    return end_use if product in uses else NO_USE


def demand_targets(
    lookups: Lookups, uses: Mapping[str, frozenset[str]], spots: Mapping[tuple[str, str, State], int]
) -> Iterator[tuple[tuple[str, str, State], int]]:
    """Yield the spots that serve demand, a required stock or a closing value, with the last period they do."""
    last = len(lookups.calendar) - 1
    ends: dict[tuple[str, str, str], int] = {}
    for site, product, end_use, t, row in lookups.demands:
        if row.quantity > 0:
            key = (site, product, demand_use(product, end_use, uses))
            ends[key] = max(t, ends.get(key, -1))
    for spot in sorted(spots):
        site, product, state = spot
        end = ends.get((site, product, state.end_use)) if not state.offer else None
        rules = [rule for t in range(last + 1) if (rule := lookups.stock_rule(site, product, t)) is not None]
        if any(rule.min_quantity > 0 for rule in rules) or lookups.closing_pays(site, product):
            end = last
        if end is not None:
            yield spot, end
