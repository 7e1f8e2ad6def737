"""Countries and customs territories: they exist, and a record names the territory that can apply it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from corridor.errors import Fault, Severity
from corridor.io.csv_read import read_csv
from corridor.io.suggest import did_you_mean
from corridor.paths import DATA
from corridor.schema.goods import Determination, ProductCode
from corridor.schema.legal import BaseRate, CountryRecord, Valuation
from corridor.schema.places import Entity, Site
from corridor.schema.programmes import Programme
from corridor.schema.row import EACH, Row
from corridor.schema.supply import Offer, Quote, Stock
from corridor.tables.draft import Draft, Located, TableDraft
from corridor.tables.rows import draft_table

_COUNTRY_COLUMNS: tuple[tuple[type[Row], str], ...] = (
    (Site, "country"),
    (Entity, "domicile"),
    (Offer, "np_origin"),
    (Quote, "np_origin"),
    (Stock, "np_origin"),
)
_IMPORTER_COLUMNS: tuple[tuple[type[Row], str], ...] = (
    (ProductCode, "importer"),
    (Determination, "importer"),
    (BaseRate, "importer"),
    (Programme, "importer"),
    (Valuation, "importer"),
)


@cache
def territories() -> Mapping[str, str]:
    """Return country -> customs territory, from the reference data; empty if there is none."""
    raw, _ = read_csv(DATA / "countries.csv", "data/countries.csv")
    if raw is None:
        return {}
    draft, _ = draft_table(CountryRecord, raw)
    return {at.row.country: at.row.territory for at in draft.rows}


def check_countries(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of countries and territories that do not exist."""
    known = territories()
    if not known:
        return ()
    importers = frozenset(known.values())
    faults: list[Fault] = []
    for row_class, column in _COUNTRY_COLUMNS:
        table = draft[row_class]
        for at in table.rows:
            code = getattr(at.row, column)
            if code is not None and code not in known:
                faults.append(_no_country(table, at, column, code, known))
    for row_class, column in _IMPORTER_COLUMNS:
        table = draft[row_class]
        for at in table.rows:
            code = getattr(at.row, column)
            if code != EACH and code not in importers:
                faults.append(_no_importer(table, at, code, known, importers))
    faults.extend(_origins(draft, known))
    faults.extend(_coordinates(draft))
    return tuple(faults)


def country_remedy(code: str, known: Collection[str]) -> str:
    """Return what to do about a country code that does not exist."""
    usual = {"UK": "GB", "EN": "GB", "EL": "GR", "KO": "KR", "JA": "JP", "VE": "VN", "TU": "TR", "AB": "AE"}
    if usual.get(code) in known:
        return f"Did you mean `{usual[code]}`?"
    if code == "EU":
        return "The European Union is a customs territory: write the country, such as DE."
    return "Write the ISO 3166-1 alpha-2 code of the country, such as DE, CN, NA."


def _no_country(table: TableDraft[Any], at: Located[Any], column: str, code: str, known: Collection[str]) -> Fault:
    """Return the fault of a country that does not exist."""
    return table.fault(at, column, "there is no such country", country_remedy(code, known), value=code)


def _no_importer(
    table: TableDraft[Any],
    at: Located[Any],
    code: str,
    known: Mapping[str, str],
    importers: Collection[str],
) -> Fault:
    """Return the fault of a customs territory that does not exist: its record would never apply."""
    if code in known:
        remedy = f"{code} belongs to the customs territory {known[code]}: write `{known[code]}`."
    else:
        remedy = did_you_mean(code, importers, "Write EU for its members, else the code of the country.")
    return table.fault(at, "importer", "there is no such customs territory", remedy)


def _origins(draft: Draft, known: Mapping[str, str]) -> Iterator[Fault]:
    """Yield faults of origins that programmes name."""
    table = draft[Programme]
    allowed = frozenset(known) | frozenset(known.values())
    for at in table.rows:
        for column in ("origins", "except_origins"):
            for code in getattr(at.row, column).split(";"):
                if code and code != EACH and code not in allowed:
                    yield table.fault(
                        at,
                        column,
                        f"there is no such country or territory as {code}",
                        country_remedy(code, allowed),
                    )


def _coordinates(draft: Draft) -> Iterator[Fault]:
    """Yield warnings of coordinates that are half given, or zero."""
    table = draft[Site]
    for at in table.rows:
        lat, lon = at.row.lat, at.row.lon
        if (lat is None) != (lon is None):
            yield table.fault(
                at,
                "lat" if lat is None else "lon",
                "only one of lat and lon is given",
                "Give both, or none.",
                Severity.WARNING,
            )
        elif lat == 0 and lon == 0:
            yield table.fault(
                at,
                "lat",
                "0, 0 lies in the Gulf of Guinea",
                "Give the place, or leave both empty.",
                Severity.WARNING,
            )
