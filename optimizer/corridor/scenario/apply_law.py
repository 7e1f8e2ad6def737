"""Patches on settings and agreements."""

from __future__ import annotations

from dataclasses import replace

from corridor.errors import Fault, FaultError, Severity
from corridor.io.suggest import did_you_mean
from corridor.reference.read import key_of
from corridor.scenario.cells import validated
from corridor.scenario.patches import AgreementChange, ClaimsDenied, PlacedRow, SettingsChange
from corridor.scenario.state import Applied, State, unread
from corridor.schema.border import Agreement
from corridor.schema.settings import ModelSettings
from corridor.tables.columns import columns_of


def change_settings(state: State, patch: SettingsChange) -> Applied:
    """Return the state with other settings."""
    values = state.settings.model_dump()
    for field, cell in patch.cells.items():
        default = ModelSettings.model_fields[field].get_default()
        values[field] = default if cell.value is None else cell.value
    faults: list[Fault] = []
    settings = validated(ModelSettings, values, patch.cells, patch.spot, faults)
    return (state if settings is None else replace(state, settings=settings)), faults


def deny_claims(state: State, patch: ClaimsDenied) -> Applied:
    """Return the state in which no preference is claimed."""
    if not state.settings.agreements:
        rule = "the model claims no preference, so that denying claims changes nothing"
        remedy = "Leave it out, or let the model claim: `settings: {agreements: [...]}`."
        return state, [patch.spot.fault("denied", rule, remedy, Severity.WARNING)]
    return replace(state, settings=state.settings.model_copy(update={"agreements": ()})), []


def change_agreement(state: State, patch: AgreementChange) -> Applied:
    """Return the state in which an agreement is in force on other days, or says something else.

    The record is that of the model or of the reference data; one that nobody has is made of what the patch says.
    """
    faults = unread(state, Agreement, patch.spot)
    try:
        law = state.law()
    except FaultError as error:
        return state, [*faults, *error.faults]
    code = str(patch.agreement.value)
    old = law.agreement(code)
    names = {column.field: column.name for column in columns_of(Agreement)}
    said = {"citation": f"scenario: {state.scenario}", "evidence": "D"}
    given = {field: cell.value for field, cell in patch.cells.items()}
    if old is None:
        missing = [c.name for c in columns_of(Agreement) if c.required and c.field not in {**said, **given}]
        if missing:
            remedy = did_you_mean(
                code, {row.agreement for row in law.agreements}, f"To record it, add {', '.join(missing)}."
            )
            faults.append(patch.agreement.spot.fault(code, "no such agreement is recorded", remedy))
            return state, faults
        before = {}
    else:
        before = old.model_dump()
        said["citation"] = f"scenario: {state.scenario}; before: {old.citation}"
    row = validated(Agreement, {**before, **said, **given}, patch.cells, patch.spot, faults)
    if row is None or faults:
        return state, faults
    if row.in_force_from and row.in_force_to and row.in_force_to < row.in_force_from:
        spot = next((patch.cells[f].spot for f in ("in_force_to", "in_force_from") if f in patch.cells), patch.spot)
        faults.append(
            spot.fault(row.in_force_to, f"{code} would end before it begins, on {row.in_force_from}", "Mend one.")
        )
    rows = [one for one in state.tables[Agreement] if key_of(one) != key_of(row)]
    made = PlacedRow(row, patch.spot, {names[field]: cell.spot for field, cell in patch.cells.items()})
    return state.with_rows(Agreement, [*rows, row], [made]), faults
