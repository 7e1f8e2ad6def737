"""What is reached both ways is in the network, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from tests.analytic.building import PART, START, coded, goods, lane, offer, periods, programme, sites, valuation
from tests.analytic.building import base_rate as rate
from tests.unit.network_example import network, reach, recipe

from corridor.network.states import State
from corridor.schema.goods import Capability, Determination
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Stock

US = State("US")
CHAIN = [
    sites(MINE="US", PLANT="US", MARKET="US", SIDE="US"),
    goods(PART, "ORE", "JUNK"),
    recipe("MAKE", PART, ORE=2),
    Capability(site="PLANT", process="MAKE"),
    offer("MINE", 1, product="ORE"),
    lane("MINE", "PLANT"),
    lane("PLANT", "MARKET"),
    Demand(site="MARKET", product=PART, quantity=1),
]
"""Ore from a mine, made into PART at a plant, wanted at a market; lanes carry every product."""


def test_a_chain_is_reached_and_its_dead_ends_are_not():
    """A product that nobody makes use of, a site that leads nowhere, a seller without a lane: all absent."""
    found = reach(
        *CHAIN,
        offer("MINE", 1, offer="JUNK", product="JUNK"),
        lane("MINE", "SIDE"),
        offer("SIDE", 1, product="ORE", offer="SIDE_ORE"),
        Capability(site="SIDE", process="MAKE"),
    )
    assert set(found.latest) == {("MINE", "ORE", US), ("PLANT", "ORE", US), ("PLANT", PART, US), ("MARKET", PART, US)}
    assert [(way[0], way[1]) for _, way, _ in found.moves] == [("PLANT", "MARKET"), ("MINE", "PLANT")]
    assert [kind.site for kind in found.lots] == ["PLANT"]


def test_counts_of_the_network_of_a_chain():
    """One column of each kind and no more: two arcs, one purchase, one lot with one use, one delivery."""
    found = network(*CHAIN, lane("MINE", "SIDE"), offer("SIDE", 1, product="ORE", offer="SIDE_ORE"))
    counts = {name: len(getattr(found, name)) for name in ("arcs", "purchases", "lots", "uses", "handovers", "nodes")}
    assert counts == {"arcs": 2, "purchases": 1, "lots": 1, "uses": 1, "handovers": 1, "nodes": 4}
    assert len(found.holdings) == len(found.openings) == len(found.disposals) == 0


def test_a_plant_without_one_of_its_inputs_makes_nothing():
    """Nothing of the chain is left when the second input cannot be had; the demand is."""
    rows = [row for row in CHAIN if row is not CHAIN[2]]
    found = network(*rows, recipe("MAKE", PART, ORE=2, JUNK=1), unknown_duty="refuse")
    assert len(found.arcs) == len(found.lots) == len(found.purchases) == 0
    assert len(found.wants) == 1


def test_goods_that_arrive_too_late_are_not_sent():
    """25 days under way: of three periods of ten days only the first can serve a demand in the third."""
    found = network(
        periods(3),
        sites(SELLER="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 1),
        lane("SELLER", "BUYER", transit_days=25),
        Demand(site="BUYER", product=PART, period="T3", quantity=1),
    )
    assert found.arcs["ship_period"].tolist() == ["T1"]
    assert found.purchases["period"].tolist() == ["T1"]
    assert found.arcs["under_way"].tolist() == [0.5]


def test_goods_are_not_sent_after_the_last_demand():
    """A demand in the second of three periods leaves the third out."""
    found = network(
        periods(3),
        sites(SELLER="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 1),
        lane("SELLER", "BUYER"),
        Stock(site="SELLER"),
        Demand(site="BUYER", product=PART, period="T2", quantity=1),
    )
    assert found.arcs["ship_period"].tolist() == ["T1", "T2"]


def test_a_closing_value_makes_the_last_period_useful():
    """Goods under way when the horizon ends are worth something: half of T1's shipment, all of T2's."""
    found = network(*closing(15))
    assert found.arcs["ship_period"].tolist() == ["T1", "T2"]
    assert found.closing_arcs["share"].tolist() == [0.5, 1.0]


def test_a_closing_value_beyond_the_horizon_counts_too():
    """Of goods that take longer than the horizon all are under way to the site, and credited there."""
    found = network(*closing(25))
    assert found.arcs["ship_period"].tolist() == ["T1", "T2"]
    assert found.closing_arcs["share"].tolist() == [1.0, 1.0]


def closing(days: float) -> list[Row | list[Row]]:
    """Return two periods of ten days, a lane of some days, and a closing value at its end."""
    return [
        periods(2),
        sites(SELLER="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 1),
        lane("SELLER", "BUYER", transit_days=days),
        Stock(site="BUYER", closing_value=1, closing_limit=5),
        Demand(site="BUYER", product=PART, quantity=1, price=1),
    ]


def test_a_least_stock_is_a_target_like_demand():
    """A depot that must hold goods is supplied though nobody wants them there."""
    found = reach(
        sites(SELLER="US", DEPOT="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 1),
        lane("SELLER", "DEPOT"),
        Stock(site="DEPOT", min_quantity=5),
        Demand(site="BUYER", product=PART, quantity=0),
    )
    assert set(found.latest) == {("SELLER", PART, US), ("DEPOT", PART, US)}


def test_states_stay_apart_and_only_where_the_law_can_tell():
    """Goods of two origins make two states of the output; a process that confers origin makes one."""
    rows = [*CHAIN, offer("MINE", 1, "CN", offer="CHINESE", product="ORE")]
    kept = {state.label for site, product, state in reach(*rows).latest if (site, product) == ("MARKET", PART)}
    given = reach(*rows, Determination(process="MAKE", confers_origin="yes")).latest
    assert kept == {"CN", "US"}
    assert {state.label for site, product, state in given if (site, product) == ("MARKET", PART)} == {"US"}


def test_a_determination_that_ends_splits_the_lots_in_time():
    """While it holds the output is from the plant's country, afterwards it keeps the origin of the ore."""
    found = network(
        periods(2),
        *CHAIN,
        offer("MINE", 1, "CN", offer="CHINESE", product="ORE", period="*"),
        Determination(process="MAKE", confers_origin="yes", valid_to=START + timedelta(days=9)),
    )
    lots = set(found.lots[["period", "state"]].itertuples(index=False, name=None))
    assert lots == {("T1", "US"), ("T2", "US"), ("T2", "CN")}


