"""The floor: numpy by hand, from the tables of the network to bare arrays for HiGHS. No names, no checks, no updates.

It writes exactly the rows that a generated linear program has and refuses a network with anything else in it, so it
is no way to plan anything: it says what the machine needs at least.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from benchmarks.side_by_side.arrays import Program
from corridor.network.network import LoadTables, Network
from corridor.solve.highs import loaded
from corridor.solve.options import SolveOptions

INF = np.inf


@dataclass
class _Sheet:
    """Rows and entries, family after family."""

    starts: dict[str, int]
    """First column of each variable."""
    count: int = 0
    first: int = 0
    lower: list[Any] = field(default_factory=list)
    upper: list[Any] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    cols: list[Any] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)

    def block(self, count: int, lower: Any, upper: Any) -> None:
        """Begin a family of rows."""
        self.first, self.count = self.count, self.count + count
        self.lower.append(np.broadcast_to(lower, count))
        self.upper.append(np.broadcast_to(upper, count))

    def put(self, rows: Any, variable: str, members: Any, weights: Any) -> None:
        """Add entries of one variable to the family begun last; `members` None: all of it, in order."""
        rows = np.asarray(rows)
        cols = np.arange(len(rows)) if members is None else np.asarray(members)
        self.rows.append((rows + self.first).astype(np.int32))
        self.cols.append((cols + self.starts[variable]).astype(np.int32))
        self.data.append(np.broadcast_to(np.asarray(weights, dtype=float), len(rows)))


def program(n: Network) -> Program:
    """Return the program of a network without decisions. Raises ValueError if there are some."""
    if len(n.openings) or len(n.orders) or len(n.shelf_lives) or len(n.disposals):
        raise ValueError("the floor knows linear programs of the generator only: no decisions, no shelf lives")
    sizes = {
        "ship": len(n.arcs), "buy": len(n.purchases), "make": len(n.lots), "use": len(n.uses),
        "hold": len(n.holdings), "deliver": len(n.handovers), "short": len(n.wants), "credit": len(n.closings),
        "over": len(n.limits), "under": len(n.limits),
    }  # fmt: skip
    ends = np.cumsum(list(sizes.values()))
    starts = dict(zip(sizes, (ends - list(sizes.values())).tolist(), strict=True))
    sheet = _Sheet(starts)
    _balance(sheet, n)
    _demand(sheet, n)
    _loads(sheet, "buy", n.offer_loads)
    _recipes(sheet, n)
    _loads(sheet, "make", n.process_loads)
    _loads(sheet, "make", n.resource_loads)
    _loads(sheet, "ship", n.depot_loads)
    _loads(sheet, "ship", n.lane_loads)
    _stocks(sheet, n)
    _limits(sheet, n)
    columns = int(ends[-1])
    entries = (np.concatenate(sheet.data), (np.concatenate(sheet.rows), np.concatenate(sheet.cols)))
    matrix = sparse.coo_array(entries, shape=(sheet.count, columns)).tocsr()
    lower, upper = np.zeros(columns), np.full(columns, INF)
    for variable, most in (
        ("short", n.wants["most_short"]),
        ("credit", n.closings["limit"]),
        ("over", np.where(n.limits["price"].isna(), 0.0, INF)),
        ("under", np.where(n.limits["price"].isna(), 0.0, INF)),
    ):
        upper[starts[variable] : starts[variable] + sizes[variable]] = most
    bounds = (np.concatenate(sheet.lower), np.concatenate(sheet.upper), lower, upper)
    return Program(_cost(n, starts, columns), 0.0, matrix, *bounds, np.zeros(columns, dtype=bool))


def build(network: Network) -> highspy.Highs:
    """Return HiGHS with the program."""
    return loaded(program(network), SolveOptions(threads=1))


def _cost(n: Network, starts: dict[str, int], columns: int) -> Any:
    arcs, price = n.arcs, n.limits["price"].fillna(0.0)
    cost = np.zeros(columns)
    for variable, prices in (
        ("ship", sum(arcs[name].to_numpy() for name in ("freight", "insurance", "export_tax", "duty", "handling",
                                                        "carrying"))),
        ("buy", n.purchases["unit_cost"]),
        ("make", n.lots["unit_cost"]),
        ("hold", n.holdings["unit_cost"]),
        ("deliver", -n.handovers["price"]),
        ("short", n.wants["penalty"]),
        ("credit", -n.closings["value"]),
        ("over", price),
        ("under", price),
    ):  # fmt: skip
        values = np.asarray(prices)
        cost[starts[variable] : starts[variable] + len(values)] = values
    return cost


def _balance(sheet: _Sheet, n: Network) -> None:
    live = np.asarray(n.live_nodes, dtype=np.int64)
    row_of = np.full(len(n.nodes), -1)
    row_of[live] = np.arange(len(live))
    supply = -n.nodes["supply"].to_numpy()[live]
    sheet.block(len(live), supply, supply)
    arrivals, outputs, carried = n.arrivals, n.outputs, n.carried
    sheet.put(row_of[arrivals["node"]], "ship", arrivals["arc"], arrivals["share"])
    sheet.put(row_of[n.purchases["node"]], "buy", None, 1.0)
    sheet.put(row_of[outputs["node"]], "make", outputs["lot"], outputs["quantity"])
    sheet.put(row_of[carried["node"]], "hold", carried["holding"], 1.0)
    for table, variable in ((n.arcs, "ship"), (n.uses, "use"), (n.handovers, "deliver"), (n.holdings, "hold")):
        sheet.put(row_of[table["node"]], variable, None, -1.0)


def _demand(sheet: _Sheet, n: Network) -> None:
    quantity = n.wants["quantity"].to_numpy()
    sheet.block(len(n.wants), quantity, quantity)
    sheet.put(n.handovers["want"], "deliver", None, 1.0)
    sheet.put(np.arange(len(n.wants)), "short", None, 1.0)


def _loads(sheet: _Sheet, variable: str, loads: LoadTables) -> None:
    bounded = np.asarray(loads.bounded, dtype=np.int64)
    row_of = np.full(len(loads.rows), -1)
    row_of[bounded] = np.arange(len(bounded))
    sheet.block(len(bounded), -INF, loads.rows["free"].to_numpy()[bounded])
    members = loads.members
    rows = row_of[members["load"]]
    keep = rows >= 0
    sheet.put(rows[keep], variable, members["member"].to_numpy()[keep], members["weight"].to_numpy()[keep])


def _recipes(sheet: _Sheet, n: Network) -> None:
    per_input = n.uses["runs_per_unit_of_input"].to_numpy()
    per_output = n.lots["runs_per_unit"].to_numpy()
    lots, uses = n.input_groups["lot"].to_numpy(), n.group_uses["use"].to_numpy()
    sheet.block(len(lots), 0.0, 0.0)
    sheet.put(n.group_uses["group"], "use", uses, per_input[uses])
    sheet.put(np.arange(len(lots)), "make", lots, -per_output[lots])
    shares = n.input_shares
    lots, uses = shares["lot"].to_numpy(), n.share_uses["use"].to_numpy()
    for share, lower, upper in (("min_share", 0.0, INF), ("max_share", -INF, 0.0)):
        sheet.block(len(shares), lower, upper)
        sheet.put(n.share_uses["share"], "use", uses, per_input[uses])
        sheet.put(np.arange(len(lots)), "make", lots, -shares[share].to_numpy() * per_output[lots])


def _stocks(sheet: _Sheet, n: Network) -> None:
    bounds, closings = n.stock_bounds, n.closings
    sheet.block(len(bounds), bounds["lower"], bounds["upper"])
    sheet.put(n.bound_holdings["bound"], "hold", n.bound_holdings["holding"], 1.0)
    credits = np.arange(len(closings))
    sheet.block(len(closings), -INF, 0.0)
    sheet.put(credits, "credit", None, 1.0)
    sheet.put(n.closing_holdings["closing"], "hold", n.closing_holdings["holding"], -1.0)
    sheet.put(n.closing_arcs["closing"], "ship", n.closing_arcs["arc"], -n.closing_arcs["share"])
    cover = closings["cover"].to_numpy()
    covered = np.flatnonzero(cover < INF)
    row_of = np.full(len(closings), -1)
    row_of[covered] = np.arange(len(covered))
    closing_of = np.full(len(n.nodes), -1)
    closing_of[n.closing_nodes["node"]] = n.closing_nodes["closing"]
    sheet.block(len(covered), -INF, 0.0)
    sheet.put(np.arange(len(covered)), "credit", covered, 1.0)
    for table, variable in ((n.uses, "use"), (n.handovers, "deliver")):
        closing = closing_of[table["node"]]
        members = np.flatnonzero((closing >= 0) & (row_of[closing] >= 0))
        sheet.put(row_of[closing[members]], variable, members, -cover[closing[members]])


def _limits(sheet: _Sheet, n: Network) -> None:
    sheet.block(len(n.limits), n.limits["lower"], n.limits["upper"])
    for table, variable in (("flows", "ship"), ("purchases", "buy"), ("production", "make"), ("deliveries", "deliver"),
                            ("stocks", "hold")):  # fmt: skip
        terms = n.limit_terms[table]
        if len(terms):
            sheet.put(terms["limit"], variable, terms["member"], terms["weight"])
    rows = np.arange(len(n.limits))
    sheet.put(rows, "over", None, -1.0)
    sheet.put(rows, "under", None, 1.0)
