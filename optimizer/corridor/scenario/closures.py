"""Sites and lanes that close for a while: rows of their own for the periods that are closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from corridor.errors import Fault, Severity
from corridor.io.suggest import did_you_mean, listed
from corridor.io.yaml_tree import Spot
from corridor.reference.read import key_of
from corridor.scenario.apply_tables import meant, placed_at
from corridor.scenario.closed_offers import buying_limits
from corridor.scenario.patches import Cell, Days, LaneClosed, SiteClosed
from corridor.scenario.state import Applied, State
from corridor.schema.goods import Capability
from corridor.schema.moving import Handling, Lane, Limit
from corridor.schema.places import Period, Site
from corridor.schema.row import EACH, Row
from corridor.tables.star import StarIndex

R = TypeVar("R", bound=Row)

_ROUNDED = 9
"""[digits] Shares of capacity are rounded to so many digits: no less than a solver can tell apart."""


def close_site(state: State, patch: SiteClosed) -> Applied:
    """Return the state in which sites neither make nor buy, and their depots receive nothing."""
    shares, faults = _shares(state, patch.days)
    known = {row.site for row in state.tables[Site]}
    for cell in patch.sites:
        if cell.value not in known:
            remedy = did_you_mean(str(cell.value), known, f"Write one of {listed(known)}.")
            faults.append(cell.spot.fault(cell.value, "there is no such site in table sites", remedy))
    if faults:
        return state, faults
    for cell in patch.sites:
        before = state.tables
        state = _close(state, Capability, "process", cell, shares, faults)
        state = _close(state, Handling, "product", cell, shares, faults)
        limits = buying_limits(state.tables, str(cell.value), shares, cell.spot, state.scenario, faults)
        if limits:
            rows = [*state.tables[Limit], *limits]
            state = state.with_rows(Limit, rows, [placed_at(row, cell.spot) for row in limits])
        if state.tables == before:
            rule = "nothing is made or bought there, and no row of table handling says what it receives: nothing closes"
            faults.append(cell.spot.fault(cell.value, rule, "Use lane_closed for its lanes.", Severity.WARNING))
    return state, faults


def close_lanes(state: State, patch: LaneClosed) -> Applied:
    """Return the state in which nothing departs on some lanes."""
    shares, faults = _shares(state, patch.days)
    rows = state.tables[Lane]
    chosen = meant(rows, Lane, patch.conditions, patch.spot, faults)
    if faults:
        return state, faults
    made: list[Row] = []
    found: list[Row] = []
    own = {(*_but_period(row), row.period) for row in rows}
    for row, hit in zip(rows, chosen, strict=True):
        closed = list(_in_periods(row, shares, own, patch.spot, faults)) if hit else []
        kept = [] if any(new.period == row.period for new in closed) else [row]
        found += [*kept, *closed]
        made += closed
    return state.with_rows(Lane, found, [placed_at(row, patch.spot) for row in made]), list(dict.fromkeys(faults))


def _but_period(row: Lane) -> tuple[str, ...]:
    return (row.from_site, row.to_site, row.mode, row.route, row.product)


def _in_periods(
    row: Lane, shares: Mapping[str, float], own: set[tuple[str, ...]], spot: Spot, faults: list[Fault]
) -> Iterator[Lane]:
    """Yield a lane as it is in each period that is closed. A period with a row of its own is left to that row."""
    if row.period != EACH:
        shares = {period: share for period, share in shares.items() if period == row.period}
    for period, share in shares.items():
        if row.period == period or (*_but_period(row), period) not in own:
            yield _less(row, period, share, spot, faults)


def _shares(state: State, days: Days) -> tuple[dict[str, float], list[Fault]]:
    """Return period -> [1] share of it that stays open, of periods that are closed at least in part."""
    periods = sorted(state.tables[Period], key=lambda row: row.start)
    shares = {row.period: round(days.open_share(row), _ROUNDED) for row in periods}
    closed = {period: share for period, share in shares.items() if share < 1.0}
    if closed or not periods:
        return closed, []
    rule = "no period of the model has one of these days"
    remedy = f"The periods run from {periods[0].start} to {periods[-1].end}."
    return {}, [days.spot.fault(f"{days.first or ''} to {days.last or ''}", rule, remedy)]


def _close(
    state: State,
    row_class: type[Capability] | type[Handling],
    column: str,
    cell: Cell,
    shares: Mapping[str, float],
    faults: list[Fault],
) -> State:
    """Return the state in which rows of a site have less capacity in the periods that are closed.

    `column` is what the table asks for beside site and period.
    """
    site, rows = str(cell.value), list(state.tables[row_class])
    index: StarIndex[Capability | Handling] = StarIndex(rows, row_class.KEY)
    made: list[Capability | Handling] = []
    for part in sorted({str(getattr(row, column)) for row in rows if row.site == site}):
        for period, share in shares.items():
            row = index.find(site, part, period)
            if row is not None:
                made.append(_less(row, period, share, cell.spot, faults))
    if not made:
        return state
    keys = {key_of(row) for row in made}
    kept = [row for row in rows if key_of(row) not in keys]
    return state.with_rows(row_class, [*kept, *made], [placed_at(row, cell.spot) for row in made])


def _less(row: R, period: str, share: float, spot: Spot, faults: list[Fault]) -> R:
    """Return a row for one period, with a share of its capacity."""
    changes: dict[str, object] = {"period": period}
    bounds = {name: getattr(row, name, None) for name in ("capacity", "min_run", "min_shipment")}
    changes |= {name: bound * share for name, bound in bounds.items() if bound}
    if bounds["capacity"] is None and share == 0.0:
        changes["capacity"] = 0.0
    elif bounds["capacity"] is None:
        rule = f"{' '.join(map(str, key_of(row)))} has no capacity: it stays open in {period}"
        remedy = "It is closed in part of that period only; give it a capacity, or close whole periods."
        faults.append(spot.fault(period, rule, remedy, Severity.NOTE))
    return row.model_copy(update=changes)
