"""Duty: every layer the law gives is in the plan, at the rate of the arrival window, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from corridor.audit.case import Case
from corridor.audit.checks import Checks, Refusal, column
from corridor.audit.plan import key_of, parts
from corridor.audit.shipments import Shipment
from corridor.audit.tariffs import Layer
from corridor.schema.results import DutyLayer, Flow

FlowKey: TypeAlias = tuple[Any, ...]

_SAME_RATE = 1e-12
"""[1] No tolerance but the rounding of one float: both sides come from the same dated records."""


def check(case: Case) -> Checks:
    """Yield unknown duties, missing, doubtful and superfluous layers, and layers with wrong figures."""
    stored: dict[FlowKey, dict[tuple[str, str], DutyLayer]] = {}
    for row in case.plan[DutyLayer]:
        stored.setdefault(_flow_key(row), {})[row.programme, row.record] = row
    for shipment in case.shipments:
        key = shipment.key
        for text in (*shipment.unit.missing, shipment.unit.assessment.unknown):
            if text:
                yield Refusal("duty", key, text, shipment.flow.quantity)
        yield from _layers(shipment, stored.pop(_flow_key(shipment.flow), {}))
        terms = [(shipment.unit.duty, shipment.flow.quantity)]
        yield column("duty", key, "duty", shipment.flow.duty, terms)
    for rows in stored.values():
        for row in rows.values():
            yield Refusal("duty", f"duty_layers {key_of(row)}", "no flow of the plan has this layer", row.amount)


def _flow_key(row: Flow | DutyLayer) -> FlowKey:
    """Return the key of the flow that a row belongs to."""
    return parts(*Flow.KEY)(row)


def _layers(shipment: Shipment, stored: Mapping[tuple[str, str], DutyLayer]) -> Checks:
    """Yield what is wrong with the layers of one flow."""
    expected = shipment.unit.by_layer
    for name in expected:
        if name not in stored and shipment.flow.quantity:
            key = f"{shipment.key} {' '.join(name)}"
            yield Refusal("duty", key, "the law charges this layer and the plan leaves it out")
    for name, row in stored.items():
        if name not in expected:
            text = "the law does not charge this layer on these goods in this window"
            yield Refusal("duty", f"duty_layers {key_of(row)}", text, row.amount)
        else:
            yield from _layer(shipment, *expected[name], row)


def _layer(shipment: Shipment, layer: Layer, unit: Fraction, row: DutyLayer) -> Checks:
    """Yield what is wrong with the figures of one layer."""
    key, quantity = f"duty_layers {key_of(row)}", shipment.flow.quantity
    borne = shipment.unit.borne_by_seller
    status = "borne_by_seller" if borne else layer.mean.status
    if row.status != status:
        yield Refusal("duty", key, f"status is {row.status!r}, the terms of the goods and the law make it {status!r}")
    for name, wrong, right in (
        ("rate", row.rate, float(layer.rate)),
        ("specific", row.specific, float(layer.specific)),
    ):
        if abs(wrong - right) > _SAME_RATE * max(1.0, abs(right)):
            text = f"{name} is {wrong!r}, the law of the arrival window gives {right!r}"
            yield Refusal("duty", key, text, abs(wrong - right))
    yield column("duty", key, "base", row.base, [(shipment.unit.customs_value, quantity)])
    if not (borne and row.amount == 0):
        yield column("duty", key, "amount", row.amount, [(unit, quantity)])
    if (row.citation, row.evidence) != (layer.mean.citation, layer.mean.evidence):
        yield Refusal("duty", key, "citation or evidence is not that of the record")
