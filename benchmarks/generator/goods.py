"""Products of a generated network and what they are made of: raw materials, materials, components, final products."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.generator.chance import Deck, rounded, stream
from benchmarks.generator.parameters import Parameters

Tier = Literal["raw", "material", "component", "final"]
Confers = Literal["nobody", "one", "everybody"]
"""Who holds that a process confers origin: nobody, one importer (`JUDGE`), or everybody."""

JUDGE = "US"
"""The importer that judges some processes otherwise than all others."""

_GROUP_SIZE = 4
"""[products] That share a tariff heading and a product group."""
_CHAPTERS: Mapping[Tier, str] = {"raw": "26", "material": "28", "component": "85", "final": "87"}


@dataclass(frozen=True)
class Slot:
    """A place in a recipe that one product fills, or several that replace each other."""

    options: tuple[tuple[str, float], ...]
    """(product, [unit / unit of the output before losses])"""
    kind: Literal["single", "blend", "recipe"]
    """single: one product; blend: any mixture within the shares; recipe: one recipe alternative each."""
    least: float = 0.0
    """[1] Least share of each option of a blend."""
    most: float = 1.0
    """[1] Largest share of each option of a blend."""


@dataclass(frozen=True)
class Good:
    """A product. Of the slots of its recipe the first is the essential one."""

    product: str
    tier: Tier
    group: str
    hs: str
    unit: str
    mass_kg: float
    """[kg / unit]"""
    value: float
    """[money / unit] What it is worth between any two sites, unless a seller has a price of its own."""
    slots: tuple[Slot, ...]
    yield_share: float
    confers: Confers

    @property
    def process(self) -> str:
        """Return the process that makes it."""
        return f"MAKE_{self.product}"

    def inputs(self) -> Iterator[tuple[str, float]]:
        """Yield (product, [unit / good unit of the output]), options of a slot in equal parts."""
        for slot in self.slots:
            for product, quantity in slot.options:
                yield product, quantity / len(slot.options) / self.yield_share


def goods(parameters: Parameters) -> dict[str, Good]:
    """Return every product by code, what it is made of before it."""
    chance = stream(parameters.seed, "goods")
    found: dict[str, Good] = {}
    raws = [_raw(n, chance) for n in range(parameters.raws)]
    found.update((good.product, good) for good in raws)
    materials = _made("material", parameters.materials, raws, (2, 2), (0.4, 2.0), "t", chance, found, 0.1)
    confers = parameters.inheriting
    components = _made(
        "component", parameters.components, materials, (2, 3), (0.05, 0.5), "thousand_units", chance, found, confers
    )
    _made("final", parameters.finals, components, (3, 4), (0.5, 3.0), "thousand_units", chance, found, 0.75)
    used = {code for code, good in found.items() if good.tier == "final"}
    for code in reversed(found):
        if code in used:
            used.update(product for product, _ in found[code].inputs())
    return {code: good for code, good in found.items() if code in used}


def _raw(number: int, chance: random.Random) -> Good:
    value = rounded(chance.uniform(0.5, 8.0))
    return Good(f"RAW_{number + 1}", "raw", *_codes("raw", number), "t", 1000.0, value, (), 1.0, "nobody")


def _codes(tier: Tier, number: int) -> tuple[str, str]:
    """Return group and HS code: those of one group share their first four digits."""
    group, member = divmod(number, _GROUP_SIZE)
    return f"{tier.upper()}_GROUP_{group + 1}", f"{_CHAPTERS[tier]}{group + 1:02}{10 * (member + 1)}"


def _made(
    tier: Tier,
    count: int,
    inputs: Sequence[Good],
    slots: tuple[int, int],
    quantity: tuple[float, float],
    unit: str,
    chance: random.Random,
    found: dict[str, Good],
    inheriting: float,
) -> list[Good]:
    """Add the products of a tier; `slots` and `quantity` are ranges, `inheriting` the share that confers no origin."""
    deck = Deck(chance, inputs)
    made = []
    for number in range(count):
        draw = chance.random()
        confers: Confers = "everybody" if draw >= inheriting else "one" if draw < inheriting / 3 else "nobody"
        recipe = tuple(_slots(tier, deck, chance.randint(*slots), quantity, chance))
        # Where no origin is conferred a lot has one origin, which a blend of two essential parts could not have.
        recipe = recipe if confers == "everybody" else recipe[::-1]
        share = rounded(chance.uniform(0.92, 0.99))
        parts = [(found[product], amount) for slot in recipe for product, amount in _even(slot)]
        cost = sum(part.value * amount for part, amount in parts) / share
        mass = sum(part.mass_kg * amount for part, amount in parts)
        good = Good(
            f"{tier.upper()}_{number + 1}",
            tier,
            *_codes(tier, number),
            unit,
            1000.0 if unit == "t" else rounded(mass),
            rounded(cost * chance.uniform(1.3, 1.6)),
            recipe,
            share,
            confers,
        )
        found[good.product] = good
        made.append(good)
    return made


def _even(slot: Slot) -> Iterator[tuple[str, float]]:
    for product, quantity in slot.options:
        yield product, quantity / len(slot.options)


def _slots(
    tier: Tier, deck: Deck[Good], count: int, quantity: tuple[float, float], chance: random.Random
) -> Iterator[Slot]:
    """Yield the slots of a recipe, no product twice: about half of the first ones have two options."""
    two = chance.random() < 0.5
    cards = deck.deal(count + two)
    sizes = [2, *[1] * (len(cards) - 2)] if two and len(cards) > 1 else [1] * len(cards)
    for size in sizes:
        amount = chance.uniform(*quantity)
        # What replaces a part is needed in another quantity: its content differs.
        options = tuple((cards.pop(0).product, rounded(amount * chance.uniform(0.8, 1.25))) for _ in range(size))
        if size == 1:
            yield Slot(options, "single")
        elif tier == "material":
            yield Slot(options, "recipe")
        else:
            yield Slot(options, "blend", rounded(chance.uniform(0.05, 0.25)), rounded(chance.uniform(0.7, 0.9)))
