"""Tariff-rate quotas: pieces that fill in order, what is carried to a later period, and what is refused."""

import math
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.law_example import CELL, base, law, programme

from corridor.errors import UsageError
from corridor.law.goods import Amounts
from corridor.law.quota import carried, open_amounts, periods_of, pieces
from corridor.reference.load import reference_law
from corridor.schema.border import Quota

CAR = replace(CELL, code="870380", origin="GB")
DAY = date(2026, 2, 1)
QUARTERS = tuple(date(2026, month, 1) for month in (1, 4, 7, 10))
ENDS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))


def quarter(number, **more):
    """Return a quarter of 25,000 cars; what is left of the first and second goes to the third and fourth."""
    row = {"quota": "CARS", "importer": "XX", "amount": 25_000, "unit": "unit", "citation": "note 33", "evidence": "B"}
    row |= {"valid_from": QUARTERS[number], "valid_to": ENDS[number]}
    row |= {"carry_to": QUARTERS[number + 2]} if number < 2 else {}
    return Quota(**(row | more))


YEAR = tuple(quarter(number) for number in range(4))
WITHIN = programme("CAR_DUTY", "870380", 0.075, record="WITHIN", where="quota=CARS")
OVER = programme("CAR_DUTY", "870380", 0.25, record="OVER", where="quota!=CARS")
WORLD = replace(law(base("870380", 0.025), WITHIN, OVER), quotas=YEAR)


def test_two_pieces_of_rising_duty():
    """The first 25,000 cars of a quarter pay 10 % in total, the rest 27.5 %."""
    found = pieces(WORLD, CAR, DAY, "CARS")
    assert not found.refused
    assert [(one.amount, one.rate) for one in found.pieces] == [
        (25_000, pytest.approx(0.10)),
        (math.inf, pytest.approx(0.275)),
    ]
    assert (found.unit, found.citation) == ("unit", "note 33")


def test_the_duty_of_a_plan_is_convex():
    """30,000 cars of 20,000 each: the cheapest split pays 10 % on 25,000 and 27.5 % on 5,000 of them."""
    found = pieces(WORLD, CAR, DAY, "CARS").pieces
    paid, left = 0.0, 30_000.0
    for one in sorted(found, key=lambda piece: piece.rate):
        taken = min(left, one.amount)
        paid, left = paid + taken * 20_000 * one.rate, left - taken
    assert found[0].rate < found[1].rate
    assert paid == pytest.approx(25_000 * 2_000 + 5_000 * 5_500)


def test_what_is_left_of_the_period_may_be_given():
    """With 4,000 left the first piece holds 4,000; with nothing left it is empty."""
    assert pieces(WORLD, CAR, DAY, "CARS", left=4_000).pieces[0].amount == 4_000
    assert pieces(WORLD, CAR, DAY, "CARS", left=0).pieces[0].amount == 0
    with pytest.raises(UsageError, match="at least 0"):
        pieces(WORLD, CAR, DAY, "CARS", left=-1)


def test_unused_quarters_are_carried_over():
    """10,000 of the first and all of the second are used: the third has 40,000, the fourth 25,000."""
    used = {QUARTERS[0]: 10_000, QUARTERS[1]: 25_000}
    assert carried(YEAR) == ((QUARTERS[0], QUARTERS[2]), (QUARTERS[1], QUARTERS[3]))
    assert open_amounts(YEAR, used) == {
        QUARTERS[0]: 25_000,
        QUARTERS[1]: 25_000,
        QUARTERS[2]: 40_000,
        QUARTERS[3]: 25_000,
    }


def test_more_than_is_open_cannot_be_used():
    """Nobody uses 25,001 of 25,000, nor of a period that is not there."""
    with pytest.raises(UsageError, match="were open"):
        open_amounts(YEAR, {QUARTERS[0]: 25_001})
    with pytest.raises(UsageError, match="no period"):
        open_amounts(YEAR, {date(2026, 2, 1): 1})


def test_a_rest_goes_to_a_later_period_only():
    """A period that adds its rest to an earlier one or to none is refused."""
    for to in (QUARTERS[0], date(2027, 1, 1)):
        with pytest.raises(UsageError, match="must be the first day of a later period"):
            carried((YEAR[0], quarter(1, carry_to=to), *YEAR[2:]))


