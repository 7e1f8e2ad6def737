"""What the tables say about a switched capacity, and what could ever flow through it."""

from __future__ import annotations

import math

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from corridor.compiled import StandardForm
from corridor.network.lookups import Lookups
from corridor.network.switched import Switched
from corridor.pipeline.prepare import Prepared


def real_capacity(ready: Prepared, item: Switched) -> float:
    """[unit of the load] Return the capacity that the tables give, inf where they give none."""
    lookups = Lookups(ready.model, ready.law)
    calendar = lookups.calendar
    if item.family.startswith("count") or item.family == "election":
        return math.inf
    if item.family == "buying":
        return _of_offer(lookups, item)
    if item.family == "making":
        row = lookups.capabilities.find(*item.subject.split(":"), item.window)
    elif item.family == "handling":
        row = lookups.handling.find(*item.subject.split(":"), item.window)
    else:
        ends, mode, route, product = item.subject.split(":")
        row = lookups.lanes.find(*ends.split(">"), mode, route, product, item.window)
        return math.inf if row.capacity is None else row.capacity
    t = calendar.codes.index(item.window)
    return math.inf if row.capacity is None else row.capacity * calendar.prorate(row.per, (t,))


def _of_offer(lookups: Lookups, item: Switched) -> float:
    """[unit] Return what an offer, or a price tier by itself, allows in a window."""
    offer, calendar = lookups.offers[item.subject.split(":")[0]], lookups.calendar
    most = math.inf if offer.max_quantity is None else offer.max_quantity
    if offer.schedule and offer.tiering == "incremental":
        most -= offer.min_quantity
    windows = calendar.windows(offer.per)
    chosen = [windows[item.window]] if item.window in windows else list(windows.values())
    return most * sum(calendar.prorate(offer.per, periods) for periods in chosen)


def reachable(program: StandardForm, item: Switched) -> float:
    """[unit of the load] Return the most that the load can carry in the linear relaxation if its own bound is taken
    away and every decision is free; 0 if there is no plan at all.
    """
    at = program.rows.number(f"{item.family}_at_most", item.load)
    begin, end = program.matrix.indptr[at], program.matrix.indptr[at + 1]
    gain = np.zeros(len(program.cost))
    for column, weight in zip(program.matrix.indices[begin:end], program.matrix.data[begin:end], strict=True):
        gain[column] = weight if program.columns[column][0] != "open" else 0.0
    keep = np.arange(len(program.rows)) != at
    body, low, high = program.matrix[keep], program.row_lower[keep], program.row_upper[keep]
    equal = low == high
    above, below = np.isfinite(high) & ~equal, np.isfinite(low) & ~equal
    found = linprog(
        -gain, A_ub=sparse.vstack([body[above], -body[below]]), b_ub=np.concatenate([high[above], -low[below]]),
        A_eq=body[equal], b_eq=low[equal], bounds=np.column_stack([program.col_lower, program.col_upper]),
        method="highs",
    )  # fmt: skip
    if found.status == 3:
        return math.inf
    return -float(found.fun) if found.status == 0 else 0.0
