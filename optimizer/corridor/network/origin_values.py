"""What goods are worth to tests of origin: the output on the rule's basis, materials as they reach the producer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from corridor.law.origin.terms import Basis, MaterialBasis
from corridor.network.lookups import Lookups
from corridor.network.pricing import Pricing
from corridor.network.reach import Reach
from corridor.network.states import State
from corridor.network.timetables import Way
from corridor.schema.row import EACH
from corridor.schema.supply import Value

_TRANSACTED = ("fob", "adjusted_value", "transaction_value")
"""Bases that the transaction value stands in for where table values gives no figure of their own."""


@dataclass(frozen=True)
class OriginValues:
    """Answers what an output or a material counts for, and notes what no table gives."""

    lookups: Lookups
    reach: Reach
    pricing: Pricing
    missing: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """(site, product, basis) -> the value of a material that would have to be stated."""
    outputs_missing: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """(site, product, basis) -> the value of an output that would have to be stated."""
    _outputs: dict[tuple[str, str, str, int], float] = field(default_factory=dict)
    _materials: dict[tuple[str, str, str, str, int], tuple[float, float] | None] = field(default_factory=dict)

    def output(self, site: str, product: str, basis: Basis, t: int) -> float:
        """[money / unit, or t / unit] Return what a unit made at a site counts for; 0 and noted where unknown.

        Of several prices to several buyers the lowest counts: whoever buys, the test holds.
        """
        if basis in ("mass", "quantity"):
            return self._mass(product) if basis == "mass" else 1.0
        key = (site, product, basis, t)
        if key not in self._outputs:
            values = [value for row in self._sold(site, product, t) if (value := _on(row, basis)) is not None]
            if not values and basis in _TRANSACTED:
                known = self.pricing.transaction_value(site, site, product, t)
                values = [] if known is None else [known]
            if not values:
                self.outputs_missing[site, product, basis] = f"{basis} of {product} made at {site}"
            self._outputs[key] = min(values, default=0.0)
        return self._outputs[key]

    def refuse(self, site: str, product: str, basis: Basis) -> None:
        """Note that no plan can be made where the value of a unit made at a site is not known."""
        what = self.outputs_missing.get((site, product, basis))
        if what is not None:
            self.missing[site, product, basis] = what

    def own_value(self, site: str, product: str, t: int) -> float:
        """[money / unit] Return labour, overhead and profit that count in a build-up test; 0 if not stated."""
        return min((row.own_value or 0.0 for row in self._sold(site, product, t)), default=0.0)

    def _sold(self, site: str, product: str, t: int) -> list[Value]:
        """Return the rows of table values for what a site sells, one for each buyer that has its own."""
        code = self.lookups.calendar.codes[t]
        found = {self.lookups.values.find(site, buyer, product, code) for buyer in self._buyers.get(product, (EACH,))}
        return [row for row in found if row is not None]

    @cached_property
    def _buyers(self) -> dict[str, tuple[str, ...]]:
        """Product -> buyers that table values names, `*` among them."""
        found: dict[str, set[str]] = defaultdict(lambda: {EACH})
        for row in self.lookups.model.tables[Value]:
            found[row.product].add(row.buyer)
        return {product: tuple(sorted(buyers)) for product, buyers in found.items()}

    def material(self, site: str, product: str, origin: str, basis: MaterialBasis, t: int) -> tuple[float, float]:
        """[money / unit, or t / unit] Return the least and the most a unit of a material is worth at a site in `t`.

        Between them lie all sources of that origin so far: goods of several prices are exchanged for each other, and
        whichever a unit is made of, the test holds. (0, 0), noted, where no value is known.
        """
        found = self.known(site, product, origin, basis, t)
        if found is None and basis == "mass":
            self._mass(product)
        elif found is None:
            self.missing[site, product, basis] = f"a value of {product} as a material at {site}"
        return found or (0.0, 0.0)

    def known(self, site: str, product: str, origin: str, basis: MaterialBasis, t: int) -> tuple[float, float] | None:
        """[money / unit, or t / unit] Return what `material` does, or None, not noted, where no value is known."""
        if basis == "quantity":
            return 1.0, 1.0
        if basis == "mass":
            return None if self.lookups.products[product].mass_kg is None else (self._mass(product),) * 2
        key = (site, product, origin, basis, t)
        if key not in self._materials:
            known = self._sources(site, product, origin, basis, t)
            values = [max(0.0, value) for value in known if value is not None]
            if t > 0:
                values.extend(self.known(site, product, origin, basis, t - 1) or ())
            self._materials[key] = (min(values), max(values)) if values else None
        return self._materials[key]

    def _sources(self, site: str, product: str, origin: str, basis: str, t: int) -> Iterator[float | None]:
        """Yield what goods of an origin are worth at a site, by each source that reaches it."""
        code = self.lookups.calendar.codes[t]
        for way, state in self._moves.get((site, product, origin), ()):
            yield from self._landed(way, product, state, basis, t)
        for offer in self.lookups.offers.values():
            here = (offer.site, offer.product) == (site, product) and offer.destination in (None, site)
            if here and (offer.np_origin or self.lookups.country(site)) == origin:
                row = self.lookups.values.find(site, site, product, code)
                stated = None if row is None else row.material_value
                yield offer.unit_cost if stated is None else stated
        place = (site, product, origin)
        if place in self._made or place in self._there:
            row = self.lookups.values.find(site, site, product, code)
            if row is not None:
                yield row.transaction_value if row.material_value is None else row.material_value

    def _landed(self, way: Way, product: str, state: State, basis: str, t: int) -> Iterator[float | None]:
        """Yield what goods are worth on arrival by a way, with each freight that it has over time."""
        row = self.lookups.values.find(way[0], way[1], product, self.lookups.calendar.codes[t])
        if row is not None and row.material_value is not None:
            yield row.material_value
            return
        value = self.pricing.value_of(state, way[0], way[1], product, t)
        lanes = [lane for lane in self.lookups.timetables.of(way, product)[0] if lane is not None]
        if value is None or basis != "cif" or not self.lookups.importer(way[0], way[1]) or not lanes:
            yield value
            return
        mass = self._mass(product) if any(lane.cost_per_t for lane in lanes) else 0.0
        for lane in lanes:
            yield value + lane.unit_cost + lane.cost_per_t * mass + lane.insurance * value

    def _mass(self, product: str) -> float:
        """[t / unit] Return the mass of a unit."""
        mass = self.lookups.products[product].mass_kg
        if mass is None:
            self.missing["", product, "mass"] = f"products.mass_kg of {product}"
        return (mass or 0.0) / 1000.0

    @cached_property
    def _moves(self) -> dict[tuple[str, str, str], list[tuple[Way, State]]]:
        """(site, product, origin) -> ways by which such goods come, and in which states."""
        found: dict[tuple[str, str, str], list[tuple[Way, State]]] = defaultdict(list)
        for (_, product, state), way, _ in self.reach.moves:
            found[way[1], product, state.origin].append((way, state))
        return found

    @cached_property
    def _there(self) -> frozenset[tuple[str, str, str]]:
        """(site, product, origin) of goods that are there from the start, or under way to the site."""
        lookups, found = self.lookups, set()
        for site, product in lookups.stocked:
            for t in range(len(lookups.calendar)):
                rule = lookups.stock_rule(site, product, t)
                if rule is not None and (rule.opening or rule.in_transit):
                    found.add((site, product, rule.np_origin or lookups.country(site)))
        return frozenset(found)

    @cached_property
    def _made(self) -> frozenset[tuple[str, str, str]]:
        """(site, product, origin) of what is made where."""
        spots = (spot for kind in self.reach.lots for spot in kind.outputs)
        return frozenset((site, product, state.origin) for site, product, state in spots)


def _on(row: Value, basis: Basis) -> float | None:
    """[money / unit] Return a value on a basis; None if neither it nor what stands in for it is stated."""
    stated = {
        "transaction_value": row.transaction_value,
        "fob": row.fob,
        "ex_works": row.ex_works,
        "adjusted_value": row.adjusted_value,
        "net_cost": row.net_cost,
    }.get(basis)
    return row.transaction_value if stated is None and basis in _TRANSACTED else stated
