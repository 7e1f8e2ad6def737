"""What a report needs to name things: input tables kept with the run, and how full each capacity is."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from corridor.network.network import LoadTables
from corridor.pipeline.origin_labels import origin_labels
from corridor.pipeline.prepare import Prepared
from corridor.schema.content import ContentRule
from corridor.schema.goods import Capability, Determination, Product
from corridor.schema.moving import Demand, Lane, Limit
from corridor.schema.places import Entity, Period, Site
from corridor.schema.results import Flow, Opening, Production, Purchase
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.tables.tables import frame

KEPT: tuple[type[Row], ...] = (Period, Site, Product, Entity, Demand, Offer, Capability, Lane, Limit)


def run_labels(
    ready: Prepared, tables: Mapping[str, pd.DataFrame], sheets: pd.DataFrame | None, objective: float | None = None
) -> dict[str, pd.DataFrame]:
    """Return the label tables of a run."""
    labels = {kind.TABLE: frame(kind, ready.model.tables[kind]) for kind in KEPT}
    labels["capacity"] = _capacity(ready, tables)
    labels["opening_costs"] = _opening_costs(ready)
    tables_of_origin = (ContentRule, Determination)
    if ready.model.settings.agreements or any(ready.model.tables[kind] for kind in tables_of_origin):
        labels |= origin_labels(ready.model, ready.law, tables, objective)
    if sheets is not None:
        labels["worksheets"] = sheets
    return labels


def _opening_costs(ready: Prepared) -> pd.DataFrame:
    """Return what each open/closed decision of a window costs, and whether it stood open before the first one.

    `fixed_cost`, `open_cost` and `close_cost` are in [money]; the cost of a decision in the run is their sum as
    far as they fall due.
    """
    openings, changes = ready.network.openings, ready.network.changes
    found = openings[["kind", "subject", "window", "fixed_cost"]].copy()
    before = changes.set_index("opening")[["open_cost", "close_cost", "initially"]].astype(float)
    return found.join(before.rename(columns={"initially": "open_before"})).fillna(0.0)


def _capacity(ready: Prepared, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return how much of each bounded capacity a plan uses."""
    network = ready.network
    families: tuple[tuple[str, LoadTables, pd.DataFrame, type[Row]], ...] = (
        ("process", network.process_loads, network.lots, Production),
        ("resource", network.resource_loads, network.lots, Production),
        ("depot", network.depot_loads, network.arcs, Flow),
        ("lane", network.lane_loads, network.arcs, Flow),
        ("offer", network.offer_loads, network.purchases, Purchase),
    )
    open_of = _open(tables[Opening.TABLE])
    lines = []
    for kind, loads, variables, result in families:
        if not len(loads.rows):
            continue
        quantity = _quantities(variables, tables[result.TABLE], list(result.KEY))
        used = np.zeros(len(loads.rows))
        members = loads.members["member"].to_numpy(dtype=int)
        np.add.at(
            used,
            loads.members["load"].to_numpy(dtype=int),
            loads.members["weight"].to_numpy(dtype=float) * quantity[members],
        )
        available = loads.rows["free"].to_numpy(dtype=float).copy()
        for load, opening, capacity in loads.upper.itertuples(index=False, name=None):
            row = network.openings.iloc[int(opening)]
            available[int(load)] += capacity * open_of.get((row["kind"], row["subject"], row["window"]), 0)
        units = _units(ready, kind, loads, variables)
        for number, (subject, window, _) in enumerate(loads.rows.itertuples(index=False, name=None)):
            own = kind != "offer" or ":" not in subject  # Orders and tooling are terms, not capacities.
            if own and not math.isinf(available[number]):
                lines.append((subject, kind, window, float(used[number]), float(available[number]), units[number]))
    return pd.DataFrame(lines, columns=["subject", "kind", "period", "used", "available", "unit"])


def _units(ready: Prepared, kind: str, loads: LoadTables, variables: pd.DataFrame) -> list[str]:
    """Return the unit that each load is counted in; empty where it sums products of several units."""
    unit_of = {row.product: row.unit for row in ready.model.tables[Product]}
    if kind == "resource":
        return ["resource units"] * len(loads.rows)
    found: list[set[str]] = [set() for _ in range(len(loads.rows))]
    products = variables["product"].tolist()
    weighted = {row.from_site + ">" + row.to_site for row in ready.model.tables[Lane] if row.capacity_measure == "mass"}
    subjects = loads.rows["subject"].tolist()
    for load, member, _ in loads.members.itertuples(index=False, name=None):
        in_tonnes = kind == "lane" and subjects[int(load)].split(":")[0] in weighted
        found[int(load)].add("t" if in_tonnes else unit_of[products[int(member)]])
    return [next(iter(units)) if len(units) == 1 else "" for units in found]


def _open(openings: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    keys = zip(openings["kind"], openings["subject"], openings["window"], strict=True)
    return dict(zip(keys, map(int, openings["open"]), strict=True))


def _quantities(variables: pd.DataFrame, result: pd.DataFrame, key: list[str]) -> np.ndarray:
    found = variables[key].merge(result[[*key, "quantity"]], on=key, how="left")["quantity"]
    return found.astype(float).fillna(0.0).to_numpy()
