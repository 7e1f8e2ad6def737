"""Commands about origin: who would qualify where, the worksheet behind each claim, and the documents needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corridor.cli.answers import Json, emit

ProductCode = Annotated[str, typer.Option("--product", help="Code of the product, as table products names it.")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the audit pack of the product: .json, .html or .xlsx."),
]


def origin(
    place: Annotated[str, typer.Argument(metavar="MODEL|RUN", help="Folder of a run, or a model before it is solved.")],
    product: ProductCode,
    out: OutFile = None,
    as_json: Json = False,
) -> None:
    """Say by which rule a product originates: of a run with worksheet and proof, of a model who could, and where."""
    if (Path(place) / "run.json").is_file():
        _of_run(Path(place), product, out, as_json)
    else:
        _of_model(place, product, out, as_json)


def _of_run(folder: Path, product: str, out: Path | None, as_json: bool) -> None:
    """Answer of a plan."""
    from rich.console import Console

    from corridor.report.audit_pack import pack_json, write_pack
    from corridor.report.origin_answer import print_origin
    from corridor.result.store import read_run

    run = read_run(folder)
    if out is not None:
        write_pack(run, out, product)
    if as_json:
        emit(pack_json(run, product))
    else:
        print_origin(run, product, Console())
        if out is not None:
            typer.echo(f"Audit pack: {out}")


def _of_model(place: str, product: str, out: Path | None, as_json: bool) -> None:
    """Answer of a model that is not solved."""
    from rich.console import Console

    from corridor.errors import UsageError
    from corridor.pipeline.origin_outlook import origin_outlook
    from corridor.report.outlook_answer import outlook_json, print_outlook
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model

    if out is not None:
        raise UsageError("--out writes the audit pack of a run: solve the model first, then give the folder of the run")
    found = origin_outlook(read_model(find_model(place)), product)
    if as_json:
        emit(outlook_json(found))
    else:
        print_outlook(found, Console())


def evidence(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    product: Annotated[str, typer.Option("--product", help="Only what claims on this product rest on.")] = "",
    as_json: Json = False,
) -> None:
    """Rank the documents that a plan rests on, those missing first, by the money they protect."""
    from rich.console import Console

    from corridor.report.audit_pack import asked, documents_json
    from corridor.report.evidence_answer import print_evidence
    from corridor.report.evidence_documents import documents
    from corridor.report.summary import plain
    from corridor.result.store import read_run

    found = read_run(run)
    needed = documents(asked(found, product), product)
    if as_json:
        missing = sum(one.missing for one in needed)
        emit(plain({"documents": documents_json(needed), "needed": len(needed), "missing": missing}))
    else:
        print_evidence(found, needed, Console())
