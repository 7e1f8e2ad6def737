"""The public Python face.

model = corridor.load("models/two_plants")
plan = model.solve(gap=0.001)
plan.costs
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from corridor.pipeline.instance import solve_and_log
from corridor.pipeline.scenario import in_scenario
from corridor.result.run import Run
from corridor.result.store import write_run
from corridor.scenario import Scenario, read_scenarios
from corridor.schema.origin_results import Claim, OriginTest
from corridor.schema.quota_results import QuotaUse
from corridor.schema.results import (
    CostLine,
    Delivery,
    Dual,
    DutyLayer,
    FeeLayerResult,
    Flow,
    LimitResult,
    Opening,
    Production,
    Purchase,
    Shortfall,
    StockResult,
)
from corridor.schema.row import Row
from corridor.solve.options import SolveOptions
from corridor.tables.library import find_model
from corridor.tables.read import read_model
from corridor.tables.tables import Model


@dataclass(frozen=True, repr=False)
class Plan:
    """A run and its tables as DataFrames. Columns and units: schema/results.py."""

    run: Run
    log: str = ""

    def __repr__(self) -> str:
        """Return status, objective in the model's currency, gap, audit and number of flows, in one line."""
        if self.audit is None:
            return f"Plan({self.status}, no plan)"
        info = self.run.info
        gap = "not known" if info["gap"] is None else f"{100 * info['gap']:.2g} %"
        return (
            f"Plan({self.status}, objective {self.objective * info['money_unit']:,.2f} {info['currency']}, "
            f"gap {gap}, audit {self.audit}, {len(self.flows):,} flows)"
        )

    @property
    def status(self) -> str:
        """optimal, feasible, infeasible, unbounded or stopped."""
        return str(self.run.info["status"])

    @property
    def objective(self) -> float:
        """[money] Total cost; not a number where there is no plan."""
        return float(self.run.info["objective"])

    @property
    def audit(self) -> str | None:
        """passed, failed, or None where there is no plan."""
        return self.run.info["audit"]  # type: ignore[no-any-return]

    @property
    def costs(self) -> pd.DataFrame:
        """Cost lines; they add up to the objective."""
        return self.run.table(CostLine)

    @property
    def flows(self) -> pd.DataFrame:
        """Shipments."""
        return self.run.table(Flow)

    @property
    def duty_layers(self) -> pd.DataFrame:
        """Duty by programme and flow."""
        return self.run.table(DutyLayer)

    @property
    def fee_layers(self) -> pd.DataFrame:
        """Fees on entries by record and flow."""
        return self.run.table(FeeLayerResult)

    @property
    def claims(self) -> pd.DataFrame:
        """Shipments that are entered under an agreement, and what that saves."""
        return self.run.table(Claim)

    @property
    def origin_tests(self) -> pd.DataFrame:
        """Tests of origin of the lots made, both sides."""
        return self.run.table(OriginTest)

    @property
    def quotas(self) -> pd.DataFrame:
        """What enters within tariff-rate quotas, and how much may."""
        return self.run.table(QuotaUse)

    @property
    def purchases(self) -> pd.DataFrame:
        """What is bought."""
        return self.run.table(Purchase)

    @property
    def production(self) -> pd.DataFrame:
        """What is made."""
        return self.run.table(Production)

    @property
    def stocks(self) -> pd.DataFrame:
        """What is in stock at the end of each period."""
        return self.run.table(StockResult)

    @property
    def deliveries(self) -> pd.DataFrame:
        """What reaches demand."""
        return self.run.table(Delivery)

    @property
    def shortfall(self) -> pd.DataFrame:
        """What stays short."""
        return self.run.table(Shortfall)

    @property
    def openings(self) -> pd.DataFrame:
        """What is open."""
        return self.run.table(Opening)

    @property
    def limits(self) -> pd.DataFrame:
        """Where each limit stands."""
        return self.run.table(LimitResult)

    @property
    def duals(self) -> pd.DataFrame:
        """Shadow prices and reduced costs, valid while these sites stay open."""
        return self.run.table(Dual)

    def table(self, row_class: type[Row]) -> pd.DataFrame:
        """Return any result table by its row class."""
        return self.run.table(row_class)

    def save(self, folder: str | Path) -> Plan:
        """Write the run into a folder and return the plan with that folder."""
        return Plan(write_run(self.run, Path(folder), self.log), self.log)


@dataclass(frozen=True, repr=False)
class LoadedModel:
    """A checked model."""

    model: Model

    def __repr__(self) -> str:
        """Return name and size in one line."""
        rows = self.model.tables.rows.values()
        return f"LoadedModel({self.model.settings.name}, {len(rows)} tables, {sum(map(len, rows)):,} rows)"

    @property
    def scenarios(self) -> pd.DataFrame:
        """Scenarios of the model: name, description, probability, extends. Raises FaultError if one has faults."""
        columns = ["name", "description", "probability", "extends"]
        found = read_scenarios(self.model)
        return pd.DataFrame([[getattr(one, column) for column in columns] for one in found], columns=columns)

    def in_scenario(self, scenario: str | Path | Scenario) -> LoadedModel:
        """Return the model as it is in a scenario: one of its own by name, a YAML file, or one that was read.

        Raises UsageError if there is none, FaultError with every fault of it.
        """
        return LoadedModel(in_scenario(self.model, scenario))

    def solve(self, scenario: str | Path | Scenario | None = None, **options: Any) -> Plan:
        """Solve the model, or the model in a scenario. Options: gap, time_limit, threads, seed (SolveOptions).

        Raises FaultError where the tables do not give every coefficient, or the scenario has faults.
        """
        model = self.model if scenario is None else in_scenario(self.model, scenario)
        run, log = solve_and_log(model, SolveOptions(**options))
        return Plan(run, log)


def load(place: str | Path) -> LoadedModel:
    """Read and check a model: a folder, a workbook, or the name of a shipped model.

    Raises UsageError if there is none, FaultError with every fault if it has any of severity 2 or 3.
    """
    return LoadedModel(read_model(find_model(place)))
