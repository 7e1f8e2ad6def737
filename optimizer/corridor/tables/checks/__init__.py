"""Checks across rows and tables. One family per file; each returns its faults, located."""

from __future__ import annotations

from collections.abc import Callable

from corridor.errors import Fault
from corridor.tables.checks.companies import check_companies
from corridor.tables.checks.countries import check_countries
from corridor.tables.checks.elections import check_elections
from corridor.tables.checks.keys import check_keys
from corridor.tables.checks.lanes import check_lanes
from corridor.tables.checks.limits import check_limits
from corridor.tables.checks.making import check_making
from corridor.tables.checks.measures import check_measures
from corridor.tables.checks.not_priced import check_not_priced
from corridor.tables.checks.offers import check_offers
from corridor.tables.checks.origin_rules import check_origin_rules
from corridor.tables.checks.plausible import check_plausible
from corridor.tables.checks.quotes import check_quotes
from corridor.tables.checks.recipes import check_recipes
from corridor.tables.checks.references import check_references
from corridor.tables.checks.scale import check_scale
from corridor.tables.checks.ties import check_ties
from corridor.tables.checks.times import check_times
from corridor.tables.draft import Draft

CHECKS: tuple[Callable[[Draft], tuple[Fault, ...]], ...] = (
    check_keys,
    check_ties,
    check_references,
    check_times,
    check_countries,
    check_companies,
    check_measures,
    check_recipes,
    check_making,
    check_offers,
    check_quotes,
    check_lanes,
    check_limits,
    check_origin_rules,
    check_elections,
    check_scale,
    check_plausible,
    check_not_priced,
)
"""Every family of checks, in reading order."""


def check_draft(draft: Draft) -> tuple[Fault, ...]:
    """Return the faults that all checks find in a draft."""
    return tuple(fault for check in CHECKS for fault in check(draft))
