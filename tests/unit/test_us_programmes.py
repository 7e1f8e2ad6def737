"""The shipped records of the United States: the table of goods at the horizon, published vectors, unknown duties."""

import csv
from datetime import date

import pytest
from tests.unit.us_duty import CLAIMS, duty, law, near, rates, total, with_base

from corridor.law.goods import Amounts
from corridor.paths import DATA
from corridor.reference.law import Law
from corridor.schema.legal import BaseRate
from corridor.schema.programmes import Programme

TABLE = (
    # code, use, CN, MY, VN, ID, JP, KR, AU in percent; claims of KR and AU everywhere, of JP for magnets only
    ("28469080", "none", 3.7, 3.7, 3.7, 3.7, 3.7, 0, 0),
    ("8505110070", "none", 27.1, 2.1, 2.1, 2.1, 0, 0, 0),
    ("8507600090", "none", 40.9, 13.4, 15.9, 13.4, 12.5, 12.5, 12.5),
    ("8507600010", "auto_part", 53.4, 28.4, 28.4, 28.4, 15, 15, 25),
    ("28369100", "none", 28.7, 3.7, 3.7, 3.7, 3.7, 0, 0),
    ("85423100", "none", 50, 0, 0, 0, 0, 0, 0),
    ("90183100", "none", 112.5, 10, 12.5, 10, 12.5, 12.5, 12.5),
    ("40151210", "none", 112.5, 10, 12.5, 10, 12.5, 12.5, 12.5),
    ("6307909870", "none", 69.5, 17, 19.5, 17, 12.5, 12.5, 12.5),
)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[0]}-{row[1]}" for row in TABLE])
def test_the_table_of_goods_at_the_horizon(row):
    """Each cell of the table in percent (T12 to T20).

    Battery of China: 3.4 + 25 (9903.91.06) + 12.5 (FL301) = 40.9; as a car part 3.4 + 25 + 25 (section 232) = 53.4.
    Of Malaysia 3.4 + 10; of Japan filled up to 12.5, as a car part to 15; of Australia 0 (claim) + 12.5 or + 25.
    Mask of China: 7 + 50 (9903.91.07) + 12.5 = 69.5. Magnets, chips, oxides and carbonate are free of FL301.
    """
    code, use, *expected = row
    for origin, percent in zip(("CN", "MY", "VN", "ID", "JP", "KR", "AU"), expected, strict=True):
        claim = "" if origin == "JP" and code != "8505110070" else CLAIMS.get(origin, "")
        assert total(code, origin, use=use, claim=claim) == near(percent / 100), origin


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("8505110070", {"CN": 0.271, "MY": 0.021, "VN": 0.021, "JP": 0.0, "AU": 0.0}),
        ("28469080", {"CN": 0.037, "MY": 0.037, "AU": 0.0}),
        ("85423100", {"CN": 0.50, "MY": 0.0, "TW": 0.0, "KR": 0.0}),
    ],
)
def test_landed_duties_t12_t15_t17(code, expected):
    """T12: magnets 2.1 % + 25 % of China; T15: oxides 3.7 %, on no China list; T17: chips 50 % of China, else free."""
    assert {origin: total(code, origin, claim=CLAIMS.get(origin, "")) for origin in expected} == near(expected)


def test_fills_up_over_a_specific_duty_t03():
    """T03: 50 cents per kg on USD 10 are 5 %: Japan + 7.5, EU + 5; autos of Japan filled up to 15: + 10."""
    amounts = Amounts(10, (("kg", 1),))
    own = with_base(hs="38011050", specific=0.5, specific_unit="kg")
    assert rates(duty("38011050", "JP", amounts=amounts, of=own))["FL301"] == near(0.075)
    assert rates(duty("38011050", "DE", amounts=amounts, of=own))["FL301"] == near(0.05)
    car = with_base(hs="87032301", specific=0.5, specific_unit="kg")
    assert rates(duty("87032301", "JP", amounts=amounts, of=car))["S232_AUTOS"] == near(0.10)


@pytest.mark.parametrize(("rate", "origin", "expected"), [(0.04, "DE", 1000), (0.12, "DE", 1200), (0.02, "JP", 1250)])
def test_fills_up_over_an_ad_valorem_duty_t04(rate, origin, expected):
    """T04 on USD 10,000: EU max(4, 10) % = 1000 and max(12, 10) % = 1200; Japan max(2, 12.5) % = 1250."""
    own = with_base(hs="38011050", rate=rate)
    assert duty("38011050", origin, amounts=Amounts(10000), of=own).total_duty == pytest.approx(expected, abs=0.005)


