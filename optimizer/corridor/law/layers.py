"""What goods are to the law, and what one programme's part of their duty is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corridor.schema.row import Evidence

BASE_PROGRAMME = "MFN"
"""Name of the base rate among the layers."""


@dataclass(frozen=True)
class Goods:
    """Goods as a duty question sees them."""

    importer: str
    """Customs territory entered."""
    code: str
    """HS code without dots, as finely as known (up to 10 digits)."""
    origin: str
    """Non-preferential origin as the importer sees it: a country, or a territory such as EU."""
    end_use: str = "none"
    """Declared end use."""


@dataclass(frozen=True)
class LayerMean:
    """The part of one record in the duty of goods, as the day-weighted mean over an arrival window.

    Layers add up. The rate of a layer already carries its share of the window: a programme of 25 % that
    holds on half of the days has rate 0.125.
    """

    programme: str
    record: str
    status: Literal["applied", "unknown", "projected"]
    """applied; projected: the window reaches beyond the horizon of the law; unknown: not to be read as 0."""
    rate: float
    """[1] Ad valorem part of the mean; not a number where the status is unknown."""
    specific: float
    """[importer currency / specific_unit] Specific part; not a number where the status is unknown."""
    specific_unit: Literal["", "kg", "unit"]
    weight_unknown: float
    """[1] Share of the window on which this layer is unknown."""
    reason: str
    citation: str
    evidence: Evidence


def unknown_layer(programme: str, record: str, weight: float, reason: str, citation: str = "") -> LayerMean:
    """Return a layer whose rate nobody knows on a share of the window; its numbers are NaN, never 0."""
    return LayerMean(programme, record, "unknown", math.nan, math.nan, "", weight, reason, citation, "D")


def is_unknown(found: Iterable[LayerMean]) -> bool:
    """Return whether any layer is unknown; then the total is unknown too."""
    return any(layer.status == "unknown" for layer in found)


def total_rate(found: Iterable[LayerMean]) -> float:
    """[1] Return the ad valorem total of layers; NaN if any is unknown."""
    return math.fsum(layer.rate for layer in found)


def total_specific(found: Iterable[LayerMean], unit: Literal["kg", "unit"]) -> float:
    """[importer currency / unit] Return the specific total per kg or per unit of product."""
    return math.fsum(layer.specific for layer in found if layer.specific_unit == unit)