def test_bound_goods_go_to_their_destination_only():
    """A lane to another market is no way for them, and on arrival they are bound no longer."""
    found = reach(
        sites(SELLER="US", A="US", B="US"),
        goods(PART),
        offer("SELLER", 1, destination="A"),
        lane("SELLER", "A"),
        lane("SELLER", "B"),
        *(Demand(site=site, product=PART, quantity=1) for site in "AB"),
    )
    assert set(found.latest) == {("SELLER", PART, State("US", offer="SELLER")), ("A", PART, US)}


def test_end_uses_are_told_apart_only_where_duty_depends_on_them():
    """Two end uses of a dutiable product: one state without, two with a programme that asks for the use."""
    rows = [
        sites(SELLER="CN", BUYER="US"),
        coded(),
        offer("SELLER", 1, "CN"),
        lane("SELLER", "BUYER"),
        *(Demand(site="BUYER", product=PART, quantity=1, end_use=use) for use in ("none", "auto_part")),
        valuation("US"),
        rate("US"),
    ]
    assert sorted(network(*rows).arcs["state"]) == ["CN"]
    told = network(*rows, programme("SECTOR", "US", 0.25, end_uses="auto_part"))
    assert sorted(told.arcs["state"]) == ["CN", "CN/auto_part"]
    assert len(told.handovers) == 2
