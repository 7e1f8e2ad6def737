"""What a model names and nobody knows: a fault, with the nearest name."""

from __future__ import annotations

import pytest
from tests.analytic.building import check_optimum, lane, sites, solve
from tests.analytic.origin_building import GOOD, agreement, border, made_of, part, product, worth

from corridor.errors import FaultError
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand, Limit
from corridor.schema.row import Row


def rows(**demand: object) -> list[Row]:
    """Return a plant in MY that sells to JP, and parts of MY that originate."""
    return [
        *sites(MY="MY", JP="JP"),
        product(GOOD, "850760"),
        product("PART"),
        *agreement("MY;JP", "CTH or RVC(build_down, 40)"),
        *border("JP", 0.10, "FTA"),
        *made_of(PART=1),
        Capability(site="MY", process="MAKE", unit_cost=10),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand.model_validate({"site": "JP", "product": GOOD, "quantity": 10, **demand}),
    ]


@pytest.mark.parametrize(
    ("named", "demand", "settings", "words"),
    [
        ("FTA", {}, {"agreements": ("FTB",)}, "no provisions of origin are known"),
        ("FTA", {"content_rules": "NOSUCH"}, {"agreements": ("FTA",)}, "is no content rule"),
    ],
)
def test_a_name_that_nobody_knows(named: str, demand: dict[str, object], settings: dict[str, object], words: str):
    """A misspelt agreement or rule stops the solve instead of changing the plan in silence."""
    with pytest.raises(FaultError, match=words):
        solve(*rows(**demand), part("MY", 76, "MY", under=named), **settings)


def test_a_status_that_nobody_grants_is_warned_of():
    """A supplier's origin under an agreement that is not there counts for nothing: a scenario may bring it."""
    run = solve(*rows(), part("MY", 76, "MY", under="FTQ"), agreements=("FTA",))
    assert any("FTQ" in told and "is no agreement" in told for told in run.info["assumptions"])


def test_limits_see_the_origin_of_goods_that_originate_under_an_agreement():
    """At most 4 parts of MY: `MY~FTA` is of MY too. 4 of 76 and 6 of CN at 80, all claimed: 304 + 480 + 100 = 884."""
    limit = Limit.model_validate({"limit": "MOST", "of": "purchases[np_origin=MY]", "upper": 4})
    given = [*rows(), part("MY", 76, "MY", under="FTA"), part("MY", 80, "CN"), limit]
    rule = [row for row in given if row.TABLE != "origin_rules"]
    loose = agreement("MY;JP", "RVC(build_down, 10)")[2]
    check_optimum(solve(*rule, loose, agreements=("FTA",)), 884)
