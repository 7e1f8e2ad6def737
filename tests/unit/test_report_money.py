"""Money: rounding half-even to the cent, and totals that are the sum of their printed parts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.report.money import in_cents, money_text, share_out, short_money

AMOUNTS = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("amount", "cents"), [(0.125, 12), (0.375, 38), (-0.125, -12), (2.5, 250), (1e12, 100_000_000_000_000)]
)
def test_half_a_cent_goes_to_the_even_cent(amount, cents):
    """Amounts that lie half-way between two cents (exactly, in binary) round to the even one."""
    assert in_cents(amount) == cents


def test_the_money_unit_is_multiplied_before_rounding():
    """A model that counts in thousands keeps the cents of the currency."""
    assert in_cents(1.23456789, money_unit=1000.0) == 123_457
    assert share_out([0.0000049, 0.0000051], money_unit=1000.0) == [0, 1]


def test_three_thirds_add_up_to_their_printed_total():
    """10.00 split in three prints as 3.34, 3.33 and 3.33, not as three times 3.33."""
    assert share_out([10 / 3, 10 / 3, 10 / 3]) == [334, 333, 333]


@given(AMOUNTS)
def test_parts_add_up_and_none_is_off_by_a_cent(amounts):
    """The parts add up to the rounded exact sum, and each lies within a cent of its amount."""
    cents = share_out(amounts)
    assert sum(cents) == round(sum(map(Fraction, amounts)) * 100)
    assert all(abs(part - Fraction(amount) * 100) < 1 for part, amount in zip(cents, amounts, strict=True))


@given(AMOUNTS, st.integers(-1, 1))
def test_a_breakdown_adds_up_to_the_line_printed_elsewhere(amounts, shift):
    """Parts follow the total that the cost table prints, one cent away as it may be."""
    total = round(sum(map(Fraction, amounts)) * 100)
    exact = sum(map(Fraction, amounts)) * 100
    printed = total + shift
    expected = printed if abs(exact - printed) <= 1 + abs(exact) / 10**9 else total
    assert sum(share_out(amounts, printed_total=printed)) == expected


def test_what_is_not_a_breakdown_keeps_its_own_total():
    """Parts are never bent to a total that they do not make up."""
    assert share_out([1.0, 2.0], printed_total=500) == [100, 200]
    assert share_out([], printed_total=500) == []


@pytest.mark.parametrize(
    ("cents", "text", "short"),
    [
        (0, "0.00", "0.00"),
        (-5, "-0.05", "-0.05"),
        (123_456, "1,234.56", "1.23 k"),
        (99_999_999, "999,999.99", "1.00 m"),
        (-1_093_660_214, "-10,936,602.14", "-10.9 m"),
        (632_830_160_467, "6,328,301,604.67", "6.33 bn"),
    ],
)
def test_money_is_written_for_people(cents, text, short):
    """Tables show every cent, tiles and charts three figures."""
    assert money_text(cents) == text
    assert short_money(cents).replace("\u00a0", " ") == short
