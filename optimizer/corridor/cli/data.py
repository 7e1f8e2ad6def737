"""Commands about the reference data: what there is, what changed, and schedules and lists that users bring."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from corridor.cli.answers import Json, KnownAt, LawFolder, day, days, emit, law_asked

Out = Annotated[Path, typer.Option(help="Folder that the records are written to; use it with --law.")]


def list_records(known_at: KnownAt = None, law: LawFolder = None, as_json: Json = False) -> None:
    """Say what records there are: tables, programmes, dates, evidence."""
    from corridor.reference.record_list import listing
    from corridor.report.data_answers import as_json as for_machines
    from corridor.report.data_answers import print_listing

    found = listing(law_asked(known_at, law))
    if as_json:
        emit(for_machines(found))
    else:
        print_listing(found)


def show(
    name: Annotated[str, typer.Argument(help="A programme, agreement, fee, quota, relief, or a tariff code.")],
    known_at: KnownAt = None,
    law: LawFolder = None,
    as_json: Json = False,
) -> None:
    """Show all records of a programme, agreement, fee, quota, relief or tariff code."""
    from corridor.reference.record_list import show as records_of
    from corridor.report.data_answers import as_json as for_machines
    from corridor.report.data_answers import print_shown

    found = records_of(law_asked(known_at, law), name)
    if as_json:
        emit(for_machines(found))
    else:
        print_shown(found)


def diff(
    before: Annotated[str, typer.Argument(help="A day (2026-11-20), or a folder or file of records.")],
    after: Annotated[str, typer.Argument(help="A later day, or another folder or file of the same kind.")],
    model: Annotated[
        str | None, typer.Option(help="The model whose lanes are asked about: needed for days, possible for folders.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Of folders with --model: day of entry; default today.")
    ] = None,
    known_at: KnownAt = None,
    law: LawFolder = None,
    as_json: Json = False,
) -> None:
    """Say what changed: the duty on a model's lanes between two days or two folders, or records between two files."""
    from corridor.errors import UsageError
    from corridor.reference.load import law_with
    from corridor.reference.record_diff import diff_places
    from corridor.reference.record_lanes import lanes_of
    from corridor.report.data_answers import as_json as for_machines
    from corridor.report.data_answers import diff_dates, diff_laws, print_lanes, print_rows
    from corridor.tables.library import find_model
    from corridor.tables.read import read_model

    places = Path(before), Path(after)
    stored = any(place.exists() for place in places)
    for place in places if stored else ():
        if not place.exists():
            raise UsageError(f"{str(place)!r} is no file or folder: give two of a kind, or two days of entry")
    if stored and model is None:
        rows = diff_places(*places)
        if as_json:
            emit(for_machines(rows))
        else:
            print_rows(rows)
        return
    if model is None:
        raise UsageError("between two days the duty on lanes is compared: name the model they are of with --model")
    known = law_asked(known_at, law)
    lanes = lanes_of(read_model(find_model(model)), known.territory)
    if stored:
        if not all(place.is_dir() for place in places):
            raise UsageError("the duty on lanes comes from all tables together: give two folders, or leave --model out")
        one, two = (law_with(known, place) for place in places)
        changes = diff_laws(one, two, day(on) or date.today(), lanes)
    else:
        first, second = (days(text)[0] for text in (before, after))
        changes = diff_dates(known, first, second, lanes)
    if as_json:
        emit({"lanes": len(lanes), "changes": for_machines(changes)})
    else:
        print_lanes(changes, len(lanes))


def import_schedule(
    file: Annotated[Path, typer.Argument(help="The schedule as its publisher gives it: .json, .json.gz or .csv.")],
    out: Out,
    edition: Annotated[str, typer.Option(help="Edition of the schedule, as '2026 revision 10'.")],
    valid_from: Annotated[str, typer.Option("--from", metavar="DATE", help="First day of entry it holds for.")],
    valid_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, if known.")] = None,
    importer: Annotated[str, typer.Option(help="Customs territory.")] = "US",
    other_origins: Annotated[
        str, typer.Option(help="Origins that pay the rate of column 2, as CU;KP;RU;BY; empty: none is recorded.")
    ] = "",
    citation: Annotated[
        str | None, typer.Option(help="How the records are cited, before the edition; default: the name of the file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a full Harmonized Tariff Schedule into records; whatever no record can hold is listed, never guessed."""
    from corridor.errors import UsageError
    from corridor.reference.hts import import_hts
    from corridor.reference.hts_records import symbols_of
    from corridor.reference.load import reference_law
    from corridor.report.data_answers import import_json, print_import

    begin = day(valid_from)
    if begin is None:
        raise UsageError("give the first day of entry with --from")
    known = reference_law(date.today())
    signed = [one for one in known.agreements if importer in one.parties.split(";")]
    found = import_hts(
        file,
        out,
        edition,
        begin,
        citation or file.name,
        symbols_of(signed),
        importer=importer,
        other_origins=other_origins,
        other_programme="COLUMN_2" if other_origins else "",
        valid_to=day(valid_to),
    )
    if as_json:
        emit(import_json(found))
    else:
        print_import(found)
        typer.echo(f"Records: {out}. Use them with --law {out}")


def import_product_list(
    file: Annotated[Path, typer.Argument(help="The list: CSV with a column of codes (hs, hts8, hts10, hts_prefix).")],
    out: Out,
    template: Annotated[
        Path, typer.Option(help="YAML that says what the list does not: programme, importer, rates, dates, citation.")
    ],
    as_json: Json = False,
) -> None:
    """Read a product list (Section 301, Section 232, your own) into programme records."""
    from corridor.reference.list_template import read_template
    from corridor.reference.product_lists import import_list
    from corridor.report.data_answers import as_json as for_machines
    from corridor.report.data_answers import print_list

    found = import_list(file, out, read_template(template))
    if as_json:
        emit(for_machines(found))
    else:
        print_list(found)
        typer.echo(f"Records: {out}. Use them with --law {out}")


def import_origin(
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE|FOLDER", help="The rules of one scheme (.json), a folder of them, or one .csv."),
    ],
    agreement: Annotated[
        str, typer.Option(metavar="CODE", help="Agreement that the rules are of; default: by the name of the file.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Folder that origin_rules.csv is written to; without it nothing is."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read the UK's published rules of origin into records; what was not read is listed, never guessed."""
    from corridor.errors import UsageError
    from corridor.reference.load import reference_law
    from corridor.reference.uk_rules import import_uk_rules, read_uk_rules
    from corridor.report.rule_import import print_rule_import, rule_import_json

    if agreement and not re.fullmatch(r"[A-Z0-9_]{1,60}", agreement):
        raise UsageError(f"--agreement: {agreement!r} is no code: write capital letters, digits and `_`, as UK_JP")
    found = read_uk_rules(source, agreement or None) if out is None else import_uk_rules(source, out, agreement or None)
    known = {row.agreement for row in reference_law(date.today()).provisions}
    without = tuple(sorted({row.agreement for row in found.rows} - known))
    if as_json:
        emit(rule_import_json(found, without))
        return
    print_rule_import(found, without)
    written = f"Rules: {out / 'origin_rules.csv'}" if out else "Nothing is written: name a folder with --out"
    typer.echo(written)
