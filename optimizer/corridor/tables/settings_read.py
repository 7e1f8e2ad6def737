"""Turn raw settings (`model.yaml`, or the sheet `model`) into `ModelSettings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from corridor.errors import Fault, Severity
from corridor.io.cells import BadCell, RawModel, RawSetting, shown
from corridor.io.suggest import did_you_mean
from corridor.schema.settings import ModelSettings
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert import convert, empty
from corridor.tables.convert_text import to_text
from corridor.tables.trouble import Trouble


def read_settings(raw: RawModel) -> tuple[ModelSettings | None, tuple[Fault, ...]]:
    """Return the settings of a model and their faults.

    Where other settings have faults, `as_of` and `currency` are still returned, so that the tables can be
    checked against them; None if these two are not known.
    """
    if not raw.settings_file:
        return None, ()
    columns = {column.name: column for column in columns_of(ModelSettings)}
    values: dict[str, Any] = {}
    settings, repeated = _joined(raw, columns)
    faults = list(repeated)
    for setting in settings:
        column = columns.get(setting.name)
        if column is None:
            names = ", ".join(columns)
            remedy = did_you_mean(setting.name, columns, f"The settings are {names}.")
            faults.append(_fault(raw, setting, "there is no such setting", remedy, setting.name))
        else:
            value, found = _value(raw, setting, column)
            faults.extend(found)
            if value is not None:
                values[column.field] = value
    given = {setting.name for setting in raw.settings}
    for column in columns.values():
        if column.required and column.name not in given:
            faults.append(
                Fault(
                    raw.settings_file,
                    None,
                    column.name,
                    "",
                    "",
                    f"the setting `{column.name}` is missing",
                    f"Write a line for `{column.name}`.",
                    Severity.ERROR,
                )
            )
    if "as_of" not in values or ("currency" in given and "currency" not in values):
        return None, tuple(faults)
    if any(fault.severity >= Severity.ERROR for fault in faults):
        values.setdefault("name", "unreadable")
    try:
        return ModelSettings(**values), tuple(faults)
    except ValidationError as error:
        return None, tuple(faults) + tuple(
            Fault(
                raw.settings_file,
                None,
                str(e["loc"][0]),
                "",
                str(e["input"])[:60],
                e["msg"].lower(),
                "See the settings in the table reference.",
                Severity.ERROR,
            )
            for e in error.errors()
        )


def _joined(raw: RawModel, columns: Mapping[str, Column]) -> tuple[tuple[RawSetting, ...], tuple[Fault, ...]]:
    """Return settings with the rows of a list joined, and faults of settings that stand twice."""
    found: dict[str, RawSetting] = {}
    faults: list[Fault] = []
    for setting in raw.settings:
        first = found.get(setting.name)
        if first is None:
            found[setting.name] = setting
        elif setting.name in columns and columns[setting.name].kind == "list":
            found[setting.name] = replace(first, values=first.values + setting.values)
        else:
            rule = f"the setting already stands in row {first.row}"
            faults.append(_fault(raw, setting, rule, "Keep one of the two.", shown(setting.values[0])))
    return tuple(found.values()), tuple(faults)


def _value(raw: RawModel, setting: RawSetting, column: Column) -> tuple[Any, tuple[Fault, ...]]:
    """Return the value of one setting, or None, and its faults."""
    if column.kind == "list":
        return _texts(raw, setting)
    if setting.listed == "list":
        return None, (_fault(raw, setting, "a list stands where one value is needed", "Write one value."),)
    cell = setting.values[0]
    value = convert(column, cell, raw.settings_form)
    if value is None and column.required:
        value = empty(column)
    if isinstance(value, Trouble):
        fault = _fault(raw, setting, value.rule, value.remedy, shown(cell), value.severity)
        return value.used, (fault,)
    return value, ()


def _texts(raw: RawModel, setting: RawSetting) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Return the texts of a list, and their faults."""
    texts: list[str] = []
    faults: list[Fault] = []
    for value in setting.values:
        if isinstance(value, BadCell):
            faults.append(_fault(raw, setting, value.rule, value.remedy, value.shown))
        elif value is not None:
            text = to_text(value)
            if isinstance(text, Trouble):
                faults.append(_fault(raw, setting, text.rule, text.remedy, shown(value)))
            else:
                texts.append(text)
    return tuple(texts), tuple(faults)


def _fault(
    raw: RawModel,
    setting: RawSetting,
    rule: str,
    remedy: str,
    value: str = "",
    severity: Severity = Severity.ERROR,
) -> Fault:
    """Return a fault at a setting."""
    return Fault(raw.settings_file, setting.row, setting.name, setting.address, value, rule, remedy, severity)
