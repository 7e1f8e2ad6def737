"""Many duty questions at once have the answers of one question each."""

import math
import re
from datetime import date

import pandas as pd
import pytest
from benchmarks.duty_stacks import questions
from tests.unit.law_example import base, coverage, exempt, law, programme, special

from corridor.errors import UsageError
from corridor.law.bulk import bulk
from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.reference.load import reference_law

RATES = law(
    base("85", 0.02),
    base("85076010", 0.034),
    base("85076090", 0.034, specific=0.5, specific_unit="kg"),
    special("PACT", "8507"),
    programme("A", "8507", 0.25, origins="CN", refund="refundable", valid_to=date(2026, 6, 30)),
    programme("B", "85", 0.5, where="melt_pour!=US", end_uses="auto_part"),
    programme("C", "8541", 0.1),
    exempt("FREE", "854140", "C", where="claim=PACT"),
    coverage("C", "8541;8507"),
    horizon=date(2026, 12, 31),
)

FACTS = ("melt_pour",)


def differing(rates, frame):
    """Rows in which the table and the stack disagree."""
    found = bulk(rates, frame)
    wrong = []
    for asked, answer in zip(frame.fillna("").to_dict("records"), found.to_dict("records"), strict=True):
        facts = tuple((name, asked[name]) for name in FACTS if asked.get(name))
        goods = Goods(
            asked["importer"],
            asked["code"],
            asked["origin"],
            asked.get("end_use", "none"),
            asked.get("claim", ""),
            facts,
        )
        one = stack(rates, goods, pd.Timestamp(asked["date"]).date())
        expected = {"rate": one.total_rate, "at_risk": None if one.total_rate is None else one.at_risk}
        expected |= {f"specific_{unit}": amount for unit, amount in one.specifics}
        numbers = {name: value for name, value in answer.items() if name != "status"}
        if one.total_rate is None:
            same = all(math.isnan(value) for value in numbers.values())
        else:
            same = all(math.isclose(value, expected.get(name, 0.0), abs_tol=1e-12) for name, value in numbers.items())
        if not same or answer["status"] != one.status:
            wrong.append((asked, answer, one))
    return wrong


def test_every_kind_of_answer():
    """Applied, projected, unknown, needing evidence, specific, claimed, at risk, and codes coarser than lines."""
    rows = [
        ("XX", "85076010", "CN", "none", "", "", "2026-06-30"),
        ("XX", "85076010", "CN", "none", "", "", "2026-07-01"),
        ("XX", "85076090", "CN", "none", "", "", "2027-01-01"),
        ("XX", "85076090", "JP", "none", "PACT", "", "2026-07-01"),
        ("XX", "850760", "CN", "none", "", "", "2026-07-01"),
        ("XX", "850760", "CN", "none", "PACT", "", "2026-07-01"),
        ("XX", "85076010", "CN", "auto_part", "", "", "2026-07-01"),
        ("XX", "85076010", "CN", "auto_part", "", "US", "2026-07-01"),
        ("XX", "85076010", "CN", "auto_part", "", "CN", "2026-07-01"),
        ("XX", "854140", "CN", "none", "", "", "2026-07-01"),
        ("XX", "854140", "CN", "none", "PACT", "", "2026-07-01"),
        ("XX", "853200", "CN", "none", "", "", "2026-07-01"),
        ("XX", "85076010", "CN", "none", "", "", "2025-12-31"),
        ("YY", "85076010", "CN", "none", "", "", "2026-07-01"),
    ]
    columns = ["importer", "code", "origin", "end_use", "claim", "melt_pour", "date"]
    frame = pd.DataFrame(rows, columns=columns, index=range(100, 100 + len(rows)))
    assert differing(RATES, frame) == []
    found = bulk(RATES, frame)
    assert list(found.index) == list(frame.index)
    assert list(found["status"]) == [
        "applied", "applied", "projected", "applied", "unknown", "applied", "needs_evidence",
        "applied", "applied", "applied", "applied", "unknown", "unknown", "unknown",
    ]  # fmt: skip
    assert found.loc[100, "at_risk"] == 0.25
    assert found.loc[102, "specific_kg"] == 0.5


def test_random_questions_to_the_reference_data():
    """Lines, subheadings, origins, uses, claims and days drawn at random."""
    rates = reference_law(date(2026, 11, 22))
    frame = questions(rates, 300, seed=20261122)
    frame.loc[::4, "code"] = frame.loc[::4, "code"].str[:6]
    assert differing(rates, frame) == []


