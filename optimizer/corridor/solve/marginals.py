"""Shadow prices and reduced costs, named by codes and by what they are valid for.

Of a mixed-integer plan they belong to the linear program at the fixed openings: valid while these sites stay open,
never an answer to "why not this supplier": where an end is closed they understate it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from corridor.compiled import StandardForm
from corridor.network.choices import NO_RULE
from corridor.network.network import Network
from corridor.schema.border_option import quota_of
from corridor.schema.results import Dual
from corridor.solve.solution import Solution

NEGLIGIBLE = 1e-7
"""[money / unit] Smaller marginals are rounding and are not listed."""


def marginals(network: Network, program: StandardForm, solution: Solution) -> pd.DataFrame:
    """Return the marginals that are not zero, rows first."""
    if solution.row_duals is None or solution.reduced_costs is None:
        return pd.DataFrame(columns=list(Dual.model_fields))
    assert solution.row_values is not None
    assert solution.values is not None
    column_keys = column_labels(network)
    row_keys = row_labels(network, column_keys)
    lines = []
    for kind, names, keys, levels, prices in (
        ("row", program.rows, row_keys, solution.row_values, solution.row_duals),
        ("column", program.columns, column_keys, solution.values, solution.reduced_costs),
    ):
        for block in names.blocks:
            price, level, labels = prices[block.range], levels[block.range], keys[block.name]
            for number in np.flatnonzero(np.abs(price) > NEGLIGIBLE).tolist():
                label = labels[block.rows[number]]
                lines.append((kind, block.name, label, float(level[number]), float(price[number])))
    frame = pd.DataFrame(lines, columns=list(Dual.model_fields))
    return frame.sort_values(list(Dual.KEY), kind="stable").reset_index(drop=True)


def _join(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    # Column by column: going through text cells one by one is slow.
    return ["|".join(row) for row in zip(*(map(str, frame[column].tolist()) for column in columns), strict=True)]


_PLACE = ("site", "product", "state", "period")
_LOT = ("site", "process", "alternative", "product", "state", "period")


def column_labels(network: Network) -> Mapping[str, list[str]]:
    """Return for each variable the key of each row id, in codes."""
    openings = _join(network.openings, ("kind", "subject", "window"))
    changes = [openings[int(o)] for o in network.changes["opening"]]
    rules = network.lots["rule_choice"].map(lambda name: "" if name == NO_RULE else f"|{name}")
    lots = [f"{key}{rule}" for key, rule in zip(_join(network.lots, _LOT), rules, strict=True)]
    uses = [
        f"{lots[int(lot)]}|{name}|{state}"
        for lot, name, state in network.uses[["lot", "input", "input_state"]].itertuples(index=False, name=None)
    ]
    booked = network.custody.assigned
    limits = _join(network.limits, ("limit", "attribute", "window", "side"))
    arcs = _join(network.arcs, ("product", "state", "from_site", "to_site", "mode", "route", "ship_period"))
    # Two arcs differ by nothing else where the same goods may enter within a quota too.
    within = [f"|{option}" if quota_of(option) else "" for option in network.arcs["option"]]
    quotas = quota_labels(network)
    return {
        "ship": [f"{arc}{option}" for arc, option in zip(arcs, within, strict=True)],
        "buy": _join(network.purchases, ("offer", "state", "period")),
        "make": lots,
        "use": uses,
        "assign": _join(booked, tuple(booked.columns)),
        "hold": _join(network.holdings, _PLACE),
        "dispose": _join(network.disposals, _PLACE),
        "deliver": _join(network.handovers, ("site", "product", "state", "period", "end_use")),
        "short": _join(network.wants, ("site", "product", "period", "end_use")),
        "credit": _join(network.closings, ("site", "product")),
        "open": openings,
        "opened": changes,
        "closed": changes,
        "lots": _join(network.orders, ("offer", "period")),
        "over": limits,
        "under": limits,
        "rest": [
            f"{quotas[int(source)]}|{network.quotas['first_day'][int(target)]}"
            for source, target in network.quota_rests[["source", "target"]].itertuples(index=False, name=None)
        ],
    }


def quota_labels(network: Network) -> list[str]:
    """Return the key of each period of a quota, in codes."""
    return _join(network.quotas, ("importer", "quota", "first_day"))


def row_labels(network: Network, columns: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Return for each constraint the key of each row id, in codes. `columns` are those of the variables."""
    lots = columns["make"]
    groups = [
        f"{lots[int(lot)]}|{group}"
        for lot, group in network.input_groups[["lot", "group"]].itertuples(index=False, name=None)
    ]
    shares = [
        f"{lots[int(lot)]}|{name}"
        for lot, name in network.input_shares[["lot", "input"]].itertuples(index=False, name=None)
    ]
    labels = {
        "balance_of_goods": _join(network.nodes, _PLACE),
        "demand_is_met": columns["short"],
        "inputs_of_recipe": groups,
        "origin_tests_pass": _join(
            network.origin_tests,
            ("site", "process", "alternative", "product", "state", "rule_choice", "window", "test"),
        ),
        "custody_fills": _join(network.custody.fills, tuple(network.custody.fills.columns)),
        "custody_within": _join(network.custody.pools, tuple(network.custody.pools.columns)),
        "elections_hold": _join(network.elections.tests, ("election", "way", "window", "test")),
        "recipe_share_at_least": shares,
        "recipe_share_at_most": shares,
        "buying_fills_tiers": _join(network.offer_loads.rows, ("subject", "window")),
        "buying_takes_one_tier": [str(n) for n in range(len(network.one_of))],
        "buying_in_multiples": columns["lots"],
        "opening_changes": columns["opened"],
        "opening_only_if_closed": columns["opened"],
        "opening_closes_only_if_open": columns["opened"],
        "opening_once": [str(n) for n in range(len(network.once))],
        "stocks_within_bounds": _join(network.stock_bounds, ("site", "product", "period")),
        "stocks_leave_in_time": _join(network.shelf_lives, _PLACE),
        "stocks_credit_what_is_there": columns["credit"],
        "stocks_credit_within_cover": columns["credit"],
        "limits_hold": columns["over"],
        "quota_holds": quota_labels(network),
    }
    families = {
        "making": network.process_loads,
        "resource": network.resource_loads,
        "handling": network.depot_loads,
        "lane": network.lane_loads,
        "buying": network.offer_loads,
        **{f"count_of_{table}": loads for table, loads in network.count_loads.items()},
        "election": network.elections.claims,
    }
    for prefix, loads in families.items():
        keys = _join(loads.rows, ("subject", "window"))
        for suffix in ("at_most", "at_least", "ramp"):
            labels[f"{prefix}_{suffix}"] = keys
    return labels
