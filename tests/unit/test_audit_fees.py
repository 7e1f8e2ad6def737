"""The audit of fees on entries: an honest plan passes, and every figure of a fee that is changed is caught.

100 parts at 100 go from Korea to the United States by sea in tens, and arrive from 25 September to 4 October. An entry
is worth 1,000: 0.3464 % is 3.46, raised to 33.58 on six of the ten days and to 34.58 on four; 0.125 % has no least.

    MPF OLD  0.6 x 33.58 / 10 x 100 = 201.48
    MPF NEW  0.4 x 34.58 / 10 x 100 = 138.32
    HMF      0.125 x 100            =  12.50
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.test_audit_world import (
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
    spoiled,
    without,
)

from corridor.reference.law import Law
from corridor.schema.border import Fee
from corridor.schema.goods import Product
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Period, Site
from corridor.schema.results import Delivery, FeeLayerResult, Flow, Purchase
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate, Offer
from corridor.tables.tables import Model

RECORD = {"importer": "US", "kind": "charge", "valid_from": date(2024, 10, 1), "citation": "law", "evidence": "C"}
OLD = Fee(fee="MPF", record="OLD", rate=0.003464, least=33.58, most=651.5, valid_to=date(2026, 9, 30), **RECORD)
NEW = Fee(
    fee="MPF", record="NEW", rate=0.003464, least=34.58, most=670.86, **{**RECORD, "valid_from": date(2026, 10, 1)}
)
HMF = Fee(fee="HMF", record="VESSEL", rate=0.00125, where="mode=sea", **RECORD)

WAY = {"importer": "US", "transaction_value": 100.0, "customs_value": 100.0}
FLOW = flow_of("PART", "KR", ("SELLER", "BUYER"), "T1", 100.0, fees=352.3, **WAY)


def parts(*more: Row, size: float | None = 10.0, **settings: object) -> Model:
    """The model of this page."""
    return model_of(
        Period(period="T1", start=date(2026, 9, 25), end=date(2026, 10, 4)),
        Site(site="SELLER", name="Seller", country="KR"),
        Site(site="BUYER", name="Buyer", country="US"),
        Product(product="PART", name="Part", hs="850760"),
        Offer(offer="O", site="SELLER", product="PART", unit_cost=100.0),
        Lane(from_site="SELLER", to_site="BUYER", shipment_size=size),
        Demand(site="BUYER", product="PART", quantity=100.0),
        *more,
        **settings,
    )


def law(*fees: Fee) -> Law:
    """A law without duty on the parts, and these fees; none given: those of this page."""
    return replace(law_of((mfn("US", "8507", 0.0),)), fees=fees or (OLD, NEW, HMF))


def layer(record: Fee, share: float, amount: float, flow: Flow = FLOW, **columns: object) -> FeeLayerResult:
    """A row of fees, with least and largest amount as the record has them."""
    key = {column: getattr(flow, column) for column in Flow.KEY}
    given = {"status": "applied", "entry_size": 10.0, "least": record.least, "most": record.most}
    figures = {"window_share": share, "base": share * 10_000, "rate": record.rate, "amount": amount}
    told = {"fee": record.fee, "record": record.record, "citation": record.citation, "evidence": record.evidence}
    return FeeLayerResult(**{**key, **told, **given, **figures, "reason": "", **columns})


def plan(flow: Flow, *layers: FeeLayerResult) -> Result:
    """The plan of this page, with a flow and its fees."""
    bought = Purchase(offer="O", state="KR", period="T1", site="SELLER", product="PART", quantity=100.0, cost=10_000.0)
    sold = Delivery(site="BUYER", product="PART", state="KR", period="T1", end_use="none", quantity=100.0)
    duty = layer_of(flow, "MFN", "8507_20200101", 0.0, citation="tariff US")
    costs = costs_of(purchase=10_000.0, fees=flow.fees)
    return result_of(flow, duty, bought, sold, *layers, *costs)


def honest() -> Result:
    """The plan of this page."""
    return plan(FLOW, layer(OLD, 0.6, 201.48), layer(NEW, 0.4, 138.32), layer(HMF, 1.0, 12.5))


def test_the_plan_worked_by_hand_passes():
    """Both years of the processing fee by their share of the window, and the harbor fee."""
    assert judged(parts(), law(), honest()).findings == ()


CHANGES: dict[str, Callable[[Result], Result]] = {
    "fee of the flow": lambda plan: spoiled(plan, "flows", 0, fees=352.31),
    "fees left out of the flow": lambda plan: spoiled(plan, "flows", 0, fees=0.0),
    "share of the window": lambda plan: spoiled(plan, "fee_layers", 0, window_share=0.5),
    "size of an entry": lambda plan: spoiled(plan, "fee_layers", 0, entry_size=20.0),
    "no size": lambda plan: spoiled(plan, "fee_layers", 0, entry_size=None),
    "rate": lambda plan: spoiled(plan, "fee_layers", 0, rate=0.0035),
    "least": lambda plan: spoiled(plan, "fee_layers", 0, least=34.58),
    "most": lambda plan: spoiled(plan, "fee_layers", 1, most=None),
    "base": lambda plan: spoiled(plan, "fee_layers", 1, base=10_000.0),
    "amount": lambda plan: spoiled(plan, "fee_layers", 2, amount=12.51),
    "status": lambda plan: spoiled(plan, "fee_layers", 2, status="switched_off"),
    "citation": lambda plan: spoiled(plan, "fee_layers", 2, citation="hearsay"),
    "evidence": lambda plan: spoiled(plan, "fee_layers", 2, evidence="A"),
    "record left out": lambda plan: without(plan, "fee_layers", 1),
    "record that does not decide": lambda plan: spoiled(plan, "fee_layers", 1, record="OLDER"),
    "fee of no flow": lambda plan: spoiled(plan, "fee_layers", 1, mode="air"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_caught(change: str):
    """Each figure of a fee, and each row, is judged by family `fees`."""
    assert "fees" in families(judged(parts(), law(), CHANGES[change](honest())))


def test_the_cost_line_is_recomputed():
    """Fees that are in the flow and not in the cost table make the cost line wrong."""
    rows = honest()
    line = int(rows["costs"].index[rows["costs"]["line"] == "cost_fees"][0])
    assert families(judged(parts(), law(), spoiled(rows, "costs", line, amount=0.0))) == {"costs"}


def test_without_a_size_the_rate_alone_counts():
    """0.3464 + 0.125 on 100, and neither least nor largest amount."""
    flow = FLOW.model_copy(update={"fees": 47.14})
    bare = {"entry_size": None, "least": 0.0, "most": None}
    rows = (layer(OLD, 0.6, 20.784, **bare), layer(NEW, 0.4, 13.856, **bare), layer(HMF, 1.0, 12.5, **bare))
    assert judged(parts(size=None), law(), plan(flow, *rows)).findings == ()


def test_amounts_are_turned_by_the_rate_of_the_period_and_must_have_one():
    """In thousands of EUR at 0.5 a dollar, least 33.58 USD is 0.01679; without a row of fx nothing is known."""
    rate = ExchangeRate(currency="USD", rate=0.5, as_of=date(2026, 9, 1))
    record = OLD.model_copy(update={"valid_to": None})
    flow = FLOW.model_copy(update={"fees": 100 * 0.01679 / 10, "transaction_value": 0.05, "customs_value": 0.05})
    money = {"least": 0.01679, "most": 0.32575, "base": 5.0}
    found = plan(flow, layer(record, 1.0, flow.fees, **money))
    found["purchases"]["cost"] = 5.0
    found["costs"].loc[0, "amount"] = 5.0
    found["duty_layers"]["base"] = 5.0
    cheap = Offer(offer="O", site="SELLER", product="PART", unit_cost=0.05)
    for fx, caught in ((rate,), set()), ((), {"fees", "costs"}):
        model = parts(*fx, currency="EUR", money_unit=1000.0)
        model = replace(model, tables=model.tables.with_rows(Offer, (cheap,)))
        assert families(judged(model, law(record), found)) == caught


def test_a_record_beyond_the_horizon_is_projected():
    """The law knows what is to come until the end of September: the new amounts are a projection."""
    known = replace(law(), horizon=date(2026, 9, 30))
    duty = {"duty_layers": honest()["duty_layers"].assign(status="projected")}
    assert "fees" in families(judged(parts(), known, {**honest(), **duty}))
    told = spoiled(spoiled(honest(), "fee_layers", 1, status="projected"), "fee_layers", 2, status="projected")
    assert judged(parts(), known, {**told, **duty}).findings == ()


def test_an_exemption_is_listed_and_pays_nothing():
    """Goods by sea are exempt by a record of the fee: a row of 0, and none is not enough."""
    exempt = Fee(fee="MPF", record="SEA", where="mode=sea", **{**RECORD, "kind": "exempt"})
    flow = FLOW.model_copy(update={"fees": 0.0})
    row = layer(exempt, 1.0, 0.0, status="switched_off", least=0.0, most=None)
    assert judged(parts(), law(OLD, NEW, exempt), plan(flow, row)).findings == ()
    assert families(judged(parts(), law(OLD, NEW, exempt), plan(flow))) == {"fees"}


def test_doubled_rows_are_refused():
    """A record decides once."""
    assert "keys" in families(judged(parts(), law(), added(honest(), layer(HMF, 1.0, 12.5))))
