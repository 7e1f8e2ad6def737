"""Fees on entries: every record that decides is in the plan, with its figures and its amount, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Checks, Refusal, column
from corridor.audit.entry_fees import UnitFee
from corridor.audit.plan import key_of, parts
from corridor.audit.shipments import Shipment
from corridor.schema.results import FeeLayerResult, Flow

_SAME = 1e-12
"""[1] No tolerance but the rounding of one float."""
_SAME_SHARE = 1e-9
"""[1] The same for a share of a window: a float holds a moment of this century to 1e-10 days."""

_of_flow = parts(*Flow.KEY)


def check(case: Case) -> Checks:
    """Yield fees that cannot be known, missing and superfluous records, and wrong figures."""
    stored: dict[tuple[object, ...], dict[tuple[str, str], FeeLayerResult]] = {}
    for row in case.plan[FeeLayerResult]:
        stored.setdefault(_of_flow(row), {})[row.fee, row.record] = row
    for shipment in case.shipments:
        if shipment.fees.missing:
            yield Refusal("fees", shipment.key, shipment.fees.missing, shipment.flow.quantity)
        yield from _parts(shipment, stored.pop(_of_flow(shipment.flow), {}))
        terms = [(shipment.fees.paid, shipment.flow.quantity)]
        yield column("fees", shipment.key, "fees", shipment.flow.fees, terms)
    for rows in stored.values():
        for row in rows.values():
            yield Refusal("fees", f"fee_layers {key_of(row)}", "no flow of the plan has this fee", row.amount)


def _parts(shipment: Shipment, stored: Mapping[tuple[str, str], FeeLayerResult]) -> Checks:
    """Yield what is wrong with the fees of one flow."""
    expected = {(one.record.fee, one.record.record): one for one in shipment.fees.parts}
    for name in expected:
        if name not in stored and shipment.flow.quantity:
            key = f"{shipment.key} {' '.join(name)}"
            yield Refusal("fees", key, "this record decides on a fee and the plan leaves it out")
    for name, row in stored.items():
        if name not in expected:
            text = "this record decides on no fee of these goods in this window"
            yield Refusal("fees", f"fee_layers {key_of(row)}", text, row.amount)
        else:
            yield from _part(shipment, expected[name], row)


def _part(shipment: Shipment, right: UnitFee, row: FeeLayerResult) -> Checks:
    """Yield what is wrong with the figures of one record."""
    key, quantity = f"fee_layers {key_of(row)}", shipment.flow.quantity
    if row.status != right.status:
        text = f"status is {row.status!r}, the terms of the goods and the law make it {right.status!r}"
        yield Refusal("fees", key, text)
    for name, wrong, exactly in (
        ("window_share", row.window_share, right.window_share),
        ("entry_size", row.entry_size, right.size),
        ("rate", row.rate, right.rate),
        ("least", row.least, right.least),
        ("most", row.most, right.most),
    ):
        if not _same(wrong, exactly, _SAME_SHARE if name == "window_share" else _SAME):
            yield Refusal("fees", key, f"{name} is {wrong!r}, the records and the lane give {_figure(exactly)!r}")
    base = shipment.unit.customs_value * right.window_share
    yield column("fees", key, "base", row.base, [(base, quantity)])
    yield column("fees", key, "amount", row.amount, [(right.amount, quantity)])
    if (row.citation, row.evidence) != (right.record.citation, right.record.evidence):
        yield Refusal("fees", key, "citation or evidence is not that of the record")


def _figure(value: Fraction | None) -> float | None:
    """Return a figure as a float, nothing for none."""
    return None if value is None else float(value)


def _same(stored: float | None, exactly: Fraction | None, tolerance: float) -> bool:
    """Return whether a stored figure is the right one; both may be empty."""
    if stored is None or exactly is None:
        return stored is None and exactly is None
    right = float(exactly)
    return abs(stored - right) <= tolerance * max(1.0, abs(right))
