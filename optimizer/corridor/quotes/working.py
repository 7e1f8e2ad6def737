"""One quote worked out for one period: what the price contains, what remains to be paid at the site.

With P the price, F and i the lane's freight and insurance share, v the transaction value, tau and s the duty
that the seller pays (ad valorem and per unit), all per unit of the product:

    price           P + origin charges = v + freight inside + insurance inside + duty inside
    insurance       i v, unless the quote names its own
    duty, fob       tau v + s
    duty, cif       tau (v + freight + insurance) + s

which is linear in v. The network charges the lane's freight, insurance and export tax when goods move, so

    unit_cost = P + origin charges - F - i v - export tax - interest of the payment terms

takes out exactly what the price contains and the lane charges again. A US value leaves out the duty inside a
price (19 USC 1401a(b)(3)(B)) and international freight and insurance (1401a(b)(4)(A)). Where a quote names
other freight than the lane, v follows the quote for a fob importer (its actual cost is left out) and the lane
for a cif importer, so that there the plan's customs value is the CIF price.
"""

from __future__ import annotations

from dataclasses import dataclass

from corridor.quotes.context import Context
from corridor.quotes.conversion import money_per_currency, quoted_price, units_per_quoted_unit
from corridor.quotes.duty import Border, border
from corridor.quotes.faults import refuse
from corridor.quotes.incoterms import TERMS, Terms, duty_payer
from corridor.quotes.lane_charges import LaneCharges, lane_charges
from corridor.schema.places import Period
from corridor.schema.supply import Quote
from corridor.units import DAYS_PER_YEAR


@dataclass(frozen=True)
class Working:
    """A quote in one period. Amounts in money per unit of the product unless stated otherwise."""

    period: str
    """Period, or `*`: the same in each."""
    quoted: float
    """[currency / per_unit] Price as quoted, or as the index formula gives it."""
    quoted_words: str
    rate: float
    """[money / currency]"""
    factor: float
    """[product unit / per_unit]"""
    price: float
    origin_charges: float
    freight: float
    """International freight inside the price, as the transaction value leaves it out."""
    insurance: float | None
    """Insurance inside the price; None: unknown, as the transaction value is."""
    duty: float | None
    """Import duty inside the price; None: unknown."""
    transaction_value: float | None
    """Price of the goods without international freight, insurance and import duty; None: unknown."""
    lane: LaneCharges | None
    border: Border | None
    lane_freight: float
    """Freight that the lane charges and the price contains."""
    lane_insurance: float
    """Insurance that the lane charges and the price contains."""
    export_tax: float
    """Export tax that the lane charges and the price contains."""
    payment_interest: float
    """Interest won by paying later."""
    unit_cost: float

    @property
    def lane_value(self) -> float:
        """[money / unit] Value that the lane's insurance and export tax are charged on."""
        return self.unit_cost if self.transaction_value is None else self.transaction_value


def work(context: Context, quote: Quote, period: Period, duty_as_of: Border | None) -> Working:
    """Return a quote worked out for one period; `duty_as_of` is the import that fixes the seller's duty.

    Raises `FaultError` where a figure is missing or the price does not cover what it contains.
    """
    terms = TERMS[quote.incoterm]
    factor = units_per_quoted_unit(context, quote)
    rate = money_per_currency(context, quote, period.period)
    quoted, words = quoted_price(context, quote, period.period)
    price = quoted * rate / factor
    lane = lane_charges(context, quote, period.period, price)
    _check(quote, period, lane)
    charges = quote.origin_charges if terms.origin_charges == "on_top" else None
    base = price + (charges or 0.0) * rate / factor
    interest = price * context.settings.rate_per_year * quote.payment_days / DAYS_PER_YEAR
    parts = _value(quote, terms, lane, duty_as_of, base, rate / factor)
    freight = (lane.freight + _demurrage(quote, lane)) if lane and "freight" in terms.contains else 0.0
    insured = lane.insurance if lane and "insurance" in terms.contains else 0.0
    taxed = lane.export_tax if lane and "export_clearance" in terms.contains else 0.0
    # Without a known value the network insures and taxes the unit cost itself: solve for it.
    value = (base - freight - interest) / (1.0 + insured + taxed) if parts.value is None else parts.value
    if value <= 0:
        raise refuse(
            quote,
            "price",
            f"{quoted:.10g} {quote.currency} / {quote.per_unit}",
            f"nothing of the price {quote.incoterm} is left for the goods in period {period.period} once "
            f"what it contains is taken out (lane {lane.way if lane else '-'}): value {value:.10g} a unit",
            "Compare price, unit, freight, insurance and duty",
        )
    return Working(
        period=period.period,
        quoted=quoted,
        quoted_words=words,
        rate=rate,
        factor=factor,
        price=price,
        origin_charges=base - price,
        freight=parts.freight,
        insurance=parts.insurance,
        duty=parts.duty,
        transaction_value=parts.value,
        lane=lane,
        border=duty_as_of,
        lane_freight=freight,
        lane_insurance=insured * value,
        export_tax=taxed * value,
        payment_interest=interest,
        unit_cost=base - freight - (insured + taxed) * value - interest,
    )


