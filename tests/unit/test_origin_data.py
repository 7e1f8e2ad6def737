"""Rules of origin of the reference data: each can be read, says where it stands, and covers what the models make."""

import csv
from datetime import date
from itertools import combinations, pairwise

import pytest

from corridor.law.origin.lookup import FoundRule, rule_for
from corridor.law.origin.materials import Material
from corridor.paths import DATA
from corridor.reference.load import reference_law
from corridor.schema.origin import OriginRule
from corridor.schema.rule_language import PROCESS_TESTS, parse, render

LAW = reference_law(date(2026, 11, 22))
PROVISIONS = {row.agreement: row for row in LAW.provisions}
REGISTER = {row.agreement: row for row in LAW.agreements}
MODELS = DATA.parent / "models"

UK_AND_EU = {"EU_UK_TCA", "UK_JP", "UK_KR", "UK_SG", "UK_VN", "EU_JP", "EU_KR", "EU_SG", "EU_VN"}
OF_THE_US = {"USMCA", "KORUS", "USSFTA", "AUSFTA"}
OF_ASEAN = {"RCEP", "ATIGA", "CPTPP", "AJCEP"}
FURTHER = (
    "280461 280530 282520 283324 283691 284190 284690 300241 300490 380110 381800 401512 630790 720260 750210 750400"
    " 810520 811292 850131 850511 850760 850780 854143 854231 870380 870421 870899 901831"
)
"""Codes of HS 2022 that models beyond the shipped ones use: chips, magnets, batteries, medical goods, metals, cars."""


