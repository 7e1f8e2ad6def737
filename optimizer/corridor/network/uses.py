"""Declared end uses: told apart only where the duty on a product depends on them."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.law.duty import end_use_conditions
from corridor.network.lookups import Lookups
from corridor.network.states import NO_USE


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
