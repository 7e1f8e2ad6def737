"""The duty inside a price whose seller pays it. Unknown duty is said, never taken as 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from corridor.errors import UsageError
from corridor.law.duty import end_use_conditions, layers
from corridor.law.goods import Goods
from corridor.law.layers import is_unknown, total_rate, total_specific
from corridor.law.valuation import specific_duty
from corridor.quotes.context import Context
from corridor.quotes.incoterms import duty_payer
from corridor.schema.places import Period
from corridor.schema.supply import Quote


@dataclass(frozen=True)
class Border:
    """The import that a quote with a destination ends in."""

    importer: str
    """Customs territory entered."""
    basis: Literal["fob", "cif", ""]
    """What the importer's customs value contains; empty: not recorded."""
    seller_duty: Literal["none", "known", "unknown"]
    """Whether the seller pays duty, and whether the law data says how much."""
    rate: float
    """[1] Ad valorem duty that the seller pays."""
    specific: float
    """[money / unit] Specific duty that the seller pays."""
    explanation: str
    """Where the duty comes from, or why it is unknown."""


def border(context: Context, quote: Quote, period: Period, days: float) -> Border | None:
    """Return the import of a quote's goods that leave in `period` and travel for `days`; None: no border."""
    if quote.destination is None:
        return None
    importer = context.territory(quote.destination)
    if importer == context.territory(quote.site):
        return None
    valuation = context.law.valuations.get(importer)
    basis: Literal["fob", "cif", ""] = valuation.basis if valuation else ""
    if duty_payer(quote) == "buyer":
        return Border(importer, basis, "none", 0.0, 0.0, "the buyer pays the duty")

    def unknown(why: str) -> Border:
        return Border(importer, basis, "unknown", 0.0, 0.0, f"duty unknown, not 0: {why}")

    if valuation is None:
        return unknown(f"what the customs value of {importer} contains is not recorded (table valuations)")
    row = context.codes.find(quote.product, importer)
    code = row.code if row else context.products[quote.product].hs
    if code is None:
        return unknown(f"product {quote.product} has no HS code")
    goods = Goods(importer, code, quote.np_origin or context.sites[quote.site].country)
    begin = period.start.toordinal() + days
    end = (period.end + timedelta(days=1)).toordinal() + days
    found = layers(context.law, goods, begin, end)
    if is_unknown(found):
        return unknown("; ".join(layer.reason for layer in found if layer.status == "unknown"))
    fx = context.money(valuation.currency, period.period)
    per_kg, per_unit = total_specific(found, "kg"), total_specific(found, "unit")
    if fx is None and (per_kg or per_unit):
        return unknown(f"specific duty in {valuation.currency} and no exchange rate for it (table fx)")
    try:
        mass = context.products[quote.product].mass_kg
        specific = specific_duty(per_kg, "kg", mass, fx or 0.0, 1.0)
        specific += specific_duty(per_unit, "unit", mass, fx or 0.0, 1.0)
    except UsageError as error:
        return unknown(str(error))
    rate = total_rate(found)
    words = f"{100 * rate:.6g} % of the {basis} value" + (f" and {specific:.6g} a unit" if specific else "")
    words += f": {importer}, code {code}, origin {goods.origin}, period {period.period}"
    words += f" ({'; '.join(layer.programme for layer in found)})"
    if end_use_conditions(context.law, importer, code):
        words += "; without a declared end use, as an assumption"
    return Border(importer, basis, "known", rate, specific, words)