@pytest.mark.parametrize(("within", "words"), [(0.25, "the same as"), (0.30, "higher than")])
def test_a_quota_that_gives_nothing_is_refused(within, words):
    """Where the duty within the quota is not lower the pieces would not fill in order: one piece is left."""
    world = replace(law(base("870380", 0.025), WITHIN.model_copy(update={"rate": within}), OVER), quotas=YEAR)
    found = pieces(world, CAR, DAY, "CARS")
    assert words in found.refused
    assert [(one.amount, one.rate) for one in found.pieces] == [(math.inf, pytest.approx(0.275))]


def test_an_unknown_duty_is_refused():
    """A rate within the quota that nobody knows is not taken for lower."""
    world = replace(law(base("870380", 0.025), WITHIN.model_copy(update={"rate": None}), OVER), quotas=YEAR)
    assert "unknown" in pieces(world, CAR, DAY, "CARS").refused
    world = replace(law(base("870380", 0.025), WITHIN, OVER.model_copy(update={"rate": None})), quotas=YEAR)
    assert pieces(world, CAR, DAY, "CARS").pieces == ()


def test_duties_that_compare_only_by_value_and_weight():
    """Within 1 per kg, over it 25 %: 200 kg worth 10,000 pay 2 % and 25 %; worth 100 they would pay more within."""
    steel = replace(CELL, code="721410")
    world = replace(
        law(
            base("721410"),
            programme("STEEL", "721410", 0.0, record="IN", specific=1.0, specific_unit="kg", where="quota=CARS"),
            programme("STEEL", "721410", 0.25, record="OUT", where="quota!=CARS"),
        ),
        quotas=YEAR,
    )
    assert "needs the value" in pieces(world, steel, DAY, "CARS").refused
    assert not pieces(world, steel, DAY, "CARS", amounts=Amounts(10_000.0, (("kg", 200.0),))).refused
    assert "higher than" in pieces(world, steel, DAY, "CARS", amounts=Amounts(100.0, (("kg", 200.0),))).refused


def test_a_lower_specific_duty_needs_no_amounts():
    """1 per kg within, 2 per kg over: lower whatever the price."""
    world = replace(
        law(
            base("870380"),
            programme("CAR_DUTY", "870380", 0.0, record="IN", specific=1.0, specific_unit="kg", where="quota=CARS"),
            programme("CAR_DUTY", "870380", 0.0, record="OUT", specific=2.0, specific_unit="kg", where="quota!=CARS"),
        ),
        quotas=YEAR,
    )
    found = pieces(world, CAR, DAY, "CARS")
    assert [one.specifics for one in found.pieces] == [(("kg", 1.0),), (("kg", 2.0),)]


def test_a_licence_must_be_yours():
    """A quota that goes by licence is used only as far as the licences at hand say."""
    world = replace(WORLD, quotas=tuple(quarter(number, allocation="licence") for number in range(4)))
    assert "licence" in pieces(world, CAR, DAY, "CARS").refused
    assert pieces(world, CAR, DAY, "CARS", left=300).pieces[0].amount == 300


def test_a_quota_must_hold_on_the_day_and_be_named_by_a_rate():
    """Outside its periods, and where no rate names it, a quota is refused; one that is not recorded is an error."""
    assert "no period" in pieces(WORLD, CAR, date(2027, 2, 1), "CARS").refused
    silent = replace(law(base("870380", 0.025)), quotas=YEAR)
    assert "no rate names" in pieces(silent, CAR, DAY, "CARS").refused
    with pytest.raises(UsageError, match="known are CARS"):
        periods_of(WORLD, "XX", "TRUCKS")


def test_british_cars_in_the_reference_data():
    """Within the quota British cars pay 10 % in the United States, over it 27.5 %; two quarters of 2026 carry over."""
    world = reference_law(date(2026, 11, 22))
    found = pieces(world, replace(CAR, importer="US", code="8703230100"), date(2026, 8, 1), "GB_AUTOS")
    assert [(one.amount, round(one.rate, 12)) for one in found.pieces] == [(25_000, 0.10), (math.inf, 0.275)]
    opened = open_amounts(periods_of(world, "US", "GB_AUTOS"), {date(2026, 1, 1): 20_000})
    assert [opened[begin] for begin in QUARTERS] == [25_000, 25_000, 30_000, 50_000]
