"""The audit of limits: totals, shares and counts, hard and priced, by attribute and window.

In each of two periods of 100 days a shop buys 60 from CN, 30 from TH and 10 from KR; prices are 1, 2 and 4,
so that the values of the purchases are 60, 60 and 40.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.unit.test_audit_world import (
    P1,
    P2,
    Result,
    added,
    costs_of,
    families,
    flow_of,
    judged,
    law_of,
    layer_of,
    mfn,
    model_of,
    result_of,
    without,
)

from corridor.schema.goods import Product
from corridor.schema.moving import Demand, Lane, Limit
from corridor.schema.places import Entity, Site
from corridor.schema.results import Delivery, LimitResult, Opening, Purchase
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

LAW = law_of((mfn("US", "8507", 0.1),))
SELLERS = {"CN": (60.0, 1.0), "TH": (30.0, 2.0), "KR": (10.0, 4.0)}
WHOLE = {"within": "purchases", "form": "share"}


def shop_model(**columns: object) -> Model:
    """The model of this page with one limit."""
    return model_of(
        P1,
        P2,
        Site(site="SHOP", name="Shop", country="US"),
        *(Site(site=f"{code}_A", name=code, country=code, entity=f"E_{code}") for code in SELLERS),
        Entity(entity="E_CN", name="CN", domicile="CN"),
        Entity(entity="E_TH", name="TH", domicile="TH", owners="E_CN:0.51"),
        Entity(entity="E_KR", name="KR", domicile="KR"),
        Product(product="CELL", name="Cell", hs="850760", mass_kg=500.0, group="CELLS"),
        *(
            Offer(offer=f"O_{code}", site=f"{code}_A", product="CELL", unit_cost=price)
            for code, (_, price) in SELLERS.items()
        ),
        *(Lane(from_site=f"{code}_A", to_site="SHOP", unit_cost=3.0) for code in SELLERS),
        Demand(site="SHOP", product="CELL", quantity=100.0),
        Limit(limit="RULE", **{"of": "purchases", **columns}),
    )


def shop_result(*rows: LimitResult | Opening, priced: float = 0.0) -> Result:
    """The plan of this page with what it says about the limit."""
    flows = [
        flow_of(
            "CELL", code, (f"{code}_A", "SHOP"), period, quantity, importer="US", freight=3.0 * quantity,
            transaction_value=price, customs_value=price, duty=0.1 * price * quantity,
        )
        for code, (quantity, price) in SELLERS.items()
        for period in ("P1", "P2")
    ]  # fmt: skip
    return result_of(
        *flows,
        *(layer_of(flow, "MFN", "8507_20200101", 0.1, citation="tariff US") for flow in flows),
        *(
            Purchase(
                offer=f"O_{flow.state}", state=flow.state, period=flow.ship_period, site=flow.from_site,
                product="CELL", quantity=flow.quantity, cost=flow.transaction_value * flow.quantity,
            )
            for flow in flows
        ),
        *(
            Delivery(
                site="SHOP", product="CELL", state=flow.state, period=flow.ship_period, end_use="none",
                quantity=flow.quantity,
            )
            for flow in flows
        ),
        *rows,
        *costs_of(purchase=320.0, freight=600.0, duty=32.0, limit=priced),
    )  # fmt: skip


def stands(value: float, window: str = "P1", attribute: str = "", **columns: object) -> LimitResult:
    """What a plan says about the limit."""
    given = {"lower": None, "upper": None, "excess": 0.0, "cost": 0.0, **columns}
    return LimitResult(limit="RULE", attribute=attribute, window=window, value=value, **given)


@pytest.mark.parametrize(
    ("columns", "fits"),
    [
        ({"of": "purchases[np_origin=CN]", "upper": 60.0}, True),
        ({"of": "purchases[np_origin=CN]", "upper": 59.9}, False),
        ({"of": "purchases[np_origin!=CN]", "lower": 40.0}, True),
        ({"of": "purchases[np_origin!=CN]", "lower": 40.1}, False),
        ({"of": "flows[from_country=CN|TH, group=CELLS]", "upper": 90.0}, True),
        ({"of": "flows[from_country=CN|TH, group=CELLS]", "upper": 89.9}, False),
        ({"of": "flows[to_country=US]", "measure": "mass", "upper": 50.0}, True),
        ({"of": "flows[to_country=US]", "measure": "mass", "upper": 49.9}, False),
        ({"of": "flows[from_site=KR_A]", "measure": "value", "upper": 40.0}, True),
        ({"of": "flows[from_site=KR_A]", "measure": "value", "upper": 39.9}, False),
        ({"of": "flows[from_site=KR_A]", "measure": "cost", "upper": 34.0}, True),
        ({"of": "flows[from_site=KR_A]", "measure": "cost", "upper": 33.9}, False),
        ({"measure": "cost", "upper": 160.0}, True),
        ({"measure": "cost", "upper": 159.9}, False),
        ({"of": "deliveries[site=SHOP]", "per": "horizon", "upper": 200.0}, True),
        ({"of": "deliveries[site=SHOP]", "per": "horizon", "upper": 199.9}, False),
        ({"of": "deliveries", "per": "year", "upper": 365.0}, True),
        ({"of": "deliveries", "per": "year", "upper": 364.0}, False),
        ({"of": "purchases[product=CELL, owner=CN]", "upper": 0.9, **WHOLE}, True),
        ({"of": "purchases[product=CELL, owner=CN]", "upper": 0.89, **WHOLE}, False),
        ({"of": "purchases[offer=O_KR]", "measure": "value", "lower": 0.25, **WHOLE}, True),
        ({"of": "purchases[offer=O_KR]", "measure": "value", "lower": 0.26, **WHOLE}, False),
        ({"attribute_by": "np_origin", "upper": 0.6, **WHOLE}, True),
        ({"attribute_by": "np_origin", "upper": 0.59, **WHOLE}, False),
        ({"attribute_by": "owner", "upper": 0.9, **WHOLE}, True),
        ({"attribute_by": "owner", "upper": 0.6, **WHOLE}, False),
        ({"attribute_by": "site", "upper": 60.0}, True),
        ({"attribute_by": "from_country", "lower": 10.0}, True),
        ({"attribute_by": "from_country", "lower": 10.1}, False),
        ({"of": "stocks", "lower": 1.0}, False),
        ({"of": "production", "upper": 0.0}, True),
        ({"of": "purchases[colour=red]", "upper": 1.0}, False),
    ],
)
def test_a_limit_holds_or_is_exceeded(columns: dict[str, object], fits: bool) -> None:
    """A bound that is just reached passes; one just missed is found, whether the plan speaks of it or not."""
    found = families(judged(shop_model(**columns), LAW, shop_result()))
    assert found == (set() if fits else {"limits"})


SOFT: Mapping[str, object] = {"of": "purchases[np_origin=CN]", "upper": 50.0, "price": 2.0}
OVER = {"upper": 50.0, "excess": 10.0, "cost": 20.0}


def test_a_priced_limit_gives_way_at_its_price() -> None:
    """Ten units above a soft limit cost their price in each period."""
    result = shop_result(stands(60.0, "P1", **OVER), stands(60.0, "P2", **OVER), priced=40.0)
    assert judged(shop_model(**SOFT), LAW, result).findings == ()


@pytest.mark.parametrize(
    ("row", "family"),
    [
        (stands(60.0, **{**OVER, "excess": 0.0, "cost": 0.0}), "limits"),
        (stands(60.0, **{**OVER, "excess": 9.9}), "limits"),
        (stands(60.0, **{**OVER, "cost": 0.0}), "columns"),
        (stands(50.0, **OVER), "columns"),
        (stands(60.0, **{**OVER, "upper": 60.0}), "columns"),
        (stands(60.0, attribute="CN", **OVER), "limits"),
        (stands(60.0, "HORIZON", **OVER), "limits"),
    ],
)
def test_a_priced_limit_told_wrongly_is_caught(row: LimitResult, family: str) -> None:
    """Excess, cost, value, bound, attribute and window of a limit must be what they are."""
    result = shop_result(row, stands(60.0, "P2", **OVER), priced=40.0)
    assert family in families(judged(shop_model(**SOFT), LAW, result))


def test_a_priced_share_counts_its_excess_in_the_measure() -> None:
    """60 of 100 against 50 % is an excess of 10 units, and the value shown is the share."""
    model = shop_model(of="purchases[np_origin=CN]", upper=0.5, price=2.0, **WHOLE)
    over = {**OVER, "upper": 0.5}
    result = shop_result(stands(0.6, "P1", **over), stands(0.6, "P2", **over), priced=40.0)
    assert judged(model, LAW, result).findings == ()
    wrong = shop_result(stands(0.61, "P1", **over), stands(0.6, "P2", **over), priced=40.0)
    assert families(judged(model, LAW, wrong)) == {"columns"}


def test_a_soft_limit_that_is_not_priced_in_the_costs_is_caught() -> None:
    """The cost line carries the price of every excess."""
    result = shop_result(stands(60.0, "P1", **OVER), stands(60.0, "P2", **OVER), priced=20.0)
    assert families(judged(shop_model(**SOFT), LAW, result)) == {"costs"}


def test_a_limit_without_price_cannot_give_way() -> None:
    """An excess of a hard limit is no excuse."""
    model = shop_model(of="purchases[np_origin=CN]", upper=50.0, per="horizon")
    result = shop_result(stands(120.0, "HORIZON", upper=50.0, excess=70.0))
    assert families(judged(model, LAW, result)) == {"limits"}


def counted(*sites: str, closed: tuple[str, ...] = ()) -> list[Opening]:
    """Which sites the plan counts."""
    shown = {"kind": "count", "window": "HORIZON", "opened": 0, "closed": 0, "cost": 0.0}
    return [Opening(subject=f"RULE::{site}", open=int(site in sites), **shown) for site in (*sites, *closed)]


@pytest.mark.parametrize(
    ("columns", "openings", "fits"),
    [
        ({"upper": 3.0}, counted("CN_A", "TH_A", "KR_A"), True),
        ({"upper": 2.0}, counted("CN_A", "TH_A", "KR_A"), False),
        ({"upper": 2.0}, counted("CN_A", "TH_A", closed=("KR_A",)), False),
        ({"upper": 2.0, "threshold": 30.0}, counted("CN_A", "TH_A", closed=("KR_A",)), True),
        ({"lower": 2.0, "threshold": 60.0}, counted("CN_A", "TH_A", closed=("KR_A",)), True),
        ({"lower": 2.0, "threshold": 61.0}, counted("CN_A", "TH_A", closed=("KR_A",)), False),
        ({"lower": 3.0, "threshold": 1.0}, counted("CN_A", "TH_A", closed=("KR_A",)), False),
        ({"lower": 1.0}, counted("CN_A", closed=("TH_A", "KR_A")), True),
        ({"lower": 4.0}, counted("CN_A", "TH_A", "KR_A", "SHOP"), False),
    ],
)
def test_a_count_holds_or_is_missed(columns: dict[str, object], openings: list[Opening], fits: bool) -> None:
    """Sites count with what they carry over the window, and only so many may or must."""
    model = shop_model(measure="sites", form="count", per="horizon", **columns)
    found = families(judged(model, LAW, shop_result(*openings)))
    assert found == (set() if fits else {"limits"})


def test_a_site_that_nobody_decided_to_count_is_caught() -> None:
    """Without its row in table openings a site that carries something is a finding."""
    model = shop_model(measure="sites", form="count", per="horizon", upper=3.0)
    result = without(shop_result(*counted("CN_A", "TH_A", "KR_A")), "openings", 2)
    assert families(judged(model, LAW, result)) == {"openings", "limits"}
    assert families(judged(model, LAW, added(result, *counted("KR_A")))) == set()
