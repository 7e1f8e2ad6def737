"""The worksheet behind each quote: how a price became a cost at the site and a customs value.

Lines are named `block.line`. In the blocks below, the last line is the sum of the others:

| block | what it adds up to |
|---|---|
| `cost` | `cost.unit_cost`: what is paid at the site, before the lane's charges |
| `value` | `value.transaction_value`: the goods without international freight, insurance and import duty |
| `declared` | `declared.customs_value`: on the importer's basis, in the plan |
| `paid` | `paid.total`: what the buyer pays for a unit at its destination, before the duty it bears itself |

Block `given` holds what the quote says and what it was converted with; nothing there is added up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from corridor.law.valuation import customs_value
from corridor.quotes.context import Context
from corridor.quotes.incoterms import TERMS, duty_payer
from corridor.quotes.remarks import EX_WORKS_VALUE
from corridor.quotes.worked import worked
from corridor.quotes.working import Working
from corridor.reference.law import Law
from corridor.schema.supply import Quote
from corridor.tables.tables import Model

COLUMNS = ("quote", "period", "line", "amount", "unit", "currency", "explanation")
"""Columns of the worksheets. `amount` is in `currency` per `unit`; not a number: unknown."""

Line = tuple[str, float, str]
"""(name, amount [money / unit], explanation)"""


def worksheets(model: Model, law: Law) -> pd.DataFrame:
    """Return the worksheets of all quotes, in the order of table quotes; without quotes an empty table.

    Raises `FaultError` with the faults of all quotes.
    """
    context = Context.of(model, law)
    found = worked(context, model.tables[Quote])
    rows: list[tuple[str, str, str, float, str, str, str]] = []
    for quote in found.quotes:
        unit = context.products[quote.product].unit
        for one in found.workings[quote.quote]:
            sheet = _Sheet(quote, one, _currency(context), unit)
            rows += [(quote.quote, one.period, *line) for line in sheet.given()]
            rows += [
                (quote.quote, one.period, name, amount, unit, _currency(context), words)
                for block in (sheet.cost(), sheet.value(), sheet.declared(), sheet.paid())
                for name, amount, words in block
            ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"amount": "float64"})


def _currency(context: Context) -> str:
    """Return the model's money in words: USD, or 1000 USD."""
    settings = context.settings
    return settings.currency if settings.money_unit == 1 else f"{settings.money_unit:g} {settings.currency}"


