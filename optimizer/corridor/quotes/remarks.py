"""What a reader of the plan should know about a quote: assumptions (notes) and probable slips (warnings)."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from corridor.errors import Fault, Severity
from corridor.quotes.context import Context
from corridor.quotes.faults import fault
from corridor.quotes.incoterms import TERMS, duty_payer
from corridor.quotes.tiers import gap_warnings
from corridor.quotes.worked import Worked, available_from
from corridor.quotes.working import Working
from corridor.schema.supply import Quote

EX_WORKS_VALUE = (
    "the customs value is the price and the charges up to the border of export, as an assumption on the safe "
    "side: a US importer may leave out inland freight that an ex-factory price does not contain "
    "(19 CFR 152.103(a)(5))"
)
"""How the customs value of goods bought ex works is read."""


def remarks(context: Context, quote: Quote, found: Worked) -> list[Fault]:
    """Return the notes and warnings of one quote."""
    ladder = found.ladder_of.get(quote.quote)
    lines = [*_terms(quote), *_time(context, quote, found.workings[quote.quote])]
    lines += gap_warnings(quote, ladder) if ladder else []
    for one in found.workings[quote.quote][:1]:
        lines += [*_lane(context, quote, one), *_value(quote, one)]
    return lines


def _note(quote: Quote, column: str, rule: str, remedy: str) -> Fault:
    return fault(quote, column, getattr(quote, column), rule, remedy, Severity.NOTE)


def _warning(quote: Quote, column: str, rule: str, remedy: str) -> Fault:
    return fault(quote, column, getattr(quote, column), rule, remedy, Severity.WARNING)


def _terms(quote: Quote) -> Iterator[Fault]:
    """Yield what does not go together in the terms of a quote."""
    terms, payer = TERMS[quote.incoterm], duty_payer(quote)
    if quote.incoterm == "DDP" and payer == "buyer":
        yield _warning(quote, "duty_borne_by", "DDP means duty paid by the seller; taken as DAP", "Write DAP")
    if quote.incoterm != "DDP" and payer == "seller":
        yield _warning(
            quote,
            "duty_borne_by",
            f"{quote.incoterm} leaves import duty to the buyer; taken as duty paid",
            "Write DDP, or let the buyer bear the duty",
        )
    if quote.importer_of_record != payer:
        rule = f"the {payer} pays the duty and the {quote.importer_of_record} enters the goods"
        remedy = f"If the {payer} enters them, write importer_of_record {payer}"
        severity = Severity.NOTE if quote.incoterm == "DDP" else Severity.WARNING
        yield fault(quote, "importer_of_record", quote.importer_of_record, rule, remedy, severity)
    for column in ("freight", "insurance"):
        if getattr(quote, column) and column not in terms.contains:
            yield _warning(
                quote,
                column,
                f"a price {quote.incoterm} contains no {column}; the figure is not used",
                "Leave it empty, or correct the incoterm",
            )
    if quote.origin_charges and terms.origin_charges == "inside":
        yield _warning(
            quote,
            "origin_charges",
            f"a price {quote.incoterm} contains them; they are not added",
            "Leave them empty, or correct the incoterm",
        )


def _time(context: Context, quote: Quote, workings: tuple[Working, ...]) -> Iterator[Fault]:
    """Yield what the dates of a quote mean for the horizon."""
    if not workings:
        yield _warning(
            quote,
            "lead_time_days",
            f"goods can be had from {available_from(context, quote)}, after the last period",
            "Lengthen the horizon, or shorten the lead time",
        )
    elif quote.valid_to < context.periods[-1].end:
        yield _note(
            quote,
            "valid_to",
            "the price is taken to hold beyond its last day, to the end of the horizon",
            "Ask for a longer validity, or plan with a scenario",
        )


def _lane(context: Context, quote: Quote, one: Working) -> Iterator[Fault]:
    """Yield what was assumed about the way of the goods."""
    lane, contains = one.lane, TERMS[quote.incoterm].contains
    if lane is None:
        if quote.site in context.taxed_sites and "export_clearance" in contains:
            yield _warning(
                quote,
                "destination",
                f"a price {quote.incoterm} contains the export tax that lanes charge again",
                "Name the destination",
            )
        return
    if "freight" not in contains:
        return
    if lane.others:
        yield _note(
            quote,
            "destination",
            f"{lane.others} other way(s) lead there; the freight is that of {lane.way}",
            "If the goods go another way, keep only that lane",
        )
    if lane.fixed_cost:
        yield _warning(
            quote,
            "destination",
            f"the plan pays the fixed cost of lane {lane.way} beside the price",
            "Keep a lane without fixed cost for goods that come carriage paid",
        )
    lane_freight = one.lane_freight * one.factor / one.rate
    if quote.freight is not None and not isclose(quote.freight, lane_freight, rel_tol=1e-9, abs_tol=1e-12):
        yield _note(
            quote,
            "freight",
            f"lane {lane.way} charges {lane_freight:.6g} {quote.currency} / {quote.per_unit}; "
            "the cost at the site is what remains after the lane's figure",
            "Bring the lane and the quote into line",
        )
    if "insurance" in contains and quote.insurance is None and lane.insurance == 0:
        yield _note(
            quote,
            "insurance",
            f"lane {lane.way} has no insurance, so none is taken out of the price",
            "Fill in insurance in table lanes, or in the quote",
        )


def _value(quote: Quote, one: Working) -> Iterator[Fault]:
    """Yield what was assumed about the customs value."""
    if one.border is not None and one.border.seller_duty == "unknown":
        yield _warning(
            quote,
            "duty_borne_by",
            f"{one.border.explanation}; the customs value is unknown",
            "Complete the duty records of the importer",
        )
    if quote.incoterm == "EXW" and quote.origin_charges:
        yield _note(quote, "origin_charges", EX_WORKS_VALUE, "For another reading fill in table offers")
    if quote.destination is None and one.payment_interest:
        yield _note(
            quote,
            "payment_days",
            "without a destination duty is taken on table values or on the unit cost, which the payment terms lower",
            "Name the destination, or fill in table values",
        )
