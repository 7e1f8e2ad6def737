"""What every table row is: frozen, typed, with units in the field docstrings.

A row class names its table (`TABLE`), the columns that identify a row (`KEY`) and, through pydantic, the
type and range of every column. The documentation's table pages are generated from these classes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

EACH = "*"
"""In a key column: the row holds for each value of that column."""

LARGEST = 1e12
"""[any unit] No quantity, price or cost may be larger: beyond it a solver's tolerances mean nothing."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]+$", max_length=60)]
"""A code: capital letters, digits and underscores."""

CodeOrEach = Annotated[str, StringConstraints(pattern=r"^([A-Z0-9_]+|\*)$", max_length=60)]
"""A code, or `*` for each."""

Codes = Annotated[str, StringConstraints(pattern=r"^([A-Z0-9_]+(;[A-Z0-9_]+)*|\*)?$")]
"""Codes separated by semicolons, `*` for each, or empty."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2 code. `NA` is Namibia."""

HsCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,10}$")]
"""Harmonized System code without dots, 2 to 10 digits."""


def _finite(value: object) -> object:
    """Refuse numbers that are not finite or larger than `LARGEST`, naming the value."""
    if isinstance(value, float) and not abs(value) <= LARGEST:
        raise ValueError(f"must be a finite number of at most {LARGEST:g} in size")
    return value


Number = Annotated[float, BeforeValidator(_finite), Field(allow_inf_nan=False)]
"""A finite number, of either sign."""

Amount = Annotated[float, BeforeValidator(_finite), Field(ge=0, allow_inf_nan=False)]
"""A finite number that is not negative."""

Positive = Annotated[float, BeforeValidator(_finite), Field(gt=0, allow_inf_nan=False)]
"""A finite number above zero."""

Share = Annotated[float, BeforeValidator(_finite), Field(ge=0, le=1, allow_inf_nan=False)]
"""A share between 0 and 1: write 0.25, not 25 or 25%."""

Per = Literal["period", "year", "horizon"]
"""What a quantity is counted over. `year` is prorated by the days of each period (365 days a year)."""

Evidence = Literal["A", "B", "C", "D"]
"""A own ruling or final assessment; B law text plus document in hand; C broker, supplier or secondary
source; D assumption."""

Yes = Literal["yes", "no"]


class Row(BaseModel):
    """One row of a table."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]


class SourcedRow(Row):
    """One row of an input table. Every input row may say where it comes from."""

    source: str = ""
    """Where the figures come from: document, page, address; or `assumption` and why."""
    evidence: Evidence | None = None
    """Evidence level of the row."""
    note: str = ""
    """Anything a reader should know."""


Day = date
"""A calendar day, written 2027-01-31."""
