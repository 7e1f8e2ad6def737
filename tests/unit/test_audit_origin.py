"""The audit of origin: conferred by a process for some importers, and else kept from the essential input.

A plant in Malaysia makes packs of Chinese cells. The US takes them for Malaysian, Japan for Chinese.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.test_audit_world import (
    LOT,
    P1,
    Result,
    costs_of,
    families,
    flow_of,
    judged,
    law_of,
    layer_of,
    mfn,
    model_of,
    result_of,
)

from corridor.audit.origin_state import OriginState, parse
from corridor.schema.goods import Capability, Determination, Process, Product, RecipeLine
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Site
from corridor.schema.results import Delivery, Production, Purchase, Use
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Value
from corridor.tables.tables import Model

LAW = law_of((mfn("US", "8507", 0.1), mfn("JP", "8507", 0.1)))
SPLIT = "CN+US:MY"


def ruling(importer: str, **columns: object) -> Determination:
    """A judgement that the assembly confers origin."""
    return Determination(process="ASSEMBLE", importer=importer, confers_origin="yes", **columns)


def plant_model(*rulings: Row) -> Model:
    """The model of this page with judgements on origin."""
    return model_of(
        P1,
        *(Site(site=code, name=code, country=code[:2]) for code in ("MY_PLANT", "US_B", "JP_C")),
        Product(product="CELL", name="Cell", hs="850760"),
        Product(product="PACK", name="Pack", hs="850780"),
        Offer(offer="O_CN", site="MY_PLANT", product="CELL", unit_cost=1.0, np_origin="CN"),
        Offer(offer="O_KR", site="MY_PLANT", product="CELL", unit_cost=1.0, np_origin="KR"),
        Process(process="ASSEMBLE"),
        RecipeLine(process="ASSEMBLE", product="CELL", role="input", quantity=1.0),
        RecipeLine(process="ASSEMBLE", product="PACK", role="output", quantity=1.0),
        Capability(site="MY_PLANT", process="ASSEMBLE"),
        Lane(from_site="MY_PLANT", to_site="US_B"),
        Lane(from_site="MY_PLANT", to_site="JP_C"),
        Demand(site="US_B", product="PACK", quantity=3.0),
        Demand(site="JP_C", product="PACK", quantity=2.0),
        Value(product="PACK", transaction_value=10.0),
        *rulings,
    )


def plant_result(label: str, to_us: str, to_jp: str, cell: str = "CN") -> Result:
    """Five packs under a label, of which the importers see the given origins."""
    priced = {"transaction_value": 10.0, "customs_value": 10.0}
    us = flow_of("PACK", label, ("MY_PLANT", "US_B"), "P1", 3.0, **priced, importer="US", duty=3.0)
    jp = flow_of("PACK", label, ("MY_PLANT", "JP_C"), "P1", 2.0, **priced, importer="JP", duty=2.0)
    us, jp = us.model_copy(update={"np_origin": to_us}), jp.model_copy(update={"np_origin": to_jp})
    lot = {**LOT, "state": label, "period": "P1"}
    sold = {"product": "PACK", "state": label, "period": "P1", "end_use": "none"}
    return result_of(
        us,
        jp,
        layer_of(us, "MFN", "8507_20200101", 0.1, citation="tariff US"),
        layer_of(jp, "MFN", "8507_20200101", 0.1, citation="tariff JP"),
        Purchase(
            offer=f"O_{cell}",
            state=cell,
            period="P1",
            site="MY_PLANT",
            product="CELL",
            quantity=5.0,
            cost=5.0,
        ),
        Production(**lot, quantity=5.0, cost=0.0),
        Use(**lot, input="CELL", input_state=cell, value_class="-", quantity=5.0),
        Delivery(site="US_B", **sold, quantity=3.0),
        Delivery(site="JP_C", **sold, quantity=2.0),
        *costs_of(purchase=5.0, duty=5.0),
    )


@pytest.mark.parametrize(
    ("rulings", "label", "to_us", "to_jp"),
    [
        ([], "CN", "CN", "CN"),
        ([ruling("US")], SPLIT, "MY", "CN"),
        ([ruling("*")], "MY", "MY", "MY"),
        ([ruling("*"), ruling("JP").model_copy(update={"confers_origin": "no"})], "MY+JP:CN", "MY", "CN"),
        ([ruling("US", valid_to=date(2027, 4, 10))], SPLIT, "MY", "CN"),
        ([ruling("US", valid_to=date(2027, 4, 9))], "CN", "CN", "CN"),
    ],
    ids=["no judgement", "the US", "everyone", "all but Japan", "good to the last day", "expired"],
)
def test_origin_follows_the_judgements(rulings: list[Row], label: str, to_us: str, to_jp: str) -> None:
    """The label that the judgements give passes, and no other one does."""
    model = plant_model(*rulings)
    assert judged(model, LAW, plant_result(label, to_us, to_jp)).findings == ()
    for other, us, jp in (("CN", "CN", "CN"), (SPLIT, "MY", "CN"), ("MY", "MY", "MY"), ("KR", "KR", "KR")):
        if (us, jp) != (to_us, to_jp):
            assert "states" in families(judged(model, LAW, plant_result(other, us, jp)))


def test_the_label_of_other_importers_is_no_free_choice() -> None:
    """Where both importers of the model agree, nobody else may be said to see another origin."""
    assert "states" in families(judged(plant_model(), LAW, plant_result("MY+JP:CN+US:CN", "CN", "CN")))


def test_origin_is_kept_from_the_input_that_is_used() -> None:
    """A lot of Korean cells cannot be labelled Chinese, nor one of Chinese cells Korean."""
    assert judged(plant_model(), LAW, plant_result("KR", "KR", "KR", "KR")).findings == ()
    assert "states" in families(judged(plant_model(), LAW, plant_result("CN", "CN", "CN", "KR")))
    assert "states" in families(judged(plant_model(), LAW, plant_result("KR", "KR", "KR", "CN")))


@pytest.mark.parametrize("label", ["MY", "CN+US:MY", "CN/auto_part", "CN@Q12", "CN+EU:DE+US:MY/auto_part@Q12"])
def test_labels_read_and_write_alike(label: str) -> None:
    """A label in its usual order comes out as it went in."""
    assert str(parse(label)) == label


@pytest.mark.parametrize("label", ["", "my", "CN+US", "CN+US:MY+US:CN", "CN/Auto", "CN@", "CN MY"])
def test_what_is_no_label_is_none(label: str) -> None:
    """Anything else, and a label in which an importer has two views, has no meaning."""
    assert parse(label) is None


def test_labels_of_one_meaning_are_one_state() -> None:
    """Order, repeated views and the end use none make no difference."""
    assert parse("CN+US:MY+EU:CN/none") == OriginState("CN", (("US", "MY"),))
    assert OriginState("CN", (("US", "MY"),)).origin("US") == OriginState("MY").origin("US")
    assert OriginState("CN", (("US", "MY"),)).origin("JP") != OriginState("MY").origin("JP")
