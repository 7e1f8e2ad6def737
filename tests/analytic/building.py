"""Small models built from rows, and what to assert about their plans.

Distances, companies and dates that do not matter are left at one value everywhere: goods are called PART, the
seller's country and the buyer's are given where a border matters, and a period is ten days long unless a test
says otherwise.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from corridor.pipeline.instance import solve_model
from corridor.result.run import Run
from corridor.schema.goods import Product
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.moving import Lane
from corridor.schema.places import Period, Site
from corridor.schema.programmes import Programme
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings
from corridor.schema.supply import Offer
from corridor.solve.options import SolveOptions
from corridor.tables.tables import Model, Tables

START = date(2027, 1, 1)
"""First day of every example."""

PART = "PART"
HS = "850760"
"""Tariff code of PART."""

EXACT = SolveOptions(gap=1e-9, threads=1)


def periods(count: int, days: int = 10) -> list[Period]:
    """Return periods T1, T2, ... of equal length."""
    starts = [START + timedelta(days=days * number) for number in range(count + 1)]
    return [
        Period(period=f"T{number + 1}", start=starts[number], end=starts[number + 1] - timedelta(days=1))
        for number in range(count)
    ]


def sites(**countries: str) -> list[Site]:
    """Return sites: code = country."""
    return [Site(site=code, name=code, country=country) for code, country in countries.items()]


def goods(*codes: str) -> list[Product]:
    """Return products that never cross a border."""
    return [Product(product=code, name=code) for code in codes]


def coded(code: str = PART, mass_kg: float | None = None) -> Product:
    """Return a product with a tariff code."""
    return Product(product=code, name=code, hs=HS, mass_kg=mass_kg)


def offer(site: str, unit_cost: float, origin: str = "US", **columns: object) -> Offer:
    """Return an offer of PART named after its site."""
    defaults = {"offer": site, "site": site, "product": PART, "unit_cost": unit_cost, "np_origin": origin}
    return Offer.model_validate({**defaults, **columns})


def lane(origin: str, target: str, **columns: object) -> Lane:
    """Return a lane that takes no time and costs nothing unless a column says otherwise."""
    return Lane.model_validate({"from_site": origin, "to_site": target, "mode": "road", **columns})


def valuation(importer: str, basis: str = "fob", currency: str = "USD") -> Valuation:
    """Return an importer's valuation basis."""
    return Valuation.model_validate(
        {"importer": importer, "basis": basis, "currency": currency, "citation": "example", "evidence": "D"}
    )


def base_rate(importer: str, rate: float = 0.0, **columns: object) -> BaseRate:
    """Return the base rate of PART, valid always unless a column says otherwise."""
    defaults = {"importer": importer, "hs": HS, "rate": rate, "valid_from": date(2000, 1, 1)}
    return BaseRate.model_validate({**defaults, "citation": "example", "evidence": "D", **columns})


def programme(name: str, importer: str, rate: float, **columns: object) -> Programme:
    """Return a measure on every code, valid always unless a column says otherwise."""
    defaults = {"programme": name, "record": "ONE", "importer": importer, "hs": "*", "rate": rate}
    always = {"valid_from": date(2000, 1, 1), "citation": "example", "evidence": "D"}
    return Programme.model_validate({**defaults, **always, **columns})


def model(*parts: Row | list[Period] | list[Site] | list[Product], **settings: object) -> Model:
    """Return a model of rows and lists of rows; one period of ten days if there is no period among them."""
    rows: dict[str, list[Row]] = {}
    for part in parts:
        for row in part if isinstance(part, list) else [part]:
            rows.setdefault(row.TABLE, []).append(row)
    rows.setdefault(Period.TABLE, list(periods(1)))
    chosen = ModelSettings.model_validate({"name": "example", "as_of": START, "law": "model", **settings})
    return Model(chosen, Tables({table: tuple(found) for table, found in rows.items()}), Path("example"))


def solve(*parts: Row | list[Period] | list[Site] | list[Product], **settings: object) -> Run:
    """Solve the model of these rows to optimality."""
    return solve_model(model(*parts, **settings), EXACT)


def check_optimum(run: Run, cost: float) -> None:
    """Assert that the plan is optimal, passes its audit, costs `cost`, and that the cost lines add up to
    that.
    """
    assert run.info["status"] == "optimal"
    assert run.info["audit"] == "passed"
    assert run.info["objective"] == pytest.approx(cost, rel=1e-7, abs=1e-6)
    assert run.tables["costs"]["amount"].sum() == pytest.approx(cost, rel=1e-7, abs=1e-6)


def cost_line(run: Run, line: str) -> float:
    """Return the amount of one cost line, 0 if the plan has none."""
    costs = run.tables["costs"]
    return float(costs.loc[costs["line"] == line, "amount"].sum())


def total(run: Run, table: str, column: str = "quantity", **where: str) -> float:
    """Return the sum of a column over the rows of a result table that have the given values."""
    rows = run.tables[table]
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return float(rows[column].sum())
