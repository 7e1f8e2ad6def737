"""Published rule sets into records: parts, days, alternatives, and what stands in for rules that were not read."""

from datetime import date

import pytest
from tests.unit.uk_example import CTH, HALF, entry, rows_of, rule_set, written

from corridor.errors import FaultError, UsageError
from corridor.reference.read import read_rows
from corridor.reference.uk_report import report
from corridor.reference.uk_rules import import_uk_rules, read_uk_rules
from corridor.reference.uk_schemes import agreement_of
from corridor.reference.uk_spans import STAND_IN
from corridor.reference.uk_texts import read_set
from corridor.schema.origin import OriginRule
from corridor.schema.rule_language import parse

MAIZE = "Manufacture in which all the maize used is wholly obtained."


def test_alternatives_of_a_set_are_one_record(tmp_path):
    """Rules with `or` between them are alternatives of one record, which says where it stands."""
    (row,) = rows_of(tmp_path, entry(CTH, HALF))
    assert (row.agreement, row.hs_from, row.hs_to, row.part) == ("EU_UK_TCA", "8507", "8507", None)
    assert (row.rule, row.valid_from, row.valid_to) == ("CTH or MAXNOM(50)", date(2021, 1, 1), None)
    assert "8507" in row.citation


def test_an_unread_alternative_is_noted(tmp_path):
    """Of alternatives those that were read stand, and the record names the other."""
    (row,) = rows_of(tmp_path, entry(CTH, MAIZE))
    assert row.rule == "CTH"
    assert "maize" in row.note


def test_what_must_hold_together_is_read_together():
    """Rules with `and` between them are one; if one of them is unread, so is the whole."""
    (both,) = read_set(rule_set(CTH, (HALF, {"operator": "and"})))
    assert [type(part).__name__ for part in both.found.rule.parts] == ["Shift", "MaxValue"]
    (half,) = read_set(rule_set(CTH, (MAIZE, {"operator": "and"})))
    assert "must originate" in half.found.reason


def test_parts_of_a_heading(tmp_path):
    """`ex` headings and sets for one code are parts; the words for all others name no part."""
    rows = rows_of(
        tmp_path,
        entry(CTH, heading="ex 8507", words="Battery packs"),
        entry(HALF, heading="ex Chapter 85", words="Any other product from heading 8507"),
        entry(CTH, hs="8506", heading="ex 8506", words="Cells " * 20),
    )
    assert [(row.part, row.rule) for row in rows[:2]] == [("BATTERY_PACKS", "CTH"), (None, "MAXNOM(50)")]
    assert len(rows[2].part) <= 60
    assert rows[2].part_name == ("Cells " * 20).strip()


def test_goods_that_the_texts_name_are_parts(tmp_path):
    """A change to some goods and to any other good are two records."""
    rows = rows_of(
        tmp_path,
        entry(
            "A change to rice bran oil of heading 8507 from any other chapter.",
            "A change to any other good of heading 8507 from any other heading.",
        ),
        name="cptpp.json",
    )
    assert [(row.part, row.rule) for row in rows] == [("RICE_BRAN_OIL_OF_HEADING_8507", "CC"), (None, "CTH")]


def test_a_list_goes_on_from_rule_to_rule(tmp_path):
    """Points b) and c) of a list get the words before point a)."""
    (row,) = rows_of(
        tmp_path,
        entry(
            "No change in tariff classification required for a good of heading 8507, provided there is a regional value"
            " content of not less than:\n\n- a) **30%** under the build-up method.",
            "- b) **40%** under the build-down method.",
            "- c) **50%** under the focused value method taking into account only the non-originating materials of"
            " [heading&nbsp;8507](/headings/8507).",
        ),
        name="cptpp.json",
    )
    assert row.rule == "RVC(build_up, 30) or RVC(build_down, 40) or RVC(focused, 50 of 8507)"
    assert row.valid_from == date(2024, 12, 24)


def test_a_sentence_that_goes_on_belongs_to_the_rule_before(tmp_path):
    """`However` as a rule of its own changes the rule before it."""
    (row,) = rows_of(tmp_path, entry(CTH, "However, non-originating handles may be used.", operator=None))
    assert row.rule == "CTH"
    assert "Narrower" in row.note


def test_days_in_a_text_are_days_of_a_record(tmp_path):
    """Rules with days hold between them; others hold always."""
    rows = rows_of(
        tmp_path,
        entry(
            "A maximum of 30% of the ex-works price (EXW) is made up of non-originating parts (MAXNOM).",
            "CTSH (until 31 December 2023).",
            operator=None,
        ),
    )
    assert [(row.valid_from, row.valid_to, row.rule) for row in rows] == [
        (date(2021, 1, 1), date(2023, 12, 31), "MAXNOM(30) or CTSH"),
        (date(2024, 1, 1), None, "MAXNOM(30)"),
    ]


def test_two_values_without_a_word_between_them_are_not_read():
    """Without `or`, two limits of one kind contradict each other."""
    more = HALF.replace("50", "60")
    assert [one.found.reason for one in read_set(rule_set(HALF, more))] == [
        "two rules of one kind without a word between them"
    ] * 2


