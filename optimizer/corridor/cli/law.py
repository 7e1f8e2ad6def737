"""Commands about tariff law: the duty on goods, and past entries priced again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from corridor.cli import duty_options as options
from corridor.cli.answers import Json, KnownAt, LawFolder, days, emit, law_asked, one_of

if TYPE_CHECKING:
    from corridor.law.goods import Amounts, Goods
    from corridor.law.relief_terms import ReliefTerms
    from corridor.reference.law import Law
    from corridor.schema.tariff_words import SpecificUnit


def duty(
    hs: options.Hs,
    origin: options.Origin,
    importer: options.Importer,
    on: options.EntryDays = None,
    known_at: KnownAt = None,
    use: options.Use = "none",
    claim: options.Claim = "",
    fact: options.Facts = None,
    shipped_from: options.ShippedFrom = "",
    mode: options.ModeOfTransport = "",
    explain: options.Explain = False,
    law: LawFolder = None,
    as_json: Json = False,
    value: options.Value = None,
    weight: options.Weight = None,
    units: options.Units = None,
    assists: options.Assists = 0.0,
    royalties: options.Royalties = 0.0,
    entries: options.Entries = None,
    relief: options.Relief = None,
    days_later: options.DaysLater = 0,
    rate_per_year: options.RatePerYear = 0.0,
    storage_cost: options.StorageCost = 0.0,
    finished_hs: options.FinishedHs = "",
    first_sale_price: options.FirstSalePrice = None,
    export_to: options.ExportTo = "",
    export_value: options.ExportValue = None,
    export_claim: options.ExportClaim = "",
) -> None:
    """Say what duty is due on goods, layer by layer, with sources. Unknown is said, never 0."""
    from corridor.errors import UsageError
    from corridor.law.asked_duty import amounts_asked
    from corridor.law.question import goods_asked
    from corridor.law.relief_terms import ReliefTerms, reliefs_asked
    from corridor.law.valuation import Additions
    from corridor.schema.entries import Mode

    one_of("--mode", mode, get_args(Mode))
    if value is None and (weight is not None or units is not None):
        raise UsageError("--weight and --units are those of one entry: give its customs value with --value")
    first, last = days(on) if on else (date.today(), date.today())
    known = law_asked(known_at, law)
    facts = [*(fact or ()), *([f"shipped_from={shipped_from}"] if shipped_from else [])]
    facts += [f"mode={mode}"] if mode else []
    goods = goods_asked(known, hs, origin, importer, use, claim, facts, first)
    terms = ReliefTerms(
        reliefs_asked(relief or ()), value or 0.0, Additions(assists=assists, royalties=royalties), days_later,
        rate_per_year, storage_cost, finished_hs, first_sale_price, export_to, export_value, export_claim,
    )  # fmt: skip
    amounts = amounts_asked(value, _quantities(weight, units), terms)
    if first == last:
        _one_day(known, goods, first, amounts, terms, entries, mode, explain, as_json)
    elif terms.reliefs or entries is not None:
        raise UsageError("reliefs and entries are those of one day: give a single day with --date")
    else:
        _timeline(known, goods, first, last, amounts, as_json)


def _quantities(weight: float | None, units: float | None) -> list[tuple[SpecificUnit, float]]:
    """Return the quantities of an entry, as far as given."""
    quantities: tuple[tuple[SpecificUnit, float | None], ...] = (("kg", weight), ("unit", units))
    return [(unit, much) for unit, much in quantities if much is not None]


def _one_day(
    law: Law,
    goods: Goods,
    on: date,
    amounts: Amounts | None,
    terms: ReliefTerms,
    entries: int | None,
    mode: str,
    explain: bool,
    as_json: bool,
) -> None:
    """Print the answer of one day."""
    from corridor.law.asked_duty import duty_asked
    from corridor.law.fees import Entry, fees
    from corridor.report.duty_answer import print_duty
    from corridor.report.duty_json import duty_json

    answer = duty_asked(law, goods, on, amounts, terms, entries)
    worth = 100.0 if amounts is None else amounts.value
    charged = fees(law, goods, on, Entry(worth, mode)) if amounts is not None else ()
    if as_json:
        emit(duty_json(answer, law.valuations, worth, charged))
    else:
        print_duty(answer, law.valuations, worth, fees=charged, explain=explain)


def _timeline(law: Law, goods: Goods, first: date, last: date, amounts: Amounts | None, as_json: bool) -> None:
    """Print the duty over some days."""
    from corridor.law.timeline import timeline
    from corridor.report.timeline_answer import print_timeline, timeline_json

    stretches = timeline(law, goods, first, last, amounts)
    if as_json:
        emit(timeline_json(stretches))
    else:
        print_timeline(stretches)


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
