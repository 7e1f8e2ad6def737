"""Each shipped model still gives what its `expected.yaml` says.

    status, objective, audit     of run.json; audit is `passed` where the file says nothing
    options                      of the solve (SolveOptions); none: the defaults
    costs                        line -> money
    production, purchases, deliveries, shortfall, flows, openings
                                 code -> quantity, all periods and states together (openings: times open)
    limits                       limit -> value, of a limit with one window

A value is a number, met to 1e-6, or a list of two: the least and the largest that it may be.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ruamel.yaml import YAML

import corridor
from corridor.api import Plan
from corridor.paths import MODELS
from corridor.tables.library import shipped_models

KEYS: Mapping[str, tuple[str, ...]] = {
    "costs": ("line",),
    "production": ("site",),
    "purchases": ("offer",),
    "deliveries": ("site",),
    "shortfall": ("site",),
    "flows": ("from_site", "to_site"),
    "openings": ("subject",),
    "limits": ("limit",),
}
"""Table -> what its figures are listed by; two columns are written FROM>TO."""

FIGURES = {"costs": "amount", "openings": "open", "limits": "value"}
"""Table -> the column that is added up; of all others the quantity."""


def expected(name: str) -> dict[str, object]:
    """Return the content of a model's expected.yaml."""
    path = MODELS / name / "expected.yaml"
    assert path.is_file(), f"models/{name} has no expected.yaml: say what its plan must cost and do"
    return dict(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def check(what: str, found: float, wanted: object) -> None:
    """Assert that a figure is the number, or between the two, that the file says."""
    if isinstance(wanted, list):
        low, high = wanted
        assert low <= found <= high, f"{what}: {found} is not between {low} and {high}"
    else:
        assert found == pytest.approx(wanted, rel=1e-6, abs=1e-6), what


def figures(plan: Plan, table: str) -> dict[str, float]:
    """Return the figures of a result table by code."""
    frame = plan.run.tables[table]
    sums = frame.groupby(list(KEYS[table]))[FIGURES.get(table, "quantity")].sum()
    return {">".join(key) if isinstance(key, tuple) else str(key): float(value) for key, value in sums.items()}


@pytest.mark.parametrize("name", shipped_models())
def test_model_gives_what_its_file_says(name: str):
    """Status, objective, audit and every listed figure are as written."""
    wanted = expected(name)
    plan = corridor.load(MODELS / name).solve(threads=1, **dict(wanted.pop("options", {})))
    assert plan.status == wanted.pop("status")
    assert plan.audit == wanted.pop("audit", "passed")
    check("objective", plan.objective, wanted.pop("objective"))
    for table, listed in wanted.items():
        assert table in KEYS, f"expected.yaml of {name}: `{table}` is none of {', '.join(KEYS)}"
        found = figures(plan, table)
        for code, value in dict(listed).items():
            check(f"{table} {code}", found.get(str(code), 0.0), value)


def test_costs_of_two_plants_are_all_listed():
    """The file of the worked example lists every cost line that is not zero: they add up to the objective."""
    wanted = expected("two_plants")
    assert sum(wanted["costs"].values()) == pytest.approx(wanted["objective"])
