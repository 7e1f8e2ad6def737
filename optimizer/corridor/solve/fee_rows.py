"""The fees on the entries of a flow as rows of a run."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

from corridor.network.entry_fees import ArcFees


def fee_cells(fees: ArcFees, quantity: float) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of table fee_layers behind the key of its flow, record by record.

    `quantity` [unit] is that of the flow.
    """
    for share in fees.shares:
        least, most = share.bounds(fees.exchange) if fees.size and share.due else (0.0, None)
        yield (
            share.record.fee,
            share.record.record,
            "borne_by_seller" if fees.borne_by_seller and share.due else share.status,
            share.weight,
            fees.size,
            share.record.rate if share.due else 0.0,
            least,
            most if most is not None and isfinite(most) else None,
            share.weight * fees.value * quantity,
            share.per_unit(fees.value, fees.size, fees.exchange) * quantity,
            share.explained(fees.value, fees.size, fees.exchange),
            share.record.citation,
            share.record.evidence,
        )
