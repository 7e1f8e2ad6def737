"""Tariff lines: thirty random ones as the archive has them, and what a row inherits from those above it."""

from fractions import Fraction

import pytest
from tests.unit.hts_example import archive, sample

from corridor.reference.hts_lines import coded_rows, general_lines, is_provision, other_lines, without_rate
from corridor.reference.hts_read import HtsRow, read_hts
from corridor.reference.rate_text import Parts, Rate, Reference, parse_rate, parse_special

FREE = ("0", "0", "")

THIRTY = [
    # random.Random(20260608).sample over the coded rows of chapters 1 to 97 with 8 digits or more; each was read by
    # eye in the archive: code, code that states the rates, general text, (rate, specific, unit), column 2, a special.
    ("0603.19.01.35", "0603.19.01", "6.4%", ("0.064", "0", ""), "40%", ("JP", "0.032")),
    ("0702.00.60.04", "0702.00.60", "2.8¢/kg", ("0", "0.028", "kg"), "6.6¢/kg", ("KR", "0")),
    ("0801.11.00.00", "0801.11.00.00", "Free", FREE, "7.7¢/kg", None),
    ("0814.00.80.00", "0814.00.80.00", "1.6¢/kg", ("0", "0.016", "kg"), "4.4¢/kg", ("SG", "0")),
    ("1901.10.26.00", "1901.10.26.00", "$1.035/kg + 14.9%", ("0.149", "1.035", "kg"), "$1.217/kg + 17.5%", ("KR", "0")),
    ("2309.90.44.90", "2309.90.44", "7.5%", ("0.075", "0", ""), "20%", ("A+", "0")),
    (
        "2616.90.00.40",
        "2616.90.00",
        "1.7¢/kg on lead content",
        Parts,
        "8.8¢/kg on copper content + 3.3¢/kg on lead content + 3.7¢/kg on zinc content",
        ("MA", "0"),
    ),
    ("2811.19.61.10", "2811.19.61", "4.2%", ("0.042", "0", ""), "25%", ("A", "0")),
    ("2844.10.20.10", "2844.10.20", "Free", FREE, "Free", None),
    ("2915.39.60.00", "2915.39.60.00", "Free", FREE, "25%", None),
    ("3004.20.00.20", "3004.20.00", "Free", FREE, "25%", None),
    ("4203.21.20.00", "4203.21.20.00", "3%", ("0.03", "0", ""), "30%", ("D", "0")),
    ("4416.00.30.20", "4416.00.30", "Free", FREE, "15%", None),
    ("5208.21.60.90", "5208.21.60", "11.5%", ("0.115", "0", ""), "35.5%", ("S", "0")),
    ("5209.19.00.40", "5209.19.00", "6.5%", ("0.065", "0", ""), "14.9%", ("PE", "0")),
    ("6006.21.90.80", "6006.21.90", "10%", ("0.1", "0", ""), "45%", ("IL", "0")),
    (
        "6104.23.00.24",
        "6104.23.00",
        "The rate applicable to each garment in the ensemble if separately entered",
        Reference,
        "The rate applicable to each garment in the ensemble if separately entered",
        ("OM", "0"),
    ),
    ("6204.69.02.30", "6204.69.02", "13.6%", ("0.136", "0", ""), "58.5%", ("CL", "0")),
    ("6402.12.00.00", "6402.12.00.00", "Free", FREE, "35%", None),
    ("7207.20.00.45", "7207.20.00", "Free", FREE, "20%", None),
    ("7304.19.50", "7304.19.50", "Free", FREE, "35%", None),
    ("8207.19.60.90", "8207.19.60", "2.9%", ("0.029", "0", ""), "35%", ("JP", "0")),
    ("8431.43.80.60", "8431.43.80", "Free", FREE, "35%", None),
    ("8445.20.00.00", "8445.20.00.00", "Free", FREE, "40%", None),
    ("8460.19.01.05", "8460.19.01", "4.4%", ("0.044", "0", ""), "30%", ("E", "0")),
    ("8543.70.60.00", "8543.70.60.00", "Free", FREE, "35%", None),
    ("8714.93.05.00", "8714.93.05.00", "Free", FREE, "30%", None),
    ("9029.10.80.00", "9029.10.80.00", "Free", FREE, "35%", None),
    ("9606.30.40.00", "9606.30.40.00", "Free", FREE, "45%", None),
    ("9705.31.00.40", "9705.31.00", "Free", FREE, "Free", None),
]


@pytest.fixture(scope="module", params=["sample", "archive"])
def coded(request):
    """Return the coded rows by code, of the sample and of the whole archive."""
    rows = sample() if request.param == "sample" else read_hts(archive("hts/hts_2026_rev_10.json.gz"))
    return {one.row.htsno: one for one in coded_rows(rows)}


