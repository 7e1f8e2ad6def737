"""Processes, recipes, capabilities and shared lines of a generated network."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping

from benchmarks.generator.chance import rounded, stream
from benchmarks.generator.goods import JUDGE, Good, Slot
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place
from benchmarks.generator.wiring import Wiring
from corridor.schema.goods import Capability, Determination, Process, RecipeLine
from corridor.schema.places import Resource
from corridor.schema.row import Row

LINE = "LINE"
"""The line that all products of a maker share."""

_CONVERSION = 0.18
"""[1] Conversion cost as a share of the value, at cost level 1."""
_FIXED = 0.05
"""[1] Yearly cost of being open as a share of the value of a year at full capacity."""


def process_rows(goods: Mapping[str, Good]) -> Iterator[Row]:
    """Yield processes, their recipes, and who holds that they confer origin."""
    for good in goods.values():
        if not good.slots:
            continue
        yield Process.model_validate({"process": good.process, "yield": good.yield_share})
        yield RecipeLine(process=good.process, product=good.product, role="output", quantity=1.0)
        for number, slot in enumerate(good.slots):
            yield from _lines(good, slot, number)
        if good.confers != "nobody":
            importer = JUDGE if good.confers == "one" else "*"
            yield Determination(process=good.process, importer=importer, confers_origin="yes", basis="generated")


def _lines(good: Good, slot: Slot, number: int) -> Iterator[RecipeLine]:
    for option, (product, quantity) in enumerate(slot.options):
        yield RecipeLine(
            process=good.process,
            product=product,
            role="input",
            alternative=f"RECIPE_{option + 1}" if slot.kind == "recipe" else "*",
            quantity=quantity,
            essential="yes" if number == 0 else "no",
            substitution_group="BLEND" if slot.kind == "blend" else None,
            min_share=slot.least,
            max_share=slot.most,
        )


def capability_rows(
    parameters: Parameters, goods: Mapping[str, Good], places: Mapping[str, Place], wiring: Wiring
) -> Iterator[Row]:
    """Yield what sites can make, and the lines that makers of several products share."""
    chance, decisions = stream(parameters.seed, "making"), stream(parameters.seed, "making/decisions")
    output: dict[str, dict[str, float]] = defaultdict(dict)
    for (site, product), quantity in wiring.made.items():
        if goods[product].slots:
            output[site][product] = quantity
    for site, made in output.items():
        shared = places[site].stage == "maker" and len(made) > 1
        for product, quantity in made.items():
            good = goods[product]
            # A shared line is the bottleneck of its site; each product by itself may then take more of it.
            spare = chance.uniform(0.8, 1.2) * parameters.tightness * (1.15 if shared else 1.0)
            row = Capability(
                site=site,
                process=good.process,
                capacity=rounded(4.0 * max(spare, 1.15) * quantity),
                per="year",
                unit_cost=rounded(_CONVERSION * good.value * places[site].country.cost * chance.uniform(0.85, 1.15)),
                resource=LINE if shared else None,
            )
            yield _decided(row, good, decisions) if parameters.kind == "mip" and _drawn(decisions, parameters) else row
        if shared:
            runs = sum(quantity / goods[product].yield_share for product, quantity in made.items())
            spare = max(1.15, chance.uniform(0.85, 1.1) * parameters.tightness)
            yield Resource(site=site, resource=LINE, capacity=rounded(4.0 * spare * runs), per="year")


def _drawn(decisions: random.Random, parameters: Parameters) -> bool:
    return decisions.random() < parameters.decisions


def _decided(row: Capability, good: Good, decisions: random.Random) -> Capability:
    """Return a capability that is open or closed: with fixed costs, some with a least run, some still to be built."""
    capacity = row.capacity or 0.0
    year = capacity * good.value * _FIXED * decisions.uniform(0.5, 1.5)
    changes: dict[str, object] = {"fixed_cost": rounded(year)}
    draw = decisions.random()
    if draw < 0.4:
        changes["min_run"] = rounded(capacity * decisions.uniform(0.2, 0.4))
    if draw < 0.2:
        changes["close_cost"] = rounded(0.2 * year)
    elif draw > 0.75:
        ramp = decisions.choice(("", "60", "50;75"))
        changes.update(initially_open="no", open_cost=rounded(0.6 * year), ramp=ramp)
    return row.model_copy(update=changes)
