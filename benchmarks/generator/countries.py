"""Countries of generated sites. Places are rough, cost levels are made up: they only keep the network in proportion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Region = Literal["AMERICAS", "EUROPE", "ASIA"]


@dataclass(frozen=True)
class Country:
    """A country in which sites may lie."""

    code: str
    territory: str
    """Customs territory."""
    region: Region
    """Region that a depot serves."""
    land: str
    """Countries with the same word are joined by road."""
    lat: float
    """[degrees] Of its industry, roughly."""
    lon: float
    """[degrees]"""
    cost: float
    """[1] Level of conversion costs, made up."""


COUNTRIES: Mapping[str, Country] = {
    country.code: country
    for country in (
        Country("US", "US", "AMERICAS", "north_america", 36.0, -86.0, 1.25),
        Country("CA", "CA", "AMERICAS", "north_america", 43.7, -79.5, 1.20),
        Country("MX", "MX", "AMERICAS", "north_america", 25.7, -100.3, 0.90),
        Country("CL", "CL", "AMERICAS", "chile", -23.6, -70.4, 0.95),
        Country("BR", "BR", "AMERICAS", "brazil", -20.3, -40.3, 1.00),
        Country("DE", "EU", "EUROPE", "europe", 51.5, 9.0, 1.22),
        Country("PL", "EU", "EUROPE", "europe", 51.1, 17.0, 1.00),
        Country("HU", "EU", "EUROPE", "europe", 47.5, 19.0, 0.98),
        Country("FR", "EU", "EUROPE", "europe", 50.4, 2.8, 1.20),
        Country("ES", "EU", "EUROPE", "europe", 39.5, -0.5, 1.08),
        Country("GB", "GB", "EUROPE", "great_britain", 53.0, -1.5, 1.20),
        Country("TR", "TR", "EUROPE", "turkiye", 40.8, 29.5, 0.90),
        Country("CN", "CN", "ASIA", "east_asia", 31.0, 118.0, 0.72),
        Country("VN", "VN", "ASIA", "east_asia", 20.9, 106.6, 0.80),
        Country("TH", "TH", "ASIA", "east_asia", 13.2, 101.0, 0.85),
        Country("MY", "MY", "ASIA", "east_asia", 3.0, 101.4, 0.86),
        Country("ID", "ID", "ASIA", "indonesia", -2.8, 121.9, 0.78),
        Country("PH", "PH", "ASIA", "philippines", 14.5, 121.0, 0.84),
        Country("TW", "TW", "ASIA", "taiwan", 24.8, 121.0, 0.98),
        Country("JP", "JP", "ASIA", "japan", 35.0, 136.9, 1.12),
        Country("KR", "KR", "ASIA", "korea", 36.0, 128.5, 1.04),
        Country("IN", "IN", "ASIA", "india", 19.0, 73.0, 0.82),
        Country("AU", "AU", "ASIA", "australia", -32.0, 116.0, 1.15),
    )
}

FOB_TERRITORIES = frozenset({"US", "CA", "AU"})
"""Customs territories that take customs values without freight; the others take them with it."""
