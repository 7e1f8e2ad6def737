"""Origin decided by the plan: the way of the goods, the border, and what a claim is worth there.

The plant of most tests makes 70 goods of FOB 100 in MY for JP, 80 each, under a rule that any material meets: 5600
where preference may be claimed, 6300 with duty of 10 each.
"""

from __future__ import annotations

import pytest
from tests.analytic.building import check_optimum, cost_line, lane, programme, sites, total
from tests.analytic.origin_building import (
    ALWAYS,
    FTA,
    GOOD,
    GOOD_HS,
    agreement,
    border,
    made_of,
    part,
    planned,
    plant,
    product,
    without,
    worth,
)

from corridor.result.run import Run
from corridor.schema.border import Fee
from corridor.schema.goods import Capability, Process
from corridor.schema.legal import SpecialRate
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Site
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate

CN = part("MY", 70, "CN")
CLAIMED, PAID = 5600, 6300


def by_lane(direct: str, **columns: object) -> Run:
    """Return the plan with a lane from MY to JP that has columns of its own."""
    return planned(*without(plant("ANY", direct_transport=direct), Lane), CN, lane("MY", "JP", **columns))


@pytest.mark.parametrize(
    ("direct", "landed", "kept", "cost"),
    [
        ("none", "SG", "free", CLAIMED),
        ("customs_control", "SG", "customs_control", CLAIMED),
        ("customs_control", "SG", "free", PAID),
        ("parties_only", "SG", "customs_control", PAID),
        ("parties_only", "TH", "free", CLAIMED),
        ("parties_only", "", "free", CLAIMED),
        ("customs_control", "TH;SG", "free", PAID),
    ],
)
def test_goods_landed_in_another_country_on_the_way(direct: str, landed: str, kept: str, cost: float):
    """T7. SG is no party, TH is: landing in SG breaks direct transport, unless nobody asks or customs watch over it."""
    check_optimum(by_lane(direct, transit_countries=landed, in_transit=kept), cost)


def by_hub(country: str, direct: str, zone: str = "no") -> Run:
    """Return the plan in which goods go from MY to JP by way of a site in another country."""
    rows = without(plant("ANY", direct_transport=direct), Lane)
    hub = Site.model_validate({"site": "HUB", "name": "HUB", "country": country, "zone": zone})
    return planned(*rows, CN, hub, *border(country, 0.0), lane("MY", "HUB"), lane("HUB", "JP"))


@pytest.mark.parametrize(
    ("country", "direct", "zone", "cost"),
    [
        ("SG", "customs_control", "customs_control", CLAIMED),
        ("SG", "customs_control", "no", PAID),
        ("SG", "parties_only", "customs_control", PAID),
        ("TH", "parties_only", "no", CLAIMED),
        ("TH", "customs_control", "no", CLAIMED),
    ],
)
def test_goods_shipped_on_from_a_hub(country: str, direct: str, zone: str, cost: float):
    """T7. A hub in a party keeps origin; one outside keeps it under customs control where the agreement lets it."""
    run = by_hub(country, direct, zone)
    check_optimum(run, cost)
    assert set(run.tables["flows"]["np_origin"]) == {"MY"}


def test_a_status_is_lost_on_arrival_and_the_flow_says_so():
    """The flow to a hub outside leaves originating if at all, and what arrives there originates no more."""
    flows = by_hub("SG", "customs_control").tables["flows"].set_index("to_site")
    assert flows["option"]["JP"] == "MFN"
    assert "FTA" not in flows["state"]["JP"]


def test_a_party_that_only_sells_confers_nothing():
    """T2, T7. GOOD made in CN is bought in TH, a party, for 75, and ships from there: duty on CN goods, 85 x 70 = 5950.
    An offer in TH that the seller declares to originate costs 80, and may be claimed: 5600.
    """
    rows: list[Row] = [
        *sites(TH="TH", JP="JP"),
        product(GOOD, GOOD_HS),
        *agreement("MY;TH;JP", "ANY"),
        *border("JP", 0.10, FTA),
        worth(GOOD, 100),
        lane("TH", "JP"),
        Demand(site="JP", product=GOOD, quantity=70),
        part("TH", 75, "CN", GOOD),
    ]
    run = planned(*rows)
    check_optimum(run, 5950)
    assert set(run.tables["flows"]["option"]) == {"MFN"}
    check_optimum(planned(*rows, part("TH", 80, "TH", GOOD, under=FTA)), 5600)


@pytest.mark.parametrize(("parties", "minimal", "cost"), [("KR;US", "no", 107.1), ("KR;MY;US", "no", 103.5),
                                                          ("KR;MY;US", "yes", 103.5)])  # fmt: skip
