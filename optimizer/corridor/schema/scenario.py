"""Scenarios: what `scenarios/NAME.yaml` of a model says, beside the patches whose names are those of tables."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from corridor.schema.row import Day, Share

ScenarioName = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
"""Small letters, digits, underscores."""


class _Said(BaseModel):
    """What a person writes in a scenario."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)


class ScenarioHead(_Said):
    """What a scenario says about itself. Its list `patches` stands beside it."""

    name: ScenarioName
    """Name of the scenario, which is that of its file: small letters, digits, underscores."""
    description: str
    """What happens, in words. Reports print it among the assumptions; say there what is hypothetical."""
    probability: Share | None = None
    """[1] How likely it is; empty: nobody says."""
    extends: ScenarioName | None = None
    """Another scenario of the model whose patches come first."""


class SiteClosing(_Said):
    """Patch `site_closed`: nothing is made or bought at a site, and its depot (table handling) receives nothing.

    What is in stock there may leave. A period that is closed in part has that much less capacity, in proportion to its
    days; what has no capacity is closed in whole periods only.
    """

    site: tuple[str, ...]
    """Code of table sites, or a list of them."""
    first: Annotated[Day | None, Field(alias="from")] = None
    """First day; empty: from the beginning."""
    last: Annotated[Day | None, Field(alias="to")] = None
    """Last day, included; empty: to the end."""


class LaneClosing(_Said):
    """Patch `lane_closed`: nothing departs on the lanes that have one of the values given in each column that is given.

    A period that is closed in part has that much less capacity, in proportion to its days; a lane without a capacity is
    closed in whole periods only.
    """

    from_site: tuple[str, ...] = ()
    """Sites the lane leaves; a list or one. Empty, as in the other columns: any."""
    to_site: tuple[str, ...] = ()
    """Sites the lane reaches."""
    mode: tuple[str, ...] = ()
    """Means of transport."""
    route: tuple[str, ...] = ()
    """Names of routes."""
    product: tuple[str, ...] = ()
    """Products, as the rows of table lanes name them (`*` is a row for each)."""
    first: Annotated[Day | None, Field(alias="from")] = None
    """First day of departure; empty: from the beginning."""
    last: Annotated[Day | None, Field(alias="to")] = None
    """Last day of departure, included; empty: to the end."""
