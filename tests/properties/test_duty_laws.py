"""What holds for the duty under every law."""

import math
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.properties.small_laws import NAMES, days, goods, lawful, records
from tests.unit.law_example import exempt, programme

from corridor.law.bulk import bulk
from corridor.law.duty import layers, turning_points
from corridor.law.goods import Amounts
from corridor.law.layers import is_unknown, specifics, total_rate, total_specific
from corridor.law.stack import stack
from corridor.law.timeline import timeline

many = settings(max_examples=200, deadline=None)


def total(rows, asked, day):
    """[1] Ad valorem total; NaN if unknown."""
    found = stack(lawful(rows), asked, day).total_rate
    return math.nan if found is None else found


def same(one, other):
    """Whether two numbers are equal but for rounding; unknown equals unknown."""
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def key(row):
    """What layers call a record."""
    return (getattr(row, "programme", ""), getattr(row, "record", ""))


@many
@given(records(), goods, days)
def test_an_excluded_layer_never_changes_the_total(rows, asked, day):
    """Without the records that were switched off or are out of scope the total is the same."""
    found = stack(lawful(rows), asked, day)
    out = {(one.programme, one.record) for one in found.layers if one.rate is None and one.status != "unknown"}
    # What is presumed not to apply is out of the total, and still says that evidence would decide.
    kept = [row for row in rows if key(row) not in out]
    assert same(total(kept, asked, day), total(rows, asked, day))


@many
@given(records(), goods, days, st.sampled_from((0.05, 0.125, 0.3)))
def test_a_top_up_never_lowers_the_total(rows, asked, day, floor):
    """One more record that fills up to a total adds nothing or more."""
    up = programme("UP", "*", floor, semantics="floor_total")
    before, after = total(rows, asked, day), total((*rows, up), asked, day)
    assert math.isnan(before) or math.isnan(after) or after >= before - 1e-12


@many
@given(records(), goods, days)
def test_a_void_measure_contributes_nothing_after_its_end(rows, asked, day):
    """After its end an annulled measure is not in the total, not at risk, and excludes nothing."""
    over = [row for row in rows if getattr(row, "refund", "none") != "none" and row.valid_to and row.valid_to < day]
    found = stack(lawful(rows), asked, day)
    counted = {(one.programme, one.record) for one in found.layers if one.rate is not None}
    assert not counted & {key(row) for row in over}
    assert all(one.rate is None for one in found.layers if one.status == "void")
    assert same(total([row for row in rows if row not in over], asked, day), total(rows, asked, day)) or any(
        one.record == "LIST_NOT_READ" for one in found.layers
    )
    assert found.at_risk <= math.fsum(abs(one.rate or 0.0) for one in found.layers) + 1e-12


@many
@given(records(excluding=False, bundled=False), goods, days, st.sampled_from(NAMES))
def test_an_exemption_never_raises_the_total(rows, asked, day, name):
    """Where nothing depends on what it switches off, one more exemption lowers the total or leaves it.

    The lines of a code that is coarser than the tariff may agree with the programme and part without it.
    """
    free = exempt("FREED", "*", name)
    before, after = total(rows, asked, day), total((*rows, free), asked, day)
    parted = asked.code == "850760" and math.isnan(after)
    assert math.isnan(before) or parted or after <= before + 1e-12


@many
@given(records(), st.lists(st.tuples(goods, days), min_size=1, max_size=12))
def test_many_questions_at_once_have_the_answers_of_one_each(rows, questions):
    """The vectorized form says what the stack says: rates, specific duties, status, duty at risk."""
    rates = lawful(rows)
    table = [
        {"importer": one.importer, "code": one.code, "origin": one.origin, "end_use": one.end_use,
         "claim": one.claim, **dict(one.facts), "date": pd.Timestamp(day)}
        for one, day in questions
    ]  # fmt: skip
    found = bulk(rates, pd.DataFrame(table))
    for (one, day), answer in zip(questions, found.to_dict("records"), strict=True):
        expected = stack(rates, one, day)
        assert answer["status"] == expected.status
        if expected.total_rate is None:
            assert math.isnan(answer["rate"])
            continue
        assert same(answer["rate"], expected.total_rate)
        assert same(answer["at_risk"], expected.at_risk)
        assert same(answer.get("specific_kg", 0.0), expected.specific_per_kg)


@many
@given(records(), goods, days)
def test_the_layers_of_a_day_are_the_stack_of_the_day(rows, asked, day):
    """Each layer that counts, in order, with its rate and status."""
    rates = lawful(rows)
    found = layers(rates, asked, day.toordinal(), day.toordinal() + 1)
    counted = stack(rates, asked, day).layers[: len(found)]
    assert [(one.programme, one.record, one.status) for one in found] == [
        (one.programme, one.record, one.status) for one in counted
    ]
    assert all(
        same(one.rate, math.nan if two.rate is None else two.rate) for one, two in zip(found, counted, strict=True)
    )


@many
@given(records(), goods, days, st.integers(1, 60), st.booleans())
def test_the_layers_of_a_window_are_the_mean_of_its_days(rows, asked, begin, length, given_amounts):
    """Ad valorem and specific totals are the means of those of the days, whatever switches what off on which day.

    A code whose lines agree on each day and part ways by layer is left out: it is answered where it agrees.
    """
    rates = lawful(rows)
    amounts = Amounts(100.0, (("kg", 10.0),)) if given_amounts else None
    start = begin.toordinal()
    found = layers(rates, asked, start, start + length, amounts)
    single = [layers(rates, asked, day, day + 1, amounts) for day in range(start, start + length)]
    if is_unknown(found):
        assume(asked.code != "850760")
        assert any(is_unknown(one) for one in single)
        return
    assert same(total_rate(found), math.fsum(total_rate(one) for one in single) / length)
    for unit in specifics(found):
        mean = math.fsum(total_specific(one, unit) for one in single) / length
        assert same(total_specific(found, unit), mean)


@many
@given(records(), goods)
def test_nothing_changes_between_turning_points(rows, asked):
    """The total of a day is that of the day before, unless the day is a turning point."""
    rates = lawful(rows)
    points = set(turning_points(rates, asked))
    day = date(2025, 12, 30)
    while day < date(2026, 6, 2):
        following = day + timedelta(days=1)
        if float(following.toordinal()) not in points:
            assert same(total(rows, asked, day), total(rows, asked, following))
        day = following + timedelta(days=6)


@many
@given(records(), goods, days, st.integers(0, 80))
def test_a_timeline_covers_each_day_once_with_its_stack(rows, asked, begin, length):
    """Stretches follow each other without a gap, and each day of one has the total of its first."""
    rates, end = lawful(rows), begin + timedelta(days=length)
    found = timeline(rates, asked, begin, end)
    assert (found[0].first, found[-1].last) == (begin, end)
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(found))
    for one in found:
        assert same(total(rows, asked, one.last), total(rows, asked, one.first))
