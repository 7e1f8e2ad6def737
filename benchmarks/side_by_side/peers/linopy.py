"""linopy: variables over the tables, sums by `groupby`, families as whole arrays; look-ups made ahead by numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import highspy
import linopy
import numpy as np
import pandas as pd
import xarray as xr

from corridor.network.network import LoadTables, Network

INF = np.inf
ROW = "row"
SPARSE = True
"""Sparse models are the faster of linopy's two ways here: half the time of the other at 10k and 100k."""

Sum = tuple[Any, Any, Any, Any]
"""rows, variable, members of it (None: all, in order), weights"""


def build(network: Network) -> highspy.Highs:
    """Return HiGHS with the program, through linopy."""
    linopy.options["semantics"] = "v1"
    m = linopy.Model(sparse=SPARSE)
    n = network
    soft = np.where(n.limits["price"].isna(), 0.0, INF)
    sizes = (
        ("ship", len(n.arcs), INF), ("buy", len(n.purchases), INF), ("make", len(n.lots), INF),
        ("use", len(n.uses), INF), ("hold", len(n.holdings), INF), ("deliver", len(n.handovers), INF),
        ("short", len(n.wants), n.wants["most_short"].to_numpy()),
        ("credit", len(n.closings), n.closings["limit"].to_numpy()),
        ("over", len(n.limits), soft), ("under", len(n.limits), soft),
    )  # fmt: skip
    for name, count, upper in sizes:
        index = pd.RangeIndex(count, name=name)
        m.add_variables(0.0, xr.DataArray(np.broadcast_to(upper, count), coords=[index]), name=name)
    _balance(m, n)
    _demand(m, n)
    _recipes(m, n)
    _loads(m, n)
    _stocks(m, n)
    _limits(m, n)
    _cost(m, n)
    return m.to_highspy()


def _sum(rows: Any, variable: Any, members: Any, weights: Any) -> Any:
    """Return the sum of weight x variable over the entries of each row."""
    rows, dim = np.asarray(rows), variable.dims[0]
    index = pd.RangeIndex(len(rows), name=dim)
    taken = variable if members is None else variable.isel({dim: np.asarray(members)}).assign_coords({dim: index})
    weight = xr.DataArray(np.broadcast_to(np.asarray(weights, dtype=float), len(rows)), coords=[index])
    return (weight * taken).groupby(pd.Series(rows, index=index, name=ROW)).sum()


def _rows(sums: Sequence[Sum]) -> Any:
    """Return the sums of each row; every row has an entry in some of them."""
    return linopy.merge([_sum(*one) for one in sums if len(one[0])], cls=linopy.LinearExpression, join="outer")


def _over_rows(values: Any, count: int) -> xr.DataArray:
    return xr.DataArray(
        np.broadcast_to(np.asarray(values, dtype=float), count), coords=[pd.RangeIndex(count, name=ROW)]
    )


def _add(m: Any, name: str, count: int, sums: Sequence[Sum], sign: str, right: Any) -> None:
    if count:
        m.add_constraints(_rows(sums), sign, _over_rows(right, count), name=name)


def _balance(m: Any, n: Network) -> None:
    live = np.asarray(n.live_nodes, dtype=np.int64)
    row_of = np.full(len(n.nodes), -1)
    row_of[live] = np.arange(len(live))
    v = m.variables
    sums = [
        (row_of[n.arrivals["node"]], v["ship"], n.arrivals["arc"], n.arrivals["share"]),
        (row_of[n.purchases["node"]], v["buy"], None, 1.0),
        (row_of[n.outputs["node"]], v["make"], n.outputs["lot"], n.outputs["quantity"]),
        (row_of[n.carried["node"]], v["hold"], n.carried["holding"], 1.0),
        (row_of[n.arcs["node"]], v["ship"], None, -1.0),
        (row_of[n.uses["node"]], v["use"], None, -1.0),
        (row_of[n.handovers["node"]], v["deliver"], None, -1.0),
        (row_of[n.holdings["node"]], v["hold"], None, -1.0),
    ]
    _add(m, "balance", len(live), sums, "=", -n.nodes["supply"].to_numpy()[live])


def _demand(m: Any, n: Network) -> None:
    v, count = m.variables, len(n.wants)
    sums = [(n.handovers["want"], v["deliver"], None, 1.0), (np.arange(count), v["short"], None, 1.0)]
    _add(m, "demand", count, sums, "=", n.wants["quantity"])


def _recipes(m: Any, n: Network) -> None:
    v = m.variables
    per_input, per_output = n.uses["runs_per_unit_of_input"].to_numpy(), n.lots["runs_per_unit"].to_numpy()
    lots, uses = n.input_groups["lot"].to_numpy(), n.group_uses["use"].to_numpy()
    sums = [
        (n.group_uses["group"], v["use"], uses, per_input[uses]),
        (np.arange(len(lots)), v["make"], lots, -per_output[lots]),
    ]
    _add(m, "inputs", len(lots), sums, "=", 0.0)
    lots, uses = n.input_shares["lot"].to_numpy(), n.share_uses["use"].to_numpy()
    for column, sign in (("min_share", ">="), ("max_share", "<=")):
        sums = [
            (n.share_uses["share"], v["use"], uses, per_input[uses]),
            (np.arange(len(lots)), v["make"], lots, -n.input_shares[column].to_numpy() * per_output[lots]),
        ]
        _add(m, column, len(lots), sums, sign, 0.0)


