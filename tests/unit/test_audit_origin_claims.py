"""The audit of claims and statuses: what a plan may not say of goods that enter under an agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.unit.audit_origin_example import CASE, PACK, TO_TH, World, claim_row, the_world
from tests.unit.test_audit_world import added, flow_of, without

from corridor.schema.moving import Lane, Limit
from corridor.schema.places import Site
from corridor.schema.results import LimitResult, StockResult
from corridor.schema.supply import Offer, Stock

PACKS = {"to_site": "TH_SHOP"}
"""The lane of the packs."""


CORRUPTIONS: dict[str, tuple[Callable[[World], World], str, str]] = {
    "a status that the supplier does not declare": (
        lambda world: world.cells("purchases", 0, state="CN~ATIGA"),
        "states",
        "declares no status ATIGA",
    ),
    "a proof that has expired": (
        lambda world: world.with_rows(Offer, {"offer": "O_CASE"}, proof_until=date(2027, 4, 9)),
        "states",
        "declares no status ATIGA",
    ),
    "a declaration from a country that is no party": (
        lambda world: world.parties("SG;TH"),
        "states",
        "declares no status ATIGA",
    ),
    "a content that is not the declared one": (
        lambda world: world.cells("purchases", 1, state="MY~ATIGA.40"),
        "states",
        "declares no status ATIGA.40",
    ),
    "a claim without status": (
        lambda world: world.cells("flows", 1, state="MY"),
        "claims",
        "do not originate under ATIGA",
    ),
    "a claim of goods with a content only": (
        lambda world: world.cells("flows", 1, state="MY~ATIGA.40"),
        "claims",
        "do not originate under ATIGA",
    ),
    "a claim in a country that is no party": (
        lambda world: world.parties("MY;SG"),
        "claims",
        "TH is no party of ATIGA",
    ),
    "a claim from a country that is no party": (
        lambda world: world.parties("SG;TH"),
        "claims",
        "MY is no party of ATIGA, and MY_PLANT is no free zone",
    ),
    "a claim on goods landed elsewhere, in free circulation": (
        lambda world: world.with_rows(Lane, PACKS, transit_countries="HK", in_transit="free"),
        "claims",
        "no direct transport",
    ),
    "a claim on goods landed elsewhere, between parties only": (
        lambda world: world.provided(direct_transport="parties_only").with_rows(Lane, PACKS, transit_countries="HK"),
        "claims",
        "no direct transport",
    ),
    "a claim where no rate is preferential": (
        lambda world: world.enacted(special_rates=()),
        "claims",
        "no preferential rate",
    ),
    "a claim that the model does not allow": (lambda world: world.set(agreements=()), "keys", "option 'ATIGA'"),
    "a claim that is not shown": (
        lambda world: world.planned(without(world.result, "claims", 0)),
        "claims",
        "no row for it",
    ),
    "a claim that no flow makes": (
        lambda world: world.planned(added(world.result, claim_row(flow_of("PACK", "MY", TO_TH, "P1", 1.0)))),
        "claims",
        "no flow of the plan is entered",
    ),
    "a claim to another importer": (lambda world: world.cells("claims", 0, importer="SG"), "claims", "`importer`"),
    "a wrong quantity": (lambda world: world.cells("claims", 0, quantity=9.0), "claims", "`quantity`"),
    "a wrong customs value": (lambda world: world.cells("claims", 0, customs_value=100.0), "claims", "`customs_value`"),
    "a wrong duty without the claim": (
        lambda world: world.cells("claims", 0, duty_unclaimed=200.01, saved=180.01),
        "claims",
        "`duty_unclaimed`",
    ),
    "a wrong duty with it": (lambda world: world.cells("claims", 0, duty=1.0, saved=179.0), "claims", "`duty`"),
    "a wrong cost in table claims": (
        lambda world: world.cells("claims", 0, cost=19.99, saved=180.01),
        "claims",
        "`cost`",
    ),
    "a wrong saving": (lambda world: world.cells("claims", 0, saved=181.0), "claims", "`saved`"),
    "a wrong proof": (lambda world: world.cells("claims", 0, proof="none"), "claims", "`proof`"),
    "a citation without the rate": (lambda world: world.cells("claims", 0, citation="text"), "claims", "`citation`"),
    "an evidence that is not the weakest": (lambda world: world.cells("claims", 0, evidence="B"), "claims", "weakest"),
    "a wrong claim_cost": (lambda world: world.cells("flows", 1, claim_cost=19.99), "columns", "`claim_cost`"),
    "a claim cost line that is off": (lambda world: world.cells("costs", 2, amount=19.99), "costs", "cost line"),
    "the general rate with a claim": (
        lambda world: world.cells("duty_layers", 1, programme="MFN", rate=0.2, amount=200.0),
        "duty",
        "ATIGA",
    ),
    "duty paid in spite of the claim": (lambda world: world.cells("flows", 1, duty=200.0), "duty", "`duty`"),
    "a status added on arrival": (
        lambda world: world.cells("flows", 0, arrival_state="CN~ATIGA"),
        "states",
        "did not have when they left",
    ),
    "a status kept on a way on which it is lost": (
        lambda world: world.with_rows(Lane, PACKS, transit_countries="HK", in_transit="free"),
        "states",
        "lost on this way",
    ),
    "another origin on arrival": (
        lambda world: world.cells("flows", 1, arrival_state="TH~ATIGA"),
        "states",
        "cannot arrive as TH~ATIGA",
    ),
    "a label of two statuses of one agreement": (
        lambda world: world.cells("flows", 1, state="MY~ATIGA~ATIGA.35"),
        "keys",
        "state 'MY~ATIGA~ATIGA.35'",
    ),
}


def test_the_plan_worked_out_by_hand_passes() -> None:
    """The plan of the example holds every row of the audit."""
    assert the_world().found() == []


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_named(name: str) -> None:
    """The audit fails, and says what is wrong in the family it belongs to."""
    spoil, family, words = CORRUPTIONS[name]
    found = [one for one in spoil(the_world()).verdict().findings if one.family == family and words in str(one)]
    assert found, spoil(the_world()).found()


def test_a_claim_costs_what_a_limit_counts() -> None:
    """A limit on the cost of flows counts proofs of origin: 30 of freight and 20 of proofs are above 49."""
    row = Limit(limit="CAP", of="flows", measure="cost", upper=49.0)
    result = LimitResult(
        limit="CAP", attribute="", window="P1", value=50.0, lower=None, upper=49.0, excess=0.0, cost=0.0
    )
    world = the_world()
    found = world.more(row).planned(added(world.result, result)).found()
    assert [one for one in found if "above its upper bound" in one]
    assert not [one for one in found if "column `value`" in one]


@pytest.mark.parametrize(
    ("lane", "provision", "passes"),
    [
        ({"transit_countries": "HK"}, {}, True),
        ({"transit_countries": "HK", "in_transit": "free"}, {}, False),
        ({"transit_countries": "SG", "in_transit": "free"}, {}, True),
        ({"transit_countries": "SG;HK"}, {"direct_transport": "parties_only"}, False),
        ({"transit_countries": "SG"}, {"direct_transport": "parties_only"}, True),
        ({"transit_countries": "HK", "in_transit": "free"}, {"direct_transport": "none"}, True),
    ],
)
def test_the_way_decides(lane: dict[str, object], provision: dict[str, object], passes: bool) -> None:
    """Landing outside the parties costs the status, unless customs watches it where the agreement allows that."""
    world = the_world().provided(**provision).with_rows(Lane, PACKS, **lane)
    assert (world.found() == []) == passes


@pytest.mark.parametrize(("zone", "passes"), [("no", False), ("customs_control", True)])
def test_a_free_zone_keeps_a_status(zone: str, passes: bool) -> None:
    """Goods that leave for another country lose their status there, unless they stay under customs control."""
    world = the_world().parties("MY;SG")
    shop = world.with_rows(Site, {"site": "TH_SHOP"}, zone=zone)
    lost = [one for one in shop.found() if "lost on this way" in one]
    assert (lost == []) == passes


def test_statuses_may_be_dropped() -> None:
    """Nobody has to keep a status: neither on arrival nor when goods are bought or made."""
    world = the_world().cells("flows", 1, arrival_state="MY").cells("deliveries", 0, state="MY")
    assert world.found() == []


def test_opening_goods_carry_what_is_known_of_them() -> None:
    """Stock from the start has the statuses that table stocks states, and must appear with them."""
    stock = Stock(site="MY_PLANT", product="CASE", opening=3.0, originating_under="ATIGA;RCEP", max_quantity=9.0)
    kept = StockResult(site="MY_PLANT", product="CASE", state=CASE, period="P1", quantity=3.0, disposed=0.0, cost=0.0)
    world = the_world()
    world = world.more(stock)
    assert world.planned(added(world.result, kept)).found() == []
    plain = kept.model_copy(update={"state": "MY"})
    assert any("[balance]" in one for one in world.planned(added(world.result, plain)).found())


@pytest.mark.parametrize("party", ["MY", "CN"])
def test_the_rate_follows_the_party_that_conferred_origin(party: str) -> None:
    """Where rates differ by party, the label names the one that made the goods, and no other one's rate is due."""
    world = the_world().provided(differential="yes").parties("CN;MY;SG;TH")
    world = world.enacted(
        special_rates=tuple(row.model_copy(update={"where": "party=MY"}) for row in world.law.special_rates)
    )
    world = world.renamed("state", PACK, f"MY~ATIGA:{party}")
    world = world.renamed("input_state", CASE, "MY~ATIGA:MY").cells("purchases", 1, state="MY~ATIGA:MY")
    found = world.found()
    if party == "MY":
        assert found == []
    else:
        assert any("the label says ATIGA:CN" in one for one in found)
        assert any("no preferential rate" in one for one in found)
