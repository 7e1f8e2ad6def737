"""Random quotas with rests that are carried over: as much enters within as can, and more quota never hurts."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from tests.analytic.building import (
    HS,
    PART,
    START,
    base_rate,
    check_optimum,
    lane,
    offer,
    periods,
    programme,
    sites,
    solve,
    valuation,
)

from corridor.law.quota import open_amounts
from corridor.result.run import Run
from corridor.schema.border import Quota
from corridor.schema.goods import Product
from corridor.schema.moving import Demand
from corridor.schema.row import Row

PERIODS = 4
PRICE, WITHIN, OUTSIDE = 100.0, 0.05, 0.25


def first_day(number: int) -> date:
    """Return the first day of a period."""
    return START + timedelta(days=10 * number)


def drawn(seed: int) -> tuple[list[int], list[Quota]]:
    """Return what is wanted in each period, and a quota whose periods are those of the plan."""
    random = Random(seed)
    wanted = [random.randint(0, 40) for _ in range(PERIODS)]
    terms = {"quota": "TRQ", "importer": "US", "unit": "unit", "citation": "example", "evidence": "D"}
    quotas = []
    for number in range(PERIODS):
        later = random.choice([None, *range(number + 1, PERIODS)])
        span = {"valid_from": first_day(number), "valid_to": first_day(number + 1) - timedelta(days=1)}
        rest = {"amount": random.randint(0, 30), "carry_to": None if later is None else first_day(later)}
        quotas.append(Quota.model_validate({**terms, **span, **rest}))
    return wanted, quotas


def most_within(wanted: list[int], quotas: list[Quota]) -> float:
    """[unit] Return how much can enter within the quota.

    To enter within as early as can be is best: a unit that is used early is at most one less later.
    """
    used: dict[date, float] = {}
    for number, quantity in enumerate(wanted):
        used[first_day(number)] = min(quantity, open_amounts(tuple(quotas), used)[first_day(number)])
    return sum(used.values())


def planned(wanted: list[int], quotas: list[Quota]) -> Run:
    """Return the plan that buys what is wanted abroad."""
    rows: list[Row] = [
        *sites(SELLER="KR", BUYER="US"), Product(product=PART, name=PART, hs=HS), offer("SELLER", PRICE, "KR"),
        lane("SELLER", "BUYER"), valuation("US"), base_rate("US", WITHIN), *quotas,
        programme("OVER", "US", OUTSIDE - WITHIN, where="quota!=TRQ"),
        *(Demand(site="BUYER", product=PART, period=f"T{number + 1}", quantity=quantity)
          for number, quantity in enumerate(wanted)),
    ]  # fmt: skip
    return solve(periods(PERIODS), *rows)


@pytest.mark.parametrize("seed", range(20))
def test_as_much_enters_within_as_can(seed: int):
    """The plan costs what it costs if as much as can be enters within, and its audit finds nothing."""
    wanted, quotas = drawn(seed)
    inside = most_within(wanted, quotas)
    check_optimum(planned(wanted, quotas), PRICE * (sum(wanted) * (1 + OUTSIDE) - inside * (OUTSIDE - WITHIN)))


@pytest.mark.parametrize("seed", range(5))
def test_more_of_a_quota_never_hurts(seed: int):
    """With each amount raised the plan costs no more, and the first unit saves no more than the duals promise."""
    wanted, quotas = drawn(seed)
    before = planned(wanted, quotas)
    duals = before.tables["duals"]
    promised = -duals.loc[duals["name"] == "quota_holds", "dual_fixed_openings"].sum()
    after = planned(wanted, [row.model_copy(update={"amount": row.amount + 1}) for row in quotas])
    saved = before.info["objective"] - after.info["objective"]
    assert -1e-6 <= saved <= promised + 1e-6
