"""Published and derived examples of rules of origin, each worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.origin_example import NO_LAW, compiled, law, origin_rule, passes, provision

from corridor.law.origin.compile import content_alternative
from corridor.law.origin.counting import counted_share
from corridor.law.origin.judge import judge
from corridor.law.origin.lookup import rule_for
from corridor.law.origin.materials import Material
from corridor.law.origin.status import Status

YES, NO = 1.0, 0.0
"""[1] What counts of a material that originates, and of one that does not."""


def counted(test, value, materials):
    """[1] Return what counts against a lot, as a share of its value."""
    return judge(test, value, 0.0, materials).counted / value


def test_t01_build_down_and_build_up():
    """T01, adjusted value 1,000: (1,000 - 500)/1,000 = 50 % >= 45; originating 500/1,000 = 50 % >= 35."""
    found = compiled(
        "RVC(build_down, 45, adjusted_value) or RVC(build_up, 35, adjusted_value)",
        provision(),
        "850110",
        ("FOREIGN", "850300"),
        ("OWN", "740811"),
    )
    down, up = found["RVC_BD45_AV"], found["RVC_BU35_AV"]
    materials = [("FOREIGN", 500.0, NO), ("OWN", 500.0, YES)]
    assert (down.tests[0].basis, up.tests[0].basis) == ("adjusted_value", "adjusted_value")
    assert 1 - counted(down.tests[0], 1000.0, materials) == pytest.approx(0.50)
    assert -counted(up.tests[0], 1000.0, materials) == pytest.approx(0.50)
    assert passes(down, 1000.0, materials)
    assert passes(up, 1000.0, materials)
    assert not passes(down, 1000.0, [("FOREIGN", 550.01, NO), ("OWN", 449.99, YES)])
    assert not passes(up, 1000.0, [("FOREIGN", 650.01, NO), ("OWN", 349.99, YES)])


def test_build_up_counts_labour_and_profit_of_the_producer():
    """RCEP and ATIGA add direct labour, overhead and profit: 300 + 100 of 1,000 = 40 %; with 99.99 it is less."""
    up = compiled("RVC(build_up, 40)", provision(), "850110", ("OWN", "740811"))["RVC_BU40"]
    assert passes(up, 1000.0, [("OWN", 300.0, YES)], own_value=100.0)
    assert not passes(up, 1000.0, [("OWN", 300.0, YES)], own_value=99.99)


def test_t21_an_originating_material_is_absorbed():
    """T21: a forging of ex 7224, made at home of a foreign ingot, originates by its own rule (here: CTSH, for
    "manufacture from ingots"), so in an engine of 8407 the ingot is not counted.
    """
    forging = compiled("CTSH", provision(), "722490", ("INGOT", "722410"))
    assert forging["CTSH"].tests == ()
    engine = compiled("MAXNOM(40)", provision(), "840734", ("FORGING", "722490"))["MAXNOM40"]
    share = counted_share(NO_LAW, provision(), (Status("FTA"),), "CN", "MY", by_status=False)
    assert passes(engine, 100.0, [("FORGING", 90.0, share)])
    assert not passes(engine, 100.0, [("FORGING", 90.0, NO)])


@pytest.mark.parametrize(
    ("roll_up", "statuses", "expected"),
    [
        ("absorption", (Status("FTA", 0.4),), 0.35),
        ("none", (Status("FTA", 0.4),), 0.65),
        ("absorption", (), 0.85),
    ],
)
def test_t22_three_readings_of_an_engine(roll_up, statuses, expected):
    """T22: EXW 1,000; forging 500 holding an ingot of 300 (so 40 % content); other VNM 350; limit 40 %.

    Absorbed: 350/1,000 = 35 %, passes. No roll-up, so that the ingot counts: (350 + 300)/1,000 = 65 %. A forging that
    does not originate counts whole: (350 + 500)/1,000 = 85 %.
    """
    terms = provision(roll_up=roll_up)
    found = compiled("MAXNOM(40)", terms, "840734", ("FORGING", "722490"), ("OTHER", "731815"))
    share = counted_share(NO_LAW, terms, statuses, "MY", "MY", by_status=False)
    materials = [("FORGING", 500.0, share), ("OTHER", 350.0, NO)]
    test = found["MAXNOM40"].tests[0]
    assert (test.basis, test.limit) == ("ex_works", 0.4)
    assert counted(test, 1000.0, materials) == pytest.approx(expected)
    assert passes(found["MAXNOM40"], 1000.0, materials) == (expected == 0.35)


@pytest.mark.parametrize(("roll_up", "expected"), [("absorption", 0.50), ("traced", 0.30)])
def test_t23_traced_value(roll_up, expected):
    """T23, EXW 1,000, limit 45 %: a foreign intermediate of 500 holds 300 of foreign materials.

    Usually it counts whole, 500/1,000 = 50 %; under UK-Korea 5.1(b) only its foreign materials do, 300/1,000 = 30 %.
    """
    terms = provision(roll_up=roll_up)
    share = counted_share(NO_LAW, terms, (Status("FTA", 0.4, originating=False),), "CN", "GB", by_status=False)
    found = compiled("MAXNOM(45)", terms, "850760", ("PART", "850790"))["MAXNOM45"]
    assert counted(found.tests[0], 1000.0, [("PART", 500.0, share)]) == pytest.approx(expected)
    assert passes(found, 1000.0, [("PART", 500.0, share)]) == (expected < 0.45)


@pytest.mark.parametrize(("cells", "content", "passing"), [(55.0, 0.40, True), (60.0, 0.35, False)])
def test_t24_battery_pack(cells, content, passing):
    """T24, CPTPP, value 100: cells of the pack's own heading 55, management system 5.

    CTH fails (55 is above the tolerance of 10). Build-down: (100 - 60)/100 = 40 %, enough; with cells of 60 it is
    (100 - 65)/100 = 35 %. Build-up has nothing that originates.
    """
    terms = provision(tolerance=0.1, tolerance_relaxes="tariff_shift")
    rule = "CTH or RVC(build_up, 30) or RVC(build_down, 40)"
    found = compiled(rule, terms, "850760", ("CELL", "850760"), ("BMS", "853710"))
    materials = [("CELL", cells, NO), ("BMS", 5.0, NO)]
    assert [name for name, one in found.items() if passes(one, 100.0, materials)] == ["RVC_BD40"] * passing
    assert dict(found["CTH"].tests[0].weights) == {"CELL": (1.0, 0.0)}
    assert 1 - counted(found["RVC_BD40"].tests[0], 100.0, materials) == pytest.approx(content)


def test_t25_thresholds_stay_on_their_own_base():
    """T25, EXW 100 and FOB 105: MaxNOM 50 % EXW leaves 50.00, RVC 55 % FOB leaves 45 % of 105 = 47.25."""
    found = compiled("MAXNOM(50) or RVC(build_down, 55, fob)", provision(), "870323", ("PART", "870899"))
    worth = {"ex_works": 100.0, "fob": 105.0}
    largest = {name: judge(one.tests[0], worth[one.tests[0].basis], 0.0, []).allowed for name, one in found.items()}
    assert largest == {"MAXNOM50": 50.0, "RVC_BD55_FOB": pytest.approx(47.25, abs=1e-12)}


@pytest.mark.parametrize(("content", "worth"), [(0.19, 0.0), (0.20, 20.0), (0.30, 30.0), (0.40, 100.0)])
def test_t26_partial_cumulation(content, worth):
    """T26, ATIGA: of a material of 100, below 20 % content nothing counts, from 40 % on all, between what there is."""
    terms = provision("ATIGA", cumulation="partial", partial_from=0.2, partial_to=0.4)
    statuses = (Status("ATIGA", content, originating=False),)
    assert 100 * counted_share(NO_LAW, terms, statuses, "MY", "TH", by_status=False) == pytest.approx(worth)
    assert counted_share(NO_LAW, terms, statuses, "MY", "TH", by_status=True) == 0.0


@pytest.mark.parametrize(("worth", "saved"), [(10.0, True), (10.01, False)])
def test_t27_de_minimis(worth, saved):
    """T27, tolerance 10 % of 100: materials without the change of code may be worth 10, not 10.01."""
    terms = provision(tolerance=0.1, tolerance_relaxes="tariff_shift")
    found = compiled("CTH", terms, "850511", ("SAME", "850519"), ("OTHER", "280530"))["CTH"]
    assert passes(found, 100.0, [("SAME", worth, NO), ("OTHER", 80.0, NO)]) == saved


@pytest.mark.parametrize(("year", "passing"), [(2022, True), (2025, True), (2026, False)])
def test_t29_threshold_by_date(year, passing):
    """T29, UK-Japan cars: at most 55 % EXW, from 2023 on 50 %, from 2026 on 45 %; VNM of 48 % passes until 2025."""
    records = law(
        provision(valid_from=date(2021, 1, 1), hs_edition=2017, value_basis="ex_works"),
        origin_rule("8703", "MAXNOM(55)", valid_from=date(2021, 1, 1), valid_to=date(2022, 12, 31)),
        origin_rule("8703", "MAXNOM(50)", valid_from=date(2023, 1, 1), valid_to=date(2025, 12, 31)),
        origin_rule("8703", "MAXNOM(45)", valid_from=date(2026, 1, 1)),
    )
    found = rule_for(records, "FTA", Material("CAR", "870380"), "GB", date(year, 6, 1))
    assert found is not None
    (car,) = compiled(found.text, provision(), "870380", ("PART", "870899")).values()
    assert passes(car, 100.0, [("PART", 48.0, NO)]) == passing


def test_focused_value():
    """Value 100, chips named by the rule 45, others 30: (100 - 45)/100 = 55 % >= 50; build-down has 25 % < 40."""
    rule = "RVC(focused, 50 of 8542) or RVC(build_down, 40)"
    found = compiled(rule, provision(), "847150", ("CHIP", "854231"), ("OTHER", "853400"))
    materials = [("CHIP", 45.0, NO), ("OTHER", 30.0, NO)]
    assert 1 - counted(found["RVC_FV50"].tests[0], 100.0, materials) == pytest.approx(0.55)
    assert [name for name, one in found.items() if passes(one, 100.0, materials)] == ["RVC_FV50"]
    assert not passes(found["RVC_FV50"], 100.0, [("CHIP", 50.01, NO), ("OTHER", 0.0, NO)])


def test_net_cost():
    """USMCA style, net cost 80 of a value of 100, VNM 40: (80 - 40)/80 = 50 % >= 50; of the value it were 60 %."""
    (found,) = compiled("RVC(net_cost, 50)", provision(), "870323", ("PART", "870899")).values()
    assert (found.name, found.tests[0].basis) == ("RVC_NC50", "net_cost")
    worth = {"net_cost": 80.0, "fob": 100.0}
    assert passes(found, worth, [("PART", 40.0, NO)])
    assert not passes(found, worth, [("PART", 40.01, NO)])


def test_e02_full_cumulation():
    """E02, value 100, limit 40 %: a part of 50 with 32 of foreign materials, and 25 from elsewhere.

    Content of the part: (50 - 32)/50 = 36 %, so it does not originate: VNM 50 + 25 = 75 fails. Under full cumulation
    its 18 count: VNM 32 + 25 = 57 <= 60. Where 36 % is enough for the part, it originates: VNM 25.
    """
    part = Status("CORR", 0.36, originating=False)
    assert passes(content_alternative(provision(), 0.36), 50.0, [("FOREIGN", 32.0, NO)])
    assert not passes(content_alternative(provision(), 0.37), 50.0, [("FOREIGN", 32.0, NO)])
    for cumulation, statuses, against in (
        ("originating", part, 75.0),
        ("full", part, 57.0),
        ("originating", Status("CORR"), 25.0),
    ):
        terms = provision("CORR", cumulation=cumulation)
        found = compiled("RVC(build_down, 40)", terms, "850760", ("PART", "850790"), ("REST", "853710"))["RVC_BD40"]
        share = counted_share(NO_LAW, terms, (statuses,), "MY", "TH", by_status=False)
        materials = [("PART", 50.0, share), ("REST", 25.0, NO)]
        assert judge(found.tests[0], 100.0, 0.0, materials).counted == pytest.approx(against)
        assert passes(found, 100.0, materials) == (against <= 60)


def test_e04_averaging_under_the_tolerance():
    """E04: 60 units of 100, tolerance 10 %, a failing input of 12 in each, a substitute costs 3 more.

    Averaged over the lot, 600 are allowed: 50 units keep their input (50 x 12 = 600), 10 take the substitute: +30.
    Unit by unit 12 > 10 fails in each, so all 60 take it: +180.
    """
    terms = provision(tolerance=0.1, tolerance_relaxes="tariff_shift")
    found = compiled("CTH", terms, "850511", ("SAME", "850519"))["CTH"]

    def cheapest(units):
        """[money] Return the least extra cost of a lot of so many units."""
        kept = max(n for n in range(units + 1) if passes(found, 100.0 * units, [("SAME", 12.0 * n, NO)]))
        return 3.0 * (units - kept)

    assert cheapest(60) == 30.0
    assert 60 * cheapest(1) == 180.0
