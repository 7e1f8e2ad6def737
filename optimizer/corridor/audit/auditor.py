"""The audit of a plan: every family in reading order, then the verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import chain

import pandas as pd

from corridor.audit import (
    balance,
    buying,
    capacity,
    claims,
    closing,
    columns,
    costs,
    custody,
    demand,
    duty,
    elections,
    fees,
    handling,
    lanes,
    limits,
    listings,
    making,
    openings,
    origin_lots,
    origin_tests,
    origins,
    quotas,
    shelf_life,
    states,
    stocks,
    tiers,
)
from corridor.audit.arithmetic import evaluate
from corridor.audit.case import Case, open_case
from corridor.audit.checks import Checks, Refusal
from corridor.audit.verdict import Verdict
from corridor.reference.law import Law
from corridor.tables.tables import Model

CHECKS: tuple[Callable[[Case], Checks], ...] = (
    balance.check,  # nothing appears, nothing vanishes
    states.check,  # labels are legal
    origins.check,  # origin is conferred or kept
    lanes.check,  # ways exist and carry the load
    duty.check,  # every layer of the law, at its dates
    fees.check,  # every fee on an entry, record by record
    claims.check,  # preference is claimed where the law gives it
    quotas.check,  # what enters within a quota fits it
    making.check,  # recipes hold
    origin_lots.check,  # rule choices are the law's, statuses follow
    custody.check,  # books assign what is there
    elections.check,  # who claims on an average has elected it
    origin_tests.check,  # tests of origin hold
    capacity.check,  # capabilities, ramps, resources
    handling.check,  # depots receive what they can
    buying.check,  # offers, orders, tooling
    tiers.check,  # price tiers fill in order
    demand.check,  # wants are met or short
    stocks.check,  # storage is allowed and bounded
    shelf_life.check,  # goods leave before they spoil
    closing.check,  # credits at the end
    limits.check,  # the planner's rules
    listings.check,  # no listed company
    openings.check,  # decisions follow each other
    columns.check,  # stored money and values
    costs.check,  # cost lines and their sum
)
"""Families of checks, in reading order."""


def audit(model: Model, law: Law, tables: Mapping[str, pd.DataFrame], objective: float) -> Verdict:
    """Return the verdict on a plan: every constraint and cost recomputed from tables and law.

    `model` holds the tables with offers in place of quotes, `tables` the result tables by name
    (schema/results.py), `objective` [money] what the solver reports. Nothing but these is looked at. A plan
    never raises: a row that cannot be understood is a finding.
    """
    case = open_case(model, law, tables, objective if math.isfinite(objective) else 0.0)
    faults = list(case.plan.faults)
    if not math.isfinite(objective):
        faults.append(Refusal("numbers", "objective", f"must be a finite number, got {objective}"))
    return evaluate(chain(faults, chain.from_iterable(check(case) for check in CHECKS)))
