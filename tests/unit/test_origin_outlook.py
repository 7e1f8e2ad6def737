"""Who could make a product where, and by which rule it would originate, before anything is solved."""

from __future__ import annotations

import pytest
from tests.unit.origin_pack_example import pack_model

from corridor.errors import UsageError
from corridor.pipeline.origin_outlook import origin_outlook
from corridor.result.outlook import AgreementOutlook, OriginOutlook


def under(found: OriginOutlook, agreement: str) -> AgreementOutlook:
    """Return the one maker's answer under an agreement."""
    (maker,) = found.makers
    return next(one for one in maker.agreements if one.agreement == agreement)


def test_the_cheapest_sources_are_judged():
    """FTA: the cell of Malaysia originates by its own rule, the case is declared, the board of China is 15 of 100."""
    found = origin_outlook(pack_model(agreements=("FTA", "LOOSE")), "PACK")
    (way,) = under(found, "FTA").ways
    (test,) = way.tests
    assert (way.name, way.passes) == ("RVC_BD40", True)
    assert (test.share, test.limit) == pytest.approx((0.15, 0.60))
    assert {one.input: one.originates for one in test.inputs} == {"CELL": True, "CASE": True, "BOARD": False}


def test_what_fails_is_told_with_its_share():
    """LOOSE: Malaysia is no party, nobody declares the case: 40 + 10 + 15 of 100."""
    found = origin_outlook(pack_model(agreements=("FTA", "LOOSE")), "PACK")
    (way,) = under(found, "LOOSE").ways
    assert way.passes is False
    assert way.tests[0].share == pytest.approx(0.65)
    assert under(found, "LOOSE").citation == "example"


def test_a_change_of_code_asks_nothing_of_other_headings():
    """The cathode is 2841 and the cell 8507: no input stands in the way of CTH."""
    found = origin_outlook(pack_model(agreements=("FTA",)), "CELL")
    assert [(way.name, way.passes, way.tests) for way in under(found, "FTA").ways] == [("CTH", True, ())]


def test_the_claim_margin_counts():
    """With 45 points of margin 15 % is allowed, and 15 % counts; with 46 the way fails."""
    for margin, passes in ((0.45, True), (0.46, False)):
        found = origin_outlook(pack_model(agreements=("FTA",), claim_margin=margin), "PACK")
        assert under(found, "FTA").ways[0].passes is passes


def test_goods_that_are_only_bought_have_offers_and_no_makers():
    """The case is bought: one offer, declared under FTA."""
    found = origin_outlook(pack_model(), "CASE")
    assert found.makers == ()
    assert found.offers == (("CASE_TH", "TH", "TH", "FTA"),)


def test_an_unknown_product_is_refused():
    """The message says which there are."""
    with pytest.raises(UsageError, match="BOARD, CASE, CATHODE, CELL, PACK"):
        origin_outlook(pack_model(), "CEL")
