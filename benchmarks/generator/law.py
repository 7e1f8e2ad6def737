"""Duty records of a generated network: made up, with the shape of real ones. Their citation is `generated`."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from benchmarks.generator.chance import stream
from benchmarks.generator.countries import FOB_TERRITORIES
from benchmarks.generator.goods import Good, Tier
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place
from benchmarks.generator.quarters import AS_OF, FIRST_YEAR, quarters
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.programmes import Programme
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate

CITATION = "generated"
_SINCE = date(FIRST_YEAR - 2, 1, 1)

_RATES: Mapping[Tier, Sequence[float]] = {
    "raw": (0.0, 0.0, 0.0, 0.01, 0.02),
    "material": (0.0, 0.02, 0.037, 0.055, 0.065),
    "component": (0.0, 0.0, 0.027, 0.034, 0.08),
    "final": (0.0, 0.025, 0.034, 0.1, 0.15),
}
"""Base rates that may occur, by tier."""
_SPECIFIC = 0.02
"""[EUR / kg] Specific duty of the territory in `_SPECIFIC_IN` on some materials."""
_SPECIFIC_IN = "EU"
_CURRENCIES = {"US": "USD", "EU": "EUR"}
"""Customs territory -> currency of its specific duties; the others have none, so theirs does not matter."""
_USD_PER_EUR = 1.1


def law_rows(parameters: Parameters, goods: Mapping[str, Good], places: Mapping[str, Place]) -> Iterator[Row]:
    """Yield valuations, base rates, programmes, and the rate of exchange that specific duties need."""
    chance = stream(parameters.seed, "law")
    importers = sorted({place.country.territory for place in places.values()})
    for importer in importers:
        basis = "fob" if importer in FOB_TERRITORIES else "cif"
        currency = _CURRENCIES.get(importer, "USD")
        yield Valuation(importer=importer, basis=basis, currency=currency, citation=CITATION, evidence="D")
    yield ExchangeRate(currency="EUR", rate=_USD_PER_EUR, as_of=AS_OF)
    headings: dict[str, list[Good]] = {}
    for good in goods.values():
        headings.setdefault(good.hs[:4], []).append(good)
    for importer in importers:
        yield from _base_rates(importer, headings, chance)
    yield from _programmes(parameters, goods, frozenset(importers))


def _base_rates(importer: str, headings: Mapping[str, Sequence[Good]], chance: random.Random) -> Iterator[BaseRate]:
    """Yield one rate for each heading, and others for some of the codes in it."""
    for heading, members in headings.items():
        tier = members[0].tier
        specific = tier == "material" and importer == _SPECIFIC_IN and chance.random() < 0.3
        yield BaseRate(
            importer=importer,
            hs=heading,
            rate=chance.choice(_RATES[tier]),
            specific=_SPECIFIC if specific else 0.0,
            specific_unit="kg" if specific else "",
            valid_from=_SINCE,
            citation=CITATION,
            evidence="D",
        )
        for good in members:
            if chance.random() < 0.25:
                rate = chance.choice(_RATES[tier])
                yield BaseRate(
                    importer=importer, hs=good.hs, rate=rate, valid_from=_SINCE, citation=CITATION, evidence="D"
                )


def _programmes(parameters: Parameters, goods: Mapping[str, Good], importers: frozenset[str]) -> Iterator[Programme]:
    """Yield additional duties: on one origin, in steps, on everybody for some time, on a region."""
    periods = quarters(parameters.periods)
    # In the middle of a quarter, so that rates of a shipment are means over its days.
    step = periods[len(periods) // 2].start + timedelta(days=40)
    late = periods[-1].start + timedelta(days=20)
    codes: dict[Tier, str] = {
        tier: ";".join(sorted({good.hs[:4] for good in goods.values() if good.tier == tier})) for tier in _RATES
    }
    goods_made = f"{codes['material']};{codes['component']};{codes['final']}"
    eve = step - timedelta(days=1)
    found = [
        _programme("EXTRA_CN", "FIRST", "US", goods_made, "CN", 0.25, _SINCE, eve),
        _programme("EXTRA_CN", "SECOND", "US", goods_made, "CN", 0.4, step, None),
        _programme("UNIVERSAL", "ALL", "US", "*", "*", 0.1, _SINCE, late, except_origins="US;CA;MX"),
        _programme("REGION", "ASEAN", "US", codes["final"], "MY;TH;VN", 0.08, step, None),
        _programme("COUNTERVAILING", "FINAL", "EU", codes["final"], "CN", 0.17, _SINCE, None),
        _programme("SAFEGUARD", "COMPONENT", "EU", codes["component"], "CN;KR;TW", 0.06, step, None),
        _programme("EXTRA_CN", "MEXICO", "MX", f"{codes['component']};{codes['final']}", "CN", 0.2, step, None),
        _programme("EXTRA_CN", "CANADA", "CA", codes["final"], "CN", 1.0, _SINCE, None),
        _programme("EXTRA_CN", "INDIA", "IN", codes["final"], "CN", 0.15, _SINCE, None),
        _programme("RETALIATION", "CHINA", "CN", goods_made, "US", 0.1, _SINCE, late),
    ]
    yield from (row for row in found if row.importer in importers)


def _programme(
    name: str,
    record: str,
    importer: str,
    hs: str,
    origins: str,
    rate: float,
    start: date,
    end: date | None,
    except_origins: str = "",
) -> Programme:
    return Programme(
        programme=name,
        record=record,
        importer=importer,
        hs=hs,
        origins=origins,
        except_origins=except_origins,
        rate=rate,
        valid_from=start,
        valid_to=end,
        citation=CITATION,
        evidence="D",
    )
