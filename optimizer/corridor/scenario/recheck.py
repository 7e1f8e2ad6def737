"""The checks of a model, once more, on tables that a scenario has changed: what is new is told at its patch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corridor.errors import Fault, FaultError
from corridor.io.yaml_tree import Spot
from corridor.reference.law_tables import TABLES as LAW_TABLES
from corridor.scenario.state import State
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.corridor import CorridorPolicy
from corridor.schema.row import Row
from corridor.tables.check import check_tables

_CLASSES: dict[str, type[Row]] = {row_class.TABLE: row_class for row_class in MODEL_TABLES}

_Key = tuple[str, str, str, str]
"""(table, column, value, rule)"""


def recheck(states: Sequence[State], spots: Sequence[Spot]) -> list[Fault]:
    """Return the faults that the last of some states has and the first has not.

    `states` are those before the first patch and after each, `spots` the places of the patches. A fault in a row that a
    patch made stands at the row or its value, another one at the patch from which on it is there.
    """
    before, after = states[0], states[-1]
    new = _new(before, after)
    found = [_placed(fault, after) or _at_patch(fault, states, spots) for fault in new]
    return [*found, *_law_faults(states, spots)]


def _new(before: State, after: State) -> list[Fault]:
    """Return the faults of a state that another one does not have. Row numbers differ, so they are not compared."""
    known = Counter(map(_key, check_tables(before.settings, before.tables)))
    found = []
    for fault in check_tables(after.settings, after.tables):
        if known[_key(fault)] > 0:
            known[_key(fault)] -= 1
        else:
            found.append(fault)
    return found


def _key(fault: Fault) -> _Key:
    return fault.file, fault.column, fault.value, fault.rule


def _placed(fault: Fault, state: State) -> Fault | None:
    """Return a fault of a row that a patch made, at its place in the scenario; None: no patch made the row."""
    rows = state.tables[_CLASSES[fault.file]] if fault.file in _CLASSES else ()
    if fault.row is None or not 1 <= fault.row <= len(rows):
        return None
    made = state.placed.get(rows[fault.row - 1])
    if made is None:
        return None
    return _moved(fault, made.cells.get(fault.column, made.spot))


def _at_patch(fault: Fault, states: Sequence[State], spots: Sequence[Spot]) -> Fault:
    """Return a fault at the patch since which it has been there."""
    since = len(spots)
    while since > 1 and _key(fault) in map(_key, _new(states[0], states[since - 1])):
        since -= 1
    return _moved(fault, spots[since - 1])


def _moved(fault: Fault, spot: Spot) -> Fault:
    """Return a fault of a table, told at a place of the scenario."""
    where = f"table {fault.file}" + (f", column {fault.column}" if fault.column else "")
    return spot.fault(fault.value, f"{where}: {fault.rule}", fault.remedy, fault.severity)


def _law_faults(states: Sequence[State], spots: Sequence[Spot]) -> list[Fault]:
    """Return what is wrong between records of law, at the first patch after which it is."""
    kinds: tuple[type[Row], ...] = (*LAW_TABLES, CorridorPolicy)
    if all(states[0].tables[one] == states[-1].tables[one] for one in kinds):
        return []
    try:
        states[-1].law()
    except FaultError as error:
        found = []
        for fault in error.faults:
            made = [one for one in states[-1].placed.values() if fault.file == one.row.TABLE and _names(one.row, fault)]
            spot = made[0].cells.get(fault.column, made[0].spot) if made else _last(states, spots, fault.file)
            found.append(_moved(replace(fault, row=None), spot))
        return found
    return []


def _names(row: Row, fault: Fault) -> bool:
    """Return whether a fault of the law is of a row: it begins with the row's key."""
    return fault.value.startswith(" ".join(str(getattr(row, column)) for column in row.KEY))


def _last(states: Sequence[State], spots: Sequence[Spot], table: str) -> Spot:
    """Return the last patch that changed a table, or the last one at all."""
    row_class = _CLASSES.get(table)
    for number in range(len(spots), 0, -1):
        if row_class is not None and states[number].tables[row_class] != states[number - 1].tables[row_class]:
            return spots[number - 1]
    return spots[-1]
