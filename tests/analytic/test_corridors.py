"""What a corridor that does not exist would be worth: one table row turns it on.

Each optimum is worked by hand in its docstring.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytic.building import check_optimum, lane, periods, programme, sites, solve, total
from tests.analytic.origin_building import GOOD, border, made_of, part, product, worth

from corridor.result.run import Run
from corridor.schema.corridor import CorridorPolicy
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand
from corridor.schema.row import Row


def with_corridor(*more: Row, count: int = 1, **columns: object) -> Run:
    """Return the plan of 10 packs of 100 for the US, made in MY of a cell of TH at 60 or of CN at 50, and 20 of work.

    The US asks for 5 % of everybody and 10 % on top of what comes from MY.
    """
    shape = {"corridor": "CORR", "members": "US;TH;MY;ID", "rule": "RVC(build_down, 60)", "benefit_at": "US"}
    policy = [CorridorPolicy.model_validate({**shape, "valid_from": date(2027, 1, 1), **columns})] if columns else []
    rows: list[Row] = [
        *periods(count, 30),
        *sites(TH="TH", MY="MY", US="US"),
        product(GOOD, "850760"),
        product("CELL", "850790"),
        *border("US", 0.05),
        *border("MY", 0.0, hs="850790"),
        programme("EXTRA", "US", 0.10, hs="850760"),
        *made_of(CELL=1),
        Capability(site="MY", process="MAKE", unit_cost=20),
        part("TH", 60, "TH", code="CELL", under="CORR"),
        part("MY", 50, "CN", code="CELL"),
        worth(GOOD, 100),
        lane("TH", "MY"),
        lane("MY", "US"),
        *[Demand(site="US", product=GOOD, period=f"T{t + 1}", quantity=10) for t in range(count)],
    ]
    return solve(*rows, *policy, *more, agreements=("*",))


def test_without_a_corridor_the_cheapest_cell():
    """CN cells: 50 + 20 + 15 of duty = 85 each: 850."""
    check_optimum(with_corridor(), 850)


def test_a_corridor_that_waives_the_base_rate_is_not_enough():
    """60 % of content allows 40 of CN cells in 100. Per pack 80 % of the weight CN (40 of 50): 10 packs take 8 CN and
    2 TH: 8 x 50 + 2 x 60 + 200 + 10 % of 1000 = 820 against 850: 30 saved.
    """
    run = with_corridor(mode="full")
    check_optimum(run, 820)
    assert total(run, "flows", "quantity", option="CORR") == pytest.approx(10)


def test_a_corridor_that_waives_all():
    """No duty at all on what qualifies: 400 + 120 + 200 = 720."""
    check_optimum(with_corridor(waives="*"), 720)


def test_a_programme_by_name():
    """Waiving another programme changes nothing: 820 as with the base rate alone."""
    check_optimum(with_corridor(waives="OTHER"), 820)


def test_other_goods_are_not_covered():
    """A corridor for magnets does nothing for batteries: 850."""
    check_optimum(with_corridor(goods="8505", waives="*"), 850)


def test_claims_wait_for_the_determination():
    """30 days until goods are determined to qualify: the first of two months pays 850, the second 720."""
    check_optimum(with_corridor(waives="*", determination_days=30, count=2), 850 + 720)


def test_who_is_no_member_does_not_count():
    """Without TH in it the cells of TH do not count, and MY has no other: all must be of less than 40: 850."""
    check_optimum(with_corridor(members="US;MY", waives="*"), 850)