def test_e34_preferential_origin_moves_no_duty_on_non_preferential_origin(parties: str, minimal: str, cost: float):
    """Packs worth 90 assembled in MY (+10) from a CN cell at 60 or a KR cell at 80 that originates; assembly confers no
    non-preferential origin. US duty: 4 % for all, which a claim lifts, and 55 % on CN, 15 % on KR, 10 % on MY origin.

    KR: 90 + 13.5, and 3.6 of base duty where MY is no party, for then the packs lose the cell's status. Where MY is
    one, the claim lifts the 3.6; a minimal operation does so because the cell originates. CN: 70 + 49.5 at best. Duty
    of MY would make the CN cell the cheapest, 70 + 9 = 79.
    """
    run = planned(
        *sites(PLANT="MY", BUYER="US"),
        product("PACK", GOOD_HS),
        product("CELL", GOOD_HS),
        *agreement(parties, "ANY"),
        part("PLANT", 60, "CN", "CELL"),
        part("PLANT", 80, "KR", "CELL", under=FTA),
        *[row for row in made_of("PACK", CELL=1) if not isinstance(row, Process)][1:],
        Process.model_validate({"process": "MAKE", "minimal": minimal}),
        Capability(site="PLANT", process="MAKE", unit_cost=10),
        lane("PLANT", "BUYER"),
        Demand(site="BUYER", product="PACK", quantity=1),
        worth("PACK", 90),
        *border("US", 0.04, FTA),
        *(
            programme("BY_ORIGIN", "US", rate, record=origin, origins=origin)
            for origin, rate in (("CN", 0.55), ("KR", 0.15), ("MY", 0.10))
        ),
    )
    check_optimum(run, cost)
    assert set(run.tables["flows"]["np_origin"]) == {"KR"}


def by_party(th_rate: float, th_work: float, via: str = "") -> Run:
    """Return the plan of two plants, MY at 10 of work and TH at `th_work`, under an agreement with rates by party.

    JP takes 0 on goods of MY and `th_rate` on those of TH, by who conferred origin.
    """
    rows = without(plant("ANY", differential="yes"), SpecialRate, *([Lane] if via else []))
    terms = {"importer": "JP", "agreement": FTA, "valid_from": ALWAYS, "citation": "example", "evidence": "D"}
    rates: list[Row] = [
        SpecialRate.model_validate({**terms, "hs": GOOD_HS, "rate": 0.0, "where": "party=MY"}),
        SpecialRate.model_validate({**terms, "hs": GOOD_HS[:4], "rate": th_rate, "where": "party=TH"}),
    ]
    second: list[Row] = [*sites(TH="TH"), *border("TH", 0.0)]
    if via:
        second += [lane("MY", "TH"), lane("TH", "JP")]
    else:
        second += [Capability(site="TH", process="MAKE", unit_cost=th_work), part("TH", 70, "CN", offer="TH_PART"),
                   lane("TH", "JP")]  # fmt: skip
    return planned(*rows, *rates, *second, CN)


@pytest.mark.parametrize(("rate", "cost", "state"), [(0.05, 5600, "MY~FTA:MY"), (0.02, 5530, "TH~FTA:TH")])
def test_a_rate_by_the_party_that_conferred_origin(rate: float, cost: float, state: str):
    """TH works 3 cheaper. At 5 % MY is cheaper, 80 x 70; at 2 % TH, (77 + 2) x 70 = 5530."""
    run = by_party(rate, 7)
    check_optimum(run, cost)
    assert set(run.tables["claims"]["state"]) == {state}


def test_the_party_is_who_conferred_origin_not_who_ships():
    """T7. Goods of MY shipped on from TH pay the rate of MY: 5600."""
    run = by_party(0.05, 0, via="TH")
    check_optimum(run, CLAIMED)
    assert set(run.tables["claims"]["state"]) == {"MY~FTA:MY"}


@pytest.mark.parametrize(("rate", "cost", "claims"), [(0.10, 5600 + 70 * 5, 1), (0.04, 5600 + 70 * 4, 0)])
def test_what_a_proof_costs_decides_whether_to_claim(rate: float, cost: float, claims: int):
    """A proof of 50 for a shipment of 10 is 5 a unit: cheaper than duty of 10, dearer than one of 4."""
    rows = without(plant("ANY", rate=rate, proof_cost=50), Lane)
    run = planned(*rows, CN, lane("MY", "JP", shipment_size=10))
    check_optimum(run, cost)
    assert len(run.tables["claims"]) == claims
    assert cost_line(run, "cost_claim") == pytest.approx(350 * claims)


def test_proofs_are_paid_in_dollars():
    """In a model in thousands of EUR at 0.8 EUR per dollar a proof of 50000 dollars is 40, 4 a unit: 5600 + 280."""
    rates = {"currency": "USD", "period": "*", "rate": 0.8, "as_of": ALWAYS}
    rows = [*without(plant("ANY", proof_cost=50000), Lane), ExchangeRate.model_validate(rates)]
    way = lane("MY", "JP", shipment_size=10)
    check_optimum(planned(*rows, CN, way, currency="EUR", money_unit=1000), 5880)


