"""What an answer on duty does not hold: duties in no record, taxes and fees that are not priced, claims not made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridor.law.fees import FeeLayer
from corridor.law.parts import BASE_PROGRAMME
from corridor.law.stack import Stack
from corridor.report.disclaimer import ENTRY_FEES, IMPORT_TAXES, NOT_IN_DATA
from corridor.schema.legal import Valuation

NO_CLAIM = "preferential rates under trade agreements (none is claimed)"


def not_covered(answer: Stack, fees: Sequence[FeeLayer] = ()) -> list[str]:
    """Return what may be due, or saved, and is not in the answer. `fees` are those that the answer names."""
    beside = [IMPORT_TAXES] if fees else [IMPORT_TAXES, ENTRY_FEES]
    return [*unrecorded(answer), *beside, *([] if answer.goods.claim else [NO_CLAIM])]


def unrecorded(answer: Stack) -> list[str]:
    """Return the duties that may be due and are in no record."""
    importer = answer.goods.importer
    if any(layer.programme != BASE_PROGRAMME for layer in answer.layers):
        measures = f"additional measures of {importer} beyond the programmes named here"
    elif answer.total_rate is None:
        measures = f"additional measures of {importer} (none is recorded)"
    else:
        measures = f"additional measures of {importer} (only the base rate is recorded for {importer})"
    return [*NOT_IN_DATA, measures]


def currency_of(answer: Stack, valuations: Mapping[str, Valuation]) -> str:
    """Return the importer's currency, empty where it is not recorded."""
    basis = valuations.get(answer.goods.importer)
    return "" if basis is None else basis.currency
