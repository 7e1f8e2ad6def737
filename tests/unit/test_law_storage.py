"""Free-trade zones and bonded stores: whose rates, of which day, and what is paid for waiting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.law_example import CELL, base, law, programme

from corridor.errors import UsageError
from corridor.law.goods import Amounts
from corridor.law.stack import stack
from corridor.law.storage import bonded, deferral, re_exported, zone, zone_status
from corridor.schema.border import Relief

CAME = date(2026, 3, 1)
LEFT = date(2026, 9, 1)
VALUE = Amounts(10_000.0)
CAR = replace(CELL, code="870380")


def relief(name, **more):
    """Return a relief of XX from the start of 2026."""
    row = {"importer": "XX", "valid_from": date(2026, 1, 1), "citation": f"{name} act", "evidence": "B"}
    return Relief(relief=name, **(row | more))


def world(*records):
    """Return a law with zones, bonded stores of five years and these records."""
    return replace(law(*records), reliefs=(relief("zone"), relief("bond", most_days=1826)))


def came_and_left(law_, article=CAR):
    """Return the stacks of cells on admission and of what leaves."""
    return stack(law_, CELL, CAME, VALUE), stack(law_, article, LEFT, VALUE)


CALM = world(base("850760", 0.034), base("870380", 0.025))


def test_an_inverted_tariff():
    """Cells pay 3.4 %, the car made of them 2.5 %: without privileged status 250 are due instead of 340."""
    cells, car = came_and_left(CALM)
    found = zone(CALM, cells, car, "lower")
    assert (found.status, found.amount) == ("choice", pytest.approx(250.0))
    assert "inverted" in found.reason
    assert zone(CALM, cells, car, "privileged").amount == pytest.approx(340.0)
    assert zone(CALM, cells, car, "choice").amount == pytest.approx(250.0)


def test_materials_that_pay_less_stay_materials():
    """Where the article pays more than its materials privileged status is the lower one."""
    steep = world(base("850760", 0.034), base("870380", 0.10))
    found = zone(steep, *came_and_left(steep), "lower")
    assert (found.status, found.amount) == ("privileged", pytest.approx(340.0))


def test_privileged_status_freezes_the_rate_of_the_day_of_admission():
    """A duty of 10 % that starts between admission and entry is not paid on what was admitted as privileged."""
    later = world(base("850760", 0.034), programme("NEW", "850760", 0.10, valid_from=date(2026, 6, 1)))
    cells, same = came_and_left(later, CELL)
    assert zone(later, cells, same, "privileged").amount == pytest.approx(340.0)
    assert zone(later, cells, same, "choice").amount == pytest.approx(1_340.0)


def test_a_duty_that_demands_privileged_status_leaves_no_choice():
    """25 % that must be admitted as privileged: all 28.4 % of that day stay, though the car would pay 2.5 %."""
    strict = world(base("850760", 0.034), base("870380", 0.025), programme("LISTS", "850760", 0.25, zone="privileged"))
    cells, car = came_and_left(strict)
    status, why = zone_status(strict, cells)
    assert (status, "LISTS" in why) == ("privileged", True)
    for chosen in ("lower", "choice", "privileged"):
        assert zone(strict, cells, car, chosen).amount == pytest.approx(2_840.0)


def test_a_choice_record_does_not_freeze():
    """A duty whose record leaves the choice is not charged on an article that is not in its scope."""
    mild = world(base("850760", 0.034), base("870380", 0.025), programme("LISTS", "850760", 0.25, zone="choice"))
    assert zone(mild, *came_and_left(mild), "lower").amount == pytest.approx(250.0)


def test_unknown_rates_are_not_compared():
    """Which status is lower is not told while a rate is unknown; the chosen one may still be known."""
    open_ = world(base("850760", 0.034), base("870380", 0.025), programme("OPEN", "870380", None))
    cells, car = came_and_left(open_)
    unknown = zone(open_, cells, car, "lower")
    assert (unknown.stack, unknown.rate, unknown.amount) == (None, None, None)
    assert zone(open_, cells, car, "privileged").amount == pytest.approx(340.0)


def test_specific_duties_need_amounts_to_be_compared():
    """1 per kg against 2.5 %: known with value and weight, not without."""
    mixed = world(base("850760", specific=1.0, specific_unit="kg"), base("870380", 0.025))
    given = Amounts(10_000.0, (("kg", 200.0),))
    cells, car = stack(mixed, CELL, CAME, given), stack(mixed, CAR, LEFT, given)
    assert zone(mixed, cells, car, "lower").amount == pytest.approx(200.0)
    assert zone(mixed, stack(mixed, CELL, CAME), stack(mixed, CAR, LEFT), "lower").rate is None


def test_goods_that_are_exported_again_pay_nothing():
    """From a zone or a bonded store to another country: no duty."""
    cells, _ = came_and_left(CALM)
    for name in ("zone", "bond"):
        assert re_exported(CALM, cells, LEFT, name).amount == 0.0


def test_a_bonded_store_pays_the_rates_of_the_day_of_leaving():
    """3.4 % became 5 % while the cells lay in store: 500 are due."""
    risen = world(base("850760", 0.034), base("850760", 0.05, valid_from=date(2026, 6, 1)))
    found = bonded(risen, *came_and_left(risen, CELL))
    assert found.amount == pytest.approx(500.0)
    assert found.citation == "bond act"


def test_goods_may_stay_in_bond_for_five_years():
    """On the last day they may leave, a day later not."""
    cells = stack(CALM, CELL, CAME)
    last = CAME + timedelta(days=1826)
    assert re_exported(CALM, cells, last, "bond").rate == 0.0
    with pytest.raises(UsageError, match="may stay 1826 days"):
        re_exported(CALM, cells, last + timedelta(days=1), "bond")


def test_without_a_record_nothing_is_promised():
    """An importer of whom no relief is recorded gives unknown, not 0."""
    bare = law(base("850760", 0.034))
    cells, same = came_and_left(bare, CELL)
    for found in (zone(bare, cells, same, "lower"), bonded(bare, cells, same), re_exported(bare, cells, LEFT, "zone")):
        assert (found.rate, found.amount) == (None, None)
        assert "recorded" in found.reason


def test_what_cannot_happen_is_refused():
    """Goods do not leave before they came, nor in another territory."""
    cells, car = came_and_left(CALM)
    with pytest.raises(UsageError, match="they came on"):
        zone(CALM, replace(cells, day=LEFT + timedelta(days=1)), car, "lower")
    with pytest.raises(UsageError, match="give one of them"):
        bonded(CALM, cells, replace(car, goods=replace(CAR, importer="YY")))


def test_paying_later_is_worth_the_interest():
    """340 paid 73 days later at 10 % a year: 6.80."""
    assert deferral(340.0, 73, 0.10) == pytest.approx(6.80)
