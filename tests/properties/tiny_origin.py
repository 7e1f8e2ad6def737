"""Tiny origin problems as plain numbers, and their optimum by trying everything.

Plants make GOOD of two or three discrete parts; a part comes from up to three suppliers. Markets take GOOD at a duty
that agreements lower. What is tried is every recipe (a supplier for each part) of every plant, every market and every
claim; a linear program spreads the quantities where suppliers are limited. Nothing of Corridor is used.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import numpy as np
from scipy.optimize import linprog

GOOD_HS, SAME_HEADING, OTHER_HEADING = "850760", "850790", "283691"
MAKERS = ("MY", "TH", "CN")
BUYERS = ("JP", "KR")
SIZE = 10
"""[unit / shipment]"""


@dataclass(frozen=True)
class Supplier:
    """Sells one part at a site of its own."""

    site: str
    country: str
    part: str
    origin: str
    price: int
    freight: int
    under: tuple[str, ...]
    most: int | None


@dataclass(frozen=True)
class Plant:
    """Makes GOOD."""

    site: str
    country: str
    work: int
    value: int
    own: int
    """[money / unit] What a build-up test counts of its own."""


@dataclass(frozen=True)
class Scheme:
    """An agreement: parties, rule as (conditions in the rule language), and what a claim pays."""

    code: str
    parties: tuple[str, ...]
    rule: tuple[tuple[str, int], ...]
    """Alternatives: (kind, percent)"""
    joined: str
    """or, and"""
    tolerance: int
    cumulation: str
    cif: bool
    rate: int
    """[%] What a claim pays."""
    proof: int
    """[money / shipment]"""

    @property
    def text(self) -> str:
        """Return the rule in the rule language."""
        forms = {"down": "RVC(build_down, {})", "up": "RVC(build_up, {})", "most": "MAXNOM({}, fob)", "heading": "CTH"}
        return f" {self.joined} ".join(forms[kind].format(percent) for kind, percent in self.rule)


@dataclass(frozen=True)
class Case:
    """A whole problem."""

    suppliers: tuple[Supplier, ...]
    codes: dict[str, str]
    """part -> code"""
    plants: tuple[Plant, ...]
    schemes: tuple[Scheme, ...]
    demand: dict[str, int]
    duty: dict[str, int]
    """market -> [%] without a claim"""
    margin: int
    """[%]"""

    def parts(self) -> tuple[str, ...]:
        """Return the parts, in order."""
        return tuple(sorted(self.codes))


def draw(seed: int) -> Case:
    """Return the random case of a seed."""
    random = Random(seed)
    schemes = tuple(_scheme(random, code) for code in ("A", "B")[: random.choice((1, 2, 2))])
    parts = [f"P{n}" for n in range(random.choice((2, 2, 3)))]
    suppliers = []
    for part in parts:
        base = random.randint(10, 40)
        for n in range(random.randint(1, 3)):
            country = random.choice(("MY", "TH", "CN", "KR"))
            under = tuple(s.code for s in schemes if random.random() < 0.7)
            price = base + random.randint(0, 8)
            origin = country if under or random.random() < 0.8 else "CN"
            most = random.choice((None, 40)) if n else None
            freight = random.choice((0, 0, 2))
            suppliers.append(Supplier(f"S{part}{n}", country, part, origin, price, freight, under, most))
    plants = [
        Plant(f"F{n}", random.choice(MAKERS), random.randint(5, 20), random.randint(80, 140), random.randint(0, 40))
        for n in range(random.choice((1, 2)))
    ]
    markets = random.sample(BUYERS, random.choice((1, 2)))
    return Case(
        tuple(suppliers),
        {part: random.choice((SAME_HEADING, OTHER_HEADING)) for part in parts},
        tuple(plants),
        schemes,
        {market: random.randint(10, 60) for market in markets},
        {market: random.choice((3, 8, 20)) for market in markets},
        random.choice((0, 0, 2)),
    )


def _scheme(random: Random, code: str) -> Scheme:
    kinds = random.sample(("down", "up", "most", "heading"), random.choice((1, 1, 2)))
    return Scheme(
        code,
        tuple(sorted({*random.sample(("MY", "TH", "CN"), 2), *random.sample(BUYERS, random.choice((1, 2)))})),
        tuple((kind, random.randint(25, 65)) for kind in kinds),
        random.choice(("or", "and")),
        random.choice((0, 10)),
        random.choice(("originating", "originating", "none")),
        random.random() < 0.5,
        random.choice((0, 0, 2)),
        random.choice((0, 0, 20)),
    )


def _worth(case: Case, scheme: Scheme, plant: Plant, one: Supplier) -> tuple[Fraction, Fraction]:
    """Return the least and the most that a part of this origin is worth at a plant, over all its suppliers."""
    values = [
        Fraction(other.price + (other.freight if scheme.cif and other.country != plant.country else 0))
        for other in case.suppliers
        if (other.part, other.origin) == (one.part, one.origin)
    ]
    return min(values), max(values)


def _originates(scheme: Scheme, plant: Plant, one: Supplier) -> bool:
    declared = scheme.code in one.under and one.country in scheme.parties
    return declared and (scheme.cumulation != "none" or one.country == plant.country)


def qualifies(case: Case, scheme: Scheme, plant: Plant, recipe: tuple[Supplier, ...]) -> bool:
    """Return whether a unit made of these parts originates."""
    if plant.country not in scheme.parties:
        return False
    own = [one for one in recipe if _originates(scheme, plant, one)]
    foreign = [one for one in recipe if not _originates(scheme, plant, one)]
    if not foreign:
        return True
    value, margin = Fraction(plant.value), Fraction(case.margin, 100)
    against = sum(_worth(case, scheme, plant, one)[1] for one in foreign)
    towards = sum(_worth(case, scheme, plant, one)[0] for one in own) + plant.own
    failing = [one for one in foreign if case.codes[one.part] == SAME_HEADING]
    held = {
        "down": lambda share: against <= (1 - share - margin) * value,
        "up": lambda share: towards >= (share + margin) * value,
        "most": lambda share: against <= (share - margin) * value,
        "heading": lambda _: (
            sum(_worth(case, scheme, plant, one)[1] for one in failing) <= Fraction(scheme.tolerance, 100) * value
        ),
    }
    judged = [held[kind](Fraction(percent, 100)) for kind, percent in scheme.rule]
    return any(judged) if scheme.joined == "or" else all(judged)


def optimum(case: Case) -> float:
    """Return the cost of the best plan."""
    sold = [[one for one in case.suppliers if one.part == part] for part in case.parts()]
    limited = [one for one in case.suppliers if one.most is not None]
    markets = sorted(case.demand)
    costs, takes, serves = [], [], []
    for plant, market in itertools.product(case.plants, markets):
        for recipe in itertools.product(*sold):
            made = plant.work + sum(one.price + one.freight for one in recipe)
            border = [Fraction(case.duty[market] * plant.value, 100)]
            for scheme in case.schemes:
                if market in scheme.parties and qualifies(case, scheme, plant, recipe):
                    border.append(Fraction(scheme.rate * plant.value, 100) + Fraction(scheme.proof, SIZE))
            costs.append(float(made + min(border)))
            takes.append([float(one in recipe) for one in limited])
            serves.append([float(market == other) for other in markets])
    found = linprog(
        costs,
        A_ub=np.array(takes).T if limited else None,
        b_ub=[one.most for one in limited] if limited else None,
        A_eq=np.array(serves).T,
        b_eq=[case.demand[market] for market in markets],
    )
    assert found.status == 0
    return float(found.fun)
