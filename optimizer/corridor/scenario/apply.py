"""A model in a scenario: its patches applied in order, each to what is there by then, and everything checked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corridor.errors import Fault, FaultError, Severity
from corridor.scenario.apply_law import change_agreement, change_settings, deny_claims
from corridor.scenario.apply_tables import add, change, remove
from corridor.scenario.closures import close_lanes, close_site
from corridor.scenario.patches import (
    Addition,
    AgreementChange,
    ClaimsDenied,
    LaneClosed,
    Removal,
    Scenario,
    SettingsChange,
    ShockPatch,
    SiteClosed,
    TableChange,
)
from corridor.scenario.recheck import recheck
from corridor.scenario.shock_records import shock
from corridor.scenario.state import Applied, State
from corridor.tables.tables import Model

_APPLYING: dict[type, Callable[[State, Any], Applied]] = {
    TableChange: change,
    Removal: remove,
    Addition: add,
    SettingsChange: change_settings,
    AgreementChange: change_agreement,
    ClaimsDenied: deny_claims,
    SiteClosed: close_site,
    LaneClosed: close_lanes,
    ShockPatch: shock,
}
"""Kind of a patch -> what applies it."""


def apply(model: Model, scenario: Scenario) -> Model:
    """Return a model as it is in a scenario. The model itself stays as it is.

    The description stands among its assumptions, the name and hash in `scenario` and `scenario_hash`; notes and
    warnings of the scenario are added to its faults. Raises FaultError with all faults at once if a patch fits
    nothing, or the patched tables do not hold together.
    """
    states = [State(model, scenario.name, model.settings, model.tables)]
    faults: list[Fault] = list(scenario.faults)
    for patch in scenario.patches:
        state, found = _APPLYING[type(patch)](states[-1], patch)
        faults += found
        states.append(state)
    if _sound(faults) and scenario.patches:
        faults += recheck(states, [patch.spot for patch in scenario.patches])
    if not _sound(faults):
        raise FaultError(list(dict.fromkeys(faults)))
    last = states[-1]
    told = f"Scenario {scenario.name}: {' '.join(scenario.description.split())}"
    return replace(
        model,
        settings=last.settings.model_copy(update={"assumptions": (*last.settings.assumptions, told)}),
        tables=last.tables,
        faults=(*model.faults, *dict.fromkeys(faults)),
        inputs={**model.inputs, **scenario.files},
        scenario=scenario.name,
        scenario_hash=scenario.hash,
    )


def _sound(faults: list[Fault]) -> bool:
    return all(fault.severity < Severity.ERROR for fault in faults)
