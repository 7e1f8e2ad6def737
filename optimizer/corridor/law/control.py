"""Who controls a company, and which companies a list reaches. Control is tiered, never multiplied.

A company controls another if it and the companies it controls hold together more than one half of the
shares. A majority-held company counts as its parent in full: 60 % of a company that holds 30 % of a third
gives the group 30 % of the third, not 18 %. Ownership is taken as constant in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import networkx as nx

from corridor.errors import Fault, FaultError, Severity
from corridor.schema.places import Entity, Listing

MAJORITY = 0.5
"""[1] Control begins above this share."""


def owners_of(entity: Entity) -> dict[str, float]:
    """Return the direct owners of a company and their shares.

    Raises FaultError if the text is not `ENTITY:0.51;OTHER:0.49`, or names an owner twice.
    """
    shares: dict[str, float] = {}
    for part in filter(None, entity.owners.split(";")):
        owner, _, text = part.partition(":")
        try:
            share = float(text)
        except ValueError:
            share = -1.0
        if not owner or owner in shares or not 0 <= share <= 1:
            rule = f"owners of {entity.entity} must be ENTITY:share;OTHER:share, each once, shares 0 to 1"
            remedy = "Write for instance PARENT:0.51;PARTNER:0.49"
            raise FaultError([Fault("entities", None, "owners", "", part, rule, remedy, Severity.ERROR)])
        shares[owner] = share
    return shares


def controllers(entities: Iterable[Entity]) -> dict[str, str]:
    """Return for each company the one at the top of its chain of majority owners: itself, if there is none.

    In a ring of companies that control each other the first by code stands for the ring.
    """
    holdings = {entity.entity: owners_of(entity) for entity in entities}
    graph = _control_graph(holdings)
    result: dict[str, str] = {}
    for name in holdings:
        top = [
            one
            for one in (name, *graph.predecessors(name))
            if all(graph.has_edge(one, over) for over in graph.predecessors(one))
        ]
        result[name] = min(top)
    return result


def owner_country(entities: Iterable[Entity]) -> dict[str, str]:
    """Return for each company the domicile of the company at the top of its chain of majority owners.

    Raises FaultError if a controlling company is not in the table.
    """
    rows = {entity.entity: entity for entity in entities}
    top = controllers(rows.values())
    missing = sorted(set(top.values()) - set(rows))
    if missing:
        rule = "a company that controls others must be in the table: its domicile is needed"
        remedy = "Add a row for it"
        raise FaultError(
            [Fault("entities", None, "owners", "", name, rule, remedy, Severity.ERROR) for name in missing]
        )
    return {name: rows[controller].domicile for name, controller in top.items()}


def listed(entities: Iterable[Entity], listings: Iterable[Listing], begin: date, end: date) -> frozenset[str]:
    """Return the companies that a list reaches on any day from begin to end, both included.

    These are the companies with a listing that touches those days, and the companies each of them controls.
    """
    holdings = {entity.entity: owners_of(entity) for entity in entities}
    reached: set[str] = set()
    for row in listings:
        starts_in_time = row.valid_from is None or row.valid_from <= end
        if starts_in_time and (row.valid_to is None or row.valid_to >= begin):
            reached |= _group(holdings, row.entity)
    return frozenset(reached)


def _group(holdings: Mapping[str, Mapping[str, float]], holder: str) -> set[str]:
    """Return a company and the companies it controls, directly or through others."""
    group = {holder}
    grew = True
    while grew:
        grew = False
        for name, owners in holdings.items():
            if name not in group and sum(share for one, share in owners.items() if one in group) > MAJORITY:
                group.add(name)
                grew = True
    return group


def _control_graph(holdings: Mapping[str, Mapping[str, float]]) -> nx.DiGraph:
    """Return the graph with an edge from each company to each company it controls."""
    graph = nx.DiGraph()
    graph.add_nodes_from(holdings)
    for holder in sorted({owner for owners in holdings.values() for owner in owners}):
        graph.add_edges_from((holder, name) for name in _group(holdings, holder) if name != holder)
    return graph
