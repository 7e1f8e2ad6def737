"""The reference data give the duties that were worked out by hand from the legal texts.

Percentages of United States customs value on 9 October 2026; without a claim of preference unless one is named.
"""

from datetime import date

import pytest

from corridor.law.duty import end_use_conditions, layers
from corridor.law.goods import Amounts, Goods
from corridor.law.layers import is_unknown, total_rate
from corridor.law.stack import stack
from corridor.reference.load import reference_law

DAY = date(2026, 10, 9)
LAW = reference_law(date(2026, 11, 22))


def percent(code, origin, use="none", day=DAY, claim=""):
    """Return the duty in percent, or None where the records do not know it."""
    found = layers(LAW, Goods("US", code, origin, use, claim), day.toordinal(), day.toordinal() + 1)
    return None if is_unknown(found) else round(100 * total_rate(found), 6)


@pytest.mark.parametrize(
    ("origin", "stationary", "car_part"),
    [
        ("CN", 40.9, 53.4),
        ("MY", 13.4, 28.4),
        ("VN", 15.9, 28.4),
        ("TH", 15.9, 28.4),
        ("ID", 13.4, 28.4),
        ("JP", 12.5, 15.0),
        ("KR", 12.5, 15.0),
        ("DE", 10.0, 15.0),
        ("TW", 10.0, 15.0),
        ("AU", 15.9, 28.4),
    ],
)
def test_lithium_ion_batteries(origin, stationary, car_part):
    """8507.60: forced-labour duty on stationary storage, vehicle-part duty instead of it on car parts."""
    assert percent("850760", origin, "stationary") == stationary
    assert percent("8507600010", origin, "auto_part") == car_part
    assert percent("850760", origin, "auto_part") == car_part


@pytest.mark.parametrize(
    ("code", "origin", "expected"),
    [
        ("283691", "CN", 28.7),
        ("283691", "MY", 3.7),
        ("283691", "JP", 3.7),
        ("282520", "CN", 28.7),
        ("282540", "ID", 0.0),
        ("283324", "CN", 28.2),
        ("750120", "ID", 10.0),
        ("250410", "CN", 25.0),
        ("38011050", "CN", 37.5),
        ("380110", "JP", 12.5),
        ("28419050", "KR", 12.5),
        ("392010", "DE", 10.0),
        ("741011", "KR", 51.0),
        ("741011", "CN", 76.0),
        ("84825000", "JP", 12.5),
        ("84825000", "MY", 15.8),
        ("7326908688", "MY", 52.9),
    ],
)
def test_battery_materials_and_parts(code, origin, expected):
    """Exempt chemicals pay the base rate and China lists; copper and steel pay section 232 instead."""
    assert percent(code, origin) == expected


def test_a_bearing_is_charged_by_its_use():
    """Cylindrical roller bearings pay as vehicle parts only where they are."""
    assert percent("84825000", "MY", "auto_part") == 30.8
    assert percent("84825000", "JP", "auto_part") == 15.0
    assert percent("84825000", "MY", "industrial") == 15.8


def test_battery_lines_from_china_changed_by_line():
    """China 301: 25 % on vehicle batteries and 7.5 % on others until 2025, 25 % on all from 2026."""
    june = date(2025, 6, 1)
    rates = {
        code: {layer.programme: layer.rate for layer in stack(LAW, Goods("US", code, "CN"), june).layers}["CN301"]
        for code in ("8507600010", "8507600020", "850760")
    }
    assert rates == {"8507600010": 0.25, "8507600020": 0.075, "850760": None}
    assert percent("8507600020", "CN", day=date(2026, 8, 1)) == 40.9


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 4, 4), 3.4),
        (date(2025, 4, 5), 13.4),
        (date(2025, 8, 7), 22.4),
        (date(2026, 2, 19), 22.4),
        (date(2026, 2, 20), 3.4),
        (date(2026, 2, 23), 3.4),
        (date(2026, 2, 24), 13.4),
        (date(2026, 7, 23), 13.4),
        (date(2026, 7, 24), 13.4),
    ],
)
def test_the_history_of_a_malaysian_battery(day, expected):
    """Reciprocal duty of 10 %, then 19 %, four days without, section 122, forced-labour duty."""
    assert percent("850760", "MY", day=day) == expected


