"""Names of agreements and content rules: what a model names must be there, or a misspelt word is a silent no."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corridor.errors import Fault, Severity
from corridor.io.suggest import did_you_mean, listed
from corridor.network.lookups import Lookups
from corridor.schema.content import ContentRule
from corridor.schema.moving import Demand
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock


def unknown_names(lookups: Lookups) -> list[Fault]:
    """Return a fault for every agreement and content rule that is named and does not exist."""
    provided = {row.agreement for row in lookups.law.provisions}
    agreements = provided | {row.agreement for row in lookups.law.agreements}
    rules = {row.rule for row in lookups.model.tables[ContentRule]}
    faults = [
        _fault("model.yaml", "agreements", name, "no provisions of origin are known for it", provided)
        for name in sorted({*lookups.model.settings.agreements} - provided - {EACH})
    ]
    for table, column, name in sorted(set(_named(lookups))):
        by_rule = column in ("content_rules", "complies_with")
        known = rules if by_rule else agreements
        if name not in known:
            what = "content rule of the model" if by_rule else "agreement of the model or the law"
            # What nobody grants or asks for today a scenario may bring; what demand asks for would be short in silence.
            severity = Severity.ERROR if column == "content_rules" else Severity.WARNING
            faults.append(_fault(table, column, name, f"is no {what}", known, severity))
    return faults


def _named(lookups: Lookups) -> Iterator[tuple[str, str, str]]:
    """Yield (table, column, name) of what rows name."""
    tables = lookups.model.tables
    for row in (*tables[Offer], *tables[Stock], *tables[Demand]):
        for column in ("originating_under", "complies_with", "content_rules", "traced_content"):
            for part in filter(None, str(getattr(row, column, "")).split(";")):
                yield row.TABLE, column, part.partition(":")[0]


def _fault(
    file: str, column: str, name: str, rule: str, known: Collection[str], severity: Severity = Severity.ERROR
) -> Fault:
    remedy = did_you_mean(name, sorted(known), f"Known are {listed(sorted(known))}." if known else "None is known.")
    return Fault(file, None, column, "", name, rule, remedy, severity)
