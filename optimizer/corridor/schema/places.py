"""Where and when: periods, sites, and the companies behind the sites."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from corridor.schema.row import Amount, Code, Country, Day, SourcedRow


class Period(SourcedRow):
    """A span of days. Periods follow each other without gap; their lengths may differ."""

    TABLE: ClassVar[str] = "periods"
    KEY: ClassVar[tuple[str, ...]] = ("period",)

    period: Code
    """Code of the period, such as 2027Q1."""
    start: Day
    """First day."""
    end: Day
    """Last day, included."""


class Site(SourcedRow):
    """A place where goods are bought, made, stored, handled or delivered."""

    TABLE: ClassVar[str] = "sites"
    KEY: ClassVar[tuple[str, ...]] = ("site",)

    site: Code
    """Code of the site."""
    name: str
    """Name for people."""
    country: Country
    """Country the site lies in (ISO 3166-1 alpha-2)."""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    """[degrees] Latitude, north positive. Places, not surveyed plants."""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    """[degrees] Longitude, east positive."""
    entity: Code | None = None
    """The company that operates the site (table entities)."""
    roles: str = ""
    """What the site does, for maps and tables: mine;refinery;cathode;cell;pack;port;market..."""


class Entity(SourcedRow):
    """A company. Control is computed through the chain of owners, never stated."""

    TABLE: ClassVar[str] = "entities"
    KEY: ClassVar[tuple[str, ...]] = ("entity",)

    entity: Code
    """Code of the company."""
    name: str
    """Name for people."""
    domicile: Country
    """Country of domicile."""
    owners: str = ""
    """Direct owners and their shares: ENTITY:0.51;OTHER:0.49. Shares may add to less than 1."""


class Listing(SourcedRow):
    """An entity on a list that forbids dealing with it: its sites are left out, never priced."""

    TABLE: ClassVar[str] = "listings"
    KEY: ClassVar[tuple[str, ...]] = ("entity", "list")

    entity: Code
    """The listed company. Companies it controls (above one half) count as listed."""
    list: str
    """Name of the list, such as UFLPA."""
    valid_from: Day | None = None
    """First day of the listing; empty: always."""
    valid_to: Day | None = None
    """Last day of the listing, included; empty: open-ended."""


class Resource(SourcedRow):
    """A machine, line or permit that several processes of a site share."""

    TABLE: ClassVar[str] = "resources"
    KEY: ClassVar[tuple[str, ...]] = ("site", "resource", "period")

    site: Code
    resource: Code
    """Code of the resource."""
    period: Annotated[str, Field(pattern=r"^([A-Z0-9_]+|\*)$")] = "*"
    """Period the capacity holds for; `*`: each."""
    capacity: Amount
    """[resource units per `per`] What the resource can give."""
    per: Annotated[str, Field(pattern="^(period|year)$")] = "period"
    """`period`, or `year` prorated by days."""
