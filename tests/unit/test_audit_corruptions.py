"""Every corruption of an honest plan is caught, and by the family it belongs to."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest
from tests.unit.test_audit_world import (
    CELLS,
    LOT,
    TO_MY,
    Result,
    added,
    flow_of,
    objective_of,
    spoiled,
    without,
    world_law,
    world_model,
    world_result,
)

from corridor.audit import FAMILIES, audit
from corridor.schema.results import (
    Closing,
    CostLine,
    Opening,
    OrderLots,
    Production,
    Purchase,
    StockResult,
)

Spoil = Callable[[Result], Result]


def cell(table: str, row: int, **cells: object) -> Spoil:
    """Change cells of a row."""
    return lambda result: spoiled(result, table, row, **cells)


def scaled(table: str, row: int, column: str, factor: float) -> Spoil:
    """Multiply a cell."""
    return lambda result: spoiled(result, table, row, **{column: result[table].loc[row, column] * factor})


def moved(table: str, row: int, column: str, by: float) -> Spoil:
    """Add to a cell."""
    return lambda result: spoiled(result, table, row, **{column: result[table].loc[row, column] + by})


def dropped(table: str, *rows: int) -> Spoil:
    """Leave rows out."""
    return lambda result: without(result, table, *rows)


def doubled(table: str, row: int) -> Spoil:
    """Write a row twice."""
    return lambda result: {
        **result,
        table: pd.concat([result[table], result[table].loc[[row]]], ignore_index=True),
    }


def lost(table: str) -> Spoil:
    """Leave a table out."""
    return lambda result: {name: rows for name, rows in result.items() if name != table}


def more(*rows) -> Spoil:
    """Add rows."""
    return lambda result: added(result, *rows)


def claims_malaysia(result: Result) -> Result:
    """Label the packs Malaysian from the plant to the customer, in every table."""
    changed = dict(result)
    for table in ("production", "uses", "flows", "duty_layers", "deliveries", "stocks"):
        rows = result[table].copy()
        rows.loc[rows["product"] == "PACK", "state"] = "MY"
        rows.loc[rows["product"] == "SCRAP", "state"] = "MY"
        if "np_origin" in rows:
            rows.loc[rows["product"] == "PACK", "np_origin"] = "MY"
        changed[table] = rows
    return changed


STORE = {"product": "PACK", "state": "CN", "period": "P1", "disposed": 0.0, "cost": 0.0}

CORRUPTIONS: dict[str, tuple[Spoil, str]] = {
    "flow 1e-4 too large": (scaled("flows", 0, "quantity", 1 + 1e-4), "balance"),
    "flow 1e-4 too small": (scaled("flows", 1, "quantity", 1 - 1e-4), "balance"),
    "purchase left out": (dropped("purchases", 0), "balance"),
    "flow left out": (dropped("flows", 2), "balance"),
    "stock left out": (dropped("stocks", 2), "balance"),
    "delivery moved to the next period": (cell("deliveries", 0, period="P2", end_use="none"), "balance"),
    "by-product not disposed of": (scaled("stocks", 0, "disposed", 0.9), "balance"),
    "goods from nowhere": (
        more(Purchase(offer="O_CASE", state="MY", period="P1", site="MY_PLANT", product="CASE", quantity=1, cost=5)),
        "keys",
    ),
    "input unit missing": (scaled("uses", 0, "quantity", 0.99), "making"),
    "input left out": (dropped("uses", 1), "making"),
    "input of another product": (cell("uses", 1, input="SCRAP", input_state="CN"), "making"),
    "input without a lot": (dropped("production", 1), "making"),
    "unknown alternative": (cell("production", 0, alternative="B"), "making"),
    "output of another product": (cell("production", 0, product="CASE"), "making"),
    "assembly claims Malaysia": (claims_malaysia, "states"),
    "the flow claims Malaysia": (cell("flows", 1, state="MY", np_origin="MY"), "balance"),
    "the column claims Malaysia": (cell("flows", 1, np_origin="MY"), "states"),
    "purchase of another origin": (cell("purchases", 0, state="VN"), "states"),
    "purchase at another site": (cell("purchases", 0, site="US_PORT"), "states"),
    "end use that the product does not carry": (cell("flows", 1, state="CN/aircraft"), "states"),
    "importer column empty": (cell("flows", 1, importer=""), "states"),
    "no such lane": (cell("flows", 0, route="BYPASS"), "lanes"),
    "no such mode": (cell("flows", 1, mode="air"), "lanes"),
    "closed lane used": (cell("openings", 2, open=0, cost=0.0), "lanes"),
    "lane opened without a shipment": (
        lambda result: without(without(result, "flows", 2), "deliveries", 1),
        "lanes",
    ),
    "closed plant makes goods": (cell("openings", 0, open=0, closed=1, cost=0.0), "capacity"),
    "one unit above capacity": (moved("production", 0, "quantity", 1.0), "capacity"),
    "opening that does not follow": (cell("openings", 1, opened=1), "openings"),
    "opening left out": (dropped("openings", 1), "openings"),
    "lane opening left out": (dropped("openings", 3), "openings"),
    "opening of nothing": (
        more(Opening(kind="lane", subject="A>B:sea:DIRECT:PACK", window="P1", open=1, opened=0, closed=0, cost=0)),
        "openings",
    ),
    "half open": (cell("openings", 0, open=0.5), "numbers"),
    "lane that opens": (cell("openings", 2, opened=1), "openings"),
    "layer of rate 0 left out": (dropped("duty_layers", 0), "duty"),
    "open twice": (cell("openings", 0, open=2), "openings"),
    "opening cost": (moved("openings", 0, "cost", 1e-3), "columns"),
    "tariff of the wrong date": (cell("duty_layers", 8 - 4, rate=0.1, amount=600.0), "duty"),
    "rate not weighted by days": (cell("duty_layers", 2, rate=0.10), "duty"),
    "layer left out": (dropped("duty_layers", 2), "duty"),
    "layer of no flow": (cell("duty_layers", 2, ship_period="P2"), "duty"),
    "layer of another record": (cell("duty_layers", 2, record="C"), "duty"),
    "layer said to be borne by the seller": (cell("duty_layers", 2, status="borne_by_seller"), "duty"),
    "layer amount": (moved("duty_layers", 2, "amount", 1e-3), "duty"),
    "layer base": (moved("duty_layers", 2, "base", 1e-3), "duty"),
    "layer citation": (cell("duty_layers", 2, citation="hearsay"), "duty"),
    "duty of a flow": (moved("flows", 1, "duty", 1e-3), "duty"),
    "fee of a flow that no record asks for": (cell("flows", 1, fees=1.0), "fees"),
    "more arrives than the port can handle": (scaled("flows", 1, "quantity", 1.2), "handling"),
    "more bought than offered": (cell("purchases", 0, quantity=501.0), "buying"),
    "lots under an offer without multiple": (more(OrderLots(offer="O_CELL", period="P1", lots=4)), "buying"),
    "delivery above demand": (moved("deliveries", 1, "quantity", 1.0), "demand"),
    "delivery nobody wants": (cell("deliveries", 0, end_use="aircraft"), "demand"),
    "shortfall left out": (dropped("shortfall", 0), "demand"),
    "shortfall too small": (moved("shortfall", 0, "quantity", -1.0), "demand"),
    "shortfall where nothing is wanted": (cell("shortfall", 0, product="CELL"), "demand"),
    "shortfall not priced": (cell("shortfall", 0, cost=0.0), "columns"),
    "demanded column": (cell("shortfall", 0, demanded=81.0), "columns"),
    "stock below zero": (cell("stocks", 2, quantity=-2.0), "numbers"),
    "stock above its bound": (cell("stocks", 2, quantity=5.1), "stocks"),
    "stock where none may be": (more(StockResult(site="MY_PLANT", quantity=1.0, **STORE)), "stocks"),
    "packs disposed of": (cell("stocks", 2, disposed=1.0), "stocks"),
    "stock cost": (moved("stocks", 2, "cost", 1e-3), "columns"),
    "closing credit too high": (moved("closing", 0, "quantity", 0.5), "closing"),
    "closing credit elsewhere": (
        more(Closing(site="MY_PLANT", product="PACK", quantity=0.0, value=40.0)),
        "closing",
    ),
    "closing value": (cell("closing", 0, value=41.0), "columns"),
    "freight column": (scaled("flows", 0, "freight", 1 + 1e-6), "columns"),
    "insurance column": (scaled("flows", 1, "insurance", 1 + 1e-6), "columns"),
    "handling column": (cell("flows", 2, handling=2.0), "columns"),
    "carrying column": (scaled("flows", 1, "carrying", 1 + 1e-6), "columns"),
    "transaction value": (cell("flows", 1, transaction_value=59.0), "columns"),
    "customs value": (cell("flows", 1, customs_value=59.0), "columns"),
    "customs value of domestic goods": (cell("flows", 0, customs_value=10.0), "columns"),
    "distance of places unknown": (cell("flows", 1, distance_km=10.0), "columns"),
    "transit time": (cell("flows", 1, transit_days=10.0), "columns"),
    "purchase cost": (moved("purchases", 0, "cost", -1e-3), "columns"),
    "production cost": (moved("production", 0, "cost", 1e-3), "columns"),
    "unknown cost line": (more(CostLine(line="cost_bribes", amount=0.0)), "costs"),
    "NaN quantity": (cell("flows", 0, quantity=math.nan), "numbers"),
    "infinite cost": (cell("costs", 0, amount=math.inf), "numbers"),
    "text for a number": (cell("flows", 0, quantity="many"), "numbers"),
    "quantity missing": (cell("deliveries", 0, quantity=None), "numbers"),
    "doubled flow": (doubled("flows", 1), "keys"),
    "doubled cost line": (doubled("costs", 0), "keys"),
    "unknown site": (cell("flows", 1, to_site="US_PROT"), "keys"),
    "unknown product": (cell("deliveries", 0, product="PAK"), "keys"),
    "unknown period": (cell("production", 0, period="P9"), "keys"),
    "unknown offer": (cell("purchases", 0, offer="O_NONE"), "keys"),
    "unknown process": (cell("production", 0, process="MAGIC"), "keys"),
    "label that means nothing": (cell("flows", 1, state="cn!"), "keys"),
    "a preference claimed": (cell("flows", 1, option="ATIGA"), "keys"),
    "table missing": (lost("flows"), "tables"),
    "column missing": (lambda result: {**result, "flows": result["flows"].drop(columns="tag")}, "tables"),
    "column too many": (lambda result: {**result, "flows": result["flows"].assign(wish=1.0)}, "tables"),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_caught(name: str) -> None:
    """The audit fails, and the family that the corruption belongs to says so."""
    spoil, family = CORRUPTIONS[name]
    honest = world_result()
    verdict = audit(world_model(), world_law(), spoil(honest), objective_of(honest))
    assert not verdict.passed
    assert family in {finding.family for finding in verdict.findings}, [str(one) for one in verdict.findings]


@pytest.mark.parametrize("line", list(world_result()["costs"]["line"]))
def test_a_cost_line_that_is_off_is_caught(line: str) -> None:
    """A line 1e-6 off, in relation to its size, is a finding of its own, even if the objective agrees."""
    honest = world_result()
    row = int(honest["costs"].index[honest["costs"]["line"] == line][0])
    amount = float(honest["costs"].loc[row, "amount"])
    changed = spoiled(honest, "costs", row, amount=amount + 1e-6 * max(1.0, abs(amount)))
    verdict = audit(world_model(), world_law(), changed, objective_of(changed))
    assert [(finding.family, finding.key) for finding in verdict.findings] == [("costs", line)]


def test_rounding_of_a_solver_passes() -> None:
    """Quantities off by a solver's tolerance, and integers that are nearly whole, are no findings."""
    result = spoiled(world_result(), "deliveries", 0, quantity=70.0 + 1e-7)
    result = spoiled(result, "openings", 0, open=0.9999999)
    verdict = audit(world_model(), world_law(), result, objective_of(result))
    assert verdict.findings == ()
    assert 0 < verdict.worst < 1


def test_extra_rows_of_zero_pass() -> None:
    """A result may write rows whose quantity is 0 for lots, uses and flows that the tables allow."""
    lot = {**LOT, "period": "P2", "state": "CN", "quantity": 0.0}
    empty = flow_of("CELL", "CN", TO_MY, "P2", 0.0, **CELLS)
    result = added(world_result(), empty)
    result = added(without(result, "production", 1), Production(**{**lot, "quantity": 10.0}, cost=30.0))
    verdict = audit(world_model(), world_law(), result, objective_of(result))
    assert verdict.findings == ()


def test_every_family_finds_something() -> None:
    """Each family of checks has a corruption on this page, or on the page of tiers, limits, listings or origin."""
    elsewhere = {"tiers", "limits", "listings", "claims", "origin", "quotas"}
    assert {family for _, family in CORRUPTIONS.values()} | elsewhere == set(FAMILIES)
    assert len(CORRUPTIONS) >= 40
