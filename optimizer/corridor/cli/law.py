"""Commands about tariff law: the duty on goods, and past entries priced again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from corridor.cli.answers import Json, KnownAt, LawFolder, days, emit, law_asked, one_of

if TYPE_CHECKING:
    from corridor.law.goods import Amounts
    from corridor.schema.tariff_words import SpecificUnit

EntryDays = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", help="Day of entry, default today; FIRST..LAST shows the duty over these days."
    ),
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", "--provenance", metavar="NAME=VALUE", help="A fact, such as melt_pour=US; may be repeated."),
]


def duty(
    hs: Annotated[str, typer.Option(help="HS code, with or without dots, 6 to 10 digits.")],
    origin: Annotated[str, typer.Option("--from", metavar="COUNTRY", help="Country of origin (not of shipment).")],
    importer: Annotated[str, typer.Option("--to", metavar="TERRITORY", help="Customs territory: US, EU, JP, ...")],
    on: EntryDays = None,
    known_at: KnownAt = None,
    use: Annotated[str, typer.Option(help="Declared end use: none, auto_part, truck_part, aircraft, ...")] = "none",
    claim: Annotated[str, typer.Option(help="Agreement under which preference is claimed, such as KORUS.")] = "",
    fact: Facts = None,
    shipped_from: Annotated[str, typer.Option(metavar="COUNTRY", help="Country of the last loading.")] = "",
    value: Annotated[float | None, typer.Option(min=0.01, help="Customs value of one entry; adds its fees.")] = None,
    weight: Annotated[float | None, typer.Option(min=0, help="Mass of the entry in kg, for specific duties.")] = None,
    units: Annotated[float | None, typer.Option(min=0, help="Number of units, for specific duties.")] = None,
    mode: Annotated[str, typer.Option(help="Mode of transport: sea, air, rail, road.")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="List all programmes looked at, with reasons.")] = False,
    law: LawFolder = None,
    as_json: Json = False,
) -> None:
    """Say what duty is due on goods, layer by layer, with sources. Unknown is said, never 0."""
    from corridor.errors import UsageError
    from corridor.law.fees import Entry, fees
    from corridor.law.question import goods_asked
    from corridor.law.stack import stack
    from corridor.law.timeline import timeline
    from corridor.report.duty_answer import print_duty
    from corridor.report.duty_json import duty_json
    from corridor.report.timeline_answer import print_timeline, timeline_json
    from corridor.schema.entries import Mode

    one_of("--mode", mode, get_args(Mode))
    if value is None and (weight is not None or units is not None):
        raise UsageError("--weight and --units are those of one entry: give its customs value with --value")
    first, last = days(on) if on else (date.today(), date.today())
    known = law_asked(known_at, law)
    facts = [*(fact or ()), *([f"shipped_from={shipped_from}"] if shipped_from else [])]
    facts += [f"mode={mode}"] if mode else []
    goods = goods_asked(known, hs, origin, importer, use, claim, facts, first)
    worth = 100.0 if value is None else value
    amounts = None if value is None else _amounts(value, weight, units)
    if first != last:
        stretches = timeline(known, goods, first, last, amounts)
        if as_json:
            emit(timeline_json(stretches))
        else:
            print_timeline(stretches)
        return
    answer = stack(known, goods, first, amounts)
    charged = fees(known, goods, first, Entry(worth, mode)) if value is not None else ()
    if as_json:
        emit(duty_json(answer, known.valuations, worth, charged))
    else:
        print_duty(answer, known.valuations, worth, fees=charged, explain=explain)


def _amounts(worth: float, weight: float | None, units: float | None) -> Amounts:
    """Return the value and, as far as given, the quantities of an entry."""
    from corridor.law.goods import Amounts

    quantities: tuple[tuple[SpecificUnit, float | None], ...] = (("kg", weight), ("unit", units))
    return Amounts(worth, tuple((unit, much) for unit, much in quantities if much is not None))


def backtest(
    entries: Annotated[Path, typer.Argument(help="Past entry lines: a CSV file with the columns of table entries.")],
    known_at: KnownAt = None,
    law: LawFolder = None,
    as_json: Json = False,
) -> None:
    """Price past entry lines again and list every difference from what was paid, with its likely cause."""
    from corridor.law.backtest import backtest as priced
    from corridor.reference.read import read_rows
    from corridor.report.backtest_answer import backtest_json, print_backtest
    from corridor.schema.entries import EntryLine

    found = priced(law_asked(known_at, law), read_rows(EntryLine, entries))
    if as_json:
        emit(backtest_json(found))
    else:
        print_backtest(found)
