"""The command line. It alone imports inside functions, so that `corridor --help` starts at once.

One file for each part of it: `model`, `plan`, `origin`, `law`, `data`; `answers` is what they share. This one puts the
commands together and turns whatever goes wrong into words and an exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from corridor.cli import data, law, model, origin, plan
from corridor.cli.answers import emit, fault_json

app = typer.Typer(
    name="corridor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Plan sourcing networks under trade law: one mixed-integer model decides flows and duty together, and "
    "every plan is audited.",
)
COMMANDS: tuple[Callable[..., None], ...] = (
    model.models,
    model.new,
    model.check,
    plan.solve,
    plan.report,
    origin.origin,
    origin.evidence,
    law.duty,
    law.backtest,
    model.distances,
)
for _command in COMMANDS:
    app.command()(_command)

imports = typer.Typer(no_args_is_help=True, help="Bring in what others send: quotes.")
imports.command("quotes")(model.import_quotes)
app.add_typer(imports, name="import")

records = typer.Typer(no_args_is_help=True, help="Look at the law records, and bring in your own schedules and rules.")
RECORDS: dict[str, Callable[..., None]] = {
    "list": data.list_records,
    "show": data.show,
    "diff": data.diff,
    "import-hts": data.import_schedule,
    "import-list": data.import_product_list,
    "import-origin": data.import_origin,
}
for _name, _command in RECORDS.items():
    records.command(_name)(_command)
app.add_typer(records, name="data")

STOPPED_BY_KEY = 130
"""What typer returns after Ctrl-C."""


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
            emit({"faults": [fault_json(fault) for fault in error.faults]})
        else:
            typer.echo(str(error), err=True)
        return 2
    usage = getattr(error, "format_message", None)
    known = isinstance(error, (CorridorError, OSError, ValueError)) and not isinstance(error, InternalError)
    if usage is not None or known:
        text = str(usage() if usage is not None else error)
        if machine:
            emit({"usage": text})
        else:
            typer.echo(f"{text}\nSee: corridor --help", err=True)
        return 2
    import traceback

    log = Path("corridor-error.txt")
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    text = f"Corridor made a mistake ({type(error).__name__}: {error}). Please report it with {log}."
    if machine:
        emit({"error": text})
    else:
        typer.echo(text, err=True)
    return 1
