"""Duty layers over an arrival window: what applies, when, in which proportion, and what is not known."""

import math
from datetime import date
from itertools import pairwise

import pytest
from tests.unit.law_example import CELL, base, coverage, law, programme, special

from corridor.errors import UsageError
from corridor.law.duty import end_use_conditions, layers, turning_points
from corridor.law.goods import Amounts, Goods
from corridor.law.layers import is_unknown, total_rate, total_specific
from corridor.law.stack import stack


def on(records, goods, day=date(2026, 6, 1)):
    return layers(records, goods, day.toordinal(), day.toordinal() + 1)


def test_layers_add():
    """The base rate and every programme that covers the goods add up, each in a layer of its own."""
    found = on(law(base("8507", 0.034), programme("A", "8507", 0.25), programme("B", "*", 0.1)), CELL)
    assert [layer.programme for layer in found] == ["MFN", "A", "B"]
    assert total_rate(found) == pytest.approx(0.384, abs=1e-15)
    assert [layer.citation for layer in found] == ["law", "notice", "notice"]
    assert [layer.evidence for layer in found] == ["B", "C", "C"]


def test_longest_prefix_gives_the_base_rate():
    """Of two lines that fit, the longer one gives the base rate."""
    found = on(law(base("85", 0.1), base("8507", 0.034), base("850790", 0.2)), CELL)
    assert total_rate(found) == 0.034
    assert found[0].record == "8507_20260101"


def test_a_later_record_of_a_line_replaces_the_earlier():
    """Of two records of one line that hold, the one that starts last wins."""
    rates = law(base("8507", 0.034), base("8507", 0.05, valid_from=date(2026, 5, 1)))
    assert total_rate(on(rates, CELL, date(2026, 4, 30))) == 0.034
    assert total_rate(on(rates, CELL, date(2026, 5, 1))) == 0.05


def test_day_weights_across_a_rate_change():
    """A change on day 3 of a window of ten days weighs 3 to 7: 0.3 x 4 % + 0.7 x 9 % = 7.5 %."""
    rates = law(base("8507", 0.04), base("8507", 0.09, valid_from=date(2026, 6, 4)))
    begin = date(2026, 6, 1).toordinal()
    found = layers(rates, CELL, begin, begin + 10)
    assert [layer.rate for layer in found] == pytest.approx([0.012, 0.063], abs=1e-15)
    assert total_rate(found) == pytest.approx(0.075, abs=1e-15)


def test_day_weights_of_a_programme_that_ends():
    """The last day is included: a window of four days that ends two days after it has 25 % x 2/4."""
    rates = law(base("8507"), programme("A", "8507", 0.25, valid_to=date(2026, 6, 2)))
    begin = date(2026, 6, 1).toordinal()
    assert total_rate(layers(rates, CELL, begin, begin + 4)) == pytest.approx(0.125, abs=1e-15)


def test_day_weights_of_a_fraction_of_a_day():
    """A window from noon to noon of the next day sees half of a programme that starts at midnight."""
    rates = law(base("8507"), programme("A", "8507", 0.25, valid_from=date(2026, 6, 2)))
    noon = date(2026, 6, 1).toordinal() + 0.5
    assert total_rate(layers(rates, CELL, noon, noon + 1)) == pytest.approx(0.125, abs=1e-15)


def test_no_base_rate_is_unknown_not_zero():
    """Where no base rate holds on a part of the window, the layer is unknown and the total no number."""
    rates = law(base("8507", 0.04, valid_to=date(2026, 6, 3)))
    begin = date(2026, 6, 1).toordinal()
    found = layers(rates, CELL, begin, begin + 10)
    assert [layer.status for layer in found] == ["applied", "unknown"]
    assert found[1].weight_unknown == pytest.approx(0.7)
    assert math.isnan(total_rate(found))
    assert "on 70 % of the arrival window" in found[1].reason


def test_an_importer_without_records_is_unknown():
    """Nothing recorded for an importer means unknown duty."""
    found = on(law(), CELL)
    assert is_unknown(found)
    assert stack(law(), CELL, date(2026, 6, 1)).total_rate is None


def test_a_programme_without_a_rate_is_unknown():
    """A measure that exists and whose rate is not known makes the total unknown, with its note."""
    found = on(law(base("8507"), programme("A", "8507", None, note="list not read")), CELL)
    assert found[1].status == "unknown"
    assert math.isnan(found[1].rate)
    assert "list not read" in found[1].reason


