"""Faults that only the law and the expansion can find: a duty without a record, goods that can go nowhere."""

from __future__ import annotations

from pathlib import Path

from corridor.errors import Fault, FaultError
from corridor.network.expand import expand
from corridor.pipeline.scenario import in_scenario
from corridor.quotes import apply
from corridor.reference.load import law_of
from corridor.scenario.read import scenario_files
from corridor.schema.supply import Quote
from corridor.tables.tables import Model


def faults_of(model: Model) -> tuple[Fault, ...]:
    """Return every fault and note of turning checked tables into a network; nothing is solved."""
    try:
        law = law_of(model)
        quoted = apply(model, law) if model.tables[Quote] else model
        return (*quoted.faults, *expand(quoted, law).notes)
    except FaultError as error:
        return (*model.faults, *error.faults)


def faults_in_scenario(model: Model, scenario: str | Path) -> tuple[Fault, ...]:
    """Return every fault and note of a scenario and of the model in it. Raises UsageError if there is none."""
    try:
        patched = in_scenario(model, scenario)
    except FaultError as error:
        return (*model.faults, *error.faults)
    return (*patched.faults, *faults_of(patched))


def faults_of_scenarios(model: Model) -> tuple[Fault, ...]:
    """Return every fault and note of a model's scenarios: what they say, and what their patches make of the tables."""
    found: list[Fault] = []
    for file in scenario_files(model):
        try:
            found += in_scenario(model, file.stem).faults
        except FaultError as error:
            found += error.faults
    return tuple(found)
