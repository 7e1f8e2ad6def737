"""The answer of `corridor duty`: whole citations at any width, words for people, clean numbers for machines."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from tests.unit.law_example import CELL, base, law, programme

from corridor.law.fees import FeeLayer
from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.report.disclaimer import ENTRY_FEES, FEES_AS_RECORDED, IMPORT_TAXES, NEVER_COUNTED
from corridor.report.duty_answer import print_duty
from corridor.report.duty_gaps import not_covered
from corridor.report.duty_json import duty_json
from corridor.schema.legal import Valuation

DAY = date(2026, 6, 1)
VALUATIONS = {"XX": Valuation(importer="XX", basis="fob", currency="XXD", citation="law", evidence="B")}
CITATION = "HTS 9903.88.03 and 9903.91.01 to .15, U.S. note 20 to chapter 99 [subchapter III], 91 FR 47318 (2026-07-28)"
LAW = law(
    base("8507", 0.034, citation=CITATION),
    programme("CN", "8507", 0.25, citation=CITATION),
    programme("ENDED", "8507", 0.1, valid_to=date(2026, 2, 24)),
    programme("LATER", "8507", 0.1, valid_from=date(2026, 7, 1)),
    programme("ORIGIN", "8507", 0.1, origins="JP"),
)


def printed(rates, width, goods=CELL, value=100.0, explain=False):
    """The words printed for a question, as (lines, one text)."""
    out = StringIO()
    console = Console(file=out, width=width, color_system=None)
    print_duty(stack(rates, goods, DAY), VALUATIONS, value, console, explain=explain)
    lines = out.getvalue().splitlines()
    return lines, " ".join(" ".join(lines).split())


@pytest.mark.parametrize("width", [40, 80, 119])
def test_a_narrow_terminal_shows_whole_citations(width):
    """Layers are blocks: nothing is cut, no day or code is broken, nothing is wider than the terminal."""
    lines, text = printed(LAW, width)
    assert text.count(CITATION) == 2
    assert "…" not in text
    assert max(map(len, lines)) <= width
    assert "CN: 25.00 % = 25.00 XXD (applies, evidence C) covers code 850760, origin CN" in text


@pytest.mark.parametrize("width", [120, 200])
def test_a_broad_terminal_shows_a_table_that_cuts_nothing(width):
    """Each word of a citation stands in the table."""
    lines, text = printed(LAW, width)
    assert "│ programme" in text.replace("┃", "│")
    assert "…" not in text
    assert all(word in text for word in CITATION.split())
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [80, 160])
def test_what_does_not_apply_is_one_line_in_words(width):
    """The day it ended or starts, or what is out of scope; no code of a status."""
    lines, text = printed(LAW, width, explain=True)
    assert "does not apply: ENDED (ended on 2026-02-24)" in lines
    assert "does not apply: LATER (starts on 2026-07-01)" in lines
    assert "does not apply: ORIGIN (not in scope: record ONE does not cover origin CN)" in lines
    assert "switched_off" not in text
    assert "not_in_scope" not in text


def test_programmes_about_other_goods_are_counted_and_listed_if_asked():
    """What would have applied on another day is always told; the rest by number."""
    lines, text = printed(LAW, 80)
    assert "does not apply: ENDED (ended on 2026-02-24)" in lines
    assert "ORIGIN" not in text
    assert "1 further programme(s) of XX do not cover the goods: see --explain" in lines


@pytest.mark.parametrize(
    ("value", "total"),
    [
        (100.0, "Total: 28.40 % = 28.40 XXD of a customs value of 100"),
        (1234.5, "Total: 28.40 % = 350.60 XXD of a customs value of 1,234.50"),
    ],
)
def test_the_total_has_a_currency_and_its_base(value, total):
    """Rate, amount, currency and customs value stand in one line."""
    assert total in printed(LAW, 80, value=value)[0]


def test_a_specific_duty_is_told_and_never_left_out_of_an_amount():
    """What is due per kg stands beside the rate; without the mass there is no total amount."""
    rates = law(base("8507", 0.034, specific=0.25, specific_unit="kg"), programme("P", "8507", 0.1))
    _, text = printed(rates, 80)
    assert "MFN: 3.40 % = 3.40 XXD, plus 0.25 XXD per kg (applies, evidence B)" in text
    assert "Total: 13.40 % = 13.40 XXD of a customs value of 100, plus 0.25 XXD per kg" in text
    found = duty_json(stack(rates, CELL, DAY), VALUATIONS, 100.0)
    assert (found["total_rate"], found["specific_per_kg"], found["total_duty"]) == (0.134, 0.25, None)


def test_unknown_is_said_once_and_on_the_whole_window():
    """No rate, no amount, no total; a share of 1 is 100 %."""
    lines, text = printed(law(), 80, Goods("YY", "850760", "CN"))
    assert "MFN: unknown (evidence D)" in lines
    assert "no base rate is recorded for code 850760 on 100 % of the arrival window" in text
    assert "Total: unknown" in lines
    assert duty_json(stack(law(), CELL, DAY), {}, 100.0)["total_duty"] is None


def test_every_answer_says_what_is_not_covered():
    """Anti-dumping and the like, quotas, other measures, import taxes and entry fees, for people and machines."""
    _, text = printed(LAW, 80)
    assert (
        "Not covered, and possibly due on top: anti-dumping duties beyond the records; countervailing duties beyond "
        "the records; safeguard duties beyond the records; quotas beyond the records; additional measures of XX "
        "beyond the programmes named here. The reference data hold none of these; a plan counts them only where its "
        "model's own programmes table states them."
    ) in text
    found = duty_json(stack(LAW, CELL, DAY), VALUATIONS, 100.0)["not_covered"]
    assert found[:4] == [
        "anti-dumping duties beyond the records",
        "countervailing duties beyond the records",
        "safeguard duties beyond the records",
        "quotas beyond the records",
    ]
    assert found[5:-1] == [IMPORT_TAXES, ENTRY_FEES]
    assert NEVER_COUNTED in text
    assert FEES_AS_RECORDED in text
    assert found[-1] == "preferential rates under trade agreements (none is claimed)"


def test_fees_that_an_answer_names_are_not_called_uncounted():
    """With fees beside the total only the import taxes are missing, for people and machines."""
    fee = FeeLayer("MPF", "ALL", "applied", 100.0, 33.58, "the least fee", "law", "B")
    out = StringIO()
    print_duty(stack(LAW, CELL, DAY), VALUATIONS, 100.0, Console(file=out, width=80, color_system=None), fees=[fee])
    text = " ".join(out.getvalue().split())
    assert "Fee MPF: 33.58 XXD (the least fee)" in text
    assert NEVER_COUNTED in text
    assert FEES_AS_RECORDED not in text
    found = duty_json(stack(LAW, CELL, DAY), VALUATIONS, 100.0, fees=[fee])["not_covered"]
    assert IMPORT_TAXES in found
    assert ENTRY_FEES not in found


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        (law(base("8507")), "additional measures of XX (only the base rate is recorded for XX)"),
        (law(), "additional measures of XX (none is recorded)"),
        (law(base("8507"), programme("P", "9018", 0.1)), "additional measures of XX beyond the programmes named here"),
    ],
)
def test_an_importer_without_programmes_is_named(rates, words):
    """Where no programme is recorded the answer is the base rate alone, and says so."""
    assert words in not_covered(stack(rates, CELL, DAY))
    assert words in printed(rates, 80)[1]


def test_rates_in_json_carry_no_dust_of_addition():
    """0.034 + 0.25 is 0.284, not 0.28400000000000003."""
    answer = stack(LAW, CELL, DAY)
    assert repr(replace(answer, total_rate=0.034 + 0.25).total_rate) == "0.28400000000000003"
    found = duty_json(replace(answer, total_rate=0.034 + 0.25), VALUATIONS, 100.0)
    assert json.dumps(found["total_rate"]) == "0.284"
    assert [layer["rate"] for layer in found["layers"]] == [0.034, 0.25, None, None, None]
    assert found["layers"][2]["status"] == "switched_off"


def test_own_goods_are_told_to_look_at_the_rules_on_return():
    """Goods that come home are a case of their own."""
    assert "returned goods" in printed(LAW, 80, Goods("XX", "850760", "XX"))[1]
