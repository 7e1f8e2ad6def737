"""Quotes: valid, priced in a way that can be read, and with what their incoterm needs."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.index_formula import FormulaError, codes
from corridor.schema.places import Period
from corridor.schema.supply import ExchangeRate, Index, Quote
from corridor.tables.checks.references import known_codes, unknown_remedy
from corridor.tables.draft import Draft, Located, TableDraft
from corridor.tables.star import StarIndex

_TO_A_PLACE = frozenset({"CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"})
"""Incoterms whose price holds for one destination."""


def check_quotes(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of quotes."""
    table = draft[Quote]
    faults: list[Fault] = []
    for at in table.rows:
        faults.extend(_days(draft, table, at))
        faults.extend(_terms(table, at))
        faults.extend(_price(draft, table, at))
    faults.extend(_currencies(draft))
    return tuple(faults)


def _days(draft: Draft, table: TableDraft[Quote], at: Located[Quote]) -> Iterator[Fault]:
    """Yield faults of days."""
    row = at.row
    if row.valid_to < row.quoted_on:
        yield table.fault(
            at, "valid_to", f"the quote ends before it was given ({row.quoted_on})", "Mend one of the days."
        )
    if draft.settings is None:
        return
    as_of = draft.settings.as_of
    if row.valid_to < as_of:
        yield table.fault(
            at,
            "valid_to",
            f"the quote expired before the model's as_of ({as_of})",
            "Ask for a new quote, or delete it.",
        )
    if row.quoted_on > as_of:
        yield table.fault(
            at, "quoted_on", f"quoted after the model's as_of ({as_of})", "Check the day.", Severity.WARNING
        )


def _terms(table: TableDraft[Quote], at: Located[Quote]) -> Iterator[Fault]:
    """Yield faults of what the incoterm needs, and of tiers."""
    row = at.row
    seller_pays = row.duty_borne_by == "seller" or (row.duty_borne_by is None and row.incoterm == "DDP")
    if row.destination is None and row.incoterm in _TO_A_PLACE:
        yield table.fault(
            at,
            "destination",
            f"a price {row.incoterm} holds for one destination, and none is given",
            "Give the site the goods are delivered to.",
            value="",
        )
    elif row.destination is None and seller_pays:
        yield table.fault(
            at,
            "duty_borne_by",
            "the seller bears the duty, and no destination is given",
            "Give the site the price holds for in `destination`.",
        )
    if row.destination is not None and row.destination == row.site:
        yield table.fault(at, "destination", "the destination is the site itself", "Name the site the goods go to.")
    if row.incoterm == "EXW" and row.origin_charges is None:
        yield table.fault(
            at,
            "origin_charges",
            "an EXW price leaves out pick-up and export clearance",
            "Give what they cost per unit (0 if nothing).",
            value="",
        )
    if row.tier_to is not None and row.tier_to <= row.tier_from:
        yield table.fault(
            at, "tier_to", f"the tier ends where it begins or before ({row.tier_from:g})", "Mend the bounds."
        )


def _price(draft: Draft, table: TableDraft[Quote], at: Located[Quote]) -> Iterator[Fault]:
    """Yield faults of the price or its formula."""
    row = at.row
    if row.price is None and not row.index_formula:
        yield table.fault(at, "price", "neither price nor index_formula is given", "Give one of the two.")
    if row.price is not None and row.index_formula:
        yield table.fault(at, "index_formula", "both price and index_formula are given", "Delete one of the two.")
    if not row.index_formula:
        return
    try:
        named = codes(row.index_formula)
    except FormulaError as error:
        yield table.fault(at, "index_formula", str(error), "Write a formula such as 0.82 * LME_NI + 350.")
        return
    known = known_codes(draft, Index)
    if known is None:
        return
    prices = StarIndex([index.row for index in draft[Index].rows], Index.KEY)
    for code in named:
        if code not in known:
            yield table.fault(
                at,
                "index_formula",
                f"there is no such index as {code} in table indices",
                unknown_remedy(code, known, "indices"),
            )
        elif draft.judgeable(Index) and (missing := _without(draft, prices, code)):
            yield table.fault(
                at, "index_formula", f"index {code} has no price in {missing}", "Add it to table indices."
            )


def _currencies(draft: Draft) -> Iterator[Fault]:
    """Yield faults of currencies without a rate, and of rates of the model's own currency."""
    known = known_codes(draft, ExchangeRate)
    if draft.settings is None or known is None:
        return
    own = draft.settings.currency
    rates = draft[ExchangeRate]
    for at in rates.rows:
        if at.row.currency == own and at.row.rate != 1:
            yield rates.fault(at, "rate", "one unit of the model's own currency is 1", "Delete the row.")
    table = draft[Quote]
    index = StarIndex([at.row for at in rates.rows], ExchangeRate.KEY)
    for quote in table.rows:
        code = quote.row.currency
        if code == own:
            continue
        if code not in known:
            yield table.fault(
                quote, "currency", f"table fx has no rate to {own}", unknown_remedy(code, known | {own}, "fx")
            )
        elif draft.judgeable(ExchangeRate) and (missing := _without(draft, index, code)):
            yield table.fault(
                quote,
                "currency",
                f"table fx has no rate of {code} in {missing}",
                "Add the periods to table fx.",
            )


def _without(draft: Draft, index: StarIndex[ExchangeRate] | StarIndex[Index], code: str) -> str:
    """Return the periods in which a code has no row, in words, or empty."""
    periods = [at.row.period for at in draft[Period].rows if index.find(code, at.row.period) is None]
    return ", ".join(periods[:5]) + (" and more" if len(periods) > 5 else "")
