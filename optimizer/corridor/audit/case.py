"""A plan beside everything it is judged by: what every family of checks is handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

import pandas as pd

from corridor.audit.book import Book
from corridor.audit.decisions import Decisions
from corridor.audit.origin_state import OriginState
from corridor.audit.plan import Plan, read_plan
from corridor.audit.recipes import Recipe, recipe_book
from corridor.audit.shipments import Shipment, shipments
from corridor.audit.tariffs import Tariffs
from corridor.audit.unit_costs import Pricing
from corridor.audit.values import Values
from corridor.reference.law import Law
from corridor.schema.results import Flow, Production, Use
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
    values: Values
    pricing: Pricing
    plan: Plan
    decisions: Decisions
    objective: float
    """[money] What the solver reports."""

    def state(self, label: str) -> OriginState:
        """Return the state that a label of the plan means."""
        return self.plan.states[label]

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


def open_case(model: Model, law: Law, tables: Mapping[str, pd.DataFrame], objective: float) -> Case:
    """Return the case of a plan."""
    book = Book(model, law)
    plan = read_plan(book, tables)
    values = Values(book)
    return Case(book, values, Pricing(book, values, Tariffs(book)), plan, Decisions(book, plan), objective)
