"""Quotes become offers: one per quote, or one per quote and period where currency, index or lane vary."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from corridor.errors import Fault, FaultError
from corridor.quotes.context import Context
from corridor.quotes.faults import fault, refuse
from corridor.quotes.incoterms import duty_payer
from corridor.quotes.remarks import remarks
from corridor.quotes.worked import Worked, available_from, worked
from corridor.quotes.working import Working
from corridor.reference.law import Law
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Quote
from corridor.tables.tables import Model


def apply(model: Model, law: Law) -> Model:
    """Return the model with its quotes as offers beside those it states; the quotes stay.

    An offer has the code of its quote, with `_PERIOD` where it holds for one period. What was assumed on the
    way is added to the model's notes and warnings. Raises `FaultError` with the faults of all quotes.
    """
    quotes = model.tables[Quote]
    if not quotes:
        return model
    context = Context.of(model, law)
    found = worked(context, quotes)
    stated = model.tables[Offer]
    taken = {offer.offer for offer in stated}
    schedules = {offer.schedule for offer in stated}
    offers: list[Offer] = []
    faults: list[Fault] = []
    notes: list[Fault] = []
    for quote in quotes:
        try:
            made = _offers(context, quote, found)
            _clash(quote, made, taken, schedules)
        except FaultError as error:
            faults.extend(error.faults)
            continue
        taken.update(offer.offer for offer in made)
        offers.extend(made)
        notes.extend(remarks(context, quote, found))
    if faults:
        raise FaultError(faults)
    return replace(
        model,
        tables=model.tables.with_rows(Offer, (*stated, *offers)),
        faults=(*model.faults, *notes),
    )


def _offers(context: Context, quote: Quote, found: Worked) -> list[Offer]:
    """Return the offers of one quote."""
    workings = found.workings[quote.quote]
    ladder = found.ladder_of.get(quote.quote)
    try:
        return [
            _offer(context, quote, one, ladder.schedule if ladder else None, workings[0].rate, len(workings))
            for one in workings
        ]
    except ValidationError as error:
        raise FaultError(
            [
                fault(
                    quote,
                    str(one["loc"][0]) if one["loc"] else "",
                    one["input"],
                    f"the offer would not be valid: {one['msg']}",
                    "Mend the quote, or shorten its code",
                )
                for one in error.errors()
            ]
        ) from error


def _offer(context: Context, quote: Quote, one: Working, schedule: str | None, first_rate: float, offers: int) -> Offer:
    """Return the offer of one quote in one period, or in each.

    `offers` is how many offers the quote becomes: they share its tooling, at the exchange rate of the first.
    """
    suffix = "" if one.period == EACH else f"_{one.period}"
    multiple = None if quote.lot_multiple is None else quote.lot_multiple * quote.orders_per_period
    return Offer(
        offer=quote.quote + suffix,
        site=quote.site,
        product=quote.product,
        period=one.period,
        unit_cost=one.unit_cost,
        min_quantity=quote.tier_from * one.factor,
        max_quantity=None if quote.tier_to is None else quote.tier_to * one.factor,
        tooling=quote.tooling * first_rate,
        tooling_group=quote.quote if quote.tooling and offers > 1 else None,
        schedule=None if schedule is None else schedule + suffix,
        tiering="incremental" if schedule is None else "all_units",
        order_minimum=quote.moq_per_order * one.factor,
        orders_per_period=quote.orders_per_period,
        # Equal orders, each a multiple of the lot: the quantity of a period is a multiple of both.
        order_multiple=None if multiple is None else multiple * one.factor,
        available_from=available_from(context, quote),
        np_origin=quote.np_origin,
        destination=quote.destination,
        customs_value=None if quote.destination is None else one.transaction_value,
        duty_borne_by=duty_payer(quote),
        producer_entity=quote.producer_entity or quote.seller,
        source=quote.source or f"quote {quote.quote} of {quote.quoted_on.isoformat()}",
        evidence=quote.evidence,
        note=f"from quote {quote.quote}, {quote.incoterm} {quote.named_place}".rstrip(),
    )


def _clash(quote: Quote, made: list[Offer], taken: set[str], schedules: set[str | None]) -> None:
    """Raise `FaultError` where an offer or schedule of that code exists already."""
    for offer in made:
        if offer.offer in taken or (offer.schedule is not None and offer.schedule in schedules):
            raise refuse(
                quote,
                "quote",
                quote.quote,
                f"offer or schedule {offer.offer} exists already",
                "Give the quote another code, or remove the offer",
            )
