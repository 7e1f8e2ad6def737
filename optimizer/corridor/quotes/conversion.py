"""From the quote's unit, currency and index formula to money per unit of the product. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corridor.quotes.context import Context
from corridor.quotes.faults import refuse
from corridor.schema.goods import UnitFactor
from corridor.schema.index_formula import FormulaError, evaluate, parse
from corridor.schema.row import EACH
from corridor.schema.supply import Quote
from corridor.units import factor

_SAME = 1e-9
"""[1] Two factors that differ by less, relatively, are the same."""


def unit_factors(
    product: str, from_unit: str, to_unit: str, units: Mapping[str, Sequence[UnitFactor]]
) -> tuple[float, ...]:
    """[to_unit / from_unit] Return every factor that the tables give, without repeats; empty: none.

    The fixed units of measure come first, then rows of table units (by product) for the product, then the
    rows for each product. A row may be read backwards, and joined with fixed units: with kg per piece a price
    per tonne becomes one per piece.
    """
    direct = factor(from_unit, to_unit)
    if direct is not None:
        return (direct,)
    for owner in (product, EACH):
        found: list[float] = []
        for row in units.get(owner, ()):
            for start, end, value in (
                (row.from_unit, row.to_unit, row.factor),
                (row.to_unit, row.from_unit, 1.0 / row.factor),
            ):
                before, after = factor(from_unit, start), factor(end, to_unit)
                if before is not None and after is not None:
                    found.append(before * value * after)
        if found:
            return _distinct(found)
    return ()


def units_per_quoted_unit(context: Context, quote: Quote) -> float:
    """[product unit / per_unit] Return the one factor between the quote's unit and the product's.

    Raises `FaultError` if there is none, or more than one.
    """
    unit = context.products[quote.product].unit
    found = unit_factors(quote.product, quote.per_unit, unit, context.units)
    if not found:
        raise refuse(
            quote,
            "per_unit",
            quote.per_unit,
            f"nothing says how many {unit} one {quote.per_unit} is",
            f"Add a row to table units: product {quote.product}, from_unit {quote.per_unit}, to_unit {unit}",
        )
    if len(found) > 1:
        raise refuse(
            quote,
            "per_unit",
            quote.per_unit,
            f"table units gives several factors to {unit}: {', '.join(f'{value:.10g}' for value in found)}",
            "Keep the row that is right",
        )
    return found[0]


def quoted_price(context: Context, quote: Quote, period: str) -> tuple[float, str]:
    """[currency / per_unit] Return the price in a period, and where it comes from in words.

    Raises `FaultError` if price and index_formula are both given or both missing, if the formula cannot be
    read, if an index has no price in the period, or if the price is not above zero.
    """
    if not quote.index_formula:
        if quote.price is None:
            raise refuse(quote, "price", None, "no price and no index_formula", "Give one of the two")
        return quote.price, "price as quoted"
    if quote.price is not None:
        raise refuse(quote, "price", quote.price, "both a price and an index_formula are given", "Keep one of the two")
    try:
        formula = parse(quote.index_formula)
    except FormulaError as error:
        raise refuse(quote, "index_formula", quote.index_formula, str(error), "Mend the formula") from error
    prices: dict[str, float] = {}
    for code in formula.coefficients:
        row = context.indices.find(code, period)
        if row is None:
            raise refuse(
                quote,
                "index_formula",
                quote.index_formula,
                f"index {code} has no price in period {period}",
                "Add it to table indices",
            )
        prices[code] = row.price
    price = evaluate(formula, prices)
    given = ", ".join(f"{code} = {value:.10g}" for code, value in prices.items())
    words = f"{quote.index_formula} with {given}" if given else quote.index_formula
    if price <= 0:
        raise refuse(
            quote,
            "index_formula",
            quote.index_formula,
            f"the price in period {period} is {price:.10g} ({words}); it must be above 0",
            "Mend the formula or the index prices",
        )
    return price, words


def money_per_currency(context: Context, quote: Quote, period: str) -> float:
    """[money / currency] Return what the quote's currency is worth. Raises `FaultError` without a rate."""
    rate = context.money(quote.currency, period)
    if rate is None:
        raise refuse(
            quote,
            "currency",
            quote.currency,
            f"no exchange rate to {context.settings.currency} in period {period}",
            "Add it to table fx",
        )
    return rate


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    """Return values without those that only differ by rounding."""
    kept: list[float] = []
    for value in values:
        if all(abs(value - other) > _SAME * abs(other) for other in kept):
            kept.append(value)
    return tuple(kept)
