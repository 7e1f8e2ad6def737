"""`model.yaml`: what a model says about itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class ModelSettings(BaseModel):
    """Settings of a model."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    """Name of the model: small letters, digits, underscores."""
    title: str = ""
    """One line for people."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    """Currency of every amount of money in the tables (ISO 4217)."""
    money_unit: Annotated[float, Field(gt=0, le=1e9)] = 1.0
    """[currency] What one unit of money in the tables is worth: 1000 if they are in thousands."""
    as_of: date
    """The day the model was made; quotes must be valid on it."""
    known_at: date | None = None
    """The law is taken as known on this day; empty: as_of."""
    rate_per_year: Annotated[float, Field(ge=0, le=1)] = 0.0
    """[1 / year] Cost of capital, on goods under way and in stock."""
    viewpoint: Literal["buyer", "integrated"] = "buyer"
    """buyer: offers are prices paid; integrated: they are a group's own costs, and a transaction value must be
    stated wherever goods cross a border (a cost is no customs value)."""
    law: Literal["reference", "model", "both"] = "both"
    """Where duty records come from: Corridor's reference data, the model's own tables, or both."""
    unknown_duty: Literal["refuse", "exclude"] = "refuse"
    """What happens where the law data has no base rate for a lane: refuse to solve, or leave the lane out."""
    agreements: tuple[str, ...] = ()
    """Agreements under which the plan may claim preference; `*`: all that the law knows; empty: none is claimed."""
    claim_margin: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    """[1] How much better than its threshold each content test must be met: 0.01 is one percentage point."""
    assumptions: tuple[str, ...] = ()
    """Assumptions the plan rests on, in sentences; every report prints them."""
    sources: tuple[str, ...] = ()
    """Main sources, in sentences."""
