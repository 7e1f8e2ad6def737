"""Fees on entries in a report: the sheet, the sums for machines, the landed cost, and what the disclaimer says."""

from __future__ import annotations

import pytest
from tests.unit.report_rows import FLOW, LOT, small_run

from corridor.report.carried import carried_goods
from corridor.report.disclaimer import FEES_AS_RECORDED, fees_sentence
from corridor.report.landed import landed_costs
from corridor.report.names import Names
from corridor.report.sheets_cost import printed_lines
from corridor.report.sheets_fees import fee_sheet, fees_by_name
from corridor.result.run import Run

WAY = {"product": "PART", "state": "KR", "from_site": "SELLER", "to_site": "BUYER", "ship_period": "T1"}
RECORD = {"entry_size": 10.0, "window_share": 1.0, "rate": 0.001, "least": 0.0, "most": None, "base": 1000.0}
WORDS = {"reason": "0.1 % of the customs value", "citation": "law"}


def run_of(**statuses: str) -> Run:
    """A shipment of 10 parts worth 100 each into the US that pays 3 in fees; `statuses` by record."""
    flow = {**FLOW, **WAY, "quantity": 10.0, "importer": "US", "customs_value": 100.0, "freight": 5.0, "fees": 3.0}
    layer = {column: flow[column] for column in (*WAY, "mode", "route", "option", "tag")}
    fees = [
        {**layer, **RECORD, **WORDS, "fee": "MPF", "record": "OLD", "amount": 2.0, "evidence": "C"},
        {**layer, **RECORD, **WORDS, "fee": "MPF", "record": "NEW", "amount": 0.5, "evidence": "B"},
        {**layer, **RECORD, **WORDS, "fee": "HMF", "record": "SEA", "amount": 0.5, "evidence": "B"},
    ]
    fees = [{**row, "status": statuses.get(str(row["record"]), "applied")} for row in fees]
    sold = {"site": "BUYER", "product": "PART", "state": "KR", "period": "T1", "end_use": "none", "quantity": 10.0}
    bought = {**LOT, "offer": "O", "site": "SELLER", "product": "PART", "state": "KR", "period": "T1"}
    return small_run(
        {"purchase": 1000.0, "freight": 5.0, "fees": 3.0},
        flows=[flow],
        fee_layers=fees,
        deliveries=[sold],
        purchases=[{**bought, "quantity": 10.0, "cost": 1000.0}],
    )


def test_the_sheet_adds_up_to_the_cost_line():
    """A line for each record, largest first; what is paid is the line of fees in the cost table."""
    run = run_of()
    names = Names.of(run)
    sheet = fee_sheet(run, printed_lines(run, names), names)
    titles = [column.title for column in sheet.columns]
    paid = [row[titles.index("Fee paid")] for row in sheet.rows]
    assert [(row[0], row[1], row[2]) for row in sheet.rows] == [
        ("US", "MPF", "OLD"),
        ("US", "HMF", "SEA"),
        ("US", "MPF", "NEW"),
    ]
    assert paid == [200, 50, 50]


def test_fees_by_name_have_their_weakest_evidence():
    """The two records of one fee are one line; a total is as weak as its weakest part."""
    assert fees_by_name(run_of()) == [("US", "MPF", 2.5, "C"), ("US", "HMF", 0.5, "B")]


def test_what_the_seller_bears_or_is_exempt_is_not_paid():
    """These records are told, with nothing paid."""
    found = fees_by_name(run_of(OLD="switched_off", SEA="borne_by_seller"))
    assert found == [("US", "MPF", 0.5, "C"), ("US", "HMF", 0.0, "B")]


def test_goods_carry_their_fees():
    """Landed: 1,000 + 5 + 3; on the way 5 + 3."""
    run = run_of()
    landed = landed_costs(run)
    parts = dict(zip(landed.lines, landed.delivered["BUYER", "PART"], strict=True))
    assert parts == pytest.approx({"cost_purchase": 1000.0, "cost_freight": 5.0, "cost_fees": 3.0})
    assert [item.way_cost for item in carried_goods(run, landed)] == [pytest.approx(8.0)]


def test_the_disclaimer_names_the_fees_that_count():
    """Those of the plan by importer; without any, that none is recorded."""
    assert fees_sentence(run_of()) == ("Fees on an entry count where they are recorded: here HMF of US and MPF of US.")
    assert fees_sentence(small_run({"purchase": 1.0})) == FEES_AS_RECORDED
