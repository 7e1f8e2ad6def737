"""Codes coarser than the tariff get an answer only where all their lines agree."""

from datetime import date

from tests.unit.law_example import base, law, programme

from corridor.law.duty import layers
from corridor.law.layers import Goods, is_unknown, total_rate


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