def test_fills_up_over_a_duty_by_weight_t05():
    """T05: 20,000 kg at 1.9 cents are USD 380 of 10,000; Japan fills up to 1250: + 870. Without amounts: unknown."""
    own = with_base(hs="38011050", specific=0.019, specific_unit="kg")
    found = duty("38011050", "JP", amounts=Amounts(10000, (("kg", 20000),)), of=own)
    sums = {layer.programme: layer.amount for layer in found.layers if layer.amount}
    assert sums == pytest.approx({"MFN": 380, "FL301": 870}, abs=0.005)
    assert total("38011050", "JP", of=own) is None


def test_stacking_of_china_under_section_232_t10():
    """T10: additional duties of China: car 25 + 25 = 50, steel 50 + 25 = 75; FL301 gives way to section 232."""
    assert rates(duty("87032301", "CN")) == near({"MFN": 0.025, "CN301": 0.25, "S232_AUTOS": 0.25})
    assert rates(duty("73181580", "CN")) == near({"MFN": 0.085, "CN301": 0.25, "S232_METALS": 0.5})


@pytest.mark.parametrize(
    ("origin", "listed", "expected"),
    [("CN", True, 0.585), ("CN", False, 0.425), ("CA", True, 0.39), ("CA", False, 0.35)],
)
def test_content_shares_t11(origin, listed, expected):
    """T11, metal share 0.6: section 232 at .25 of the full value, reciprocal .10, fentanyl .20, China .075, S122 .05.

    China: .25 + .20 + .075 + (.10 + .05) x .4 = .585. Canada: .25 + (.10 + .20 + .05) x .4 = .39: the fentanyl
    duty gives way on the metal except for China. Off the list: .20 + .075 + .15 = .425 and .20 + .15 = .35.
    """
    rest = "rest:metal_value_share" if listed else "value"

    def one(name, rate, **more):
        row = {"importer": "US", "record": "R", "hs": "*", "valid_from": date(2025, 1, 1), "citation": "T11"}
        return Programme(programme=name, rate=rate, evidence="C", **(row | more))

    metal = (one("METAL", 0.25),) if listed else ()
    records = (
        *metal,
        one("RECIPROCAL", 0.10, charged_on=rest),
        one("S122", 0.05, charged_on=rest),
        one("FENTANYL", 0.20, charged_on="value" if origin == "CN" else rest),
        one("CN301", 0.075, origins="CN"),
    )
    base = BaseRate(importer="US", hs="85", rate=0, valid_from=date(2025, 1, 1), citation="T11", evidence="C")
    day = date(2027, 1, 1)
    own = Law({}, {}, (base,), records, known_at=day, horizon=day)
    assert total("85444290", origin, "2025-09-10", of=own, metal_value_share="0.6") == near(expected)


def test_what_is_not_known_is_not_nought():
    """Deposits on solar goods and foil, section 338 and lines outside the data make the total unknown."""
    assert total("8541430010", "VN") is None
    assert total("76071160", "CN") is None
    assert total("85076000", "CA") is None
    assert total("22030000", "DE") is None


def test_every_record_of_the_united_states_is_cited():
    """Weak records say why, and each programme with a list says for which lines it was read."""
    shipped = [row for row in law().programmes if row.importer == "US"]
    assert all(row.citation and row.confidence for row in shipped)
    assert all(row.note for row in shipped if row.evidence == "D")
    read = {row.programme for row in law().coverage}
    assert {row.programme for row in shipped if not row.programme.endswith("_EXEMPT")} == read


def test_quotas_carry_over():
    """65,205 cars of the UK in 2025; 25,000 a quarter after, what is left going two quarters on."""
    with (DATA / "quotas.csv").open(encoding="utf-8", newline="") as file:
        cars = [row for row in csv.DictReader(file) if row["quota"] == "GB_AUTOS"]
    assert [row["amount"] for row in cars[:5]] == ["65205", "25000", "25000", "25000", "25000"]
    assert [row["carry_to"] for row in cars[1:5]] == ["2026-07-01", "2026-10-01", "", ""]
