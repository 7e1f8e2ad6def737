"""The law of an instance: the shipped records, a model's own records, or both, as known on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from corridor.errors import Fault, FaultError, Severity
from corridor.io.digest import sha256
from corridor.paths import DATA
from corridor.reference.law import Law
from corridor.reference.read import read_rows
from corridor.schema.legal import BaseRate, CountryRecord, Programme, Valuation
from corridor.schema.row import Row
from corridor.tables.tables import Model

R = TypeVar("R", bound=Row)

TABLES: Mapping[type[Row], str] = {
    CountryRecord: "countries.csv",
    Valuation: "valuations.csv",
    BaseRate: "base_rates.csv",
    Programme: "programmes.csv",
}
"""Row class -> its file in the reference data."""

HORIZON_FILE = "horizon.txt"
"""File of the reference data that holds one date: the newest day the records speak of with knowledge."""


def reference_law(known_at: date, folder: Path = DATA) -> Law:
    """Return the law of the reference data as known on a day.

    Raises FaultError, with all faults of a file, if the data cannot be read.
    """
    countries, valuations, base_rates, programmes, horizon = _read(folder)
    return Law(
        territories={row.country: row.territory for row in countries},
        names={row.name: row.country for row in countries},
        valuations={row.importer: row for row in valuations},
        base_rates=tuple(row for row in base_rates if row.valid_from <= known_at),
        programmes=_as_known(programmes, known_at, lambda row: row.announced or row.valid_from),
        known_at=known_at,
        horizon=min(horizon, known_at),
    )


def law_of(model: Model, folder: Path = DATA) -> Law:
    """Return the law that a model is planned under, as known on its `known_at` (empty: `as_of`).

    `law: reference` takes the shipped records alone. `law: model` takes the duty records of the model alone;
    customs territories and the valuation bases it does not state come from the reference data. `law: both`
    takes both, and a row of the model replaces the reference row with the same key. A model's own record is
    known unless its `announced` is later than `known_at`. Raises FaultError if the reference data has faults.
    """
    known_at = model.settings.known_at or model.settings.as_of
    shipped = reference_law(known_at, folder)
    if model.settings.law == "reference":
        return shipped
    own = _as_known(model.tables[Programme], known_at, lambda row: row.announced or date.min)
    alone = model.settings.law == "model"
    return Law(
        territories=shipped.territories,
        names=shipped.names,
        valuations={**shipped.valuations, **{row.importer: row for row in model.tables[Valuation]}},
        base_rates=_merged(() if alone else shipped.base_rates, model.tables[BaseRate]),
        programmes=_merged(() if alone else shipped.programmes, own),
        known_at=known_at,
        horizon=known_at if alone else shipped.horizon,
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


def _merged(shipped: Iterable[R], own: Sequence[R]) -> tuple[R, ...]:
    """Return both sets of rows; of rows with one key the model's own stays."""
    taken = {_key(row) for row in own}
    return (*(row for row in shipped if _key(row) not in taken), *own)


def _key(row: Row) -> tuple[object, ...]:
    """Return the key of a row."""
    return tuple(getattr(row, name) for name in row.KEY)


def reference_files(folder: Path = DATA) -> dict[str, str]:
    """Return name -> sha256 of every file of the reference data that a law is read from."""
    return {f"{folder.name}/{name}": sha256(folder / name) for name in (*TABLES.values(), HORIZON_FILE)}


@cache
def _read(
    folder: Path,
) -> tuple[tuple[CountryRecord, ...], tuple[Valuation, ...], tuple[BaseRate, ...], tuple[Programme, ...], date]:
    """Read the reference tables once per process."""
    return (
        read_rows(CountryRecord, folder / TABLES[CountryRecord]),
        read_rows(Valuation, folder / TABLES[Valuation]),
        read_rows(BaseRate, folder / TABLES[BaseRate]),
        read_rows(Programme, folder / TABLES[Programme]),
        _horizon(folder / HORIZON_FILE),
    )


def _horizon(path: Path) -> date:
    """Read the horizon of the records."""
    try:
        return date.fromisoformat(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError) as error:
        rule = f"must hold the newest day the records speak of, as 2026-10-09: {error}"
        fault = Fault(path.name, None, "", "", "", rule, "Restore the file", Severity.ERROR)
        raise FaultError([fault]) from error