def test_an_aggregate_code_is_refused_and_listed():
    """7326.90 has lines with different rates: the duty is unknown and the lines are listed."""
    found = stack(LAW, Goods("US", "732690", "MY"), DAY)
    assert found.total_rate is None
    assert "73269010: 0 %" in found.layers[0].reason


def test_unread_lists_are_unknown():
    """Canadian automotive lines and lines outside the data are said to be unknown, never printed as 0."""
    assert percent("850760", "CA") is None
    assert percent("844331", "CN") is None
    outside = stack(LAW, Goods("US", "844331", "CN"), DAY)
    unknown = {layer.programme for layer in outside.layers if layer.status == "unknown"}
    assert {"MFN", "CN301", "FL301", "ADCVD"} <= unknown


FIVE_GOODS = {
    ("2846908000", "none"): "3.7 3.7 3.7 3.7 3.7 0 0",
    ("8505110070", "none"): "27.1 2.1 2.1 2.1 0 0 0",
    ("8507600090", "stationary"): "40.9 13.4 15.9 13.4 12.5 12.5 12.5",
    ("8507600010", "auto_part"): "53.4 28.4 28.4 28.4 15 15 25",
    ("2836910000", "none"): "28.7 3.7 3.7 3.7 3.7 0 0",
    ("8542310000", "none"): "50 0 0 0 0 0 0",
    ("9018310040", "none"): "112.5 10 12.5 10 12.5 12.5 12.5",
    ("4015121010", "none"): "112.5 10 12.5 10 12.5 12.5 12.5",
    ("6307909870", "none"): "69.5 17 19.5 17 12.5 12.5 12.5",
}
"""(code, end use) -> duty in percent by origin: China, Malaysia, Viet Nam, Indonesia, Japan, Korea, Australia.

The last three claim the trade agreement with the United States."""

CLAIMS = {"JP": "US_JP_TA", "KR": "KORUS", "AU": "AUSFTA"}


@pytest.mark.parametrize(("code", "use"), FIVE_GOODS)
def test_the_table_of_five_goods(code, use):
    """T12, T15, T17 and the table of rare earths, magnets, batteries, chips and medical goods by origin."""
    origins = ("CN", "MY", "VN", "ID", "JP", "KR", "AU")
    found = [percent(code, origin, use, claim=CLAIMS.get(origin, "")) for origin in origins]
    assert found == [float(text) for text in FIVE_GOODS[code, use].split()]


def test_a_claim_takes_the_base_rate_only():
    """A Singaporean battery under its agreement still pays the forced-labour duty of 12.5 %."""
    assert percent("8507600090", "SG", "stationary") == 15.9
    assert percent("8507600090", "SG", "stationary", claim="USSFTA") == 12.5


@pytest.mark.parametrize(
    ("code", "origin", "rate"),
    [
        ("8505110070", "CU", 45.0),
        ("8505110070", "BY", 45.0),
        ("8505110070", "RU", 45.0),
        ("28469080", "BY", 25.0),
        ("28469080", "RU", 35.0),
        ("73181520", "KP", 3.5),
        ("73181520", "RU", 70.0),
        ("8505110070", "KZ", 2.1),
    ],
)
def test_column_two_comes_before_column_one(code, origin, rate):
    """Cuba, North Korea, Russia and Belarus pay column 2; listed Russian goods 35 or 70 % in its place."""
    found = stack(LAW, Goods("US", code, origin), date(2025, 1, 15))
    base = next(layer for layer in found.layers if layer.programme == "MFN")
    assert round(100 * (base.rate or 0.0), 6) == rate


def test_a_compound_duty_of_column_two():
    """3824.99.25 of Cuba: 3.7 cents per kg and 60 %, so 1,000 USD and 200 kg pay 607.40."""
    found = stack(LAW, Goods("US", "38249925", "CU"), date(2025, 1, 15), Amounts(1_000.0, (("kg", 200.0),)))
    (base,) = (layer for layer in found.layers if layer.programme == "MFN")
    assert (base.rate, base.specific, base.specific_unit) == (0.6, 0.037, "kg")
    assert base.amount == pytest.approx(607.40)


def test_end_uses_matter_only_where_a_list_says_so():
    """End uses divide batteries and bearings, not chemicals."""
    assert "auto_part" in end_use_conditions(LAW, "US", "850760")
    assert "auto_part" in end_use_conditions(LAW, "US", "848250")
    assert end_use_conditions(LAW, "US", "283691") == frozenset()
    assert end_use_conditions(LAW, "US", "741011") == frozenset()