def test_the_saving_of_a_claim_is_told():
    """Duty of 700 is saved at 350 of proofs."""
    rows = without(plant("ANY", proof_cost=50, proof="certificate"), Lane)
    claim = planned(*rows, CN, lane("MY", "JP", shipment_size=10)).tables["claims"].iloc[0]
    assert (claim["duty_unclaimed"], claim["duty"], claim["cost"], claim["saved"]) == pytest.approx((700, 0, 350, 350))
    assert claim["proof"] == "certificate"


def test_of_two_agreements_the_better_one_is_claimed():
    """A takes 4 %, B 2 % at a proof of 10 for 10 goods: 4 and 3 a unit, so B: (80 + 3) x 70 = 5810."""
    rows: list[Row] = without(plant("ANY"), SpecialRate, Lane)
    more = [
        *agreement("MY;JP", "ANY", "A"),
        *agreement("MY;JP", "ANY", "B", proof_cost=10),
        *border("JP", 0.10, "A", preferential=0.04),
        *border("JP", 0.10, "B", preferential=0.02)[2:],
    ]
    kept = [row for row in rows if row.TABLE not in ("valuations", "base_rates")]
    run = planned(*kept, *more, CN, lane("MY", "JP", shipment_size=10))
    check_optimum(run, 5810)
    assert set(run.tables["claims"]["option"]) == {"B"}


def test_goods_that_cross_two_borders_may_be_claimed_under_two_agreements():
    """MY, TH and JP: A holds between MY and TH, B between all three. Goods go on from TH to JP and pay 10 at each
    border without a claim. Both are claimed of one unit, whose state names both: 5600; with A alone 6300.
    """

    def chain(*claimed: str) -> Run:
        return planned(
            *sites(MY="MY", TH="TH", JP="JP"),
            product(GOOD, GOOD_HS),
            product("PART"),
            *agreement("MY;TH", "ANY", "A"),
            *agreement("MY;TH;JP", "CTSH", "B"),
            *border("TH", 0.10, "A"),
            *border("JP", 0.10, "B"),
            *made_of(PART=1),
            Capability(site="MY", process="MAKE", unit_cost=10),
            worth(GOOD, 100),
            lane("MY", "TH"),
            lane("TH", "JP"),
            Demand(site="JP", product=GOOD, quantity=70),
            CN,
            agreements=claimed,
        )

    run = chain("*")
    check_optimum(run, 5600)
    assert set(run.tables["production"]["state"]) == {"MY~A~B"}
    check_optimum(chain("A"), 6300)
    check_optimum(chain(), 7000)


def test_one_good_for_two_markets_is_made_for_each_agreement():
    """50 for JP under A (RVC 40 %) and 50 for KR under B (RVC 30 %), CN parts 70, originating 76, work 10. For JP of 50
    goods 50 x 60 / 70 may be CN, so 7.142857 are replaced at 6; for KR none: 100 x 80 + 42.857143.
    """
    rows: list[Row] = [
        *sites(MY="MY", JP="JP", KR="KR"),
        product(GOOD, GOOD_HS),
        product("PART"),
        *agreement("MY;JP", "RVC(build_down, 40)", "A"),
        *agreement("MY;KR", "RVC(build_down, 30)", "B"),
        *border("JP", 0.10, "A"),
        *border("KR", 0.10, "B"),
        *made_of(PART=1),
        Capability(site="MY", process="MAKE", unit_cost=10),
        worth(GOOD, 100),
        CN,
        part("MY", 76, "MY", under="A;B"),
    ]
    for market in ("JP", "KR"):
        rows += [lane("MY", market), Demand(site=market, product=GOOD, quantity=50)]
    run = planned(*rows)
    check_optimum(run, 8000 + 6 * 50 * 10 / 70)
    assert total(run, "claims", option="A") == total(run, "claims", option="B") == pytest.approx(50)


def test_a_claim_is_worth_its_fee_where_duty_is_free():
    """Base rate 0; a fee of 1 % falls on entries that claim nothing: claiming saves 1 a unit at a proof of 0.5."""
    charge = {"fee": "ENTRY", "importer": "JP", "valid_from": ALWAYS, "citation": "example", "evidence": "D"}
    fees = [
        Fee.model_validate({**charge, "record": "ALL", "kind": "charge", "rate": 0.01}),
        Fee.model_validate({**charge, "record": "PREF", "kind": "exempt", "where": "claim=FTA"}),
    ]
    rows = without(plant("ANY", rate=0.0, proof_cost=5), Lane)
    run = planned(*rows, *fees, CN, lane("MY", "JP", shipment_size=10))
    check_optimum(run, 5600 + 35)
    assert len(run.tables["claims"]) == 1
    check_optimum(planned(*rows, *fees, CN, lane("MY", "JP", shipment_size=10), agreements=()), 5600 + 70)
