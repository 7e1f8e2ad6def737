"""Codes coarser than the tariff get an answer only where all their lines agree."""

from datetime import date

from tests.unit.law_example import base, exempt, law, programme, special

from corridor.law.duty import layers
from corridor.law.goods import Goods
from corridor.law.layers import is_unknown, total_rate
from corridor.law.stack import stack


def six(rates, code="850760"):
    day = date(2026, 6, 1).toordinal()
    return layers(rates, Goods("XX", code, "CN"), day, day + 1)


def test_lines_that_agree_answer_for_the_code():
    """Two lines with one rate give the rate of the six digits."""
    assert total_rate(six(law(base("85076010", 0.03), base("85076090", 0.03)))) == 0.03


def test_lines_that_differ_are_unknown_and_listed():
    """Two lines with different rates make the code unknown; the reason lists them."""
    found = six(law(base("85076010", 0.03), base("85076090", 0.05)))
    assert is_unknown(found)
    assert "85076010: 3 %; 85076090: 5 %" in found[0].reason


def test_a_programme_on_a_finer_line_makes_the_code_unknown():
    """A programme on one ten-digit line leaves the base rate known and itself unknown."""
    rates = law(base("850760", 0.03), programme("A", "8507600010", 0.25), programme("B", "8507", 0.1))
    found = {layer.programme: layer for layer in six(rates)}
    assert found["MFN"].rate == 0.03
    assert found["B"].rate == 0.1
    assert found["A"].status == "unknown"
    assert "850760: not covered; 8507600010: 25 %" in found["A"].reason
    assert abs(total_rate(six(rates, "8507600010")) - 0.38) < 1e-15
    assert abs(total_rate(six(rates, "8507600090")) - 0.13) < 1e-15


def test_an_exception_on_a_finer_line_counts_too():
    """A line that a programme leaves out differs from the others."""
    rates = law(base("850511", 0.02), programme("A", "8505", 0.1, except_hs="8505110070"))
    assert is_unknown(six(rates, "850511"))
    assert total_rate(six(rates, "8505110070")) == 0.02


def test_lines_that_agree_in_the_total_are_known():
    """Lines filled up to one total differ by layer and agree in the total."""
    rates = law(
        base("38011010", 0.037),
        base("38011050", 0.0),
        programme("UP", "38011010", 0.088, record="A"),
        programme("UP", "38011050", 0.125, record="B"),
    )
    assert abs(total_rate(six(rates, "380110")) - 0.125) < 1e-15


def test_records_that_do_not_hold_do_not_divide():
    """A finer record that ended before the window makes no difference to it."""
    rates = law(base("850760", 0.03), programme("A", "8507600010", 0.25, valid_to=date(2026, 5, 31)))
    assert total_rate(six(rates)) == 0.03


def test_special_rates_of_finer_lines_divide_a_claim():
    """A claim on a code is answered where its lines agree, and only the claim is divided by them."""
    rates = law(base("850760", 0.03), special("PACT", "85076010", 0.0), special("PACT", "85076090", 0.01))
    day = date(2026, 6, 1).toordinal()
    claimed = layers(rates, Goods("XX", "850760", "CN", claim="PACT"), day, day + 1)
    assert is_unknown(claimed)
    assert total_rate(six(rates)) == 0.03


def test_lines_of_specific_duties_are_compared_by_unit():
    """Per kg and per litre are not the same duty."""
    rates = law(
        base("85076010", specific=0.5, specific_unit="kg"),
        base("85076090", specific=0.5, specific_unit="l"),
    )
    found = six(rates)
    assert is_unknown(found)
    assert "85076010: 0 % + 0.5 per kg; 85076090: 0 % + 0.5 per l" in found[0].reason


def test_a_code_of_several_lines_shows_what_was_switched_off():
    """What all lines leave out is in the stack of the code."""
    rates = law(
        base("85076010", 0.03), base("85076090", 0.03), programme("A", "8507", 0.25), exempt("FREE", "8507", "A")
    )
    found = {layer.programme: layer for layer in stack(rates, Goods("XX", "850760", "CN"), date(2026, 6, 1)).layers}
    assert found["A"].status == "switched_off"
    assert found["FREE"].rate == 0.0


def test_what_counts_for_one_line_is_not_said_to_be_switched_off():
    """A record that is exempted on one line only divides the code; it is not kept out of it."""
    rates = law(
        base("85076010", 0.03), base("85076090", 0.03), programme("A", "8507", 0.25), exempt("FREE", "85076010", "A")
    )
    found = stack(rates, Goods("XX", "850760", "CN"), date(2026, 6, 1))
    assert [(layer.programme, layer.record, layer.status) for layer in found.layers if layer.programme == "A"] == [
        ("A", "LINES_DIFFER", "unknown")
    ]
