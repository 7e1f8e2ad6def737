"""What one record's part of a duty is, as the mean over an arrival window."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corridor.schema.row import Evidence
from corridor.schema.tariff_words import SpecificUnit

LayerStatus: TypeAlias = Literal["applied", "unknown", "projected", "needs_evidence"]


@dataclass(frozen=True)
class LayerMean:
    """The part of one record in the duty of goods, as the day-weighted mean over an arrival window.

    Layers add up. The rate of a layer already carries its share of the window: a programme of 25 % that
    holds on half of the days has rate 0.125.
    """

    programme: str
    record: str
    status: LayerStatus
    """applied; projected: the window reaches beyond the horizon of the law; needs_evidence: facts that are not known
    would decide, and it is presumed to apply; unknown: not to be read as 0."""
    rate: float
    """[1] Ad valorem part of the mean; not a number where the status is unknown."""
    specific: float
    """[importer currency / specific_unit] Specific part; not a number where the status is unknown."""
    specific_unit: SpecificUnit
    weight_unknown: float
    """[1] Share of the window on which this layer is unknown."""
    reason: str
    citation: str
    evidence: Evidence
    charged_share: float = 1.0
    """[1] Share of the customs value that is charged, on the days on which the record holds."""
    at_risk: float = 0.0
    """[1] Part of `rate` that rests on an annulled measure: it is refundable, or has been refunded."""
    evidence_needed: tuple[str, ...] = ()
    """Facts that would decide."""


def status_of(unknown: bool, needs: Collection[str], projected: bool) -> LayerStatus:
    """Return the status of what counts: what is unknown comes before what needs evidence, that before projections."""
    if unknown:
        return "unknown"
    if needs:
        return "needs_evidence"
    return "projected" if projected else "applied"


def unknown_layer(programme: str, record: str, weight: float, reason: str, citation: str = "") -> LayerMean:
    """Return a layer whose rate nobody knows on a share of the window; its numbers are NaN, never 0."""
    return LayerMean(programme, record, "unknown", math.nan, math.nan, "", weight, reason, citation, "D")


def is_unknown(found: Iterable[LayerMean]) -> bool:
    """Return whether any layer is unknown; then the total is unknown too."""
    return any(layer.status == "unknown" for layer in found)


def total_rate(found: Iterable[LayerMean]) -> float:
    """[1] Return the ad valorem total of layers; NaN if any is unknown."""
    return math.fsum(layer.rate for layer in found)


def total_specific(found: Iterable[LayerMean], unit: SpecificUnit) -> float:
    """[importer currency / unit] Return the specific total per unit, such as kg."""
    return math.fsum(layer.specific for layer in found if layer.specific_unit == unit)


def specifics(found: Iterable[LayerMean]) -> dict[SpecificUnit, float]:
    """[importer currency / unit] Return the specific totals by unit, of units in which one is not 0, in order."""
    layers = tuple(found)
    units = sorted({layer.specific_unit for layer in layers if layer.specific})
    return {unit: total_specific(layers, unit) for unit in units}