@dataclass(frozen=True)
class _Sheet:
    """The blocks of one quote in one period."""

    quote: Quote
    one: Working
    money: str
    unit: str

    def given(self) -> Iterator[tuple[str, float, str, str, str]]:
        """Yield what the quote says: line, amount, unit, currency, explanation."""
        quote, one = self.quote, self.one
        terms = f"{quote.incoterm} {quote.named_place}".rstrip()
        yield (
            "given.price",
            one.quoted,
            quote.per_unit,
            quote.currency,
            f"{one.quoted_words}; {terms}: {TERMS[quote.incoterm].words}; "
            f"quoted {quote.quoted_on}, valid to {quote.valid_to}",
        )
        for column in ("origin_charges", "freight", "insurance"):
            amount = getattr(quote, column)
            if amount is not None:
                yield f"given.{column}", amount, quote.per_unit, quote.currency, "as quoted"
        yield "given.exchange_rate", one.rate, quote.currency, self.money, "table fx / money unit"
        yield "given.unit_factor", one.factor, quote.per_unit, "", f"{self.unit} in one {quote.per_unit}"
        for column, words in (
            ("tier_from", "the price holds from here, in a period"),
            ("tier_to", "the price holds up to here, in a period"),
            ("moq_per_order", f"least order, {quote.orders_per_period} equal order(s) a period"),
            ("lot_multiple", "orders are multiples of this"),
        ):
            quantity = getattr(quote, column)
            if quantity:
                yield f"given.{column}", quantity * one.factor, self.unit, "", words
        if quote.tooling:
            yield "given.tooling", quote.tooling * one.rate, "", self.money, "paid once if the quote is used"

    def cost(self) -> Iterator[Line]:
        """Yield the lines from the price to the cost at the site."""
        quote, one = self.quote, self.one
        way = one.lane.way if one.lane else ""
        yield "cost.price", one.price, "price x exchange rate / unit factor"
        if one.origin_charges:
            yield "cost.origin_charges", one.origin_charges, f"a price {quote.incoterm} leaves them out"
        if one.lane_freight:
            yield "cost.freight", -one.lane_freight, f"inside; lane {way} charges it{self._differs()}"
        if one.lane_insurance and one.lane:
            words = f"inside the price; lane {way} charges {one.lane.insurance:g} of {one.lane_value:.10g}"
            yield "cost.insurance", -one.lane_insurance, words
        if one.export_tax and one.lane:
            words = f"inside the price; lane {way} charges {one.lane.export_tax:g} of {one.lane_value:.10g}"
            yield "cost.export_tax", -one.export_tax, words
        if one.payment_interest:
            words = f"interest on the price for {quote.payment_days:g} days; the customs value keeps it"
            yield "cost.payment_terms", -one.payment_interest, words
        yield "cost.unit_cost", one.unit_cost, f"paid at site {quote.site}, before the lane's charges"

    def value(self) -> Iterator[Line]:
        """Yield the lines from the price to the transaction value."""
        one = self.one
        yield "value.price", one.price, "price x exchange rate / unit factor"
        if one.origin_charges:
            yield "value.origin_charges", one.origin_charges, EX_WORKS_VALUE
        if one.freight:
            yield "value.freight", -one.freight, f"inside the price, {self._freight_source()}"
        if one.insurance is None or one.insurance:
            words = "inside the price" if one.insurance else "unknown, as the value it is a share of"
            yield "value.insurance", _minus(one.insurance), words
        if one.border is not None and one.border.seller_duty != "none":
            yield "value.duty", _minus(one.duty), f"inside the price; {one.border.explanation}"
        words = "without international freight, insurance and import duty"
        if one.transaction_value is None:
            yield "value.transaction_value", math.nan, "unknown, as the duty inside the price"
        else:
            yield "value.transaction_value", one.transaction_value, words

    def declared(self) -> Iterator[Line]:
        """Yield the customs value on the importer's basis."""
        one, entry = self.one, self.one.border
        if entry is None:
            return
        value = math.nan if one.transaction_value is None else one.transaction_value
        if not entry.basis:
            yield "declared.customs_value", math.nan, f"unknown: no basis of {entry.importer} is recorded"
            return
        freight = insurance = 0.0
        yield "declared.transaction_value", value, "from block value"
        if entry.basis == "cif" and one.lane is not None:
            freight = one.lane.freight + one.lane.demurrage
            insurance = one.lane.insurance * value
            yield "declared.freight", freight, f"lane {one.lane.way}"
            yield "declared.insurance", insurance, f"lane {one.lane.way}"
        total = customs_value(entry.basis, value, freight, insurance)
        who = "the seller declares" if entry.seller_duty != "none" else "the buyer declares"
        yield "declared.customs_value", total, f"{entry.importer}, {entry.basis} basis: {who} it"

    def paid(self) -> Iterator[Line]:
        """Yield what the buyer pays for a unit at its destination, before the duty it bears itself."""
        quote, one = self.quote, self.one
        if one.lane is None:
            return
        lane = one.lane
        parts: list[Line] = [("paid.unit_cost", one.unit_cost, f"at site {quote.site}")]
        parts.append(("paid.freight", lane.freight + lane.demurrage, f"lane {lane.way}"))
        parts.append(("paid.insurance", lane.insurance * one.lane_value, f"lane {lane.way}"))
        parts.append(("paid.export_tax", lane.export_tax * one.lane_value, f"lane {lane.way}"))
        yield from (line for line in parts if line[1])
        words = {"seller": "duty paid by the seller", "buyer": "before import duty"}[duty_payer(quote)]
        yield "paid.total", math.fsum(line[1] for line in parts), f"at {quote.destination}, {words}"

    def _freight_source(self) -> str:
        """Return where the freight inside the price comes from."""
        follows = self.one.border is None or self.one.border.basis != "cif"
        if self.quote.freight is not None and follows:
            return "as the quote says"
        return f"as lane {self.one.lane.way} charges" if self.one.lane else ""

    def _differs(self) -> str:
        """Return words for a quote that names other freight than the lane charges."""
        if self.quote.freight is None:
            return ""
        quoted = self.quote.freight * self.one.rate / self.one.factor
        if math.isclose(quoted, self.one.lane_freight, rel_tol=1e-9, abs_tol=1e-12):
            return ""
        return f"; the quote says {quoted:.10g}, which does not change what the lane charges"


def _minus(amount: float | None) -> float:
    """Return the amount taken away; not a number where it is unknown."""
    return math.nan if amount is None else -amount
