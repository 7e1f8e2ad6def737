"""Many entries with their value and quantities have the answers of one question each."""

import math
import random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.small_laws import days, goods, lawful, records
from tests.unit.law_example import base, programme, special

from corridor.law.bulk import bulk
from corridor.law.goods import Amounts
from corridor.law.stack import stack
from corridor.schema.legal import BaseRate, SpecialRate

SPECIFIC = st.sampled_from((0.0, 0.5, 2.0))
COMBINE = st.sampled_from(("sum", "higher", "lower"))


@st.composite
def comparing(draw):
    """Records that compare value and quantity: mixed base and special rates, a least price, a top-up, a bundle."""
    kg = {"specific_unit": "kg"}
    found = [base("85", 0.05, specific=draw(SPECIFIC), combine=draw(COMBINE), **kg)]
    found.append(special("PACT", "8507", 0.02, specific=draw(SPECIFIC), combine=draw(COMBINE), **kg))
    extra = (
        programme("P", "85", 0.01, semantics="min_price", specific=3.0, **kg),
        programme("Q", "85", 0.15, semantics="floor_total", floor_base=draw(st.sampled_from(("general", "claimed")))),
        programme("R", "85", 0.10, record="ONE", bundle="HIGH", pick="highest"),
        programme("R", "85", 0.0, record="TWO", bundle="HIGH", pick="highest", specific=1.0, **kg),
        programme("S", "85", 0.10, semantics="cap_total", cap=0.12, where="melt_pour=US"),
        programme("T", "85", 0.08, semantics="rebate", where="melt_pour=US", presumed="not"),
    )
    return (*found, *(row for row in extra if draw(st.booleans())))


def same(one, other):
    """Whether two numbers are equal but for rounding; unknown equals unknown."""
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=200, deadline=None)
@given(comparing(), records(bundled=False), goods, days, st.integers(0, 10**6), st.booleans())
def test_entries_with_amounts_have_the_answers_of_one_each(rows, more, asked, day, seed, tonnes):
    """Forty entries of the same goods, some without an amount: rate, specific duty, status, duty at risk and money."""
    # Base and special rates are those of `comparing`; the agreement itself comes with the others, if at all.
    rates = lawful((*rows, *(row for row in more if not isinstance(row, BaseRate | SpecialRate))))
    draw = random.Random(seed)
    table = []
    for number in range(40):
        value = None if number == 0 else draw.choice([100.0, round(draw.uniform(1, 500), 2)])
        kilograms = None if number == 1 else draw.choice([0.0, 10.0, 50.0, round(draw.uniform(0, 900), 1)])
        table.append({"value": value, "kg": kilograms})
    unit, times = ("t", 0.001) if tonnes else ("kg", 1.0)
    frame = pd.DataFrame([
        {"importer": asked.importer, "code": asked.code, "origin": asked.origin, "end_use": asked.end_use,
         "claim": asked.claim, **dict(asked.facts), "date": pd.Timestamp(day), "value": row["value"],
         f"quantity_{unit}": None if row["kg"] is None else row["kg"] * times}
        for row in table
    ])  # fmt: skip
    for row, quantity, answer in zip(
        table, frame[f"quantity_{unit}"], bulk(rates, frame).to_dict("records"), strict=True
    ):  # fmt: skip
        given_quantity = () if math.isnan(quantity) else ((unit, quantity),)
        amounts = None if row["value"] is None else Amounts(row["value"], given_quantity)
        expected = stack(rates, asked, day, amounts)
        assert answer["status"] == expected.status, (row, expected)
        if expected.total_rate is None:
            assert math.isnan(answer["rate"])
            assert math.isnan(answer["duty"])
            continue
        assert same(answer["rate"], expected.total_rate), (row, expected)
        assert same(answer["at_risk"], expected.at_risk)
        assert same(answer.get("specific_kg", 0.0), expected.specific_per_kg)
        assert same(answer["duty"], math.nan if expected.total_duty is None else expected.total_duty)