def model_codes() -> set[str]:
    """Return the codes, all of HS 2022, of the products of the shipped models."""
    codes: set[str] = set()
    for path in MODELS.glob("*/tables/products.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            codes |= {row["hs"][:6] for row in csv.DictReader(file)}
    return codes


def rule_of(agreement: str, code: str, day: date, part: str | None = None) -> FoundRule | None:
    """Return the rule of an agreement for a code of HS 2022 on a day."""
    return rule_for(LAW, agreement, Material("GOOD", code, part=part), "JP", day)


def rule_text(agreement: str, code: str, day: date, part: str | None = None) -> str:
    """Return its text, or that there is none."""
    found = rule_of(agreement, code, day, part)
    return found.text if found else "no rule"


def width(row: OriginRule) -> tuple[int, int]:
    """Return the first and the last code of a rule, in ten digits."""
    return int(row.hs_from.ljust(10, "0")), int(row.hs_to.ljust(10, "9"))


def test_the_model_codes_are_found():
    """The shipped models are read: without them the tests of coverage would say nothing."""
    assert {"850760", "284190", "750110", "848250", "732619"} <= model_codes()


def test_every_rule_can_be_read_and_is_written_as_it_is_rendered():
    """Rules and default rules parse, and stand in the data in the one form that render gives."""
    texts = [row.rule for row in LAW.origin_rules] + [row.default_rule for row in LAW.provisions if row.default_rule]
    assert len(texts) > 400
    assert [text for text in texts if render(parse(text)) != text] == []


def test_every_process_test_of_a_rule_can_be_met():
    """The rules ask for no process test that a process could not name."""
    asked = {
        word.strip()
        for row in LAW.origin_rules
        for part in row.rule.split("PROCESS(")[1:]
        for word in part.split(")")[0].split("|")
    }
    assert {"diffusion", "chemical_reaction", "purification"} <= asked <= set(PROCESS_TESTS)


def test_every_provision_has_an_agreement_that_was_in_force():
    """A provision belongs to a free trade agreement of the register and starts on the day it entered into force."""
    assert OF_ASEAN | OF_THE_US | UK_AND_EU | {"US_JP_TA"} == set(PROVISIONS)
    for row in LAW.provisions:
        assert REGISTER[row.agreement].kind == "fta"
        assert row.valid_from == REGISTER[row.agreement].in_force_from
        assert row.no_drawback == REGISTER[row.agreement].no_drawback


def test_every_rule_has_a_provision_that_is_in_force():
    """A rule belongs to an agreement with a provision, and does not start before it."""
    for row in LAW.origin_rules:
        assert row.valid_from >= PROVISIONS[row.agreement].valid_from, row


def test_parties_are_customs_territories():
    """Members of the European Union are no parties; the Union is."""
    territories = set(LAW.territories.values())
    for name in PROVISIONS:
        assert set(REGISTER[name].parties.split(";")) <= territories


def test_materials_of_others_originate_under_agreements_of_the_register():
    """What diagonal and extended cumulation names is an agreement with a provision, and nothing else names one."""
    for row in LAW.provisions:
        named = set(filter(None, row.cumulates_with.split(";")))
        assert bool(named) == (row.cumulation in {"diagonal", "extended"})
        assert named <= set(PROVISIONS) - {row.agreement}


@pytest.mark.parametrize("agreement", sorted(OF_ASEAN | OF_THE_US | UK_AND_EU))
def test_every_good_of_the_models_has_a_rule_or_a_default(agreement):
    """Each code of the shipped models, and of the goods named beside them, can originate under each agreement."""
    codes = sorted(model_codes() | set(FURTHER.split()))
    assert [code for code in codes if rule_of(agreement, code, date(2027, 6, 30)) is None] == []


def test_only_agreements_with_a_general_rule_have_a_default():
    """ATIGA and AJCEP have a general rule of 40 % or a change of heading; RCEP has none."""
    defaults = {row.agreement: row.default_rule for row in LAW.provisions if row.default_rule}
    assert defaults == dict.fromkeys(("ATIGA", "AJCEP"), "RVC(build_down, 40) or CTH")


def test_no_two_rules_of_one_span_hold_on_one_day():
    """Rules of one span, part and importer follow one another without overlap or gap."""
    spans: dict[tuple[str | None, ...], list[OriginRule]] = {}
    for row in LAW.origin_rules:
        spans.setdefault((row.agreement, row.hs_from, row.hs_to, row.part, row.importer), []).append(row)
    for rows in spans.values():
        for one, following in pairwise(sorted(rows, key=lambda row: row.valid_from)):
            assert one.valid_to is not None
            assert (following.valid_from - one.valid_to).days == 1, following


def test_of_rules_that_overlap_one_is_narrower():
    """Where two rules of one agreement and part fit a code, one lies within the other and is the narrower."""
    for one, other in combinations(LAW.origin_rules, 2):
        if (one.agreement, one.part, one.importer) == (other.agreement, other.part, other.importer):
            (first, last), (start, end) = width(one), width(other)
            if max(first, start) <= min(last, end) and (first, last) != (start, end):
                assert (first <= start and end <= last) or (start <= first and last <= end), (one, other)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2021, 1, 1), "MAXNOM(55) or RVC(build_down, 50, fob)"),
        (date(2022, 12, 31), "MAXNOM(55) or RVC(build_down, 50, fob)"),
        (date(2023, 1, 1), "MAXNOM(50) or RVC(build_down, 55, fob)"),
        (date(2025, 12, 31), "MAXNOM(50) or RVC(build_down, 55, fob)"),
        (date(2026, 1, 1), "MAXNOM(45) or RVC(build_down, 60, fob)"),
    ],
)
def test_cars_between_the_united_kingdom_and_japan(day, rule):
    """The largest content of cars that does not originate falls from 55 to 50 and 45 % of the ex-works price."""
    assert rule_text("UK_JP", "870380", day) == rule


@pytest.mark.parametrize(
    ("part", "until_2026", "from_2027"),
    [
        ("EV_PACK", "CTSH or PROCESS(assembly_and_test) or MAXNOM(70)", "CTH except 284190, 284290 or MAXNOM(30)"),
        ("EV_CELL", "CTH or MAXNOM(70)", "CTH except 284190, 284290 or MAXNOM(35)"),
        (None, "CTH or MAXNOM(50)", "CTH or MAXNOM(50)"),
    ],
)
def test_vehicle_batteries_between_the_union_and_the_united_kingdom(part, until_2026, from_2027):
    """The easier rules of vehicle batteries end with 2026, and the record says what is doubtful about the day."""
    assert rule_text("EU_UK_TCA", "850760", date(2026, 12, 31), part) == until_2026
    assert rule_text("EU_UK_TCA", "850760", date(2027, 1, 1), part) == from_2027
    rows = [row for row in LAW.origin_rules if (row.agreement, row.part) == ("EU_UK_TCA", part) and part]
    assert all("recalled" in row.note for row in rows)


