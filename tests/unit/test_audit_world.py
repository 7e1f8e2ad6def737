"""A small model with a plan worked out by hand; the other audit tests spoil it or build on its helpers.

Cells from China are assembled to packs in Malaysia and sold in the United States. Two periods of 100 days.

    cells   400 leave CN in P1, 10 days: 360 arrive in P1, 40 in P2
    packs   4 cells and a case each: 90 in P1, 10 in P2; half a unit of scrap each, disposed of
    to US   20 days: of 90 arrive 72 in P1 and 18 in P2; of 10 arrive 8 in P2, 2 are under way at the end
    sold    70 of 80 wanted in P1, 2 kept in stock, 28 of 28 in P2
    duty    P1 arrives 21 January to 30 April, 70 days at 10 % and 30 days at 25 %, base 3.4 %:
            0.034 + 0.07 + 0.075; P2 arrives from 1 May on: 0.034 + 0.25
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from corridor.audit import audit
from corridor.audit.verdict import Verdict
from corridor.reference.law import Law
from corridor.schema.catalog import RESULT_TABLES
from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.moving import Demand, Handling, Lane
from corridor.schema.places import Period, Site
from corridor.schema.programmes import Programme
from corridor.schema.results import (
    Closing,
    CostLine,
    Delivery,
    DutyLayer,
    Flow,
    Opening,
    Production,
    Purchase,
    Shortfall,
    StockResult,
    Use,
)
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings
from corridor.schema.supply import Offer, Stock, Value
from corridor.tables.tables import Model, Tables, frame

P1 = Period(period="P1", start=date(2027, 1, 1), end=date(2027, 4, 10))
P2 = Period(period="P2", start=date(2027, 4, 11), end=date(2027, 7, 19))

Result = dict[str, pd.DataFrame]


def model_of(*rows: Row, **settings: object) -> Model:
    """A model of rows of any tables."""
    tables = Tables()
    for row in rows:
        tables = tables.with_rows(type(row), (*tables[type(row)], row))
    given = {"name": "world", "as_of": date(2026, 11, 1), "law": "model", **settings}
    return Model(ModelSettings(**given), tables, Path("world"))


def result_of(*rows: Row) -> Result:
    """Result tables of rows; tables without rows are empty."""
    return {
        row_class.TABLE: frame(row_class, [row for row in rows if isinstance(row, row_class)])
        for row_class in RESULT_TABLES
    }


def costs_of(**amounts: float) -> tuple[CostLine, ...]:
    """Cost lines, by name without `cost_`."""
    return tuple(CostLine(line=f"cost_{name}", amount=amount) for name, amount in amounts.items())


def objective_of(result: Result) -> float:
    """The sum of the cost lines."""
    return float(result["costs"]["amount"].sum())


def judged(model: Model, law: Law, result: Result) -> Verdict:
    """The verdict on a result whose objective is the sum of its cost lines."""
    return audit(model, law, result, objective_of(result))


def families(verdict: Verdict) -> set[str]:
    """The families that found something."""
    return {finding.family for finding in verdict.findings}


def spoiled(result: Result, table: str, row: int, **cells: object) -> Result:
    """The result with some cells of one row changed."""
    changed = result[table].copy()
    for column, value in cells.items():
        changed[column] = changed[column].astype(object)
        changed.loc[row, column] = value
    return {**result, table: changed}


def without(result: Result, table: str, *rows: int) -> Result:
    """The result without some rows of a table."""
    return {**result, table: result[table].drop(index=list(rows)).reset_index(drop=True)}


def added(result: Result, *rows: Row) -> Result:
    """The result with more rows."""
    more = dict(result)
    for row in rows:
        more[row.TABLE] = pd.concat([more[row.TABLE].astype(object), frame(type(row), [row])], ignore_index=True)
    return more


def mfn(importer: str, hs: str, rate: float, start: date = date(2020, 1, 1)) -> BaseRate:
    """A base rate."""
    return BaseRate(importer=importer, hs=hs, rate=rate, valid_from=start, citation=f"tariff {importer}", evidence="B")


def programme(name: str, record: str, rate: float, start: date, **columns: object) -> Programme:
    """A US programme on goods of Chinese origin under heading 8507, unless told otherwise."""
    given = {"importer": "US", "hs": "8507", "origins": "CN", "citation": name, "evidence": "B", **columns}
    return Programme(programme=name, record=record, rate=rate, valid_from=start, **given)


def law_of(base_rates: tuple[BaseRate, ...], programmes: tuple[Programme, ...] = ()) -> Law:
    """A law with FOB valuation in the US and CIF valuation in Malaysia and Japan."""
    bases = {"US": ("fob", "USD"), "MY": ("cif", "USD"), "JP": ("cif", "JPY")}
    valuations = {
        importer: Valuation(importer=importer, basis=basis, currency=currency, citation="law", evidence="B")
        for importer, (basis, currency) in bases.items()
    }
    return Law({}, valuations, base_rates, programmes, date(2026, 11, 1), date(2028, 12, 31))


def flow_of(product: str, state: str, ends: tuple[str, str], period: str, quantity: float, **columns) -> Flow:
    """A flow by sea; columns that are not given are 0, none or empty."""
    given = {
        "np_origin": state[:2],
        "end_use": "none",
        "importer": "",
        "transaction_value": 0.0,
        "customs_value": 0.0,
        "freight": 0.0,
        "insurance": 0.0,
        "export_tax": 0.0,
        "duty": 0.0,
        "carrying": 0.0,
        "handling": 0.0,
        "distance_km": None,
        "transit_days": 0.0,
        **columns,
    }
    return Flow(
        product=product,
        state=state,
        from_site=ends[0],
        to_site=ends[1],
        mode="sea",
        route="DIRECT",
        option="MFN",
        tag="-",
        ship_period=period,
        quantity=quantity,
        **given,
    )


def layer_of(flow: Flow, name: str, record: str, rate: float, **columns) -> DutyLayer:
    """A layer of a flow, at a rate on its customs value."""
    base = flow.customs_value * flow.quantity
    given = {"status": "applied", "specific": 0.0, "base": base, "amount": base * rate, "citation": name}
    key = {column: getattr(flow, column) for column in Flow.KEY}
    return DutyLayer(**key, programme=name, record=record, rate=rate, reason="", evidence="B", **{**given, **columns})


CELLS = {"transaction_value": 10.0, "customs_value": 10.5, "importer": "MY", "transit_days": 10.0}
PACKS = {"transaction_value": 60.0, "customs_value": 60.0, "importer": "US", "transit_days": 20.0}
PORT = {"site": "US_PORT", "product": "PACK", "period": "P1"}
TO_MY, TO_US = ("CN_WORKS", "MY_PLANT"), ("MY_PLANT", "US_PORT")
LOT = {
    "site": "MY_PLANT",
    "process": "ASSEMBLE",
    "alternative": "-",
    "product": "PACK",
    "state": "CN",
    "rule_choice": "none",
    "tag": "-",
}


def world_model() -> Model:
    """The model of this page."""
    return model_of(
        P1,
        P2,
        Site(site="CN_WORKS", name="Works", country="CN"),
        Site(site="MY_PLANT", name="Plant", country="MY"),
        Site(site="US_PORT", name="Port", country="US"),
        Product(product="CELL", name="Cell", hs="850760", mass_kg=1.0),
        Product(product="CASE", name="Case", hs="392690", mass_kg=2.0),
        Product(product="PACK", name="Pack", hs="850780", mass_kg=10.0),
        Product(product="SCRAP", name="Scrap", disposal_cost=0.5),
        Offer(offer="O_CELL", site="CN_WORKS", product="CELL", unit_cost=10.0, max_quantity=500.0),
        Offer(offer="O_CASE", site="MY_PLANT", product="CASE", unit_cost=5.0),
        Process(process="ASSEMBLE"),
        RecipeLine(process="ASSEMBLE", product="CELL", role="input", quantity=4.0, essential="yes"),
        RecipeLine(process="ASSEMBLE", product="CASE", role="input", quantity=1.0),
        RecipeLine(process="ASSEMBLE", product="PACK", role="output", quantity=1.0),
        RecipeLine(process="ASSEMBLE", product="SCRAP", role="byproduct", quantity=0.5),
        Capability(site="MY_PLANT", process="ASSEMBLE", capacity=90.0, unit_cost=3.0, fixed_cost=50.0),
        Lane(from_site="CN_WORKS", to_site="MY_PLANT", unit_cost=0.5, transit_days=10.0, capacity=450.0),
        Lane(
            from_site="MY_PLANT",
            to_site="US_PORT",
            cost_per_t=100.0,
            insurance=0.01,
            transit_days=20.0,
            fixed_cost=7.0,
            min_shipment=5.0,
        ),
        Handling(site="US_PORT", product="*", capacity=80.0, unit_cost=0.2),
        Demand(site="US_PORT", product="PACK", period="P1", quantity=80.0, shortfall_penalty=100.0),
        Demand(site="US_PORT", product="PACK", period="P2", quantity=28.0, shortfall_penalty=100.0),
        Value(product="PACK", transaction_value=60.0),
        Stock(site="US_PORT", product="PACK", max_quantity=5.0, unit_cost=3.65, closing_value=40.0),
        rate_per_year=0.1,
    )


def world_law() -> Law:
    """The law of this page."""
    return law_of(
        (mfn("MY", "8507", 0.0), mfn("US", "8507", 0.034)),
        (
            programme("S301", "A", 0.10, date(2027, 1, 1), valid_to=date(2027, 3, 31)),
            programme("S301", "B", 0.25, date(2027, 4, 1)),
        ),
    )


def lot_rows(period: str, packs: float) -> list[Row]:
    """A lot of packs with its inputs."""
    use = {**LOT, "period": period, "value_class": "-"}
    return [
        Production(**LOT, period=period, quantity=packs, cost=3.0 * packs),
        Use(**use, input="CELL", input_state="CN", quantity=4.0 * packs),
        Use(**use, input="CASE", input_state="MY", quantity=packs),
        Purchase(
            offer="O_CASE",
            state="MY",
            period=period,
            site="MY_PLANT",
            product="CASE",
            quantity=packs,
            cost=5.0 * packs,
        ),
        StockResult(
            site="MY_PLANT",
            product="SCRAP",
            state="CN",
            period=period,
            quantity=0.0,
            disposed=0.5 * packs,
            cost=0.25 * packs,
        ),
    ]


def pack_flow(period: str, packs: float, duty: float, handling: float) -> Flow:
    """Packs on their way to the US."""
    capital = packs * 60.0 * 0.1 * 20.0 / 365.0
    money = {"freight": packs, "insurance": 0.6 * packs, "carrying": capital, "duty": duty, "handling": handling}
    return flow_of("PACK", "CN", TO_US, period, packs, **PACKS, **money)


def world_result() -> Result:
    """The plan of this page."""
    cells = flow_of(
        "CELL", "CN", TO_MY, "P1", 400.0, **CELLS, freight=200.0, carrying=400.0 * 10.0 * 0.1 * 10.0 / 365.0
    )
    first, second = pack_flow("P1", 90.0, 966.6, 18.0), pack_flow("P2", 10.0, 170.4, 1.6)
    opening = {"kind": "capability", "subject": "MY_PLANT:ASSEMBLE", "open": 1, "opened": 0, "closed": 0}
    lane = {
        "kind": "lane",
        "subject": "MY_PLANT>US_PORT:sea:DIRECT:PACK",
        "open": 1,
        "opened": 0,
        "closed": 0,
    }
    return result_of(
        cells,
        first,
        second,
        layer_of(cells, "MFN", "8507_20200101", 0.0, citation="tariff MY"),
        layer_of(first, "MFN", "8507_20200101", 0.034, citation="tariff US"),
        layer_of(first, "S301", "A", 0.07),
        layer_of(first, "S301", "B", 0.075),
        layer_of(second, "MFN", "8507_20200101", 0.034, citation="tariff US"),
        layer_of(second, "S301", "B", 0.25),
        Purchase(
            offer="O_CELL", state="CN", period="P1", site="CN_WORKS", product="CELL", quantity=400.0, cost=4e3
        ),
        *lot_rows("P1", 90.0),
        *lot_rows("P2", 10.0),
        StockResult(
            **PORT, state="CN", quantity=2.0, disposed=0.0, cost=1930.0 / 365.0
        ),
        Closing(site="US_PORT", product="PACK", quantity=2.0, value=40.0),
        Delivery(site="US_PORT", product="PACK", state="CN", period="P1", end_use="none", quantity=70.0),
        Delivery(site="US_PORT", product="PACK", state="CN", period="P2", end_use="none", quantity=28.0),
        Shortfall(
            **PORT, end_use="none", demanded=80.0, quantity=10.0, cost=1000.0
        ),
        *(Opening(**opening, window=period, cost=50.0) for period in ("P1", "P2")),
        *(Opening(**lane, window=period, cost=7.0) for period in ("P1", "P2")),
        *costs_of(
            purchase=4500.0, purchase_fixed=0.0, conversion=300.0, opening=100.0, freight=300.0,
            lane_fixed=14.0, insurance=60.0, export_tax=0.0, duty=1137.0, handling=19.6,
            carrying=16000.0 / 365.0, stock=1930.0 / 365.0, disposal=25.0, shortfall=1000.0,
            limit=0.0, revenue=0.0, closing=-80.0,
        ),
    )  # fmt: skip


def test_the_plan_worked_out_by_hand_passes() -> None:
    """The plan of this page holds every constraint and its cost lines are what the tables give."""
    verdict = judged(world_model(), world_law(), world_result())
    assert verdict.findings == ()
    assert verdict.passed
    assert verdict.rows_checked > 60
    assert verdict.worst < 1e-6


@pytest.mark.parametrize("objective_off", [1e-4, -1e-4, float("nan"), float("inf")])
def test_a_wrong_objective_fails(objective_off: float) -> None:
    """The cost lines must add up to the objective that the solver reports."""
    result = world_result()
    verdict = audit(world_model(), world_law(), result, objective_of(result) + objective_off)
    assert "costs" in families(verdict)
