"""The random models are models that a user could write: the checks of the tables find no fault in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.properties.rich import rich
from tests.properties.tiny import tiny
from tests.properties.tiny_tables import tables

from corridor.errors import Severity
from corridor.pipeline.prepare import prepare
from corridor.tables.check import check
from corridor.tables.tables import Model
from corridor.tables.write import write_model


@pytest.mark.parametrize("make", [rich, lambda seed: tables(tiny(seed))], ids=["rich", "tiny"])
def test_random_models_have_no_fault(make: Callable[[int], Model], tmp_path: Path):
    """Written to a folder and checked, twenty models have notes and warnings at most."""
    for seed in range(20):
        place = tmp_path / f"model_{seed}"
        write_model(make(seed), place)
        faults = [str(fault) for fault in check(place) if fault.severity >= Severity.ERROR]
        assert faults == [], (seed, faults)


def test_rich_models_use_every_constraint():
    """Among a few dozen models each constraint of the formulation has rows, except those that no table can fill and
    those of counts over other tables than flows.
    """
    found = {name for seed in range(40) for name, _ in prepare(rich(seed)).program.rows}
    assert found >= {
        "balance_of_goods", "demand_is_met", "buying_at_most", "buying_at_least", "buying_fills_tiers",
        "buying_takes_one_tier", "buying_in_multiples", "inputs_of_recipe", "recipe_share_at_least",
        "recipe_share_at_most", "making_at_most", "making_at_least", "making_ramp", "resource_at_most",
        "handling_at_most", "lane_at_most", "lane_at_least", "opening_changes", "opening_only_if_closed",
        "opening_closes_only_if_open", "opening_once", "stocks_within_bounds", "stocks_credit_what_is_there",
        "stocks_credit_within_cover", "limits_hold", "count_of_flows_at_most",
    }  # fmt: skip
