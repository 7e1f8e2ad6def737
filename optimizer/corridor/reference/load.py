"""The law of an instance: the shipped records, a model's or a user's own, or both, as known on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corridor.errors import FaultError
from corridor.io.digest import sha256
from corridor.paths import DATA
from corridor.reference.announced import base_announced, known_rates, own_announced, special_announced
from corridor.reference.contradictions import Records, contradictions
from corridor.reference.corridors import with_corridors
from corridor.reference.in_force import while_in_force
from corridor.reference.law import Law
from corridor.reference.law_tables import (
    HORIZON_FILE,
    TABLES,
    LawTables,
    read_horizon,
    read_law_tables,
    read_own_tables,
)
from corridor.reference.placed import unplaced
from corridor.reference.read import key_of
from corridor.schema.border import Agreement, Fee, Penalty, Quota, Relief
from corridor.schema.corridor import CorridorPolicy
from corridor.schema.legal import BaseRate, CountryRecord, SpecialRate, Valuation
from corridor.schema.origin import Concordance, OriginProvision, OriginRule
from corridor.schema.programmes import Coverage, Programme
from corridor.schema.row import EACH, Row

if TYPE_CHECKING:  # `tables` brings pandas, which a question to the law does not need and takes a second to load.
    from corridor.tables.tables import Model

R = TypeVar("R", bound=Row)


def reference_law(known_at: date, folder: Path = DATA) -> Law:
    """Return the law of the reference data as known on a day.

    Special rates of later years are in it from the day on which their agreement was signed, or its rates were
    announced. Raises FaultError, with all faults of all files, if the data cannot be read or records contradict one
    another.
    """
    tables, horizon = _read(folder)
    agreements = {row.agreement: row for row in tables[Agreement]}
    programmes = _as_known(tables[Programme], known_at, lambda row: row.announced or row.valid_from)
    return Law(
        territories={row.country: row.territory for row in tables[CountryRecord]},
        names={row.name: row.country for row in tables[CountryRecord]},
        valuations={row.importer: row for row in tables[Valuation]},
        base_rates=known_rates(tables[BaseRate], known_at, base_announced),
        programmes=programmes,
        known_at=known_at,
        horizon=min(horizon, known_at),
        special_rates=known_rates(tables[SpecialRate], known_at, lambda row: special_announced(row, agreements)),
        coverage=tables[Coverage],
        fees=tables[Fee],
        agreements=tables[Agreement],
        quotas=tables[Quota],
        reliefs=tables[Relief],
        penalties=tables[Penalty],
        provisions=tables[OriginProvision],
        origin_rules=tables[OriginRule],
        concordance=tables[Concordance],
        announced_later=_names(tables[Programme]) - _names(programmes),
    )


def law_of(model: Model, folder: Path = DATA) -> Law:
    """Return the law that a model is planned under, as known on its `known_at` (empty: `as_of`).

    `law: reference` takes the shipped records alone. `law: model` takes the duty records of the model alone;
    customs territories, agreements and the valuation bases it does not state come from the reference data.
    `law: both` takes both, and a row of the model replaces the reference row with the same key. A model's own record
    is known unless its `announced` is later than `known_at`. Raises FaultError if the reference data has faults, or
    records contradict one another.
    """
    known_at = model.settings.known_at or model.settings.as_of
    shipped = reference_law(known_at, folder)
    if model.settings.law == "reference":
        return with_corridors(shipped, model.tables[CorridorPolicy])
    own = LawTables({row_class: unplaced(model.tables[row_class]) for row_class in TABLES})
    if model.settings.law == "both":
        return with_corridors(_joined(shipped, own), model.tables[CorridorPolicy])
    # What the shipped law knows of duties is left out; what it knows of places and agreements stays.
    alone = Law(
        territories=shipped.territories,
        names=shipped.names,
        valuations=shipped.valuations,
        base_rates=(),
        programmes=(),
        known_at=known_at,
        horizon=known_at,
        agreements=shipped.agreements,
        penalties=shipped.penalties,
        provisions=shipped.provisions,
        origin_rules=shipped.origin_rules,
        concordance=shipped.concordance,
    )
    return with_corridors(_joined(alone, own), model.tables[CorridorPolicy])


def law_with(law: Law, folder: Path) -> Law:
    """Return a law with the CSV tables of a user's folder added, named as the files of the reference data.

    A row of the folder replaces the row of the law with the same key. A record of the folder is known unless its
    `announced` is later than the law's `known_at`. Raises FaultError, with all faults of all files, if a file cannot
    be read or is no table of the law, or if records contradict one another or those of the law.
    """
    own, faults = read_own_tables(folder)
    if faults:
        raise FaultError(faults)
    return _joined(law, own)


def _joined(law: Law, own: LawTables) -> Law:
    """Return a law and further tables as one law; of rows with one key the further one stays."""
    programmes = _as_known(own[Programme], law.known_at, lambda row: row.announced or date.min)
    countries = own[CountryRecord]
    joined = replace(
        law,
        territories={**law.territories, **{row.country: row.territory for row in countries}},
        names={**law.names, **{row.name: row.country for row in countries}},
        valuations={**law.valuations, **{row.importer: row for row in own[Valuation]}},
        base_rates=_merged(law.base_rates, known_rates(own[BaseRate], law.known_at, own_announced)),
        programmes=_merged(law.programmes, programmes),
        special_rates=while_in_force(
            _merged(law.special_rates, known_rates(own[SpecialRate], law.known_at, own_announced)), own[Agreement]
        ),
        coverage=_widened(law.coverage, own[Coverage]),
        fees=_merged(law.fees, own[Fee]),
        agreements=_merged(law.agreements, own[Agreement]),
        quotas=_merged(law.quotas, own[Quota]),
        reliefs=_merged(law.reliefs, own[Relief]),
        penalties=_merged(law.penalties, own[Penalty]),
        provisions=_merged(law.provisions, own[OriginProvision]),
        origin_rules=_merged(law.origin_rules, own[OriginRule]),
        concordance=_merged(law.concordance, own[Concordance]),
        announced_later=law.announced_later | (_names(own[Programme]) - _names(programmes)),
    )
    faults = contradictions(_compared(law, own), joined.territory)
    if faults:
        raise FaultError(faults)
    return joined


def _widened(known: Iterable[Coverage], own: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Return coverage in which the codes of further rows are added: a list read beside another takes none away."""
    found = {(row.importer, row.programme): row for row in known}
    for row in own:
        before = found.get((row.importer, row.programme))
        codes = [] if before is None else before.hs.split(";")
        every = list(dict.fromkeys([*codes, *row.hs.split(";")]))
        found[row.importer, row.programme] = row.model_copy(update={"hs": EACH if EACH in every else ";".join(every)})
    return tuple(found.values())


