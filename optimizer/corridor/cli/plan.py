"""Commands about plans: solve and report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corridor.cli.answers import Json, ModelPlace, ScenarioName, day, emit

if TYPE_CHECKING:
    from corridor.result.run import Run

EXITS = {"optimal": 0, "feasible": 4, "stopped": 5, "infeasible": 3, "unbounded": 3}
"""Exit code of each status of a run."""


def solve(
    model: ModelPlace,
    scenario: ScenarioName = None,
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
    from corridor.pipeline.scenario import in_scenario
    from corridor.report.summary import as_json as summary
    from corridor.result.store import writable, write_run
    from corridor.solve.options import SolveOptions
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model

    options = SolveOptions(gap=gap, time_limit=time_limit, threads=threads, seed=seed)
    found = read_model(find_model(model))
    asked = {} if known_at is None else {"known_at": day(known_at)}
    found = replace(found, settings=found.settings.model_copy(update=asked))
    if scenario is not None:
        found = in_scenario(found, scenario)
        # A day that is asked for comes before the one that a scenario may set.
        found = replace(found, settings=found.settings.model_copy(update=asked))
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
        emit({**summary(run), "run": str(folder)})
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


def report(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the files; default: the run folder.")] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Also write the audit pack of origin: audit.xlsx, audit.html, audit.json.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the workbook and the offline HTML page of a run."""
    from corridor.report.audit_pack import write_pack
    from corridor.report.page import write_page
    from corridor.report.workbook import write_workbook
    from corridor.result.store import read_run

    found = read_run(run)
    folder = out or run
    folder.mkdir(parents=True, exist_ok=True)
    workbook, page = folder / "plan.xlsx", folder / "plan.html"
    write_workbook(found, workbook)
    write_page(found, page)
    packs = [folder / f"audit.{ending}" for ending in ("xlsx", "html", "json")] if audit else []
    for pack in packs:
        write_pack(found, pack)
    if as_json:
        emit({"workbook": str(workbook), "page": str(page), "audit": [str(pack) for pack in packs]})
    else:
        typer.echo(f"Workbook: {workbook}\nPage:     {page}")
        for pack in packs:
            typer.echo(f"Audit:    {pack}")
