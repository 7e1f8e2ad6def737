"""What a product list does not say itself: a template with columns of table programmes, rates, dates and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corridor.errors import Fault, FaultError, Severity
from corridor.io.suggest import did_you_mean
from corridor.io.yaml_read import read_yaml
from corridor.schema.programmes import Programme

ROLES: Mapping[str, tuple[str, ...]] = {
    "hs": ("hs", "hts8", "hts10", "hts_prefix", "hts", "code"),
    "record": ("record", "list"),
    "rate": ("rate",),
    "valid_from": ("valid_from", "effective_date_start", "effective_date"),
    "valid_to": ("valid_to", "effective_date_end"),
    "heading": ("ch99_code", "heading_code"),
}
"""What a column says -> names it is known by; a template names another as `hs_column`, `record_column` and so on."""
_OPTIONS = frozenset({"rates", "dates", "lists", *(f"{role}_column" for role in ROLES)})
_REMEDY = "See the columns of table programmes, and: rates, dates, lists, hs_column, record_column."


@dataclass(frozen=True)
class Template:
    """What a product list does not say itself."""

    cells: Mapping[str, str]
    """Column of table programmes -> text. `record`, `rate`, `valid_from` and `valid_to` hold where the list and
    the options below say nothing."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """Name of a list -> rate as a share; an empty text: the rate is not known."""
    dates: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Name of a list -> first and last day; an empty last day: no end known."""
    lists: tuple[str, ...] = ()
    """Names of the lists to take; empty: all."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """hs, record, rate, valid_from, valid_to, heading -> name of the column in the file."""
    file: str = "template"
    """Where it stands, as faults name it."""


def read_template(path: Path) -> Template:
    """Return the template of a YAML file. Raises FaultError with all its faults."""
    settings, faults = read_yaml(path, path.name)
    if faults:
        raise FaultError(faults)
    return template_of({one.name: tuple(str(value or "") for value in one.values) for one in settings}, path.name)


def template_of(settings: Mapping[str, Sequence[str]], file: str = "template") -> Template:
    """Return the template of settings: columns of table programmes, and the options.

    Options: `rates` (`LIST=0.25`), `dates` (`LIST=2025-01-01..2025-12-31`, the end may be left out), `lists` (the
    lists to take), and `hs_column` and so on. Raises FaultError if a name is unknown or a part has no `=`.
    """
    known = set(Programme.model_fields) | _OPTIONS
    faults = [
        fault_of(file, name, "", "no such setting", did_you_mean(name, known, _REMEDY))
        for name in settings
        if name not in known
    ]
    faults += [
        fault_of(file, name, part, "must be LIST=VALUE", "Write it such as `4A=0.075`.")
        for name in ("rates", "dates")
        for part in settings.get(name, ())
        if "=" not in part
    ]
    faults += [
        fault_of(file, name, "", "is missing", "Give it: no list says it.")
        for name in ("programme", "importer", "citation", "evidence")
        if not any(settings.get(name, ()))
    ]
    if faults:
        raise FaultError(faults)
    spans = {name: span.partition("..") for name, span in _pairs(settings.get("dates", ()))}
    return Template(
        cells={name: ";".join(values) for name, values in settings.items() if name not in _OPTIONS},
        rates=dict(_pairs(settings.get("rates", ()))),
        dates={name: (first.strip(), last.strip()) for name, (first, _, last) in spans.items()},
        lists=tuple(settings.get("lists", ())),
        columns={role: settings[f"{role}_column"][0] for role in ROLES if settings.get(f"{role}_column")},
        file=file,
    )


def _pairs(parts: Iterable[str]) -> list[tuple[str, str]]:
    """Return (name, value) of parts such as `4A=0.075`."""
    return [(name.strip(), value.strip()) for name, _, value in (part.partition("=") for part in parts)]


def fault_of(file: str, name: str, value: str, rule: str, remedy: str) -> Fault:
    """Return the fault of a setting."""
    return Fault(file, None, name, "", value, rule, remedy, Severity.ERROR)
