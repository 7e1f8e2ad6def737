"""Claims and tests of origin of a plan, as result tables."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

from corridor.compiled.labels import Floats
from corridor.network.network import Network
from corridor.schema.origin_results import Claim, OriginInput, OriginTest


class Levels(Protocol):
    """The value of each variable by name, in the order of its row table."""

    def __getitem__(self, name: str) -> Floats:
        """Return the values of a variable."""


def claims_of(network: Network, at: Levels, negligible: float) -> pd.DataFrame:
    """Return one row for each shipment that is entered under an agreement."""
    number = network.claims["arc"].to_numpy(dtype=int)
    arcs, ship = network.arcs.iloc[number].reset_index(drop=True), at["ship"][number]
    unclaimed = network.claims["duty_unclaimed"].to_numpy(dtype=float) * ship
    found = arcs.assign(
        quantity=ship,
        customs_value=arcs["customs_value"] * ship,
        duty_unclaimed=unclaimed,
        duty=arcs["duty"] * ship,
        cost=arcs["claim_cost"] * ship,
        proof=network.claims["proof"],
        citation=network.claims["citation"],
        evidence=network.claims["evidence"],
    )
    found["saved"] = found["duty_unclaimed"] - found["duty"] - found["cost"]
    return found[found["quantity"] > negligible][list(Claim.model_fields)]


def origin_tests_of(network: Network, at: Levels, negligible: float) -> pd.DataFrame:
    """Return one row for each test of each lot that is made."""
    tests = network.origin_tests.rename(columns={"window": "period"})
    scale = tests["scale"].to_numpy(dtype=float)
    counted = _summed(network.test_uses, "use", "counted", at["use"], len(tests)) * scale
    counted += _summed(network.custody.counted, "assigned", "counted", at["assign"], len(tests)) * scale
    allowed = _summed(network.test_lots, "lot", "allowed", at["make"], len(tests)) * scale
    made = np.zeros(len(tests))
    np.add.at(made, network.test_lots["test"].to_numpy(dtype=int), at["make"][_ids(network.test_lots["lot"])])
    found = tests.assign(
        tag="-",
        value=_summed(network.test_values, "lot", "value", at["make"], len(tests)),
        counted=counted,
        allowed=allowed,
        headroom=allowed - counted,
    )
    return found[made > negligible][list(OriginTest.model_fields)]


def origin_inputs_of(network: Network, at: Levels, negligible: float) -> pd.DataFrame:
    """Return one row for each input that a test of a lot looks at, and for each that books assign to it."""
    used = _lines(network, network.test_inputs, "use", network.uses, at["use"])
    booked = _lines(network, network.custody.inputs, "assigned", network.custody.assigned, at["assign"])
    found = pd.concat([used, booked]) if len(booked) else used
    # Where a test averages over a year, an input of several periods is one line.
    found = found.groupby(list(OriginInput.KEY), as_index=False, sort=True).sum()
    return found[found["quantity"] > negligible]


def _lines(network: Network, links: pd.DataFrame, member: str, named: pd.DataFrame, values: Floats) -> pd.DataFrame:
    """Return a line for each link of a test with an input."""
    number, used = _ids(links["test"]), values[_ids(links[member])]
    tests = network.origin_tests.iloc[number].reset_index(drop=True).rename(columns={"window": "period"})
    inputs = named[["input", "input_state"]].iloc[_ids(links[member])].reset_index(drop=True)
    return tests.assign(
        tag="-",
        input=inputs["input"],
        input_state=inputs["input_state"],
        quantity=used,
        value=links["value"].to_numpy(dtype=float) * used,
        counted=links["counted"].to_numpy(dtype=float) * used,
    )[list(OriginInput.model_fields)]


def _summed(links: pd.DataFrame, member: str, weight: str, values: Floats, rows: int) -> Floats:
    """Return the sum of weight x value for each test."""
    found = np.zeros(rows)
    np.add.at(found, _ids(links["test"]), links[weight].to_numpy(dtype=float) * values[_ids(links[member])])
    return found


def _ids(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=int)
