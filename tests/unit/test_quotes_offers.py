"""Quotes as offers: tiers, dates, units, and every fault and note on the way."""

from datetime import date

import pytest
from tests.unit.quotes_example import AS_OF, lane, law, model, offers, quote

from corridor.errors import FaultError, Severity
from corridor.quotes import apply, worksheets
from corridor.schema.goods import UnitFactor
from corridor.schema.moving import Lane
from corridor.schema.supply import ExchangeRate, Offer, Quote


def refused(*rows, **settings):
    """Return the faults of quotes that cannot become offers."""
    with pytest.raises(FaultError) as error:
        apply(model(*rows, **settings), law())
    return error.value.faults


def noted(*rows, **settings):
    """Return (column, severity) of what is noted about quotes."""
    found = apply(model(*rows, **settings), law()).faults
    return {(fault.column, int(fault.severity)) for fault in found}


def test_a_model_without_quotes_stays():
    """Without quotes nothing changes and there are no worksheets."""
    bare = model()
    assert apply(bare, law()) is bare
    table = worksheets(bare, law())
    assert table.empty
    assert list(table.columns) == ["quote", "period", "line", "amount", "unit", "currency", "explanation"]


def test_quotes_stay_beside_their_offers():
    """The offers a model states come first, those of its quotes after them, and the quotes are kept."""
    stated = Offer(offer="OWN", site="MYS", product="CELL", unit_cost=1.0)
    found = apply(model(stated, quote()), law())
    assert [offer.offer for offer in found.tables[Offer]] == ["OWN", "Q1"]
    assert [one.quote for one in found.tables[Quote]] == ["Q1"]


def test_what_an_offer_takes_over():
    """Tooling, lead time, producer, origin, source and evidence go from the quote to the offer."""
    offer = offers(
        quote(
            tooling=1000.0,
            lead_time_days=44.5,
            seller="TRADER",
            np_origin="CN",
            evidence="B",
            source="mail 7",
            named_place="Penang",
        )
    )["Q1"]
    assert offer.tooling == pytest.approx(1100.0)
    assert offer.available_from == date(2027, 1, 15), "as_of and 45 whole days"
    assert (offer.producer_entity, offer.np_origin) == ("TRADER", "CN")
    assert (offer.source, offer.evidence, offer.note) == ("mail 7", "B", "from quote Q1, FOB Penang")
    assert (offer.destination, offer.customs_value, offer.schedule) == (None, None, None)


def test_tiers_of_one_seller_become_a_schedule():
    """Quotes that differ in quantity and price only are the tiers of one purchase, for all units."""
    found = offers(
        quote("T2", price=4.5, tier_from=1000.0, tier_to=4999.0),
        quote("T1", price=5.0, tier_to=1000.0),
        quote("T3", price=4.0, tier_from=5000.0),
        quote("OTHER", price=6.0, seller="ELSE"),
    )
    assert {code: offer.schedule for code, offer in found.items()} == {
        "T1": "T1",
        "T2": "T1",
        "T3": "T1",
        "OTHER": None,
    }
    assert {found[code].tiering for code in ("T1", "T2", "T3")} == {"all_units"}
    assert (found["T2"].min_quantity, found["T2"].max_quantity) == (1000.0, 4999.0)
    assert found["T3"].max_quantity is None


def test_tiers_by_period_share_their_periods():
    """If one tier has a price for each period, each period has its own schedule of all tiers."""
    rates = [
        ExchangeRate(currency="EUR", period="P1", rate=1.1, as_of=AS_OF),
        ExchangeRate(currency="EUR", period="P2", rate=1.2, as_of=AS_OF),
    ]
    found = offers(
        quote("T1", price=5.0, tier_to=1000.0, currency="USD"),
        quote("T2", price=4.0, tier_from=1000.0),
        *rates,
    )
    assert {code: (offer.period, offer.schedule) for code, offer in found.items()} == {
        "T1_P1": ("P1", "T1_P1"),
        "T1_P2": ("P2", "T1_P2"),
        "T2_P1": ("P1", "T1_P1"),
        "T2_P2": ("P2", "T1_P2"),
    }


def test_alternatives_are_no_tiers():
    """Two quotes for any quantity stay two offers."""
    found = offers(quote("A"), quote("B", price=6.0))
    assert {offer.schedule for offer in found.values()} == {None}


