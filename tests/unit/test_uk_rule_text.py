"""Published texts of rules of origin into the rule language: the hundred by hand, and every form by itself."""

from collections import Counter

import pytest
from tests.unit.uk_example import rule_set
from tests.unit.uk_rules_by_hand import BY_HAND

from corridor.reference.uk_clause import Goods
from corridor.reference.uk_codes import all_but, rest_of_heading, spans
from corridor.reference.uk_read import codes_between
from corridor.reference.uk_rule_text import Unread, read_text
from corridor.reference.uk_sets import texts_of
from corridor.reference.uk_words import plain
from corridor.schema.rule_language import Span, render


def said(*texts, first="8507", last="8507", scheme="eu"):
    """Return (kind, rule) of the last of the texts of a set."""
    text = texts_of(rule_set(*texts, first=first, last=last, scheme=scheme))[-1]
    found = Unread(text.refused) if text.refused else read_text(text.text, Goods(first, last, scheme))
    if isinstance(found, Unread):
        return "unread", ""
    return "narrowed" if found.narrowed else "exact", render(found.rule)


@pytest.mark.parametrize("one", BY_HAND, ids=lambda one: f"{one.scheme} {one.heading}")
def test_a_hundred_rules_read_by_hand(one):
    """Each of a hundred drawn rules is read as a person reads it, or left unread where a person would."""
    first, last = codes_between(one.hs_min, one.hs_max, one.heading)
    texts = tuple(filter(None, (one.before, one.text)))
    assert said(*texts, first=first, last=last, scheme=one.scheme) == (one.kind, one.rule)


def test_the_hundred_are_of_all_schemes():
    """The drawn rules are a hundred, at least two of each of the 43 schemes."""
    counts = Counter(one.scheme for one in BY_HAND)
    assert (len(BY_HAND), len(counts), min(counts.values())) == (100, 43, 2)


FORMS = [
    ("All goods must be wholly obtained.", "WO"),
    ("Manufacture in which all the materials used are originating.", "WO"),
    ("Manufacture from materials of any heading.", "ANY"),
    ("Manufacture from materials of any subheading, except that of the product.", "CTSH"),
    ("Manufacture from materials of any heading, except that of the product and of heading 8529.", "CTH except 8529"),
    (
        "Manufacture from materials of any heading, except those of heading 7106, 7108 and 7110.",
        "ANY except 7106, 7108, 7110",
    ),
    ("A maximum of **50%** of the ex-works price (EXW) is made up of non-originating parts (MAXNOM).", "MAXNOM(50)"),
    (
        "Your goods contain a Regional Value Content (RVC) of at least 55% of the Free on Board (FOB) cost"
        " of the goods.",
        "RVC(build_down, 55, fob)",
    ),
    (
        "Manufacture:\n\n- from materials of any heading, except that of the product, *and*\n\n- in which"
        " the value of all"
        " the materials used does not exceed **40%** of the ex-works price of the product.",
        "CTH and MAXNOM(40)",
    ),
    (
        "Manufacture in which: - the value of all the materials used does not exceed 40% of the ex-works price of the"
        " product, *and* - within the above limit, the value of all the materials of heading 8541 and heading 8542 used"
        " does not exceed 10% of the ex-works price of the product.",
        "MAXNOM(40) and MAXNOM(10 of 8541, 8542)",
    ),
    (
        "Manufacture from materials of any heading, except that of the product. However, materials of the"
        " same heading as"
        " the product may be used, provided that their total value does not exceed 20% of the ex-works price"
        " of the product.",
        "MAXNOM(20 of HEADING)",
    ),
    (
        "Manufacture from materials of any heading, except that of the product, in which the weight of the materials of"
        " heading 1101 to heading 1108 used does not exceed 20% of the weight of the final product.",
        "CTH and MAXMASS(20 of 1101-1108)",
    ),
    (
        "Manufacture in which all the materials of chapter 2 and chapter 3 used are wholly obtained.",
        "ORIGINATING(02, 03)",
    ),
    ("A change from any other heading, except from heading 8503.", "CTH except 8503"),
    (
        "A change to a good of heading 8507 from any other chapter, except from heading 2901 or subheading 2902.11.",
        "CC except 2901, 290211",
    ),
    ("A change from within this heading or any other heading.", "ANY"),
    (
        "A change from subheading 850790, whether or not there is also a change from any other heading,"
        " provided that the"
        " value of non-originating materials of subheading 850790 does not exceed 50% of the transaction"
        " value or ex-works"
        " price of the product.",
        "ANY except 850700-850789, 850791-850799 and (MAXNOM(50 of 850790) or MAXNOM(50, transaction_value of 850790))",
    ),
    (
        "A change from heading 8431, whether or not there is also a change from any other heading, provided"
        " that the value"
        " of non-originating materials of heading 8431 does not exceed 50% of the net cost of the product.",
        "CTH and MAXNOM(50, net_cost of 8431)",
    ),
    ("Non-originating materials used undergo a diffusion.", "PROCESS(diffusion)"),
    ("Weaving combined with dyeing or with coating.", "PROCESS(weaving) and PROCESS(dyeing | coating)"),
    (
        "Manufacture from materials of any heading, except that of the product *or* Manufacture in which the"
        " value of all"
        " the materials used does not exceed 70% of the ex-works price of the product.",
        "CTH or MAXNOM(70)",
    ),
]