@pytest.mark.parametrize(
    ("agreement", "code", "rule"),
    [
        ("CPTPP", "850760", "CTH or RVC(build_up, 30) or RVC(build_down, 40)"),
        ("CPTPP", "850511", "CTSH"),
        ("CPTPP", "854143", "CTSH or RVC(build_up, 30) or RVC(build_down, 40) or RVC(focused, 50 of 854140)"),
        ("CPTPP", "401512", "CTH"),
        ("UK_VN", "850760", "CTH or MAXNOM(70)"),
        ("UK_SG", "850760", "CTH or MAXNOM(40)"),
        ("UK_SG", "850511", "CTH or MAXNOM(60)"),
        ("UK_KR", "284690", "MAXNOM(20 of HEADING) or MAXNOM(50)"),
        ("UK_KR", "741011", "CTH and MAXNOM(50)"),
        ("EU_UK_TCA", "854231", "CTH or PROCESS(diffusion) or MAXNOM(50)"),
        ("UK_JP", "810520", "CTSH or PROCESS(refining | smelting | thermal_forming)"),
        ("KORUS", "850760", "CTSH"),
        ("KORUS", "850511", "CTSH"),
        ("RCEP", "850760", "CTH or RVC(build_down, 40)"),
    ],
)
def test_lines_read_by_hand(agreement, code, rule):
    """What the rule of a line is, as read in the rule sets and the schedule."""
    assert rule_text(agreement, code, date(2026, 10, 9)) == rule


def test_what_the_agreements_count():
    """Partial cumulation of ATIGA, full of CPTPP, differentials of RCEP, tracing of the UK and Korea."""
    atiga, rcep = PROVISIONS["ATIGA"], PROVISIONS["RCEP"]
    assert (atiga.cumulation, atiga.partial_from, atiga.partial_to) == ("partial", 0.2, 0.4)
    assert (rcep.cumulation, rcep.differential, rcep.tolerance) == ("originating", "yes", 0.1)
    assert [row.agreement for row in LAW.provisions if row.differential == "yes"] == ["RCEP"]
    assert PROVISIONS["CPTPP"].cumulation == "full"
    assert PROVISIONS["UK_KR"].roll_up == "traced"
    assert PROVISIONS["UK_SG"].no_drawback == "yes"


def test_agreements_without_the_united_states_give_no_rate_there():
    """The United States give special rates under their own agreements only: none for RCEP, ATIGA, CPTPP, AJCEP."""
    given = {row.agreement for row in LAW.special_rates if row.importer == "US"}
    assert given.isdisjoint(OF_ASEAN | UK_AND_EU)
    assert all("US" in REGISTER[name].parties.split(";") for name in given)
    for name in OF_ASEAN | UK_AND_EU:
        assert REGISTER[name].effect.startswith("none at the US border")


def test_special_rates_are_given_by_parties_and_are_below_the_base_rate():
    """An importer gives a rate only under an agreement it is a party to, where it has a duty that the rate lowers."""
    base = {(row.importer, row.hs): row.rate for row in LAW.base_rates if row.origins == "*"}
    for row in (row for row in LAW.special_rates if row.importer != "US"):
        assert row.importer in REGISTER[row.agreement].parties.split(";"), row
        assert row.rate < base[row.importer, row.hs], row
        assert row.agreement in PROVISIONS, row


def test_sources_are_named_and_assumptions_say_so():
    """Each record says where it stands; one of evidence D calls itself an assumption, no other does."""
    for rows in (LAW.provisions, LAW.origin_rules, LAW.concordance):
        assert rows
        for row in rows:
            assert len(row.citation) > 10
            assert row.citation.startswith("assumption: ") == (row.evidence == "D"), row


@pytest.mark.parametrize(
    ("code", "edition", "codes"),
    [
        ("854143", 2012, ("854140",)),
        ("854143", 2017, ("854140",)),
        ("401512", 2012, ("401511", "401519")),
        ("850780", 2017, ("850740", "850780")),
        ("850760", 2012, ("850760",)),
        ("382499", 2012, ("382490",)),
    ],
)
def test_codes_of_an_older_edition(code, edition, codes):
    """Solar modules were in 8541.40, medical gloves in two codes, and 8507.80 took in nickel-iron accumulators."""
    assert Material("GOOD", code).codes(LAW, edition) == codes
