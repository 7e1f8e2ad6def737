"""From tables and law to the network: reach, arcs, lots, purchases, stocks, demand, capacities, limits."""

from __future__ import annotations

from dataclasses import replace

from corridor.errors import FaultError, Severity
from corridor.network.arcs import build_arcs
from corridor.network.assemble import Parts, assemble
from corridor.network.attributes import limit_frames
from corridor.network.bounds import largest_useful
from corridor.network.buying import build_purchases
from corridor.network.capacity import Capacities, depot_loads, lane_loads, process_loads, resource_loads
from corridor.network.choices import Choices
from corridor.network.claims import Claims
from corridor.network.custody import build_custody
from corridor.network.election_bounds import MostMade
from corridor.network.elections import build_elections
from corridor.network.end_use_notes import unnamed_end_uses
from corridor.network.entries import Entries
from corridor.network.entry_fees import EntryFees
from corridor.network.limits import build_limits
from corridor.network.lookups import Lookups
from corridor.network.making import build_lots
from corridor.network.named import unknown_names
from corridor.network.needs import States
from corridor.network.network import Network
from corridor.network.nodes import NodeIndex
from corridor.network.notes import (
    assumptions,
    mixed_inputs,
    stranded,
    strange_elections,
    unbounded,
    unpriced_proofs,
    unvalued,
)
from corridor.network.openings import OpeningRows
from corridor.network.origin_rows import OriginRows
from corridor.network.origin_values import OriginValues
from corridor.network.pricing import Pricing
from corridor.network.quotas import Quotas
from corridor.network.reach import search
from corridor.network.schemes import Schemes
from corridor.network.shelf_life import build_shelf_lives, spoiled
from corridor.network.stores import build_stores
from corridor.network.tariffs import Tariffs
from corridor.network.uses import declared_uses
from corridor.network.wanted import build_wants
from corridor.reference.law import Law
from corridor.tables.tables import Model


def expand(model: Model, law: Law, states: States = "merged") -> Network:
    """Return the network of a model under a law. `states` says which origin states are kept apart.

    Raises FaultError, with every fault in it, where a coefficient cannot be known: a duty without a record, a
    customs value without a price, a switched capacity without any bound.
    """
    lookups = Lookups(model, law)
    uses = declared_uses(lookups)
    choices = Choices(Schemes(lookups))
    reach = search(choices, states)
    useful = largest_useful(lookups, reach)
    nodes, openings = NodeIndex(), OpeningRows()
    pricing, tariffs, entry_fees = Pricing(lookups), Tariffs(lookups), EntryFees(lookups)
    claims, quotas = Claims(choices.schemes), Quotas(lookups)
    arcs = build_arcs(lookups, reach, nodes, pricing, Entries(tariffs, entry_fees, claims, quotas))
    tests = OriginRows(choices, OriginValues(lookups, reach, pricing))
    lots = build_lots(lookups, reach, nodes, tests)
    custody = build_custody(lots, tests)
    elections = build_elections(lots, tests, MostMade(lookups, useful, lots), openings)
    bought = build_purchases(choices.schemes, reach, uses, nodes, useful, openings)
    stores = build_stores(choices.schemes, reach, uses, nodes, pricing)
    wants = build_wants(lookups, uses, nodes)
    shelf_lives = build_shelf_lives(choices.schemes, uses, nodes, stores)
    capacities = Capacities()
    process_loads(lookups, lots, useful, openings, capacities.processes)
    resource_loads(lookups, lots, capacities.resources)
    places = [(site, product, t) for site, product, _, t in nodes.ids]
    depot_loads(lookups, arcs, places, useful, openings, capacities.depots)
    lane_loads(lookups, arcs, useful, openings, capacities.lanes)
    frames = limit_frames(lookups, arcs.rows, bought.rows, lots.lots, wants.handovers, stores.holdings, pricing)
    limits = build_limits(lookups, frames, useful, openings)
    parts = Parts(
        lookups, nodes, arcs, lots, tests, bought, stores, shelf_lives, wants, openings, capacities, limits, useful,
        quotas=quotas.rows(), elections=elections, custody=custody,
    )  # fmt: skip
    network = assemble(parts)
    faults = [
        *tariffs.faults.values(),
        *entry_fees.faults(),
        *unbounded(network),
        *stranded(network),
        *spoiled(network),
        *assumptions(pricing, stores, lookups),
        *unvalued(tests.values),
        *unknown_names(lookups),
        *unpriced_proofs(claims),
        *quotas.faults.values(),
        *quotas.unknown_licences(),
        *unnamed_end_uses(lookups),
        *strange_elections(choices.schemes),
        *mixed_inputs(choices),
    ]
    if any(fault.severity >= Severity.ERROR for fault in faults):
        raise FaultError(faults)
    return replace(network, notes=tuple(sorted(faults)))