def test_a_programme_with_only_a_specific_duty_is_known():
    """A duty per kg without an ad valorem part is known."""
    row = programme("A", "8507", None, specific=2.0, specific_unit="kg")
    found = on(law(base("8507", 0.01), row), CELL)
    assert total_rate(found) == 0.01
    assert total_specific(found, "kg") == 2.0
    assert total_specific(found, "unit") == 0.0


def test_origins_name_countries_or_territories():
    """A record on EU covers goods of a member; an origin left out is not covered, whatever the star says."""
    rates = law(
        base("8507"),
        programme("ON_EU", "8507", 0.1, origins="EU;TW"),
        programme("OTHERS", "8507", 0.25, except_origins="EU;JP"),
        programme("NOT_FR", "8507", 0.5, origins="EU", except_origins="FR"),
    )
    names = {
        origin: [layer.programme for layer in on(rates, Goods("XX", "850760", origin))[1:]]
        for origin in ("DE", "FR", "EU", "TW", "JP", "CN")
    }
    assert names == {
        "DE": ["NOT_FR", "ON_EU"],
        "FR": ["ON_EU"],
        "EU": ["NOT_FR", "ON_EU"],
        "TW": ["ON_EU", "OTHERS"],
        "JP": [],
        "CN": ["OTHERS"],
    }


def test_end_uses_and_codes_left_out():
    """End uses and codes that a record leaves out pay nothing under it."""
    rates = law(
        base("85"),
        programme("PARTS", "8507", 0.25, end_uses="auto_part"),
        programme("REST", "*", 0.1, except_end_uses="auto_part", except_hs="850790"),
    )
    assert total_rate(on(rates, Goods("XX", "850760", "CN", "auto_part"))) == 0.25
    assert total_rate(on(rates, Goods("XX", "850760", "CN", "stationary"))) == 0.1
    assert total_rate(on(rates, Goods("XX", "850790", "CN"))) == 0.0


def test_end_use_conditions_of_a_code():
    """An end use matters where a record that covers the code or a finer line names it."""
    rates = law(
        programme("PARTS", "8507600010", 0.25, end_uses="auto_part"),
        programme("REST", "8507", 0.1, except_end_uses="aircraft", except_hs="850790"),
    )
    assert end_use_conditions(rates, "XX", "850760") == {"auto_part", "aircraft"}
    assert end_use_conditions(rates, "XX", "850790") == frozenset()
    assert end_use_conditions(rates, "YY", "850760") == frozenset()


def test_windows_beyond_the_horizon_are_projected():
    """A window that ends with the horizon day is known; one day longer is a projection."""
    rates = law(base("8507", 0.04), horizon=date(2026, 6, 10))
    begin = date(2026, 6, 1).toordinal()
    assert layers(rates, CELL, begin, begin + 10)[0].status == "applied"
    assert layers(rates, CELL, begin, begin + 11)[0].status == "projected"


def test_an_empty_window_is_refused():
    """A window that does not end after its begin is a wrong call."""
    with pytest.raises(UsageError, match="empty"):
        layers(law(base("8507")), CELL, 10.0, 10.0)


def test_between_turning_points_the_layers_are_the_same():
    """Base rates and programmes that begin and end: every window between two turning points has the same layers,
    and there are different ones on both sides of each.
    """
    rates = law(
        base("8507", 0.034),
        base("85076000", 0.05, valid_from=date(2026, 3, 1)),
        programme("A", "8507", 0.25, valid_from=date(2026, 2, 1), valid_to=date(2026, 4, 30)),
        programme("B", "8507", 0.1, valid_from=date(2026, 4, 1), origins="JP"),
    )
    points = turning_points(rates, CELL)
    inside = [point for point in points if date(2026, 1, 15).toordinal() < point < date(2026, 6, 1).toordinal()]
    assert [date.fromordinal(int(point)) for point in inside] == [
        date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1)
    ]  # fmt: skip
    edges = [date(2026, 1, 15).toordinal(), *inside, date(2026, 6, 1).toordinal()]
    seen = []
    for begin, end in pairwise(edges):
        whole = layers(rates, CELL, begin, end)
        assert layers(rates, CELL, begin + 0.25, end - 0.5) == whole
        assert layers(rates, CELL, begin, begin + 0.125) == whole
        seen.append(total_rate(whole))
    assert all(one != other for one, other in pairwise(seen))


