"""A model on its way through the patches of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corridor.errors import Fault
from corridor.io.yaml_tree import Spot
from corridor.reference.law import Law
from corridor.reference.law_tables import TABLES as LAW_TABLES
from corridor.reference.load import law_of
from corridor.scenario.patches import PlacedRow
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings
from corridor.tables.tables import Model, Tables


@dataclass(frozen=True)
class State:
    """Settings and tables after some patches."""

    model: Model
    """The model as it was read."""
    scenario: str
    """Name of the scenario."""
    settings: ModelSettings
    tables: Tables
    placed: Mapping[Row, PlacedRow] = field(default_factory=dict)
    """Row that a patch made -> where it and its values stand in the scenario."""

    def law(self) -> Law:
        """Return the law as it stands now. Raises FaultError if records contradict one another."""
        return law_of(replace(self.model, settings=self.settings, tables=self.tables))

    def with_rows(self, row_class: type[Row], rows: Sequence[Row], made: Iterable[PlacedRow]) -> State:
        """Return a state in which one table is replaced; `made` are the rows of it that are new."""
        placed = {**self.placed, **{one.row: one for one in made}}
        return replace(self, tables=self.tables.with_rows(row_class, rows), placed=placed)


Applied = tuple[State, list[Fault]]
"""The state after a patch, and what is wrong with the patch."""


def unread(state: State, row_class: type[Row], spot: Spot) -> list[Fault]:
    """Return a fault if the model does not read a table of law of its own."""
    if row_class not in LAW_TABLES or state.settings.law != "reference":
        return []
    rule = f"the model takes its law from the reference data alone, so table {row_class.TABLE} of it is not read"
    return [spot.fault("law: reference", rule, "Put a patch `settings: {law: both}` before this one.")]
