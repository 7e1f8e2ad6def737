"""Traps of the lists of the United States: where a list copied blindly charges the wrong goods, days or share."""

import pytest
from tests.unit.us_duty import NOW, duty, near, rates, total

from corridor.law.goods import Amounts


def test_metal_content_before_the_annexes():
    """Cable of Taiwan, 60 % metal: 2.6 + 50 x .6 + 20 x .4 in 2025, section 122 in place of 20 % in March 2026.

    From 2026-04-06 25 % on the full value, and nothing under 15 % of the weight: then FL301 fills up to 10 %.
    """
    assert total("8544429090", "TW", "2025-09-10", metal_value_share="0.6") == near(0.026 + 0.30 + 0.08)
    assert total("8544429090", "TW", "2026-03-01", metal_value_share="0.6") == near(0.026 + 0.30 + 0.04)
    assert total("8544429090", "TW", metal_weight_share="0.2", us_metal_share="0") == near(0.026 + 0.25)
    assert total("8544429090", "TW", metal_weight_share="0.1") == near(0.10)
    unknown = duty("8544429090", "TW", "2025-10-10")
    assert unknown.total_rate == near(0.026 + 0.5)
    assert unknown.evidence_needed == ("metal_value_share",)


def test_fentanyl_duty_and_metals():
    """Steel of Canada: fentanyl duty alone until 2025-06-03 (EO 14289), section 232 alone after; China pays both."""
    assert total("73181580", "CA", "2025-04-01") == near(0.085 + 0.25)
    assert rates(duty("73181580", "CA", "2025-04-01", claim="USMCA")) == near({"S232_METALS": 0.25})
    assert total("73181580", "CA", "2025-09-01") == near(0.085 + 0.5)
    assert total("73181580", "CN", "2025-09-01") == near(0.085 + 0.25 + 0.2 + 0.5)


def test_metals_of_the_united_kingdom_russia_and_the_united_states():
    """Note 16(d): 25 % with 95 % of UK metal; 9903.85.67: 200 %; note 16(e): 10 % with 95 %, from June 2026 85 %."""
    assert total("7601106090", "GB", "2025-09-01") == near(0.25)
    assert total("7601106090", "GB") == near(0.5)
    assert total("7601106090", "GB", gb_metal_share="0.95") == near(0.25)
    assert rates(duty("7601106090", "IN", smelt="RU"))["S232_METALS"] == near(2.0)
    assert rates(duty("7601106090", "RU"))["S232_METALS"] == near(2.0)
    assert total("73181520", "DE", "2026-05-01", us_metal_share="0.9") == near(0.5)
    assert total("73181520", "DE", us_metal_share="0.9") == near(0.10)


def test_traps_of_the_metal_lists():
    """8471 and 3004 are not in the annexes of 2026; before, 3004.90.92 only .44 and 8708.29.51 only .60."""
    assert "S232_METALS" not in rates(duty("8471500150", "CN"))
    assert "S232_METALS" not in rates(duty("3004909244", "IN", patented="no"))
    assert rates(duty("3004909244", "IN", "2025-09-20", metal_value_share="0.1"))["S232_METALS"] == near(0.05)
    assert "S232_METALS" not in rates(duty("3004909225", "IN", "2025-09-20"))
    assert "S232_METALS" not in rates(duty("8708295110", "MX", "2025-09-20"))
    assert rates(duty("8708295160", "TH", "2025-09-20", metal_value_share="1"))["S232_METALS"] == near(0.5)
    assert "S232_METALS" not in rates(duty("85013245", "CN"))


def test_batteries_of_china_need_ten_digits():
    """8507.60.0010: 25 % since 2024-09-27; .0020: 7.5 % to 2025-12-31, then 25 %; eight digits: unknown in 2025."""
    before, after = "2025-01-15", "2026-01-02"
    assert [rates(duty("8507600010", "CN", day))["CN301"] for day in (before, after)] == near([0.25, 0.25])
    days = (before, "2025-12-31", after)
    assert [rates(duty("8507600020", "CN", day))["CN301"] for day in days] == near([0.075, 0.075, 0.25])
    assert total("85076000", "CN", before) is None
    assert total("85076000", "CN", "2026-03-15") == near(0.034 + 0.25 + 0.10)


def test_medical_goods_of_china():
    """Gloves 50 % in 2025, 100 % from 2026; masks 25 % in 2025, 50 % from 2026, other articles of the line 7.5 %."""
    assert rates(duty("40151210", "CN", "2025-06-01"))["CN301"] == near(0.5)
    assert rates(duty("6307909870", "CN", "2025-06-01"))["CN301"] == near(0.25)
    assert rates(duty("6307909842", "CN", "2025-06-01"))["CN301"] == near(0.25)
    assert rates(duty("6307909891", "CN"))["CN301"] == near(0.075)
    assert "CN301" not in rates(duty("6307909891", "CN", excluded="yes"))
    assert duty("6307909891", "CN").evidence_needed == ("excluded",)
    assert total("63079098", "CN") is None
    assert "CN301" not in rates(duty("9018310080", "CN", "2025-12-01", excluded="yes"))
    assert rates(duty("9018310080", "CN", "2026-01-02", excluded="yes"))["CN301"] == near(1.0)


