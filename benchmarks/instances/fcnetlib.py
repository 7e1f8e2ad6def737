"""FCNetLib: single-commodity fixed-charge network flow, written as GAMS include files.

Source: F. Ortega, L. A. Wolsey, A branch-and-cut algorithm for the single-commodity, uncapacitated,
fixed-charge network flow problem, Networks 41(3), 143-158, 2003; files and model `bchfcnet.gms` from
GAMS-dev/gamsworld (MIT). The model: arcs (from, to, number) with a fixed and a unit cost, flow at most
`xupp`, or the total supply if less; `inflow - outflow = demand`, where a negative demand is supply. Some
files turn the sign of `demand`. `beavma` has parallel arcs and asks besides that goods leave a node by one
arc only: with one sink and enough capacity some optimal plan does so anyway (its flows are a tree), so the
tables leave it out.

As tables: nodes are sites, arcs are lanes (parallel ones differ in their route), supplies are offers at no
cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import parts
from corridor.schema.moving import Demand, Lane
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

SOURCE = "FCNetLib (F. Ortega, L. A. Wolsey, Networks 41(3), 2003); GAMS-dev/gamsworld"
GOODS = "GOODS"

Arc = tuple[str, ...]
"""From node, to node, number of the parallel arc."""


def load(path: Path) -> Model:
    """Return the model of one file, such as `k10x90.inc`. Quantities and money as in the file."""
    text = path.read_text(encoding="utf-8")
    rows = list(_rows(text))
    return parts.model(path.stem, rows, path, "Fixed-charge network flow", SOURCE)


def _rows(text: str) -> Iterator[Row]:
    """Yield the rows of every table but the periods."""
    fixed, unit, bound = _parameter(text, "fcost"), _parameter(text, "vcost"), _parameter(text, "xupp")
    sign = -1.0 if "demand(n) = -demand(n)" in text else 1.0
    demand = {node: sign * quantity for (node,), quantity in _parameter(text, "demand").items()}
    supply = -sum(quantity for quantity in demand.values() if quantity < 0)
    arcs = sorted(bound or set(fixed) | set(unit))
    yield parts.product(GOODS)
    for node in sorted({node for arc in arcs for node in arc[:2]} | set(demand)):
        yield parts.site(node)
        quantity = demand.get(node, 0.0)
        if quantity > 0:
            yield Demand(site=node, product=GOODS, quantity=quantity)
        if quantity < 0:
            yield Offer(
                offer=f"FROM_{node}", site=node, product=GOODS, unit_cost=0, max_quantity=-quantity,
                np_origin=parts.HOME,
            )  # fmt: skip
    for arc in arcs:
        # The files give arcs with a negative fixed cost for nothing: loop((m,n,s)$(fcost<0), ...).
        free = fixed.get(arc, 0.0) < 0
        yield Lane(
            from_site=arc[0], to_site=arc[1], mode="road", route=arc[2],
            unit_cost=0.0 if free else unit.get(arc, 0.0),
            fixed_cost=0.0 if free else fixed.get(arc, 0.0),
            capacity=min(supply, bound.get(arc, supply)),
        )  # fmt: skip


def _parameter(text: str, name: str) -> dict[Arc, float]:
    """Return the records of one GAMS parameter, keys in capital letters; empty if the file has none."""
    found = re.search(rf"Parameter\s+{name}\([^)]*\)\s*/(.*?)^\s*/", text, re.DOTALL | re.MULTILINE)
    if found is None:
        return {}
    lines = [line.split() for line in found[1].splitlines()]
    return {
        tuple(word.upper() for word in words[:-1]): float(words[-1])
        for words in lines
        if words and not words[0].startswith("$")
    }