@pytest.mark.parametrize(
    ("code", "stated_at", "general", "numbers", "other", "special"), THIRTY, ids=[line[0] for line in THIRTY]
)
def test_thirty_random_lines(coded, code, stated_at, general, numbers, other, special):
    """Each of thirty lines has the rates that the archive prints for it or for the line above it."""
    one = coded[code]
    assert (one.general_from.htsno, one.general_from.general.strip()) == (stated_at, general)
    assert (one.other_from.htsno, one.other_from.other.strip()) == (stated_at, other)
    reading = parse_rate(one.general_from.general)
    if isinstance(numbers, tuple):
        assert reading == Rate(Fraction(numbers[0]), Fraction(numbers[1]), numbers[2])
    else:
        assert isinstance(reading, numbers)
    groups = parse_special(one.general_from.special)
    rates = {symbol: group.reading for group in groups for symbol in group.symbols}
    if special is None:
        assert rates == {}
    else:
        assert rates[special[0]] == Rate(Fraction(special[1]))


def row(htsno, indent, general="", special="", other="", number=1):
    """Return one row."""
    return HtsRow(number, htsno, indent, "", general, special, other)


def line_of(lines, hs):
    """Return the line of a code."""
    return next(line for line in lines if line.hs == hs)


def test_a_child_has_the_rate_of_its_parent_not_of_a_sibling():
    """Under a compound-rated parent, the second child has the parent's rate, though the first states its own."""
    rows = (
        row("1901", 0),
        row("1901.10.26", 1, "$1.035/kg + 14.9%"),
        row("1901.10.26.10", 2, "5%"),
        row("1901.10.26.20", 2),
    )
    by_code = {one.row.htsno: one for one in coded_rows(rows)}
    assert by_code["1901.10.26.20"].general_from.htsno == "1901.10.26"
    assert [(line.hs, line.text) for line in general_lines(tuple(by_code.values()))] == [
        ("19011026", "$1.035/kg + 14.9%"),
        ("1901102610", "5%"),
    ]


def test_a_rate_is_not_inherited_across_branches():
    """A row that lies deeper than another heading's line, but is not of its branch, does not take its rate."""
    rows = (row("9006.59.01", 4, "Free"), row("9006.59.05", 7))
    assert [one.row.htsno for one in coded_rows(rows) if one.general_from is None] == ["9006.59.05"]
    assert [one.htsno for one in without_rate(coded_rows(rows))] == ["9006.59.05"]


def test_a_row_without_a_code_hands_its_rate_down():
    """A rate that stands at a row of description only is that of each coded row under it."""
    rows = (row("0305.69", 0), row("", 1, "0.5%"), row("0305.69.50", 2), row("0305.69.60", 2))
    assert [(line.hs, line.text) for line in general_lines(coded_rows(rows))] == [
        ("03056950", "0.5%"),
        ("03056960", "0.5%"),
    ]


def test_the_rate_of_a_lone_statistical_line_is_that_of_its_tariff_line():
    """0101.30.00.00 and 0305.69.60.01 stand for 0101.30.00 and 0305.69.60; two lines of 10 digits stay two."""
    rows = (
        row("0101.30.00.00", 0, "6.8%"),
        row("0305.69.60.01", 0, "0.5%"),
        row("0714.40.10.10", 0, "2.3%"),
        row("0714.40.10.20", 0, "6%"),
    )
    lines = general_lines(coded_rows(rows))
    assert [line.hs for line in lines] == ["01013000", "03056960", "0714401010", "0714401020"]


def test_a_rate_that_repeats_the_line_above_adds_no_record():
    """Column 2 of 9006.59.15.20 is printed again as 20 %: its tariff line has it already."""
    lines = other_lines(coded_rows(sample()))
    assert [line.htsno for line in lines if line.hs.startswith("90065915")] == ["9006.59.15"]


def test_blanks_and_line_ends_state_no_rate():
    """Some statistical lines hold a blank or a line end where others hold nothing."""
    rows = (row("2825.60.00", 0, "3.7%", "Free (KR)", "25%"), row("2825.60.00.10", 1, " ", "", "\n"))
    assert [line.hs for line in general_lines(coded_rows(rows))] == ["28256000"]


def test_provisions_are_no_rate_lines():
    """Rows of chapters 98 and 99 are set apart."""
    coded = coded_rows(sample())
    assert [one.row.htsno for one in coded if is_provision(one.row)] == ["9802.00.60.00", "9903.88.03"]
    assert not [line for line in general_lines(coded) if line.hs.startswith(("98", "99"))]


def test_footnotes_to_additional_duties_stay_with_the_rate():
    """The note on lithium-ion batteries names the headings of the additional duties on them."""
    line = line_of(general_lines(coded_rows(sample())), "85076000")
    assert line.notes == ("See 9903.88.15 and 9903.91.06.",)
