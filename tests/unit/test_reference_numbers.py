"""The reference data give the duties that were worked out by hand from the legal texts.

Percentages of United States customs value on 9 October 2026, without claims of preference.
"""

from datetime import date

import pytest

from corridor.law.duty import end_use_conditions, layers
from corridor.law.layers import Goods, is_unknown, total_rate
from corridor.law.stack import stack
from corridor.reference.load import reference_law

DAY = date(2026, 10, 9)
LAW = reference_law(date(2026, 11, 22))


def percent(code, origin, use="none", day=DAY):
    found = layers(LAW, Goods("US", code, origin, use), day.toordinal(), day.toordinal() + 1)
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
    assert percent("901831", "CN") is None
    outside = stack(LAW, Goods("US", "901831", "CN"), DAY)
    assert {layer.programme for layer in outside.layers if layer.status == "unknown"} == {
        "MFN",
        "OTHER_MEASURES",
    }


def test_end_uses_matter_only_where_a_list_says_so():
    """End uses divide batteries and bearings, not chemicals."""
    assert "auto_part" in end_use_conditions(LAW, "US", "850760")
    assert "auto_part" in end_use_conditions(LAW, "US", "848250")
    assert end_use_conditions(LAW, "US", "283691") == frozenset()
    assert end_use_conditions(LAW, "US", "741011") == frozenset()