def _loads(m: Any, n: Network) -> None:
    families: tuple[tuple[str, str, LoadTables], ...] = (
        ("buying", "buy", n.offer_loads), ("making", "make", n.process_loads), ("resource", "make", n.resource_loads),
        ("handling", "ship", n.depot_loads), ("lane", "ship", n.lane_loads),
    )  # fmt: skip
    for name, variable, loads in families:
        bounded = np.asarray(loads.bounded, dtype=np.int64)
        row_of = np.full(len(loads.rows), -1)
        row_of[bounded] = np.arange(len(bounded))
        rows = row_of[loads.members["load"]]
        kept = loads.members[rows >= 0]
        sums = [(rows[rows >= 0], m.variables[variable], kept["member"], kept["weight"])]
        _add(m, name, len(bounded), sums, "<=", loads.rows["free"].to_numpy()[bounded])


def _stocks(m: Any, n: Network) -> None:
    v, closings = m.variables, n.closings
    sums = [(n.bound_holdings["bound"], v["hold"], n.bound_holdings["holding"], 1.0)]
    _between(m, "stock", len(n.stock_bounds), sums, n.stock_bounds["lower"], n.stock_bounds["upper"])
    sums = [
        (np.arange(len(closings)), v["credit"], None, 1.0),
        (n.closing_holdings["closing"], v["hold"], n.closing_holdings["holding"], -1.0),
        (n.closing_arcs["closing"], v["ship"], n.closing_arcs["arc"], -n.closing_arcs["share"]),
    ]
    _add(m, "credit", len(closings), sums, "<=", 0.0)
    cover = closings["cover"].to_numpy()
    covered = np.flatnonzero(cover < INF)
    row_of = np.full(len(closings), -1)
    row_of[covered] = np.arange(len(covered))
    closing_of = np.full(len(n.nodes), -1)
    closing_of[n.closing_nodes["node"]] = n.closing_nodes["closing"]
    sums = [(np.arange(len(covered)), v["credit"], covered, 1.0)]
    for table, variable in ((n.uses, "use"), (n.handovers, "deliver")):
        closing = closing_of[table["node"]]
        members = np.flatnonzero((closing >= 0) & (row_of[closing] >= 0))
        sums.append((row_of[closing[members]], v[variable], members, -cover[closing[members]]))
    _add(m, "cover", len(covered), sums, "<=", 0.0)


def _limits(m: Any, n: Network) -> None:
    v = m.variables
    terms = [
        (table["limit"], v[variable], table["member"], table["weight"])
        for variable, table in (
            ("ship", n.limit_terms["flows"]), ("buy", n.limit_terms["purchases"]),
            ("make", n.limit_terms["production"]), ("deliver", n.limit_terms["deliveries"]),
            ("hold", n.limit_terms["stocks"]),
        )
        if len(table)
    ]  # fmt: skip
    rows = np.arange(len(n.limits))
    sums = [*terms, (rows, v["over"], None, -1.0), (rows, v["under"], None, 1.0)]
    _between(m, "limit", len(n.limits), sums, n.limits["lower"], n.limits["upper"])


def _between(m: Any, name: str, count: int, sums: Sequence[Sum], lower: Any, upper: Any) -> None:
    """Add rows between bounds. linopy knows no rows with two bounds: one with two different ones becomes two rows."""
    lower, upper = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    for side, sign, bound, wanted in (
        ("equal", "=", lower, lower == upper),
        ("least", ">=", lower, (lower > -INF) & (lower < upper)),
        ("most", "<=", upper, (upper < INF) & (lower < upper)),
    ):
        keep = np.flatnonzero(wanted)
        row_of = np.full(count, -1)
        row_of[keep] = np.arange(len(keep))
        _add(m, f"{name}_{side}", len(keep), [_only(row_of, *one) for one in sums], sign, bound[keep])


def _only(row_of: Any, rows: Any, variable: Any, members: Any, weights: Any) -> Sum:
    found = row_of[np.asarray(rows)]
    kept = np.flatnonzero(found >= 0)
    weights = np.broadcast_to(np.asarray(weights, dtype=float), len(found))[kept]
    return found[kept], variable, kept if members is None else np.asarray(members)[kept], weights


def _cost(m: Any, n: Network) -> None:
    arcs, price = n.arcs, n.limits["price"].fillna(0.0)
    names = ("freight", "insurance", "export_tax", "duty", "handling", "carrying")
    lines = [
        (m.variables[variable] * np.asarray(prices, dtype=float)).sum()
        for variable, prices in (
            ("ship", arcs[list(names)].sum(axis=1)), ("buy", n.purchases["unit_cost"]),
            ("make", n.lots["unit_cost"]), ("hold", n.holdings["unit_cost"]), ("deliver", -n.handovers["price"]),
            ("short", n.wants["penalty"]), ("credit", -n.closings["value"]), ("over", price), ("under", price),
        )
        if len(prices)
    ]  # fmt: skip
    m.add_objective(linopy.merge(lines, cls=linopy.LinearExpression))
