"""A plan beside everything it is judged by: what every family of checks is handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

import pandas as pd

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.content import ContentRules
from corridor.audit.decisions import Decisions
from corridor.audit.election_book import ElectionBook
from corridor.audit.lot_rules import LotRules
from corridor.audit.origin_state import OriginState, parse
from corridor.audit.plan import Plan, read_plan
from corridor.audit.recipes import Recipe, recipe_book
from corridor.audit.shipments import Shipment, shipments
from corridor.audit.tariffs import Tariffs
from corridor.audit.unit_costs import Pricing
from corridor.audit.values import Values
from corridor.reference.law import Law
from corridor.schema.results import Flow, Production, Use
from corridor.schema.supply import Stock
from corridor.tables.tables import Model

Lot: TypeAlias = tuple[str, str, str, str, str, str, str, str]
"""Site, process, alternative, product, state, rule choice, tag and period: the key of table production."""


_LOT = attrgetter(*Production.KEY)


def lot_of(row: Production | Use) -> Lot:
    """Return the lot that a row of production or uses belongs to."""
    return _LOT(row)


@dataclass(frozen=True)
class Case:
    """A plan, its model and the law."""

    book: Book
    agreements: Agreements
    values: Values
    pricing: Pricing
    plan: Plan
    decisions: Decisions
    objective: float
    """[money] What the solver reports."""

    def state(self, label: str) -> OriginState:
        """Return the state that a label of the plan means."""
        return self.plan.states[label]

    def named(self, label: str) -> OriginState | None:
        """Return the state that a label within a rule choice means, or None if it is no label."""
        return self.plan.states.get(label) or parse(label)

    def arrived(self, flow: Flow) -> OriginState:
        """Return the state that the goods of a flow have when they arrive."""
        return self.state(flow.arrival_state) if flow.arrival_state else self.state(flow.state).arrived()

    def initial_state(self, row: Stock, site: str, product: str) -> OriginState:
        """Return the state of opening goods, and of those that were under way when the plan began."""
        origin = row.np_origin or self.book.sites[site].country
        statuses = self.agreements.known_of(row, origin) | self.contents.known_of(row)
        return OriginState(origin, (), self.book.initial_use(product, row.end_use), "", tuple(sorted(statuses)))

    @cached_property
    def shipments(self) -> tuple[Shipment, ...]:
        """Flows that have a lane, with what follows from it."""
        flows = ((flow, self.state(flow.state)) for flow in self.plan[Flow])
        return tuple(shipments(self.book, self.pricing, flows))

    @cached_property
    def _uses(self) -> Mapping[Lot, tuple[Use, ...]]:
        """Lot -> its inputs."""
        found: dict[Lot, list[Use]] = {}
        for row in self.plan[Use]:
            found.setdefault(lot_of(row), []).append(row)
        return {lot: tuple(rows) for lot, rows in found.items()}

    def uses_of(self, lot: Lot) -> tuple[Use, ...]:
        """Return the inputs of a lot."""
        return self._uses.get(lot, ())

    @cached_property
    def recipes(self) -> Mapping[tuple[str, str], Recipe]:
        """(process, alternative) -> recipe."""
        return recipe_book(self.book)

    @cached_property
    def contents(self) -> ContentRules:
        """Content rules of the model."""
        return ContentRules(self.book, self.agreements)

    @cached_property
    def lot_rules(self) -> LotRules:
        """What the rule choices of lots mean."""
        return LotRules(self.book, self.agreements, self.contents, self.recipes, ElectionBook(self.book))


def open_case(model: Model, law: Law, tables: Mapping[str, pd.DataFrame], objective: float) -> Case:
    """Return the case of a plan."""
    book = Book(model, law)
    plan = read_plan(book, tables)
    values, agreements = Values(book), Agreements(book)
    pricing = Pricing(book, values, Tariffs(book), agreements)
    return Case(book, agreements, values, pricing, plan, Decisions(book, plan), objective)
