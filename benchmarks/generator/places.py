"""Sites of a generated network: where they lie, and which company runs a supplier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.generator.chance import Deck, rounded, stream
from benchmarks.generator.countries import COUNTRIES, Country
from benchmarks.generator.parameters import Parameters
from corridor.schema.places import Entity, Site

Stage = Literal["supplier", "processor", "maker", "plant", "depot", "market"]

HOMES: Mapping[Stage, str] = {
    "supplier": "AU CL ID CN BR CA PH CN AU US",
    "processor": "CN KR JP MY CN ID DE US CN CA",
    "maker": "CN KR JP MY CN TW PL VN CN HU US",
    "plant": "MX CN DE US TH IN CN HU VN JP",
    "depot": "US DE JP GB",
    "market": "US DE JP US FR IN GB US KR CA ES AU BR PL TR",
}
"""Countries in which the sites of a stage may lie; one named twice has more of them."""

_SPREAD = 2.0
"""[degrees] How far a site may lie from the industry of its country."""
_PARENTS = ("CN", "US", "JP")
"""Domiciles of groups that own suppliers."""
_OWNED = 0.4
"""[1] Share of the suppliers that a group owns."""


@dataclass(frozen=True)
class Place:
    """A site."""

    site: str
    stage: Stage
    country: Country
    lat: float
    lon: float


def places(parameters: Parameters) -> dict[str, Place]:
    """Return the sites of every stage by code."""
    numbers: dict[Stage, int] = {
        "supplier": parameters.suppliers,
        "processor": parameters.processors,
        "maker": parameters.makers,
        "plant": parameters.plants,
        "depot": parameters.depots,
        "market": parameters.markets,
    }
    found: dict[str, Place] = {}
    for stage, count in numbers.items():
        chance = stream(parameters.seed, f"places/{stage}")
        # The first sites of a small network take the first countries: it still spans several territories.
        homes = HOMES[stage].split()
        deck = Deck(chance, homes)
        for number in range(count):
            country = COUNTRIES[homes[number] if number < len(homes) else deck.deal(1)[0]]
            site = f"{country.code}_{stage.upper()}_{number + 1}"
            lat = country.lat + chance.uniform(-_SPREAD, _SPREAD)
            lon = country.lon + chance.uniform(-_SPREAD, _SPREAD)
            found[site] = Place(site, stage, country, round(lat, 3), round(lon, 3))
    return found


def site_rows(sites: Mapping[str, Place], companies: Mapping[str, str]) -> list[Site]:
    """Return the rows of table sites; `companies` says who runs a site."""
    return [
        Site(
            site=place.site,
            name=f"Generated {place.stage} {place.site}",
            country=place.country.code,
            lat=place.lat,
            lon=place.lon,
            entity=companies.get(place.site),
            roles=place.stage,
        )
        for place in sites.values()
    ]


def companies(parameters: Parameters, sites: Mapping[str, Place]) -> tuple[list[Entity], dict[str, str]]:
    """Return companies that run suppliers, and supplier -> company. Some have a foreign majority owner."""
    chance = stream(parameters.seed, "companies")
    suppliers = [place for place in sites.values() if place.stage == "supplier"]
    parents = [Entity(entity=f"GROUP_{code}", name=f"Generated group in {code}", domicile=code) for code in _PARENTS]
    rows, runs = list(parents), {}
    for place in suppliers:
        code = f"OF_{place.site}"
        owners = f"GROUP_{chance.choice(_PARENTS)}:{rounded(chance.uniform(0.51, 0.9))}"
        owned = chance.random() < _OWNED
        row = Entity(
            entity=code,
            name=f"Generated company of {place.site}",
            domicile=place.country.code,
            owners=owners if owned else "",
        )
        rows.append(row)
        runs[place.site] = code
    return rows, runs