def test_interactions_hold_on_the_days_on_which_both_records_hold():
    """A programme that excludes another on 4 of 10 days leaves it 6 of 10."""
    rates = law(
        base("8507"),
        programme("A", "8507", 0.25, valid_from=date(2026, 6, 7), excludes="B"),
        programme("B", "8507", 0.1),
    )
    begin = date(2026, 6, 1).toordinal()
    found = {layer.programme: layer for layer in layers(rates, CELL, begin, begin + 10)}
    assert found["A"].rate == pytest.approx(0.1, abs=1e-15)
    assert found["B"].rate == pytest.approx(0.06, abs=1e-15)
    assert found["B"].reason.endswith("on 60 % of the arrival window")


def test_a_claim_that_begins_within_the_window():
    """Base rate and special rate share the window by days."""
    rates = law(base("8507", 0.04), special("PACT", "8507", 0.01, valid_from=date(2026, 6, 4)))
    begin = date(2026, 6, 1).toordinal()
    found = layers(rates, Goods("XX", "850760", "CN", claim="PACT"), begin, begin + 4)
    assert [(layer.programme, layer.rate) for layer in found] == [
        ("MFN", pytest.approx(0.03)),
        ("PACT", pytest.approx(0.0025)),
    ]


def test_amounts_are_settled_piece_by_piece():
    """A top-up over a specific duty that doubles: the mean of 0.10 and 0.05, not the top-up of the mean."""
    rates = law(
        base("8507", specific=0.5, specific_unit="kg"),
        base("8507", specific=3.0, specific_unit="kg", valid_from=date(2026, 6, 3)),
        programme("UP", "8507", 0.15, semantics="floor_total"),
    )
    begin = date(2026, 6, 1).toordinal()
    found = layers(rates, CELL, begin, begin + 4, Amounts(10.0, (("kg", 1.0),)))
    assert [layer.rate for layer in found if layer.programme == "UP"] == [pytest.approx(0.05, abs=1e-12)]
    assert total_specific(found, "kg") == pytest.approx(1.75)
    assert is_unknown(layers(rates, CELL, begin, begin + 4))


def test_a_record_that_is_unknown_on_a_part_of_the_window_keeps_its_weight():
    """A top-up over a base that is specific on half of the days: known on one half, unknown on the other."""
    rates = law(
        base("8507", 0.05),
        base("8507", specific=3.0, specific_unit="kg", valid_from=date(2026, 6, 3)),
        programme("UP", "8507", 0.15, semantics="floor_total"),
    )
    begin = date(2026, 6, 1).toordinal()
    known, unknown = (one for one in layers(rates, CELL, begin, begin + 4) if one.programme == "UP")
    assert (known.status, known.rate) == ("applied", pytest.approx(0.05))
    assert (unknown.status, unknown.weight_unknown) == ("unknown", 0.5)


def test_duty_at_risk_carries_the_weight_of_its_days():
    """A refundable record of 20 % on a quarter of the window puts 5 % at risk."""
    rates = law(base("8507"), programme("A", "8507", 0.2, valid_to=date(2026, 6, 1), refund="refunded"))
    begin = date(2026, 6, 1).toordinal()
    assert layers(rates, CELL, begin, begin + 4)[1].at_risk == pytest.approx(0.05)


def test_special_rates_and_unread_lists_turn_the_duty_too():
    """Begin and end of whatever has a part in the answer are turning points, of what has none are not."""
    rates = law(
        base("85"),
        special("PACT", "8507", valid_from=date(2026, 3, 1)),
        special("OTHER", "8507", valid_from=date(2026, 4, 1)),
        programme("A", "9018", 0.1, valid_from=date(2026, 5, 1)),
        programme("B", "8507", 0.1, valid_from=date(2026, 6, 1), where="claim=NONE"),
        coverage("A", "9018"),
    )
    days = [date.fromordinal(int(cut)) for cut in turning_points(rates, Goods("XX", "850760", "CN", claim="PACT"))]
    assert days == [date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1), date(2028, 1, 1)]