def test_columns_that_are_left_out_stand_for_nothing_known():
    """Without end use, claim and facts: none, none, not known. An empty cell is the same; days may be dates."""
    short = pd.DataFrame({"importer": ["XX"], "code": ["85076010"], "origin": ["CN"], "date": [date(2026, 7, 1)]})
    full = short.assign(end_use=None, claim=float("nan"), melt_pour="", note="kept aside")
    assert bulk(RATES, short).equals(bulk(RATES, full))
    assert bulk(RATES, short).loc[0, "rate"] == 0.034


def test_no_questions_no_answers():
    """An empty table has the columns of an answer."""
    frame = pd.DataFrame({"importer": [], "code": [], "origin": [], "date": []})
    assert list(bulk(RATES, frame).columns) == ["rate", "status", "at_risk"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"origin": None}, "has no column origin; it needs importer, code, origin, date"),
        ({"melt_por": "US"}, "did you mean melt_pour"),
        ({"date": "soon"}, "must hold days such as"),
        ({"date": None, "dat": 1}, "no column date"),
    ],
)
def test_tables_that_cannot_be_read(changed, said):
    """A missing column, a misspelt one and something that is no day are said."""
    frame = pd.DataFrame({"importer": ["XX"], "code": ["85076010"], "origin": ["CN"], "date": ["2026-07-01"]})
    for name, value in changed.items():
        frame = frame.drop(columns=name) if value is None else frame.assign(**{name: value})
    with pytest.raises(UsageError, match=said):
        bulk(RATES, frame)


def test_an_empty_day_is_refused():
    """Duty depends on the day of entry."""
    frame = pd.DataFrame({"importer": ["XX"] * 2, "code": ["85076010"] * 2, "origin": ["CN"] * 2})
    with pytest.raises(UsageError, match="empty in row 1"):
        bulk(RATES, frame.assign(date=["2026-07-01", None]))


MIXED = law(base("8507", 0.05, specific=1.0, specific_unit="kg", combine="higher"), base("8541", 0.02))


def entries(count, **columns):
    """Return a table of questions about one code, with amounts."""
    one = {"importer": "XX", "code": "850760", "origin": "CN", "date": "2026-07-01"}
    return pd.DataFrame({name: [value] * count for name, value in one.items()} | columns)


def test_amounts_decide_between_the_parts_of_a_mixed_duty():
    """5 % of 1,000 are 50, 1 a kilogram 30 or 80: the higher counts. Without a weight, or a value, it is unknown."""
    found = bulk(MIXED, entries(4, value=[1000.0, 1000.0, 1000.0, None], quantity_kg=[30.0, 80.0, None, 30.0]))
    assert found["duty"].fillna(-1).tolist() == [50.0, 80.0, -1.0, -1.0]
    assert found["rate"].fillna(-1).tolist() == [0.05, 0.0, -1.0, -1.0]
    assert found["specific_kg"].fillna(-1).tolist() == [0.0, 1.0, -1.0, -1.0]
    assert found["status"].tolist() == ["applied", "applied", "unknown", "unknown"]


def test_tonnes_are_kilograms():
    """0.08 t are 80 kg; a duty in money needs a quantity only where something specific is due."""
    assert bulk(MIXED, entries(1, value=1000.0, quantity_t=0.08))["duty"].tolist() == [80.0]
    assert bulk(MIXED, entries(1, code="854100", value=1000.0))["duty"].tolist() == [20.0]


def test_many_entries_of_the_same_goods_are_answered_by_straight_lines():
    """A hundred weights on both sides of the 50 kg at which 1 a kilogram is 5 % of 1,000."""
    weights = [float(number) for number in range(100)]
    found = bulk(MIXED, entries(100, value=1000.0, quantity_kg=weights))
    assert found["duty"].tolist() == pytest.approx([max(50.0, weight) for weight in weights])


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"value": [0.0]}, "column value must be above 0, got 0.0 in row 0"),
        ({"value": ["much"]}, "column value must hold numbers"),
        ({"value": [1.0], "quantity_kg": [-1.0]}, "column quantity_kg must be at least 0"),
        ({"value": [1.0], "quantity_kgs": [1.0]}, "did you mean quantity_kg?"),
        ({"quantity_kg": [1.0]}, "add column value"),
    ],
)
def test_amounts_that_cannot_be(columns, said):
    """What is no amount is said with its column and row."""
    with pytest.raises(UsageError, match=re.escape(said)):
        bulk(MIXED, entries(1, **columns))


def test_no_entries_no_duties():
    """An empty table with values has the column of the duty, too."""
    frame = entries(1, value=[1.0]).iloc[:0]
    assert list(bulk(MIXED, frame).columns) == ["rate", "status", "at_risk", "duty"]