def test_of_metal_magnets_only_neodymium_is_exempt():
    """8505.11.0070 is free of FL301, section 122 and, from 2025-09-08, the reciprocal duty; ferrite is not."""
    assert total("8505110030", "MY") == near(0.121)
    assert total("8505110030", "MY", "2026-03-15") == near(0.121)
    assert total("8505110030", "MY", "2025-10-10") == near(0.021 + 0.19)
    assert total("8505110070", "MY", "2025-09-07") == near(0.021 + 0.19)
    assert total("8505110070", "MY", "2025-09-08") == near(0.021)
    assert total("85051100", "MY") is None


def test_aircraft_lists_free_aircraft_parts_only():
    """8507.60 and 8501.32.55 stand on the lists of civil aircraft: only that use is free."""
    for day in (NOW, "2026-03-15"):
        assert total("8507600090", "MY", day) == near(0.134)
        assert total("8507600090", "MY", day, use="aircraft") == near(0.034)
    assert total("85013255", "MX") == near(0.10)
    assert total("85013255", "MX", use="aircraft") == near(0.0)


def test_end_use_decides_on_auto_parts():
    """8471.50, 8482.50 and 8507.60 pay section 232 only as parts of vehicles; parts under USMCA are free of it."""
    assert rates(duty("84715001", "TH", use="auto_part")) == near({"S232_AUTO_PARTS": 0.25})
    assert total("84715001", "TH") == near(0.0)
    assert total("8507600010", "MX", "2025-06-01", use="auto_part") == near(0.284)
    assert total("8507600010", "MX", "2025-06-01", use="auto_part", claim="USMCA") == near(0.0)
    assert total("8482500000", "IN", use="truck_part") == near(0.058 + 0.25)


def test_processors_past_the_technical_gate():
    """Note 39: 25 % from 2026-01-15 past the gate, and then nothing of the IEEPA duties, those of China included."""
    assert total("8471500150", "TW", technical_gate="yes") == near(0.25)
    found = rates(duty("8471500150", "CN", "2026-02-01", technical_gate="yes"))
    assert found == near({"CN301": 0.25, "S232_SEMICONDUCTORS": 0.25})
    open_question = duty("8471500150", "TW")
    assert (open_question.total_rate, open_question.evidence_needed) == (near(0.0), ("technical_gate",))


def test_deals_on_cars():
    """UK 2.5 + 7.5 within the quota, 27.5 beyond; Korea 15 with the claim; USMCA 25 % on what is not U.S. content."""
    assert total("87038000", "GB", quota="GB_AUTOS") == near(0.10)
    assert total("87038000", "GB", quota="NONE") == near(0.275)
    assert total("87038000", "KR", claim="KORUS") == near(0.15)
    assert total("87038000", "KR", "2025-10-31", claim="KORUS") == near(0.25)
    assert total("87038000", "MX", claim="USMCA", us_content_share="0.4") == near(0.15)
    assert total("87038000", "CN") == near(0.025 + 1.0 + 0.25)


def test_four_days_with_neither():
    """The IEEPA duties are void from 2026-02-20, section 122 begins on 2026-02-24 and ends on 2026-07-23."""
    days = ("2026-02-19", "2026-02-20", "2026-02-23", "2026-02-24", "2026-07-23", "2026-07-24")
    assert [total("8507600090", "VN", day) for day in days] == near([0.234, 0.034, 0.034, 0.134, 0.134, 0.159])
    assert duty("8507600090", "VN", "2026-02-19").at_risk == near(0.2)


def test_goods_in_transit():
    """Loaded before 5 April 2025: free of the reciprocal duty; before 7 August 2025: 10 % until 4 October."""
    assert total("8507600020", "VN", "2025-04-20", loaded_on="2025-04-04") == near(0.034)
    assert total("8507600020", "VN", "2025-04-20", loaded_on="2025-04-05") == near(0.134)
    assert total("8507600020", "VN", "2025-09-20", loaded_on="2025-08-01") == near(0.134)
    assert total("8507600020", "VN", "2025-10-05", loaded_on="2025-08-01") == near(0.234)


def test_brazil_and_india_paid_a_second_duty():
    """Brazil 10 + 40 from 2025-08-06; India 25 + 25 from 2025-08-27 to 2026-02-06; not on metals of section 232."""
    assert total("8507600090", "BR", "2025-10-10") == near(0.034 + 0.5)
    assert total("8507600090", "IN", "2025-10-10") == near(0.034 + 0.5)
    assert total("8507600090", "IN", "2026-02-07") == near(0.034 + 0.25)
    assert total("73181520", "IN", "2025-10-10") == near(0.5)


def test_solar_safeguard_by_year():
    """14.25 % to 2025-02-06, 14 % to 2026-02-06, then nothing; cells within the quota and goods of India are free."""
    days = ("2025-02-06", "2025-02-07", "2026-02-06", "2026-02-07")
    assert [rates(duty("8541430010", "KR", day)).get("S201_SOLAR") for day in days] == [0.1425, 0.14, 0.14, None]
    assert total("8541420010", "KR", "2025-03-01", quota="S201_CELLS") == near(0.0)
    assert "S201_SOLAR" not in rates(duty("8541430010", "IN", "2025-03-01"))


def test_least_price_of_polysilicon():
    """From 2026-12-04 15 % and what the price lacks to USD 21 per kg: 100 kg at USD 1500 pay 225 + 600."""
    found = duty("28046100", "MY", "2026-12-10", amounts=Amounts(1500, (("kg", 100),)))
    assert (found.total_duty, found.status) == (pytest.approx(825, abs=0.005), "projected")
    assert total("28046100", "MY", "2026-12-10") is None
