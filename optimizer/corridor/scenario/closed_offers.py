"""What a site that closes sells no more: limits on purchases, since an offer cannot have a row for each period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.errors import Fault, Severity
from corridor.io.yaml_tree import Spot
from corridor.schema.moving import Limit
from corridor.schema.places import Period
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Quote
from corridor.tables.tables import Tables
from corridor.units import DAYS_PER_YEAR


def buying_limits(
    tables: Tables, site: str, shares: Mapping[str, float], spot: Spot, scenario: str, faults: list[Fault]
) -> list[Limit]:
    """Return limits on what is bought at a site. `shares` is period -> [1] share of it that stays open.

    What has no largest quantity per period or year is not limited in a period that is closed in part; that is noted.
    """
    offers = [row for row in tables[Offer] if row.site == site]
    quotes = [row for row in tables[Quote] if row.site == site]
    if not offers and not quotes:
        return []
    whole = [period for period, share in shares.items() if share == 0.0]
    found = []
    if whole:
        found.append((f"purchases[site={site}, period={'|'.join(whole)}]", 0.0))
    periods = {row.period: row for row in tables[Period]}
    for period, share in shares.items():
        if share > 0.0:
            found += _in_part(offers, periods[period], share, spot, faults)
            if quotes:
                faults.append(_stays(f"quotes of {site}", period, spot))
    return list(_named(tables, site, found, scenario))


def _in_part(
    offers: list[Offer], period: Period, share: float, spot: Spot, faults: list[Fault]
) -> Iterator[tuple[str, float]]:
    """Yield (filter, largest quantity) of what is sold in a period that is closed in part; tiers count together."""
    groups: dict[str, list[Offer]] = {}
    for row in offers:
        if row.period in (EACH, period.period):
            groups.setdefault(row.schedule or row.offer, []).append(row)
    for name, rows in groups.items():
        most = [row.max_quantity for row in rows if row.max_quantity is not None]
        if len(most) < len(rows) or rows[0].per == "horizon":
            faults.append(_stays(name, period.period, spot))
            continue
        days = (period.end - period.start).days + 1
        scale = days / DAYS_PER_YEAR if rows[0].per == "year" else 1.0
        codes = "|".join(row.offer for row in rows)
        yield f"purchases[offer={codes}, period={period.period}]", max(most) * scale * share


def _stays(name: str, period: str, spot: Spot) -> Fault:
    """Return the note that something is not closed in a period."""
    rule = f"{name} has no largest quantity per period or year: it can be bought in {period} as before"
    remedy = "It is closed in part of that period only; give it a max_quantity, or close whole periods."
    return spot.fault(period, rule, remedy, Severity.NOTE)


def _named(tables: Tables, site: str, found: list[tuple[str, float]], scenario: str) -> Iterator[Limit]:
    """Yield limits under names that are free."""
    taken = {row.limit for row in tables[Limit]}
    for number, (of, upper) in enumerate(found, start=1):
        name = f"CLOSED_{site}"[:55] + ("" if number == 1 else f"_{number}")
        while name in taken:
            name += "_"
        taken.add(name)
        yield Limit(limit=name, of=of, upper=upper, note=f"scenario: {scenario}")
