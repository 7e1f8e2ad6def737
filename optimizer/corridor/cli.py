"""The command line. It alone imports inside functions, so that `corridor --help` starts at once."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from corridor.errors import Fault
    from corridor.result.run import Run

app = typer.Typer(
    name="corridor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Plan sourcing networks under trade law: one mixed-integer model decides flows and duty together, and "
    "every plan is audited.",
)
imports = typer.Typer(no_args_is_help=True, help="Bring in what others send: quotes.")
app.add_typer(imports, name="import")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of tables for people.")]
ModelPlace = Annotated[str, typer.Argument(help="A model folder, a workbook (.xlsx), or the name of a shipped model.")]

STOPPED_BY_KEY = 130
"""What typer returns after Ctrl-C."""

EXITS = {"optimal": 0, "feasible": 4, "stopped": 5, "infeasible": 3, "unbounded": 3}
"""Exit code of each status of a run."""


def _emit(value: Any) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False, default=str))


def _day(text: str | None) -> date | None:
    from corridor.errors import UsageError

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day: write it as 2027-01-31") from None


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {**fault.__dict__, "severity": int(fault.severity)}


@app.command()
def models(as_json: Json = False) -> None:
    """List the models that come with Corridor."""
    from corridor.tables.library import find_model, shipped_models
    from corridor.tables.read import read_model

    found = []
    for name in shipped_models():
        model = read_model(find_model(name))
        found.append(
            {
                "model": name,
                "title": model.settings.title,
                "tables": {table: len(rows) for table, rows in model.tables.rows.items()},
            }
        )
    if as_json:
        _emit(found)
        return
    for entry in found:
        typer.echo(f"{entry['model']:<22} {entry['title']}")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Name and folder of the new model: small letters, digits, underscores.")],
    origin: Annotated[str, typer.Option("--from", metavar="MODEL", help="The model to copy.")] = "two_plants",
    as_json: Json = False,
) -> None:
    """Make a copy of a model to edit."""
    from corridor.errors import UsageError
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
    if as_json:
        _emit({"model": str(place), "from": origin})
    else:
        typer.echo(f"{place} is a copy of {origin}. Edit {place}/tables/*.csv, then: corridor check {place}")


@app.command()
def check(model: ModelPlace, as_json: Json = False) -> None:
    """List every fault of a model at once, with its place and remedy. No solve."""
    from corridor.tables.check import check as check_place
    from corridor.tables.check import ordered
    from corridor.tables.library import find_model

    place = find_model(model)
    faults = check_place(place)
    if all(fault.severity < 2 for fault in faults):
        # The tables hold together: now what only the law and the network can tell.
        from corridor.pipeline.faults import faults_of
        from corridor.tables.read import read_model

        faults = ordered(tuple(dict.fromkeys(faults_of(read_model(place)))))
    worst = max((fault.severity for fault in faults), default=0)
    if as_json:
        _emit({"faults": [_fault_json(fault) for fault in faults], "solvable": worst < 2})
    else:
        for fault in faults:
            typer.echo(str(fault))
        errors = sum(fault.severity >= 2 for fault in faults)
        if errors:
            typer.echo(f"{errors} fault(s) to mend before a solve, {len(faults) - errors} note(s) and warning(s).")
        else:
            typer.echo(f"No faults. {len(faults)} note(s) and warning(s)." if faults else "No faults.")
    raise typer.Exit(2 if worst >= 2 else 0)


@app.command()
def solve(
    model: ModelPlace,
    out: Annotated[Path | None, typer.Option(help="Run folder; default runs/<model>-<hash>.")] = None,
    gap: Annotated[float, typer.Option(min=0, max=1, help="Relative gap at which a plan counts as optimal.")] = 0.001,
    time_limit: Annotated[float | None, typer.Option(min=0.01, help="Seconds the solver may take.")] = None,
    threads: Annotated[int, typer.Option(min=1, max=256, help="Threads of the solver.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the solver.")] = 0,
    known_at: Annotated[str | None, typer.Option(metavar="DATE", help="Law as known on this day.")] = None,
    as_json: Json = False,
) -> None:
    """Solve a model: plan, audit and write a run folder. Ctrl-C keeps the best plan found."""
    from corridor.pipeline.instance import solve_and_log
    from corridor.pipeline.place import default_folder
    from corridor.report.summary import as_json as summary
    from corridor.result.store import writable, write_run
    from corridor.solve.options import SolveOptions
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model

    options = SolveOptions(gap=gap, time_limit=time_limit, threads=threads, seed=seed)
    found = read_model(find_model(model))
    if known_at is not None:
        settings = found.settings.model_copy(update={"known_at": _day(known_at)})
        found = type(found)(settings, found.tables, found.place, found.faults, found.inputs)
    folder = out or default_folder(found, options)
    writable(folder)
    if as_json:
        run, log = solve_and_log(found, options)
    else:
        from corridor.report.live import LiveProgress

        with LiveProgress() as live:
            run, log = solve_and_log(found, options, live.show)
    run = write_run(run, folder, log)
    if as_json:
        _emit({**summary(run), "run": str(folder)})
    else:
        _print_run(run)
        typer.echo(f"Run: {folder}" + ("" if run.info["audit"] is None else f"   Next: corridor report {folder}"))
    raise typer.Exit(_exit_code(run))


def _exit_code(run: Run) -> int:
    if run.info["audit"] == "failed":
        typer.echo(
            "The plan failed its audit. This is a fault of Corridor, not of your tables: please report it "
            "with the run folder.",
            err=True,
        )
        return 1
    status = str(run.info["status"])
    if status == "infeasible":
        typer.echo(
            "No plan meets every demand, limit and capacity together. To see which demand cannot be met, give demand "
            "a shortfall_penalty (its shortfall then shows in the plan); limits become soft with a price.",
            err=True,
        )
    if status == "unbounded":
        typer.echo(
            "Cost can fall without end: something is sold, or worth more at the end of the horizon, than it costs, "
            "and nothing limits it. Give the offer a max_quantity, or the stock a closing_limit.",
            err=True,
        )
    return EXITS[status]


def _print_run(run: Run) -> None:
    from rich.console import Console

    from corridor.report.terminal import print_run

    print_run(run, Console())


@app.command()
def report(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the files; default: the run folder.")] = None,
    as_json: Json = False,
) -> None:
    """Write the workbook and the offline HTML page of a run."""
    from corridor.report.page import write_page
    from corridor.report.workbook import write_workbook
    from corridor.result.store import read_run

    found = read_run(run)
    folder = out or run
    folder.mkdir(parents=True, exist_ok=True)
    workbook, page = folder / "plan.xlsx", folder / "plan.html"
    write_workbook(found, workbook)
    write_page(found, page)
    if as_json:
        _emit({"workbook": str(workbook), "page": str(page)})
    else:
        typer.echo(f"Workbook: {workbook}\nPage:     {page}")


@app.command()
def duty(
    hs: Annotated[str, typer.Option(help="HS code, with or without dots, 6 to 10 digits.")],
    origin: Annotated[str, typer.Option("--from", metavar="COUNTRY", help="Country of origin (not of shipment).")],
    importer: Annotated[str, typer.Option("--to", metavar="TERRITORY", help="Customs territory: US, EU, JP, ...")],
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Day of entry; default today.")] = None,
    known_at: Annotated[str | None, typer.Option(metavar="DATE", help="Law as known on this day.")] = None,
    use: Annotated[str, typer.Option(help="Declared end use: none, auto_part, industrial, ...")] = "none",
    value: Annotated[float, typer.Option(min=0, help="Customs value.")] = 100.0,
    as_json: Json = False,
) -> None:
    """Say what duty is due on goods, layer by layer, with sources. Unknown is said, never 0."""
    from corridor.law.question import goods_asked
    from corridor.law.stack import stack
    from corridor.reference.load import reference_law
    from corridor.report.duty_answer import duty_json, print_duty

    entry = _day(day) or date.today()
    law = reference_law(_day(known_at) or date.today())
    answer = stack(law, goods_asked(law, hs, origin, importer, use), entry)
    if as_json:
        _emit(duty_json(answer, law.valuations, value))
    else:
        print_duty(answer, law.valuations, value)


@app.command()
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
        _emit({"model": str(place), "filled": filled, "faults": [_fault_json(doubt) for doubt in doubts]})
        return
    for doubt in doubts:
        typer.echo(str(doubt))
    typer.echo(f"{filled} sea lane(s) of {place} got a distance.")


@imports.command("quotes")
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
        _emit({"model": str(place), "quotes": sorted(known)})
    else:
        typer.echo(f"{len(quotes)} quote(s) are now in {place}. Next: corridor check {place}")


def main() -> None:
    """Run the command line; no traceback reaches a user."""
    machine = "--json" in sys.argv
    try:
        code = app(standalone_mode=False)
        if code == STOPPED_BY_KEY:
            raise KeyboardInterrupt
    except Exception as error:
        code = _explain(error, machine)
    except KeyboardInterrupt:
        typer.echo("Stopped before there was a plan.", err=True)
        code = 5
    sys.exit(code if isinstance(code, int) else 0)


def _explain(error: Exception, machine: bool) -> int:
    """Tell a user what went wrong and return the exit code."""
    from corridor.errors import CorridorError, FaultError, InternalError

    if isinstance(error, FaultError):
        if machine:
            _emit({"faults": [_fault_json(fault) for fault in error.faults]})
        else:
            typer.echo(str(error), err=True)
        return 2
    usage = getattr(error, "format_message", None)
    known = isinstance(error, (CorridorError, OSError, ValueError)) and not isinstance(error, InternalError)
    if usage is not None or known:
        text = str(usage() if usage is not None else error)
        if machine:
            _emit({"usage": text})
        else:
            typer.echo(f"{text}\nSee: corridor --help", err=True)
        return 2
    import traceback

    log = Path("corridor-error.txt")
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    text = f"Corridor made a mistake ({type(error).__name__}: {error}). Please report it with {log}."
    if machine:
        _emit({"error": text})
    else:
        typer.echo(text, err=True)
    return 1