def test_tiers_that_overlap_or_leave_a_gap():
    """An overlap is a fault; a gap is a warning."""
    (fault,) = refused(quote("A", tier_to=1000.0), quote("B", tier_from=900.0))
    assert (fault.column, fault.value, fault.severity) == ("tier_from", "900.0", Severity.ERROR)
    assert "overlaps with that of quote A" in fault.rule
    assert ("tier_to", 1) in noted(quote("A", tier_to=1000.0), quote("B", tier_from=2000.0))
    (fault,) = refused(quote("A", tier_from=10.0, tier_to=5.0))
    assert "ends before it begins" in fault.rule


def test_a_period_before_the_goods_are_ready_has_no_offer():
    """With a lead time into the second period only its exchange rate is needed."""
    rate = ExchangeRate(currency="EUR", period="P2", rate=1.2, as_of=AS_OF)
    found = offers(quote(lead_time_days=130), rate)
    assert found["Q1"].unit_cost == pytest.approx(6.0)
    assert found["Q1"].available_from == date(2027, 4, 10)


def test_goods_that_are_never_ready_are_a_warning():
    """A lead time beyond the horizon leaves no offer and a warning."""
    found = apply(model(quote(lead_time_days=3000)), law())
    assert found.tables[Offer] == ()
    assert [(fault.column, int(fault.severity)) for fault in found.faults] == [("lead_time_days", 1)]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (quote(valid_to=date(2026, 11, 30)), "valid_to", "expired before the model's as_of date 2026-12-01"),
        (quote(incoterm="EXW"), "origin_charges", "leaves out pick-up and export clearance"),
        (quote(incoterm="CIF"), "destination", "holds for one destination"),
        (quote(incoterm="FOB", duty_borne_by="seller"), "destination", "holds for one destination"),
        (quote(incoterm="CIF", destination="MYS"), "destination", "shipped to where they are"),
        (quote(incoterm="CIF", destination="NOWHERE"), "destination", "no such destination"),
        (quote(site="NOWHERE"), "site", "no such site"),
        (quote(product="NOTHING"), "product", "no such product"),
        (quote(per_unit="box"), "per_unit", "nothing says how many kg one box is"),
        (quote(currency="JPY"), "currency", "no exchange rate to USD in period P1"),
        (quote(price=None), "price", "no price and no index_formula"),
        (quote(index_formula="1 + LCE"), "price", "both a price and an index_formula"),
        (quote(price=None, index_formula="1 + LCE"), "index_formula", "index LCE has no price in period P1"),
        (quote(price=None, index_formula="1 - 2"), "index_formula", "it must be above 0"),
        (quote(price=None, index_formula="1 +"), "index_formula", "expected a number"),
        (quote(incoterm="CIF", price=0.1, destination="USA"), "price", "nothing of the price CIF is left"),
    ],
)
def test_what_keeps_a_quote_from_becoming_an_offer(row, column, words):
    """A missing or senseless figure is a fault of severity 2 that names the quote and the column."""
    (fault,) = refused(row)
    assert (fault.file, fault.column, fault.severity) == ("quotes", column, Severity.ERROR)
    assert fault.rule.startswith("quote Q1: ")
    assert words in fault.rule
    assert fault.remedy


def test_all_faults_at_once():
    """The faults of all quotes are told together."""
    assert [fault.column for fault in refused(quote("A", currency="JPY"), quote("B", incoterm="EXW"))] == [
        "currency",
        "origin_charges",
    ]


def test_lanes_that_cannot_be_taken_out_of_a_price():
    """A missing lane, freight by tonne without mass and demurrage without shipment size are faults."""
    cif = quote(incoterm="CIF", destination="USA")
    assert "no lane from MYS to USA" in refused(cif, lane("DEU"))[0].rule
    held = lane(inspection_share=0.1, inspection_days=5.0, demurrage_per_day=100.0)
    assert "no shipment size" in refused(cif, held)[0].rule
    light = model(cif)
    product = light.tables.rows["products"][0].model_copy(update={"mass_kg": None})
    light = type(light)(light.settings, light.tables.with_rows(type(product), [product]), light.place)
    with pytest.raises(FaultError, match="the product has no mass"):
        apply(light, law())