def importing(context: Context, quote: Quote, period: Period) -> Border | None:
    """Return the import of goods that leave in `period`, with the seller's duty. Raises `FaultError`."""
    price, _ = quoted_price(context, quote, period.period)
    price *= money_per_currency(context, quote, period.period) / units_per_quoted_unit(context, quote)
    lane = lane_charges(context, quote, period.period, price)
    return border(context, quote, period, lane.days if lane else 0.0)


@dataclass(frozen=True)
class _Parts:
    """What the price is made of [money / unit]; None: unknown."""

    value: float | None
    freight: float
    insurance: float | None
    duty: float | None


def _value(
    quote: Quote, terms: Terms, lane: LaneCharges | None, entry: Border | None, base: float, scale: float
) -> _Parts:
    """Solve the price equation of the module for the transaction value.

    `scale` turns [currency / per_unit] into [money / unit].
    """
    follows_quote = entry is None or entry.basis != "cif"
    own_freight = quote.freight if follows_quote else None
    own_insurance = quote.insurance if follows_quote else None
    carriage = lane.freight + _demurrage(quote, lane) if lane else 0.0
    if own_freight is not None and "freight" in terms.contains:
        carriage = own_freight * scale
    share = lane.insurance if lane else 0.0
    fixed = 0.0
    if own_insurance is not None and "insurance" in terms.contains:
        share, fixed = 0.0, own_insurance * scale
    freight = carriage if "freight" in terms.contains else 0.0
    insured, insured_fixed = (share, fixed) if "insurance" in terms.contains else (0.0, 0.0)
    if entry is not None and entry.seller_duty == "unknown":
        return _Parts(None, freight, None, None)
    rate, specific = (entry.rate, entry.specific) if entry else (0.0, 0.0)
    cif = entry is not None and entry.basis == "cif"
    slope = rate * (1.0 + share) if cif else rate
    constant = specific + (rate * (carriage + fixed) if cif else 0.0)
    value = (base - freight - insured_fixed - constant) / (1.0 + insured + slope)
    return _Parts(value, freight, insured * value + insured_fixed, slope * value + constant)


def _demurrage(quote: Quote, lane: LaneCharges) -> float:
    """[money / unit] Inspections at import are at the risk of whoever enters the goods duty paid."""
    return lane.demurrage if duty_payer(quote) == "seller" else 0.0


def _check(quote: Quote, period: Period, lane: LaneCharges | None) -> None:
    """Raise `FaultError` where the incoterm needs a figure that is not there."""
    needs_lane = "freight" in TERMS[quote.incoterm].contains or duty_payer(quote) == "seller"
    if needs_lane and quote.destination is None:
        raise refuse(quote, "destination", None, f"a price {quote.incoterm} holds for one destination", "Name the site")
    if needs_lane and lane is None:
        raise refuse(
            quote,
            "destination",
            quote.destination,
            f"no lane from {quote.site} to {quote.destination} in period {period.period}, so what of the "
            f"price {quote.incoterm} is freight is unknown",
            "Add the lane to table lanes",
        )
    if quote.incoterm == "EXW" and quote.origin_charges is None:
        raise refuse(
            quote,
            "origin_charges",
            None,
            "a price EXW leaves out pick-up and export clearance",
            "Give them, or 0 if there are none",
        )
