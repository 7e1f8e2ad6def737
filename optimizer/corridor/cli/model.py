"""Commands about models: the library, a copy to edit, faults, distances, quotes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from corridor.cli.answers import Json, ModelPlace, ScenarioName, emit, fault_json


def models(as_json: Json = False) -> None:
    """List the models that come with Corridor, and their scenarios."""
    from corridor.scenario import read_scenarios
    from corridor.tables.library import find_model, shipped_models
    from corridor.tables.read import read_model

    found: list[dict[str, Any]] = []
    for name in shipped_models():
        model = read_model(find_model(name))
        found.append(
            {
                "model": name,
                "title": model.settings.title,
                "tables": {table: len(rows) for table, rows in model.tables.rows.items()},
                "scenarios": [
                    {"scenario": one.name, "description": one.description, "probability": one.probability}
                    for one in read_scenarios(model)
                ],
            }
        )
    if as_json:
        emit(found)
        return
    for entry in found:
        typer.echo(f"{entry['model']:<22} {entry['title']}")
        for one in entry["scenarios"]:
            typer.echo(f"  --scenario {one['scenario']:<20} {one['description'].split('. ')[0].rstrip('.')}.")


def new(
    name: Annotated[str, typer.Argument(help="Name and folder of the new model: small letters, digits, underscores.")],
    origin: Annotated[str, typer.Option("--from", metavar="MODEL", help="The model to copy.")] = "two_plants",
    as_json: Json = False,
) -> None:
    """Make a copy of a model to edit, its scenarios included."""
    from corridor.errors import UsageError
    from corridor.scenario.read import FOLDER, scenario_files
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model, write_model

    place = Path(name)
    if not re.fullmatch("[a-z0-9_]+", place.name):
        better = re.sub("[^a-z0-9_]+", "_", place.name.lower()).strip("_") or "my_model"
        raise UsageError(f"{place.name!r} is no model name: small letters, digits and underscores, such as {better}")
    if place.exists():
        raise UsageError(f"{place} exists already: choose another name, or remove it first")
    if not place.parent.is_dir():
        raise UsageError(f"there is no folder {place.parent}: make it first, or give a plain name")
    model = read_model(find_model(origin))
    settings = type(model.settings).model_validate({**model.settings.model_dump(), "name": place.name})
    write_model(type(model)(settings, model.tables, place), place)
    story = model.place / "README.md"
    if story.is_file():
        (place / "README.md").write_bytes(story.read_bytes())
    for file in scenario_files(model):
        (place / FOLDER).mkdir(exist_ok=True)
        (place / FOLDER / file.name).write_bytes(file.read_bytes())
    if as_json:
        emit({"model": str(place), "from": origin})
    else:
        typer.echo(f"{place} is a copy of {origin}. Edit {place}/tables/*.csv, then: corridor check {place}")


def check(model: ModelPlace, scenario: ScenarioName = None, as_json: Json = False) -> None:
    """List every fault of a model and its scenarios at once, with its place and remedy. No solve.

    With --scenario the model is looked at as it is in that scenario, the law and the network included.
    """
    from corridor.tables.check import check as check_place
    from corridor.tables.check import ordered
    from corridor.tables.library import find_model

    place = find_model(model)
    faults = check_place(place)
    if all(fault.severity < 2 for fault in faults):
        # The tables hold together: now what only the law and the network can tell.
        from corridor.pipeline.faults import faults_in_scenario, faults_of, faults_of_scenarios
        from corridor.tables.read import read_model

        found = read_model(place)
        if scenario is None:
            told = (*faults_of(found), *faults_of_scenarios(found))
        else:
            told = faults_in_scenario(found, scenario)
        faults = ordered(tuple(dict.fromkeys(told)))
    worst = max((fault.severity for fault in faults), default=0)
    if as_json:
        emit({"faults": [fault_json(fault) for fault in faults], "solvable": worst < 2})
    else:
        for fault in faults:
            typer.echo(str(fault))
        errors = sum(fault.severity >= 2 for fault in faults)
        if errors:
            typer.echo(f"{errors} fault(s) to mend before a solve, {len(faults) - errors} note(s) and warning(s).")
        else:
            typer.echo(f"No faults. {len(faults)} note(s) and warning(s)." if faults else "No faults.")
    raise typer.Exit(2 if worst >= 2 else 0)


def distances(
    model: ModelPlace,
    shut: Annotated[
        list[str] | None, typer.Option(help="A passage that ships avoid, such as suez; may be repeated.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Fill empty distance_km of sea lanes along the sea lanes of the world, once, into the model's tables."""
    from corridor.geo.sea import with_sea_distances
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model, write_model

    place = find_model(model)
    found, filled, doubts = with_sea_distances(read_model(place), shut or ())
    write_model(found, place, "xlsx" if place.suffix == ".xlsx" else "csv")
    if as_json:
        emit({"model": str(place), "filled": filled, "faults": [fault_json(doubt) for doubt in doubts]})
        return
    for doubt in doubts:
        typer.echo(str(doubt))
    typer.echo(f"{filled} sea lane(s) of {place} got a distance.")


def import_quotes(
    file: Annotated[Path, typer.Argument(help="The buyer's workbook (.xlsx).")],
    model: Annotated[str, typer.Option(help="The model folder the quotes are added to.")],
    column_map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="MAP.yaml",
            help="Which column means what; written as a draft if it does not exist.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read quotes from a buyer's own sheet. Proposes the column map, never guesses a unit or a currency."""
    from corridor.quotes.importing import import_quotes as read_quotes
    from corridor.schema.supply import Quote
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model, write_model

    place = find_model(model)
    found = read_model(place)
    quotes = read_quotes(file, column_map, found)
    known = {quote.quote for quote in quotes}
    kept = [row for row in found.tables[Quote] if row.quote not in known]
    tables = found.tables.with_rows(Quote, [*kept, *quotes])
    write_model(type(found)(found.settings, tables, place), place, "xlsx" if place.suffix == ".xlsx" else "csv")
    if as_json:
        emit({"model": str(place), "quotes": sorted(known)})
    else:
        typer.echo(f"{len(quotes)} quote(s) are now in {place}. Next: corridor check {place}")
