"""The audit of origin, end use, consignments, terms of sale, specific duties and listings.

Cells leave China for the US and Japan within one period of 100 days and take no time.

    US, stationary   10 under Q1, bound to it: customs value 8, duty 0.034 + 0.2 borne by the seller
    US, auto_part     5 under Q2: value 10 (the dearest offer without a destination), duty 0.034
    JP                4 under Q2: value 10, freight 0.5, insurance 1: CIF 11.5; duty 2 % and 100 JPY/kg, 2
                      kg each, a yen at 0.01
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.test_audit_world import (
    P1,
    Result,
    costs_of,
    families,
    flow_of,
    judged,
    law_of,
    layer_of,
    mfn,
    model_of,
    programme,
    result_of,
    spoiled,
    without,
)

from corridor.reference.law import Law
from corridor.schema.goods import Product
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Entity, Listing, Site
from corridor.schema.results import Delivery, Purchase
from corridor.schema.supply import ExchangeRate, Offer
from corridor.tables.tables import Model

JP_RATE = mfn("JP", "8507", 0.02).model_copy(update={"specific": 100.0, "specific_unit": "kg"})
US_RATE = mfn("US", "8507", 0.034)
STATIONARY = programme("USE", "A", 0.2, date(2020, 1, 1), end_uses="stationary")
TO_US, TO_JP = ("CN_A", "US_B"), ("CN_A", "JP_C")


def sea_model(*rows: object, **terms: object) -> Model:
    """The model of this page, with more rows, and other terms of Q1."""
    bound = {"destination": "US_B", "duty_borne_by": "seller", "customs_value": 8.0, **terms}
    return model_of(
        P1,
        Site(site="CN_A", name="A", country="CN", entity="E1"),
        Site(site="US_B", name="B", country="US"),
        Site(site="JP_C", name="C", country="JP"),
        Entity(entity="E0", name="Parent", domicile="CN"),
        Entity(entity="E1", name="Maker", domicile="CN", owners="E0:0.6"),
        Product(product="CELL", name="Cell", hs="850760", mass_kg=2.0),
        Offer(offer="Q1", site="CN_A", product="CELL", unit_cost=12.0, **bound),
        Offer(offer="Q2", site="CN_A", product="CELL", unit_cost=10.0),
        Lane(from_site="CN_A", to_site="US_B", unit_cost=1.0),
        Lane(from_site="CN_A", to_site="JP_C", unit_cost=0.5, insurance=0.1, export_tax=0.05),
        Demand(site="US_B", product="CELL", end_use="stationary", quantity=10.0),
        Demand(site="US_B", product="CELL", end_use="auto_part", quantity=5.0, price=20.0),
        Demand(site="JP_C", product="CELL", quantity=4.0),
        ExchangeRate(currency="JPY", rate=0.01, as_of=date(2026, 11, 1)),
        *rows,
    )


def sea_law(*more: object) -> Law:
    """The law of this page."""
    return law_of((US_RATE, JP_RATE), (STATIONARY, *more))


def bought(offer: str, state: str, quantity: float, unit_cost: float) -> Purchase:
    """A purchase in China."""
    place = {"period": "P1", "site": "CN_A", "product": "CELL"}
    return Purchase(offer=offer, state=state, **place, quantity=quantity, cost=unit_cost * quantity)


def delivered(site: str, state: str, end_use: str, quantity: float) -> Delivery:
    """A delivery of cells."""
    return Delivery(site=site, product="CELL", state=state, period="P1", end_use=end_use, quantity=quantity)


def sea_result() -> Result:
    """The plan of this page."""
    us = {"importer": "US", "transit_days": 0.0}
    bound = flow_of(
        "CELL", "CN/stationary@Q1", TO_US, "P1", 10.0, **us, freight=10.0, end_use="stationary",
        transaction_value=8.0, customs_value=8.0,
    )  # fmt: skip
    auto = flow_of(
        "CELL", "CN/auto_part", TO_US, "P1", 5.0, **us, freight=5.0, end_use="auto_part",
        transaction_value=10.0, customs_value=10.0, duty=1.7,
    )  # fmt: skip
    jp = flow_of(
        "CELL", "CN", TO_JP, "P1", 4.0, importer="JP", freight=2.0, insurance=4.0, export_tax=2.0,
        transaction_value=10.0, customs_value=11.5, duty=8.92,
    )  # fmt: skip
    base = {"citation": "tariff US"}
    return result_of(
        bought("Q1", "CN/stationary@Q1", 10.0, 12.0),
        bought("Q2", "CN/auto_part", 5.0, 10.0),
        bought("Q2", "CN", 4.0, 10.0),
        bound,
        auto,
        jp,
        layer_of(bound, "MFN", "8507_20200101", 0.034, **base, status="borne_by_seller"),
        layer_of(bound, "USE", "A", 0.2, status="borne_by_seller"),
        layer_of(auto, "MFN", "8507_20200101", 0.034, **base),
        layer_of(jp, "MFN", "8507_20200101", 0.02, citation="tariff JP", specific=2.0, amount=8.92),
        delivered("US_B", "CN/stationary", "stationary", 10.0),
        delivered("US_B", "CN/auto_part", "auto_part", 5.0),
        delivered("JP_C", "CN", "none", 4.0),
        *costs_of(purchase=210.0, freight=17.0, insurance=4.0, export_tax=2.0, duty=10.62, revenue=-100.0),
    )


def test_the_plan_worked_out_by_hand_passes() -> None:
    """End use, terms of sale, CIF value and specific duty of the plan of this page hold."""
    assert judged(sea_model(), sea_law(), sea_result()).findings == ()


@pytest.mark.parametrize(
    ("table", "row", "cells", "family"),
    [
        ("flows", 0, {"state": "CN/stationary"}, "balance"),
        ("flows", 0, {"to_site": "JP_C", "importer": "JP"}, "states"),
        ("flows", 0, {"duty": 18.72}, "duty"),
        ("flows", 0, {"transaction_value": 12.0}, "columns"),
        ("flows", 0, {"end_use": "auto_part"}, "states"),
        ("flows", 0, {"state": "CN/hobby@Q1", "end_use": "hobby"}, "states"),
        ("purchases", 0, {"state": "CN/stationary"}, "states"),
        ("purchases", 1, {"state": "CN/auto_part@Q2"}, "states"),
        ("purchases", 2, {"state": "CN/auto_part@Q1"}, "states"),
        ("deliveries", 0, {"state": "CN/auto_part"}, "states"),
        ("deliveries", 0, {"state": "CN/stationary@Q1"}, "states"),
        ("duty_layers", 0, {"status": "applied"}, "duty"),
        ("duty_layers", 1, {"rate": 0.0}, "duty"),
        ("duty_layers", 3, {"specific": 200.0}, "duty"),
        ("duty_layers", 3, {"amount": 0.92}, "duty"),
        ("flows", 2, {"customs_value": 12.0}, "columns"),
        ("flows", 2, {"export_tax": 0.0}, "columns"),
    ],
)
def test_a_false_label_or_duty_is_caught(table: str, row: int, cells: dict[str, object], family: str) -> None:
    """Goods that stray from their terms, their end use or the law are found by the family concerned."""
    assert family in families(judged(sea_model(), sea_law(), spoiled(sea_result(), table, row, **cells)))


def test_a_use_claimed_for_less_duty_is_caught() -> None:
    """Stationary goods declared as auto parts all the way save 20 % and fail at the delivery."""
    result = sea_result()
    for table in ("purchases", "flows", "duty_layers"):
        result = spoiled(result, table, 0, state="CN/auto_part@Q1")
    result = spoiled(spoiled(result, "flows", 0, end_use="auto_part"), "deliveries", 0, state="CN/auto_part")
    result = without(result, "duty_layers", 1)
    found = [one for one in judged(sea_model(), sea_law(), result).findings if one.family == "states"]
    assert [one.message for one in found] == [
        "the demand is for end use stationary, the goods were declared for auto_part"
    ]


@pytest.mark.parametrize(
    "law",
    [
        law_of((US_RATE,), (STATIONARY,)),
        law_of((US_RATE, JP_RATE.model_copy(update={"valid_from": date(2027, 2, 1)})), (STATIONARY,)),
        law_of((US_RATE, JP_RATE.model_copy(update={"specific": 0.0})), (STATIONARY,)),
        sea_law(programme("NEW", "A", 0.1, date(2027, 4, 1))),
        sea_law(programme("SECRET", "A", 0.0, date(2027, 1, 1)).model_copy(update={"rate": None})),
        replace(sea_law(), horizon=date(2027, 2, 1)),
        replace(sea_law(), valuations={}),
    ],
    ids=[
        "no rate",
        "rate from February",
        "no specific",
        "new layer",
        "unknown rate",
        "projected",
        "no basis",
    ],
)
def test_another_law_than_the_plan_reckoned_with_is_caught(law: Law) -> None:
    """A plan made under a law that misses, adds or moves one record fails under the right one."""
    assert "duty" in families(judged(sea_model(), law, sea_result()))


@pytest.mark.parametrize(
    "model",
    [
        sea_model(duty_borne_by="buyer"),
        sea_model(customs_value=None),
        sea_model(Lane(from_site="CN_A", to_site="JP_C", product="CELL", unit_cost=0.5, insurance=0.1)),
    ],
    ids=["buyer bears the duty", "value is the price", "no export tax"],
)
def test_other_terms_than_the_plan_reckoned_with_are_caught(model: Model) -> None:
    """A plan that reckons with other terms of sale or another lane fails in its money."""
    assert {"costs", "duty", "columns"} & families(judged(model, sea_law(), sea_result()))


@pytest.mark.parametrize("listed", ["E1", "E0"])
def test_a_listed_company_is_caught(listed: str) -> None:
    """A listing on one day of the period forbids purchases and departures, of the company or its group."""
    day = date(2027, 4, 10)
    model = sea_model(Listing(entity=listed, list="UFLPA", valid_from=day, valid_to=day))
    found = [one for one in judged(model, sea_law(), sea_result()).findings if one.family == "listings"]
    assert len(found) == 6
    later = sea_model(Listing(entity=listed, list="UFLPA", valid_from=date(2027, 4, 11)))
    assert judged(later, sea_law(), sea_result()).findings == ()


def test_a_listed_producer_is_caught() -> None:
    """The producer of an offer counts like the company of the site."""
    model = sea_model(Listing(entity="E9", list="UFLPA"), Entity(entity="E9", name="P", domicile="CN"))
    assert judged(model, sea_law(), sea_result()).findings == ()
    made = sea_model(*(Listing(entity="E9", list="UFLPA"),), producer_entity="E9")
    assert families(judged(made, sea_law(), sea_result())) == {"listings"}