def _compared(law: Law, own: LawTables) -> Records:
    """Return further records to be compared with one another and with those of a law, which are sound."""
    return Records(
        own.beside(BaseRate, law.base_rates),
        own.beside(SpecialRate, law.special_rates),
        own.beside(Programme, law.programmes),
        own.beside(Coverage, law.coverage),
        own.beside(Fee, law.fees),
        law.announced_later,
    )


def _as_known(
    rows: Iterable[Programme], known_at: date, announced: Callable[[Programme], date]
) -> tuple[Programme, ...]:
    """Return the records announced by a day, without the ends that became known only later."""
    return tuple(
        row.model_copy(update={"valid_to": None})
        if row.end_announced is not None and row.end_announced > known_at
        else row
        for row in rows
        if announced(row) <= known_at
    )


def _names(programmes: Iterable[Programme]) -> frozenset[str]:
    """Return the names of the programmes that records are of."""
    return frozenset(row.programme for row in programmes)


def _merged(shipped: tuple[R, ...], own: tuple[R, ...]) -> tuple[R, ...]:
    """Return both sets of rows; of rows with one key the further one stays."""
    taken = {key_of(row) for row in own}
    return (*(row for row in shipped if key_of(row) not in taken), *own)


def reference_files(folder: Path = DATA) -> dict[str, str]:
    """Return name -> sha256 of every file of the reference data that a law is read from."""
    return {f"{folder.name}/{name}": sha256(folder / name) for name in (*TABLES.values(), HORIZON_FILE)}


@cache
def _read(folder: Path) -> tuple[LawTables, date]:
    """Read the reference tables once per process."""
    tables, faults = read_law_tables(folder)
    horizon, more = read_horizon(folder / HORIZON_FILE)
    if not faults and not more:
        territories = {row.country: row.territory for row in tables[CountryRecord]}
        compared = Records(
            tables.placed(BaseRate),
            tables.placed(SpecialRate),
            tables.placed(Programme),
            tables.placed(Coverage),
            tables.placed(Fee),
        )
        faults += contradictions(compared, lambda country: territories.get(country, country))
    if faults or more:
        raise FaultError([*faults, *more])
    return tables, horizon
