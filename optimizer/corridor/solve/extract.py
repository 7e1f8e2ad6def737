"""From the solution to the tables of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyomo.environ as pyo

from corridor.compiled import StandardForm, load_values, value_of
from corridor.compiled.labels import Floats
from corridor.formulation.objective import LINES
from corridor.network.network import Network
from corridor.schema.origin_results import Claim, OriginInput, OriginTest
from corridor.schema.quota_results import QuotaUse
from corridor.schema.results import (
    Closing,
    CostLine,
    Delivery,
    DutyLayer,
    FeeLayerResult,
    Flow,
    LimitResult,
    Opening,
    OrderLots,
    Production,
    Purchase,
    Shortfall,
    StockResult,
    Use,
)
from corridor.schema.row import Row
from corridor.solve.election_tables import election_inputs_of, election_tests_of
from corridor.solve.fee_rows import fee_cells
from corridor.solve.origin_tables import claims_of, origin_inputs_of, origin_tests_of
from corridor.solve.quota_rows import quotas_of
from corridor.solve.solution import Solution

NEGLIGIBLE = 1e-9
"""[unit] Quantities up to this are rounding of the solver and are not listed."""


@dataclass(frozen=True)
class Levels:
    """The value of each variable by name, in the order of its row table."""

    values: Mapping[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        """Return the values of a variable."""
        return self.values[name]


def levels(m: pyo.ConcreteModel, program: StandardForm, solution: Solution) -> Levels:
    """Return the values of every variable: no less than 0, and whole where they must be.

    The values are also set on the Pyomo model, so that its named expressions can be evaluated.
    """
    assert solution.values is not None
    values = np.where(program.integer, np.round(solution.values), np.maximum(solution.values, 0.0))
    load_values(m, program, values)
    return Levels({block.name: values[block.range] for block in program.columns.blocks})


def result_tables(m: pyo.ConcreteModel, network: Network, at: Levels) -> dict[str, pd.DataFrame]:
    """Return every table of the plan except the duals."""
    tables: list[tuple[type[Row], pd.DataFrame]] = [
        *_flows(network, at),
        (Claim, claims_of(network, at, NEGLIGIBLE)),
        (QuotaUse, quotas_of(network, at["ship"], NEGLIGIBLE)),
        *_making(network, at),
        (OriginTest, _both(origin_tests_of, election_tests_of, network, at)),
        (OriginInput, _both(origin_inputs_of, election_inputs_of, network, at)),
        _table(
            Purchase,
            network.purchases.assign(quantity=at["buy"], cost=at["buy"] * network.purchases["unit_cost"]),
            "quantity",
        ),
        _stocks(network, at),
        _table(Closing, network.closings.assign(quantity=at["credit"]), "quantity"),
        _table(Delivery, network.handovers.assign(quantity=at["deliver"]), "quantity"),
        _table(
            Shortfall,
            network.wants.assign(
                demanded=network.wants["quantity"],
                quantity=at["short"],
                cost=at["short"] * network.wants["penalty"],
            ),
            "quantity",
        ),
        _openings(network, at),
        _table(OrderLots, network.orders.assign(lots=at["lots"].astype(int)), "lots"),
        (CostLine, pd.DataFrame({"line": LINES, "amount": [value_of(getattr(m, line)) for line in LINES]})),
        _limits(network, at),
    ]
    return {row_class.TABLE: _sorted(row_class, frame) for row_class, frame in tables}


def _table(row_class: type[Row], frame: pd.DataFrame, quantity: str) -> tuple[type[Row], pd.DataFrame]:
    kept = frame[frame[quantity] > NEGLIGIBLE]
    return row_class, kept[list(row_class.model_fields)]


Rows = Callable[[Network, Levels, float], pd.DataFrame]


def _both(of_lots: Rows, of_elections: Rows, network: Network, at: Levels) -> pd.DataFrame:
    """Return rows about single lots and those about all that a site makes."""
    parts = [found for rows in (of_lots, of_elections) if len(found := rows(network, at, NEGLIGIBLE))]
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else (parts or [of_lots(network, at, NEGLIGIBLE)])[0]


def _sorted(row_class: type[Row], frame: pd.DataFrame) -> pd.DataFrame:
    if row_class is CostLine:
        return frame.reset_index(drop=True)
    return frame.sort_values(list(row_class.KEY), kind="stable").reset_index(drop=True)


_LANE_COSTS = ("freight", "insurance", "export_tax", "duty", "fees", "claim_cost", "carrying", "handling")
"""Columns of arcs [money / unit] that flows hold as [money]."""


def _flows(network: Network, at: Levels) -> list[tuple[type[Row], pd.DataFrame]]:
    ship = at["ship"]
    arcs = network.arcs
    flows = arcs.assign(
        quantity=ship,
        **{line: arcs[line] * ship for line in _LANE_COSTS},
    )
    rows, fee_rows = [], []
    sent = np.flatnonzero(ship > NEGLIGIBLE)
    keys = arcs[list(Flow.KEY)].iloc[sent].itertuples(index=False, name=None)
    for number, key, quantity in zip(sent.tolist(), keys, ship[sent].tolist(), strict=True):
        duty = network.duties[number]
        base = duty.customs_value * quantity
        for layer, specific in zip(duty.layers, duty.specifics, strict=True):
            rows.append(
                (
                    *key,
                    layer.programme,
                    layer.record,
                    "borne_by_seller" if duty.borne_by_seller else layer.status,
                    layer.rate,
                    specific,
                    base,
                    layer.rate * base + specific * quantity,
                    layer.reason,
                    layer.citation,
                    layer.evidence,
                )
            )
        fee_rows += [(*key, *cells) for cells in fee_cells(network.fees[number], quantity)]
    layers = pd.DataFrame(rows, columns=list(DutyLayer.model_fields))
    fees = pd.DataFrame(fee_rows, columns=list(FeeLayerResult.model_fields))
    return [_table(Flow, flows, "quantity"), (DutyLayer, layers), (FeeLayerResult, fees)]


def _making(network: Network, at: Levels) -> list[tuple[type[Row], pd.DataFrame]]:
    lots = network.lots
    made = lots.assign(quantity=at["make"], cost=at["make"] * lots["unit_cost"])
    uses = network.uses[["lot", "input", "input_state", "value_class"]].assign(quantity=at["use"])
    uses = uses.merge(lots[list(Production.KEY)], left_on="lot", right_index=True)
    return [_table(Production, made, "quantity"), _table(Use, uses, "quantity")]


def _stocks(network: Network, at: Levels) -> tuple[type[Row], pd.DataFrame]:
    keys = list(StockResult.KEY)
    held = network.holdings[keys].assign(
        quantity=at["hold"], disposed=0.0, cost=at["hold"] * network.holdings["unit_cost"]
    )
    gone = network.disposals[keys].assign(
        quantity=0.0, disposed=at["dispose"], cost=at["dispose"] * network.disposals["unit_cost"]
    )
    parts = [part for part in (held, gone) if len(part)]
    if not parts:
        return StockResult, pd.DataFrame(columns=list(StockResult.model_fields))
    both = pd.concat(parts).groupby(keys, as_index=False, sort=True).sum()
    both = both[(both["quantity"] > NEGLIGIBLE) | (both["disposed"] > NEGLIGIBLE)]
    return StockResult, both[list(StockResult.model_fields)]


def _openings(network: Network, at: Levels) -> tuple[type[Row], pd.DataFrame]:
    frame = network.openings.assign(open=at["open"].astype(int), opened=0, closed=0)
    cost = (at["open"] * network.openings["fixed_cost"]).to_numpy(dtype=float).copy()
    opened, closed = np.zeros(len(frame), dtype=int), np.zeros(len(frame), dtype=int)
    changes = network.changes[["opening", "open_cost", "close_cost"]].itertuples(index=False, name=None)
    for change, (opening, open_cost, close_cost) in enumerate(changes):
        opened[int(opening)] = round(at["opened"][change])
        closed[int(opening)] = round(at["closed"][change])
        cost[int(opening)] += opened[int(opening)] * open_cost + closed[int(opening)] * close_cost
    frame = frame.assign(opened=opened, closed=closed, cost=cost)
    return Opening, frame[list(Opening.model_fields)]


_VARIABLES = {
    "flows": "ship",
    "purchases": "buy",
    "production": "make",
    "deliveries": "deliver",
    "stocks": "hold",
}


def _limits(network: Network, at: Levels) -> tuple[type[Row], pd.DataFrame]:
    limits = network.limits
    summed, whole = np.zeros(len(limits)), np.zeros(len(limits))
    for table, variable in _VARIABLES.items():
        _add_terms(summed, network.limit_terms[table], at[variable])
        _add_terms(whole, network.limit_wholes[table], at[variable])
    counts = network.limit_counts
    np.add.at(summed, counts["limit"].to_numpy(dtype=int), at["open"][counts["opening"].to_numpy(dtype=int)])
    excess = at["over"] + at["under"]
    price = limits["price"].fillna(0.0).to_numpy()
    is_share = limits["share"].notna().to_numpy()
    share = limits["share"].fillna(0.0).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(whole != 0.0, (summed + share * whole) / whole, 0.0)
    frame = limits.assign(
        value=np.where(is_share, ratio, summed),
        excess=excess,
        cost=excess * price,
        lower=np.where(
            is_share,
            np.where(limits["side"] == "lower", share, np.nan),
            limits["lower"].replace(-np.inf, np.nan),
        ),
        upper=np.where(
            is_share,
            np.where(limits["side"] == "upper", share, np.nan),
            limits["upper"].replace(np.inf, np.nan),
        ),
    )
    # The two sides of a share are one limit to its reader.
    merged = frame.groupby(list(LimitResult.KEY), as_index=False, sort=True).agg(
        value=("value", "first"),
        lower=("lower", "max"),
        upper=("upper", "min"),
        excess=("excess", "sum"),
        cost=("cost", "sum"),
    )
    return LimitResult, merged[list(LimitResult.model_fields)]


def _add_terms(sums: Floats, terms: pd.DataFrame, values: Floats) -> None:
    rows = terms["limit"].to_numpy(dtype=int)
    np.add.at(sums, rows, terms["weight"].to_numpy(dtype=float) * values[terms["member"].to_numpy(dtype=int)])
