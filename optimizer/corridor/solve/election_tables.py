"""Tests over all that a site makes, of the elections that a plan makes, as rows of the tables of origin."""

from __future__ import annotations

import pandas as pd

from corridor.network.network import Network
from corridor.schema.origin_results import OriginInput, OriginTest
from corridor.schema.row import EACH
from corridor.solve.origin_tables import Levels


def election_tests_of(network: Network, at: Levels, negligible: float) -> pd.DataFrame:
    """Return one row for each test of each election that is made, like those of table origin_tests."""
    rows, lines = _elected(network, at), election_inputs_of(network, at, negligible)
    key = list(OriginTest.KEY)
    counted = lines.groupby(key, as_index=False, sort=True)["counted"].sum()
    lots = network.elections.lots
    made = lots.assign(quantity=at["make"][lots["lot"].to_numpy(dtype=int)])
    made = made.assign(value=made["value"] * made["quantity"], allowed=made["allowed"] * made["quantity"])
    judged = made[(made["judged"] == 1) & (made["quantity"] > negligible)]
    cited = judged.drop_duplicates("test").set_index("test")[["citation", "evidence"]].rename_axis(None)
    sums = made.groupby("test")[["value", "allowed"]].sum().rename_axis(None)
    found = rows.join(sums).join(cited, how="inner").merge(counted, on=key, how="left")
    found["counted"] = found["counted"].fillna(0.0)
    found["headroom"] = found["allowed"] - found["counted"]
    return found[list(OriginTest.model_fields)]


def election_inputs_of(network: Network, at: Levels, negligible: float) -> pd.DataFrame:
    """Return what counts in each election that is made: inputs, and goods that count with their whole value."""
    tables, rows = network.elections, _elected(network, at)
    uses, lots = tables.inputs, tables.lots[tables.lots["judged"] == 0]
    used = at["use"][uses["use"].to_numpy(dtype=int)]
    made = at["make"][lots["lot"].to_numpy(dtype=int)]
    inputs = network.uses[["input", "input_state"]].iloc[uses["use"].to_numpy(dtype=int)]
    goods = network.lots[["product", "state"]].iloc[lots["lot"].to_numpy(dtype=int)]
    columns = ("test", "input", "input_state", "quantity", "value", "counted")
    parts = [
        (uses["test"], inputs["input"], inputs["input_state"], used, uses["value"] * used, uses["counted"] * used),
        (lots["test"], goods["product"], goods["state"], made, lots["value"] * made, lots["whole"] * made),
    ]
    lines = pd.concat([pd.DataFrame({n: list(c) for n, c in zip(columns, part, strict=True)}) for part in parts])
    found = lines.merge(rows, left_on="test", right_index=True, suffixes=("", "_of"))
    found = found.assign(test=found["test_of"])[list(OriginInput.model_fields)]
    found = found.groupby(list(OriginInput.KEY), as_index=False, sort=True).sum()
    return found[found["quantity"] > negligible]


def _elected(network: Network, at: Levels) -> pd.DataFrame:
    """Return the key and the basis of each test of an election that is made, by its number."""
    tests = network.elections.tests
    rows = tests.assign(
        process=EACH,
        alternative=EACH,
        state=EACH,
        rule_choice=[f"{name}:{way}" for name, way in zip(tests["election"], tests["way"], strict=True)],
        tag="-",
        period=tests["window"],
    )
    elected = at["open"][tests["opening"].to_numpy(dtype=int)] > 0.5
    return pd.DataFrame(rows.loc[elected, [*OriginTest.KEY, "basis"]])
