"""What a scenario consists of: patches, each with the place it stands at, every value already of its column's type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from corridor.errors import Fault
from corridor.io.yaml_tree import Spot
from corridor.scenario.shock import Shock
from corridor.schema.places import Period
from corridor.schema.row import Row
from corridor.tables.trouble import Typed


@dataclass(frozen=True)
class Cell:
    """A value, and where it stands."""

    value: Typed | tuple[str, ...]
    spot: Spot


@dataclass(frozen=True)
class Condition:
    """A column that has, or (negated) has not, one of some values."""

    column: str
    """Name in files."""
    field: str
    """Name in Python."""
    negated: bool
    cells: tuple[Cell, ...]
    spot: Spot

    def accepts(self, row: Row) -> bool:
        """Return whether a row is meant."""
        return (getattr(row, self.field) in [cell.value for cell in self.cells]) != self.negated


@dataclass(frozen=True)
class PlacedRow:
    """A row, and where each of its values stands."""

    row: Row
    spot: Spot
    cells: Mapping[str, Spot] = field(default_factory=dict)
    """Column, as files name it -> place."""


@dataclass(frozen=True)
class TableChange:
    """Set columns of rows to values, or multiply numbers of them."""

    spot: Spot
    row_class: type[Row]
    conditions: tuple[Condition, ...]
    sets: Mapping[str, Cell]
    """Field -> value; None: empty."""
    scales: Mapping[str, Cell]
    """Field -> factor."""


@dataclass(frozen=True)
class Removal:
    """Take rows out of a table."""

    spot: Spot
    row_class: type[Row]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Addition:
    """Add rows to a table; with a key that the table has, a row of kind `record` replaces the row that is there."""

    spot: Spot
    row_class: type[Row]
    rows: tuple[PlacedRow, ...]
    kind: str = "row"
    """row: a key that is there already is a fault; record: it is replaced."""


@dataclass(frozen=True)
class AgreementChange:
    """Change some columns of a recorded agreement, or record one."""

    spot: Spot
    agreement: Cell
    cells: Mapping[str, Cell]
    """Field -> value of the columns that are given, the agreement's code included."""


@dataclass(frozen=True)
class SettingsChange:
    """Set settings of the model."""

    spot: Spot
    cells: Mapping[str, Cell]
    """Field -> value; None: as if model.yaml did not say it."""


@dataclass(frozen=True)
class ClaimsDenied:
    """No preference is claimed."""

    spot: Spot


@dataclass(frozen=True)
class Days:
    """A span of days."""

    first: date | None
    last: date | None
    """Included."""
    spot: Spot

    def open_share(self, period: Period) -> float:
        """[1] Return the share of a period's days that lie outside."""
        days = (period.end - period.start).days + 1
        begin = max(period.start, self.first or period.start)
        end = min(period.end, self.last or period.end)
        return 1.0 - max(0, (end - begin).days + 1) / days


@dataclass(frozen=True)
class SiteClosed:
    """Close sites for a while."""

    spot: Spot
    sites: tuple[Cell, ...]
    days: Days


@dataclass(frozen=True)
class LaneClosed:
    """Close lanes for a while."""

    spot: Spot
    conditions: tuple[Condition, ...]
    days: Days


@dataclass(frozen=True)
class ShockPatch:
    """Change the duty on goods of some origin."""

    spot: Spot
    shock: Shock


Patch: TypeAlias = (
    TableChange
    | Removal
    | Addition
    | AgreementChange
    | SettingsChange
    | ClaimsDenied
    | SiteClosed
    | LaneClosed
    | ShockPatch
)


@dataclass(frozen=True)
class Scenario:
    """A scenario as read: itself, and the patches of those it extends before its own."""

    name: str
    description: str
    patches: tuple[Patch, ...]
    hash: str
    """SHA-256 of the patches as they are written, without comments, layout, name and description."""
    probability: float | None = None
    """[1] None: nobody says."""
    extends: str = ""
    """Empty: no other."""
    files: Mapping[str, str] = field(default_factory=dict)
    """File name -> SHA-256 of its content, of the scenario and of those it extends."""
    spot: Spot = field(default_factory=lambda: Spot("scenario"))
    faults: tuple[Fault, ...] = ()
    """Notes and warnings of its files (severity 0 and 1)."""
