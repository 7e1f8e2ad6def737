"""The network: every row and every coefficient of the program, as plain tables.

A row table has one line per variable or row, numbered from 0. A link table joins two row tables: owner, member and,
where there is one, weight. The formulation names ids and groups of ids only; everything that is a pure function of
codes, owners, routes and dates has been computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from corridor.errors import Fault
from corridor.network.bounds import Useful
from corridor.network.calendar import Calendar
from corridor.network.entry_fees import ArcFees
from corridor.network.tariffs import ArcDuty


@dataclass(frozen=True)
class LoadTables:
    """Loads of one family: sums of one kind of variable between bounds that may hang on decisions."""

    rows: pd.DataFrame
    """subject, window, free: free upper bound, inf where there is none"""
    bounded: list[int]
    """Loads that have an upper row."""
    members: pd.DataFrame
    """load, member, weight"""
    upper: pd.DataFrame
    """load, opening, capacity"""
    lower: pd.DataFrame
    """load, opening, least"""
    ramp: pd.DataFrame
    """load, change, capacity"""


@dataclass(frozen=True)
class ElectionTables:
    """Tests over all that a site makes, each of which holds if its decision is open."""

    tests: pd.DataFrame
    """network.elections.ElectionTest"""
    lots: pd.DataFrame
    """network.elections.ElectionLot"""
    inputs: pd.DataFrame
    """test, use, counted, value [money / unit, or t / unit]: of every input looked at"""
    counted: pd.DataFrame
    """test, use, counted: divided by the test's scale, where it counts anything"""
    allowed: pd.DataFrame
    """test, lot, allowed: what a unit of output allows less what it counts for itself, divided by the scale"""
    decisions: pd.DataFrame
    """test, opening, most: largest excess while not elected, divided by the scale"""
    claims: LoadTables
    """What is claimed on the ground of each decision"""


@dataclass(frozen=True)
class CustodyTables:
    """What books assign of all inputs to the lots that are judged by them."""

    assigned: pd.DataFrame
    """network.custody.Assigned"""
    fills: pd.DataFrame
    """site, process, alternative, product, lot_state, rule_choice, window, group"""
    fill_assigned: pd.DataFrame
    """fill, assigned, runs"""
    fill_lots: pd.DataFrame
    """fill, lot, runs"""
    pools: pd.DataFrame
    """site, product, window, input, input_state"""
    pool_assigned: pd.DataFrame
    """pool, assigned"""
    pool_uses: pd.DataFrame
    """pool, use"""
    counted: pd.DataFrame
    """test of origin, assigned, counted: divided by the test's scale, where it counts anything"""
    inputs: pd.DataFrame
    """test of origin, assigned, counted, value [money / unit, or t / unit]: of every input"""


@dataclass(frozen=True)
class Network:
    """Row tables, link tables, and what was assumed on the way."""

    calendar: Calendar

    nodes: pd.DataFrame
    """Balance rows: site, product, state, period, t, supply [unit]"""
    arcs: pd.DataFrame
    """network.arcs.Arc"""
    purchases: pd.DataFrame
    """network.buying.Purchase"""
    claims: pd.DataFrame
    """network.claims.ClaimRow"""
    lots: pd.DataFrame
    """network.making.Lot"""
    uses: pd.DataFrame
    """network.making.LotUse"""
    holdings: pd.DataFrame
    """network.stores.Holding"""
    disposals: pd.DataFrame
    """network.stores.Disposal"""
    wants: pd.DataFrame
    """network.wanted.Want"""
    handovers: pd.DataFrame
    """network.wanted.Handover"""
    openings: pd.DataFrame
    """kind, subject, window, t, fixed_cost"""
    changes: pd.DataFrame
    """opening, previous, initially, open_cost, close_cost"""
    orders: pd.DataFrame
    """network.buying.OrderLot"""
    stock_bounds: pd.DataFrame
    """network.stores.StockBound"""
    closings: pd.DataFrame
    """network.stores.ClosingCredit"""
    shelf_lives: pd.DataFrame
    """network.shelf_life.ShelfLife"""
    limits: pd.DataFrame
    """network.limits.LimitRow"""
    quotas: pd.DataFrame
    """network.quotas.QuotaPeriod"""
    quota_rests: pd.DataFrame
    """network.quotas.QuotaRest"""
    origin_tests: pd.DataFrame
    """network.origin_rows.OriginTestRow"""
    input_groups: pd.DataFrame
    """lot, group"""
    input_shares: pd.DataFrame
    """lot, input, min_share, max_share"""

    arrivals: pd.DataFrame
    """node, arc, share"""
    outputs: pd.DataFrame
    """node, lot, quantity: units per unit of the lot's output"""
    carried: pd.DataFrame
    """node, holding: stock of the period before"""
    group_uses: pd.DataFrame
    """group, use"""
    share_uses: pd.DataFrame
    """share, use"""
    test_uses: pd.DataFrame
    """test, use, counted: what a unit of input counts, divided by the test's scale, where it counts anything"""
    test_inputs: pd.DataFrame
    """test, use, counted, value [money / unit, or t / unit]: of every input looked at"""
    test_lots: pd.DataFrame
    """test, lot, allowed: what a unit of output allows, divided by the test's scale"""
    test_values: pd.DataFrame
    """test, lot, value [money / unit, or t / unit]: what a unit of output is worth on the test's basis"""
    order_purchases: pd.DataFrame
    """order, purchase"""
    bound_holdings: pd.DataFrame
    """bound, holding"""
    shelf_holdings: pd.DataFrame
    """shelf_life, holding: stock that has to leave in time"""
    shelf_nodes: pd.DataFrame
    """shelf_life, node, share: balance rows it can leave from, and the share of their period that is in time"""
    closing_arcs: pd.DataFrame
    """closing, arc, share under way"""
    closing_holdings: pd.DataFrame
    """closing, holding"""
    closing_nodes: pd.DataFrame
    """closing, node: balance rows of the last period, whose use and delivery the credit may cover"""
    tiers_filled: pd.DataFrame
    """load of a tier, opening of the next tier, width"""
    one_of: pd.DataFrame
    """set, opening: price tiers of which at most one is taken"""
    once: pd.DataFrame
    """set, change: openings of which at most one may happen"""
    limit_terms: Mapping[str, pd.DataFrame]
    """table -> limit, member, weight"""
    limit_wholes: Mapping[str, pd.DataFrame]
    """table -> limit, member, weight of the measure: what a share is taken of"""
    quota_arcs: pd.DataFrame
    """quota period, arc, weight: what a unit shipped uses of it [unit of the quota / unit]"""
    limit_counts: pd.DataFrame
    """limit, opening"""

    process_loads: LoadTables
    resource_loads: LoadTables
    depot_loads: LoadTables
    lane_loads: LoadTables
    offer_loads: LoadTables
    count_loads: Mapping[str, LoadTables]
    """table -> what counted sites carry"""

    elections: ElectionTables
    custody: CustodyTables

    duties: tuple[ArcDuty, ...]
    """Duty of each arc, layer by layer."""
    fees: tuple[ArcFees, ...]
    """Fees on the entries of each arc, record by record."""
    live_nodes: list[int]
    """Balance rows that some variable enters; the others are empty and always hold."""
    useful: Useful
    """Largest useful quantities over the horizon."""
    notes: tuple[Fault, ...]
    """Assumptions and warnings of the expansion."""
    unmerged_columns: int
    """Columns after reachability pruning, before any merging of states."""
