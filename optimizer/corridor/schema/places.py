"""Where and when: periods, sites, and the companies behind the sites."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

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
    zone: Literal["no", "customs_control"] = "no"
    """customs_control: a free zone or bonded warehouse, where goods of another country keep their origin status."""
    entity: Code | None = None
    """The company that operates the site (table entities)."""
    roles: str = ""
    """What the site does, for maps and tables: mine;refinery;cathode;cell;pack;port;market..."""


_DATED = r"[a-z_]+:[A-Z]{2}(:[0-9]{4}-[0-9]{2}-[0-9]{2}){0,2}"
_INFLUENCE = rf"^({_DATED}(;{_DATED})*)?$"


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
    influence: Annotated[str, Field(pattern=_INFLUENCE)] = ""
    """Control without shares, by kind, country and dates: licence:CN:2026-01-01;debt:RU:2025-01-01:2027-12-31. Kinds
    are the user's own words (licence, debt, offtake, officers, ...); content rules name those that count."""


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