def test_demurrage_is_inside_a_price_duty_paid_only():
    """Inspections at import are at the risk of whoever enters the goods: 0.1 x 5 x 100 / 500 = 0.10 USD."""
    held = lane(inspection_share=0.1, inspection_days=5.0, demurrage_per_day=100.0, shipment_size=500.0)
    dap = quote(incoterm="DAP", price=5.5, currency="USD", destination="USA")
    ddp = quote(incoterm="DDP", price=6.1, currency="USD", destination="USA")
    assert offers(dap, held)["Q1"].unit_cost == pytest.approx(5.0)
    assert offers(ddp, held)["Q1"].unit_cost == pytest.approx(6.1 - 0.10 - 0.50)
    assert offers(ddp, held)["Q1"].customs_value == pytest.approx(5.0)


def test_units_of_the_product_are_used_and_doubts_refused():
    """Pieces per kilogram also turn a price per tonne; two factors for one unit are a fault."""
    pieces = UnitFactor(product="CELL", from_unit="kg", to_unit="pcs", factor=4.0)
    priced = quote(currency="USD", per_unit="pcs", price=2.0)
    assert offers(priced, pieces)["Q1"].unit_cost == 8.0
    common = UnitFactor(product="*", from_unit="kg", to_unit="pcs", factor=9.0)
    assert offers(priced, pieces, common)["Q1"].unit_cost == 8.0
    again = UnitFactor(product="CELL", from_unit="pcs", to_unit="t", factor=0.001)
    assert "several factors to kg: 0.25, 1" in refused(quote(per_unit="pcs"), pieces, again)[0].rule


def test_codes_that_are_taken():
    """An offer of the same code is a fault, not overwritten."""
    stated = Offer(offer="Q1", site="MYS", product="CELL", unit_cost=1.0)
    assert "exists already" in refused(quote(), stated)[0].rule


def test_tooling_of_a_quote_that_becomes_several_offers():
    """A quote that becomes several offers pays its tooling once: they share it, at the rate of the first."""
    rates = [
        ExchangeRate(currency="EUR", period=period, rate=rate, as_of=AS_OF)
        for period, rate in (("P1", 1.1), ("P2", 1.2))
    ]
    made = list(offers(quote(tooling=5.0, currency="EUR"), *rates).values())
    assert {offer.tooling_group for offer in made} == {"Q1"}
    assert [offer.tooling for offer in made] == pytest.approx([5.5, 5.5])


@pytest.mark.parametrize(
    ("row", "column", "severity"),
    [
        (quote(importer_of_record="seller", destination="USA"), "importer_of_record", 1),
        (quote(incoterm="DDP", price=9.0, destination="USA"), "importer_of_record", 0),
        (quote(incoterm="DAP", price=9.0, destination="USA", duty_borne_by="seller"), "duty_borne_by", 1),
        (quote(incoterm="DDP", price=9.0, destination="USA", duty_borne_by="buyer"), "duty_borne_by", 1),
        (quote(freight=1.0), "freight", 1),
        (quote(incoterm="CFR", destination="USA", insurance=0.1), "insurance", 1),
        (quote(origin_charges=0.1), "origin_charges", 1),
        (quote(incoterm="EXW", origin_charges=0.1), "origin_charges", 0),
        (quote(valid_to=date(2027, 1, 31)), "valid_to", 0),
        (quote(incoterm="CIF", destination="USA", freight=1.0), "freight", 0),
    ],
)
def test_what_is_noted(row, column, severity):
    """Terms that do not go together are warnings; what was assumed is a note."""
    assert (column, severity) in noted(row)


def test_fixed_freight_beside_a_price_with_freight_is_a_warning():
    """A fixed cost of the lane cannot be taken out of a price by unit."""
    assert ("destination", 1) in noted(quote(incoterm="CIF", destination="USA"), lane(fixed_cost=100.0))


def test_export_tax_without_destination_is_a_warning():
    """A price cleared for export contains the tax; without a destination the lane would charge it again."""
    assert ("destination", 1) in noted(quote(), lane(export_tax=0.1))
    assert noted(quote(), lane()) == set()


def test_a_quote_within_one_customs_territory_pays_no_duty():
    """DDP inside the United States is a price with freight and nothing else."""
    local = quote(incoterm="DDP", price=5.5, currency="USD", site="USA", destination="USB")
    found = model(local, Lane(from_site="USA", to_site="USB", unit_cost=0.5, mode="road"))
    sites = found.tables.rows["sites"]
    second = sites[1].model_copy(update={"site": "USB"})
    found = type(found)(found.settings, found.tables.with_rows(type(second), (*sites, second)), found.place)
    (offer,) = apply(found, law()).tables[Offer]
    assert offer.unit_cost == offer.customs_value == pytest.approx(5.0)
    assert "declared.customs_value" not in set(worksheets(found, law()).line)