@pytest.mark.parametrize("more", [{"quota": True}, {"import": False}])
def test_rules_of_a_quota_or_one_direction_are_not_read(tmp_path, more):
    """What holds for the goods of a quota, or for exports only, is no rule for all trade."""
    (row,) = rows_of(tmp_path, entry(CTH, **more))
    assert (row.rule, row.note) == ("WO", STAND_IN)


def test_goods_without_a_rule_that_was_read_get_a_record_that_stands_in(tmp_path):
    """Else the rule of the chapter would hold for goods that have one of their own."""
    rows = rows_of(tmp_path, entry(CTH, hs="85", heading="Chapter 85"), entry(MAIZE))
    assert [(row.hs_from, row.rule) for row in rows] == [("85", "CTH"), ("8507", "WO")]


def test_sets_that_no_words_tell_apart_are_not_recorded(tmp_path):
    """Two sets for the same codes with the same words are both left out, and listed."""
    found = read_uk_rules(written(tmp_path, entry(CTH, words="Packs"), entry(HALF, words="Packs")))
    assert [row.rule for row in found.rows] == ["WO"]
    assert {line.reason for line in found.unread} == {"two rule sets for the same codes that no words tell apart"}
    assert found.total.read == 2


def test_what_the_publisher_takes_for_something_else_is_not_read():
    """A text that is read against its class is left alone."""
    (one,) = read_set(rule_set((CTH, {"classes": ("MAXNOM",)})))
    assert "publisher" in one.found.reason


def test_wholly_obtained_materials_are_noted(tmp_path):
    """That wholly obtained materials are read as originating ones stands in the record."""
    (row,) = rows_of(tmp_path, entry("Manufacture in which all the materials of chapter 2 used are wholly obtained."))
    assert row.rule == "ORIGINATING(02)"
    assert "wholly obtained" in row.note


def test_the_tidy_table_has_no_words_for_parts(tmp_path):
    """From the CSV form, `ex` headings are read and not recorded."""
    header = "scheme,heading,hs_min,hs_max,rule_no,operator,class,import,export,rule_text"
    lines = [
        f'eu,8507,8507000000,8507999999,1,,CTH,True,True,"{CTH}"',
        f'eu,8507,8507000000,8507999999,2,or,,True,True,"{HALF}"',
    ]
    lines += [f'eu,ex 8508,8508000000,8508999999,1,,,True,True,"{CTH}"']
    path = tmp_path / "tidy.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    found = read_uk_rules(path)
    assert [(row.hs_from, row.rule) for row in found.rows] == [("8507", "CTH or MAXNOM(50)"), ("8508", "WO")]
    assert (found.total.read, found.total.recorded, found.stand_ins) == (3, 2, 1)


def test_the_account_counts_every_rule(tmp_path):
    """The report gives shares by scheme and lists what was not read by reason."""
    found = read_uk_rules(written(tmp_path, entry(CTH, MAIZE), entry(HALF, hs="8508")))
    assert (found.total.rules, found.total.read, found.counts[0].scheme) == (3, 2, "eu")
    text = report(found)
    assert "3 rules, 2 read (66.7%)" in text
    assert "maize" in text


def test_writing_keeps_other_agreements(tmp_path):
    """A second import replaces its agreement only; every rule that is written reads back."""
    out = tmp_path / "own"
    import_uk_rules(written(tmp_path, entry(CTH)), out)
    import_uk_rules(written(tmp_path, entry(HALF), name="japan.json"), out)
    import_uk_rules(written(tmp_path, entry(HALF)), out)
    rows = read_rows(OriginRule, out / "origin_rules.csv")
    assert sorted((row.agreement, row.rule) for row in rows) == [("EU_UK_TCA", "MAXNOM(50)"), ("UK_JP", "MAXNOM(50)")]
    assert all(parse(row.rule) for row in rows)


def test_an_agreement_can_be_named_for_one_scheme_only(tmp_path):
    """One code for several schemes would mix their rules."""
    written(tmp_path, entry(CTH))
    assert {row.agreement for row in read_uk_rules(tmp_path, "OWN").rows} == {"OWN"}
    written(tmp_path, entry(CTH), name="japan.json")
    with pytest.raises(UsageError, match="one scheme"):
        read_uk_rules(tmp_path, "OWN")


def test_an_unknown_scheme_has_its_own_name():
    """Schemes that the list does not have keep their names."""
    assert [agreement_of(name) for name in ("cptpp", "cotedivoire", "some-scheme")] == [
        "CPTPP",
        "COTEDIVOIRE",
        "SOME_SCHEME",
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("eu.json", "", "JSON"),
        ("eu.json", "{}", "rule_sets"),
        ("eu.json", '{"rule_sets": [{"heading": "1"}]}', "no rule set"),
        ("eu.json", '{"rule_sets": [{"heading": "1", "min": "99", "max": "1", "rules": []}]}', "limits"),
        ("eu.csv", "a,b\n1,2\n", "columns"),
        ("eu.txt", "x", "not a .json"),
    ],
)
def test_files_that_are_none_of_these_are_faults(tmp_path, name, content, words):
    """What cannot be read is a fault that says what is wrong."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FaultError, match=words):
        read_uk_rules(path)
