"""Where goods come from: shares of what is there in a period, stock carried on, ways, circles, goods from the start."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from corridor.result.lineage import Lineage, Place

SPANS = [("P1", date(2027, 1, 1), date(2027, 1, 10)), ("P2", date(2027, 1, 11), date(2027, 1, 20))]
HERE = Place("A", "CELL", "MY")


def lineage(**tables: list[dict[str, object]]) -> Lineage:
    """Return the lineage of tables given as rows."""
    return Lineage.of({name: pd.DataFrame(rows) for name, rows in tables.items()}, SPANS)


def bought(quantity: float, offer: str = "O", period: str = "P1", **more: object) -> dict[str, object]:
    """Return a purchase at A."""
    return {"offer": offer, **HERE._asdict(), "period": period, "quantity": quantity, "cost": quantity, **more}


def moved(quantity: float, start: str = "B", end: str = "A", days: float = 0.0, **more: object) -> dict[str, object]:
    """Return a flow that leaves in P1."""
    row = {"from_site": start, "to_site": end, "product": "CELL", "state": "MY", "ship_period": "P1"}
    return {**row, "transit_days": days, "quantity": quantity, "arrival_state": "", **more}


def used(quantity: float, period: str = "P1") -> dict[str, object]:
    """Return a use of a lot at A."""
    lot = {"site": "A", "process": "MAKE", "alternative": "-", "product": "PACK", "state": "MY", "rule_choice": "none"}
    return {**lot, "tag": "-", "period": period, "input": "CELL", "input_state": "MY", "quantity": quantity}


def test_sources_share_what_leaves():
    """30 bought and 10 brought: three quarters and one quarter."""
    found = lineage(purchases=[bought(30)], flows=[moved(10)]).sources(HERE, "P1")
    assert [(one.kind, one.quantity) for one in found] == [("bought", 30), ("moved", 10)]


def test_what_comes_later_is_no_source():
    """Goods of P2 are not in what leaves in P1; those of P1 are only in P2 where they were kept."""
    tables = {"purchases": [bought(30), bought(10, "LATE", "P2")]}
    assert [one.row["offer"] for one in lineage(**tables).sources(HERE, "P1")] == ["O"]
    assert [one.row["offer"] for one in lineage(**tables).sources(HERE, "P2")] == ["LATE"]
    kept = lineage(**tables, stocks=[{**HERE._asdict(), "period": "P1", "quantity": 6.0}])
    assert [(one.row["offer"], one.quantity) for one in kept.sources(HERE, "P2")] == [("LATE", 10), ("O", 6)]


def test_a_shipment_arrives_over_a_window():
    """Ten days of departures, four days under way: 60 % arrive in P1, 40 % in P2."""
    found = lineage(flows=[moved(10, days=4)])
    assert [found.sources(HERE, period)[0].quantity for period in ("P1", "P2")] == pytest.approx([6, 4])


def test_goods_from_the_start_are_what_nothing_brought():
    """50 are used and 30 bought: 20 were there."""
    found = lineage(purchases=[bought(30)], uses=[used(50)]).sources(HERE, "P1")
    assert [(one.kind, one.quantity) for one in found] == [("bought", 30), ("start", 20)]


def test_makers_are_found_behind_ways():
    """Goods brought from B were bought there; the flow that brought them is told."""
    tables = {"purchases": [bought(30), bought(10, "FAR", site="B")], "flows": [moved(10)]}
    makers = {one.row["offer"]: (share, len(ways)) for one, share, ways in lineage(**tables).makers(HERE, "P1")}
    assert makers == {"O": (0.75, 0), "FAR": (0.25, 1)}


def test_goods_that_run_in_a_circle_end():
    """A brings to B what B brings to A: nothing made them."""
    circle = lineage(flows=[moved(10), moved(10, "A", "B")])
    assert [one.kind for one, _, _ in circle.makers(HERE, "P1")] == ["start"]


def test_the_state_on_arrival_counts():
    """Goods that lose a status on the way are a source of what they are then."""
    flow = moved(10, state="MY~FTA@Q1", arrival_state="MY")
    assert lineage(flows=[flow]).sources(HERE, "P1")[0].row["state"] == "MY~FTA@Q1"
    plain = moved(10, state="MY@Q1")
    assert len(lineage(flows=[plain]).sources(HERE, "P1")) == 1