@pytest.mark.parametrize(("text", "rule"), FORMS, ids=[rule for _, rule in FORMS])
def test_forms_that_the_language_has(text, rule):
    """Every form that the rule language has words for is read as it stands."""
    assert said(text) == ("exact", rule)


NARROWER = [
    ("Manufacture from materials of any heading, except that of the product. However, handles may be used.", "CTH"),
    ("Manufacture from materials of any heading, except potato starch of heading 1108.", "ANY except 1108"),
    (
        "Manufacture from materials of any heading, except that of the product. However, waste of heading"
        " 7902 may not be"
        " used.",
        "CTH except 7902",
    ),
    ("Manufacture from materials of heading 7001.", "ANY except 01-69, 7002-7099, 71-97"),
    (
        "Cutting of glassware, provided that the value of the uncut glassware used does not exceed 50% of the ex-works"
        " price of the product.",
        "PROCESS(cutting_of_glassware) and MAXNOM(50)",
    ),
]


@pytest.mark.parametrize(("text", "rule"), NARROWER, ids=[rule for _, rule in NARROWER])
def test_what_the_language_cannot_say_is_read_on_the_safe_side(text, rule):
    """A rule that is read narrower than its text says so."""
    assert said(text) == ("narrowed", rule)


UNREADABLE = [
    "Manufacture in which all the fruit and nuts are wholly obtained.",
    "Manufacture in which all the maize used is wholly obtained.",
    "Manufacture in which: - the value of all the materials used does not exceed 40% of the ex-works"
    " price of the product,"
    " *and* - the value of all the non-originating materials used does not exceed the value of all the originating"
    " materials used.",
    "Manufacture in which the value of all the materials used, except natural rubber, does not exceed"
    " 50% of the ex-works"
    " price of the product.",
    "Manufacture from materials of any heading, except that of the product, in which the weight of sugar used does not"
    " exceed 40% of the weight of the final product.",
    "Manufacture in which at least 70% by weight of the unmanufactured tobacco of heading 2401 used is originating.",
    "Each item in the set must satisfy the rule which would apply to it if it were not included in the set.",
    "Manufacture from materials of any heading, except that of the product, and something else besides.",
    "A QVC of not less than 35%.",
    "A change to a good of heading 8508 from any other heading.",
    "Process Rule.",
    "",
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_stays_unread(text):
    """A text of which any part is not understood is not read at all."""
    assert said(text) == ("unread", "")


def test_a_condition_after_a_permission_is_not_lost():
    """What stands after a sentence with `However` still counts."""
    text = (
        "Manufacture: - from materials of any heading, except that of the product. However, expanded metal"
        " may be used, and"
        " - in which the value of all the materials used does not exceed 50% of the ex-works price of the product."
    )
    assert said(text) == ("narrowed", "CTH and MAXNOM(50)")


def test_the_standard_content_is_that_of_one_agreement():
    """The standard content is defined for India, and read nowhere else."""
    down = "RVC(build_down, 40, ex_works) or RVC(build_down, 45, fob)"
    rule = f"{down} or RVC(build_up, 35, ex_works) or RVC(build_up, 35, fob)"
    assert said("Standard QVC.", scheme="india") == ("exact", rule)
    assert said("Standard QVC.") == ("unread", "")


def test_pointers_to_notes_are_no_part_of_a_rule():
    """Pointers at the end go; a sentence after a pointer stays, so that the text is not read."""
    assert plain("Manufacture from yarn. See Introductory Note 6.") == "Manufacture from yarn"
    assert "However" in plain("Manufacture from yarn. See Introductory Note 6. However, silk may not be used.")


def test_codes_in_words():
    """Lists and spans of codes are read; a number that does not fit its word is not."""
    assert spans("chapter 4 and heading 1101 to heading 1108 or 071010") == (
        Span("04", "04"),
        Span("1101", "1108"),
        Span("071010", "071010"),
    )
    assert spans("chapter 1234") is None
    assert spans("heading 1108 to heading 1101") is None


def test_codes_that_are_left():
    """All but some headings, and the rest of a heading."""
    assert all_but((Span("0102", "0102"), Span("03", "97"))) == (
        Span("0101", "0101"),
        Span("0103", "0199"),
        Span("02", "02"),
    )
    assert rest_of_heading("8507", (Span("850710", "850798"),)) == (Span("850700", "850709"), Span("850799", "850799"))
