"""The rate columns of a tariff: what is read, exactly, and what is not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.reference.rate_text import (
    LITRES_PER_BARREL,
    Part,
    Parts,
    Rate,
    Reference,
    Unreadable,
    parse_rate,
    parse_special,
)

CASES = [
    ("Free", "0", "0", "", "sum"),
    ("3.7%", "0.037", "0", "", "sum"),
    (" 6.5%  ", "0.065", "0", "", "sum"),
    ("2.5% <u></u>", "0.025", "0", "", "sum"),
    ("\xa06.5%\xa0", "0.065", "0", "", "sum"),
    ("1.9¢/kg", "0", "0.019", "kg", "sum"),
    ("68¢/head", "0", "0.68", "unit", "sum"),
    ("$1.21/kg + 3.4%", "0.034", "1.21", "kg", "sum"),
    ("0.9¢/kg + 5.6%", "0.056", "0.009", "kg", "sum"),
    ("$1.035/kg +13.6%", "0.136", "1.035", "kg", "sum"),
    ("5¢/liter", "0", "0.05", "l", "sum"),
    ("4.5¢/ liter", "0", "0.045", "l", "sum"),
    ("18.9¢/pf.liter", "0", "0.189", "proof_l", "sum"),
    ("23.7¢/pf. liter", "0", "0.237", "proof_l", "sum"),
    ("38.4¢/1000", "0", "0.000384", "unit", "sum"),
    ("20¢/thousand + 3.5%", "0.035", "0.0002", "unit", "sum"),
    ("$2.50/thou- sand + 40%", "0.4", "0.0025", "unit", "sum"),
    ("0.9¢ each", "0", "0.009", "unit", "sum"),
    ("$1.80/m3", "0", "1.8", "m3", "sum"),
    ("14.5¢/m2 + 0.4%", "0.004", "0.145", "m2", "sum"),
    ("90¢/pr. + 37.5%", "0.375", "0.9", "pair", "sum"),
    ("96¢/doz. + 1.4%", "0.014", "0.96", "dozen", "sum"),
    ("28.8¢/gross + 4.6%", "0.046", "0.288", "gross", "sum"),
    ("39.7¢/t", "0", "0.397", "t", "sum"),
    ("10.6¢/g", "0", "0.106", "g", "sum"),
    ("3.3¢/lin. m", "0", "0.033", "m", "sum"),
    ("3 percent", "0.03", "0", "", "sum"),
    ("the higher of 12% or 8¢/kg", "0.12", "0.08", "kg", "higher"),
    ("8¢/kg or 12%, whichever is higher", "0.12", "0.08", "kg", "higher"),
    ("12% but not less than 8¢/kg", "0.12", "0.08", "kg", "higher"),
    ("the lower of 12% or 8¢/kg", "0.12", "0.08", "kg", "lower"),
    ("12%, but not more than $2 each", "0.12", "2", "unit", "lower"),
]


@pytest.mark.parametrize(("text", "rate", "specific", "unit", "combine"), CASES, ids=[case[0] for case in CASES])
def test_a_rate_is_read_exactly(text, rate, specific, unit, combine):
    """Cents, dollars, per cent and units become exact numbers."""
    assert parse_rate(text) == Rate(Fraction(rate), Fraction(specific), unit, combine)


def test_a_third_stays_a_third_and_a_barrel_is_42_gallons():
    """33 1/3 per cent is not rounded; 10.5 cents a barrel is that by 158.987294928 litres."""
    assert parse_rate("33 1/3%") == Rate(Fraction(1, 3))
    assert parse_rate("10.5¢/bbl") == Rate(Fraction(0), Fraction("0.105") / LITRES_PER_BARREL, "l")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("20% on the movement + 14% on the case", "on the movement"),
        ("1.7¢/kg on lead content", "on lead content"),
        ("3.7¢/kg on drained weight", "on drained weight"),
        ("3.6606¢/kg of total sugars", "of total sugars"),
        ("$1.32/t, including weight of container", "including weight of container"),
        ("18.7¢/clean kg", "per clean kg"),
        ("0.3¢/line/ gross + 4.6%", "per line/ gross"),
        ("10¢/1,000 pins + 3.5%", "per 1,000 pins"),
        ("4.4¢/liter + 31.4¢/pf. liter", "two terms of one kind"),
        ("43¢ each + 2.8¢/jewel over 7 + 3.7% on the case", "on the case"),
    ],
)
def test_a_duty_on_parts_of_the_goods_is_no_record(text, reason):
    """What one rate and one amount on the goods cannot say is kept term by term, with the reason."""
    found = parse_rate(text)
    assert isinstance(found, Parts)
    assert reason in found.reason


def test_the_terms_of_parts_are_exact():
    """A duty in parts keeps each amount, its unit and what it falls on."""
    found = parse_rate("51¢ each + 6.25% on the case and strap, band or bracelet")
    assert isinstance(found, Parts)
    case = Part(Fraction("0.0625"), "", "on the case and strap, band or bracelet")
    assert found.parts == (Part(Fraction("0.51"), "each", ""), case)


@pytest.mark.parametrize(
    "text",
    [
        "The rate applicable to the article of which it is part",
        "See 9902.01.01",
        "See additional U.S. note 1",
        "The duty provided in the applicable subheading + 25%",
        "No change",
    ],
)
def test_a_text_that_points_elsewhere_is_a_reference(text):
    """A reference to another line or note is no rate, and says so."""
    assert isinstance(parse_rate(text), Reference)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "3.7",
        "3,7 %x",
        "Free, under bond",
        "5¢",
        "$/kg",
        "-3%",
        "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees but not less than 3.143854¢/kg",
        "12% or 8%, whichever is higher",
        "1.2.3%",
    ],
)
def test_what_is_none_of_these_is_unreadable(text):
    """Nothing is guessed: a text of no known form keeps its words and a reason."""
    found = parse_rate(text)
    assert isinstance(found, Unreadable)
    assert found.text == text
    assert found.reason


def test_the_special_column_is_read_by_groups():
    """Each group has its own rate; blanks in a list of symbols do not matter."""
    groups = parse_special("Free (A*,AU,BH, CL,E IL,S+) 2.1% (KR) See 9822.04.25 (P) 8.8¢/liter(JO)")
    assert [group.symbols for group in groups] == [("A*", "AU", "BH", "CL", "E", "IL", "S+"), ("KR",), ("P",), ("JO",)]
    assert [group.reading for group in groups if isinstance(group.reading, Rate)] == [
        Rate(),
        Rate(Fraction("0.021")),
        Rate(Fraction(0), Fraction("0.088"), "l"),
    ]
    assert isinstance(groups[2].reading, Reference)


def test_a_broken_special_column_keeps_what_came_before():
    """A bracket that is not closed ends the reading; the rest is kept as unreadable, under no symbol."""
    first, rest = parse_special("Free (BH,CL) See 9919.04.50 (PA (PA)")
    assert first.symbols == ("BH", "CL")
    assert rest.symbols == ()
    assert isinstance(rest.reading, Unreadable)
    assert rest.reading.text == "See 9919.04.50 (PA (PA)"


AMOUNTS = st.fractions(min_value=0, max_value=1000, max_denominator=10**6)
UNITS = st.sampled_from(
    ["kg", "unit", "t", "g", "l", "m", "m2", "m3", "pair", "dozen", "gross", "carat", "W", "kWh", "proof_l"]
)


@st.composite
def rates(draw):
    """Any rate that a record can hold."""
    rate, specific = draw(AMOUNTS), draw(AMOUNTS)
    combine = draw(st.sampled_from(["sum", "higher", "lower"])) if rate and specific else "sum"
    return Rate(rate, specific, draw(UNITS) if specific else "", combine)


def render(rate: Rate) -> str:
    """Return a rate in the words of the tariff; `parse_rate` reads it back equal."""
    ad_valorem = f"{figure(rate.rate * 100)}%"
    if not rate.specific:
        return ad_valorem if rate.rate else "Free"
    per = {"unit": " each", "l": "/liter", "proof_l": "/pf. liter", "pair": "/pr.", "dozen": "/doz."}
    specific = f"{figure(rate.specific * 100)}¢{per.get(rate.unit, f'/{rate.unit}')}"
    if not rate.rate:
        return specific
    if rate.combine == "sum":
        return f"{specific} + {ad_valorem}"
    return f"the {rate.combine} of {specific} or {ad_valorem}"


def figure(number: Fraction) -> str:
    """Return a number as text: decimal where it ends, else with a fraction."""
    digits = 0
    scaled = number
    while scaled.denominator > 1 and digits < 30:
        digits += 1
        scaled *= 10
    if scaled.denominator > 1:
        whole, rest = divmod(number.numerator, number.denominator)
        return f"{whole} {rest}/{number.denominator}"
    text = f"{scaled.numerator:0{digits + 1}d}"
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


@given(rates())
def test_a_rendered_rate_reads_back_equal(rate):
    """Writing a rate in the words of the tariff and reading it again is the identity."""
    assert parse_rate(render(rate)) == rate


@given(st.text(max_size=40))
def test_any_text_has_a_reading(text):
    """No text is too strange for an answer."""
    assert isinstance(parse_rate(text), Rate | Parts | Reference | Unreadable)
    assert isinstance(parse_special(text), tuple)
