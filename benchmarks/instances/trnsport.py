"""GAMS model library, `trnsport` (SEQ=1): the transportation problem of two canning plants and three markets.

Source: G. B. Dantzig, Linear Programming and Extensions, Princeton University Press, 1963, chapter 3.3; data
as in https://www.gams.com/latest/gamslib_ml/libhtml/gamslib_trnsport.html, where the optimum is 153.675.

As tables: plants are offers at no cost with a largest quantity, freight is 90 $ per case and thousand miles.
Money is in thousands of dollars.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import parts
from corridor.schema.moving import Demand, Lane
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

PUBLISHED = 153.675
"""[1000 $] Optimum."""

_CASES = "CASES"
_FREIGHT = 90.0 / 1000.0
"""[1000 $ / (case x 1000 miles)]"""
_CAPACITY = {"SEATTLE": 350.0, "SAN_DIEGO": 600.0}
"""[case]"""
_DEMAND = {"NEW_YORK": 325.0, "CHICAGO": 300.0, "TOPEKA": 275.0}
"""[case]"""
_DISTANCE = {
    ("SEATTLE", "NEW_YORK"): 2.5, ("SEATTLE", "CHICAGO"): 1.7, ("SEATTLE", "TOPEKA"): 1.8,
    ("SAN_DIEGO", "NEW_YORK"): 2.5, ("SAN_DIEGO", "CHICAGO"): 1.8, ("SAN_DIEGO", "TOPEKA"): 1.4,
}  # fmt: skip
"""[1000 miles]"""


def load() -> Model:
    """Return the model. Quantities in cases, money in thousands of dollars."""
    source = "GAMS model library, trnsport (Dantzig 1963, chapter 3.3)"
    return parts.model("trnsport", _rows(), Path(__file__), "Transportation problem", source)


def _rows() -> Iterator[Row]:
    """Yield the rows of every table but the periods."""
    yield parts.product(_CASES)
    for plant, capacity in _CAPACITY.items():
        yield parts.site(plant)
        yield Offer(offer=plant, site=plant, product=_CASES, unit_cost=0, max_quantity=capacity, np_origin=parts.HOME)
    for market, quantity in _DEMAND.items():
        yield parts.site(market)
        yield Demand(site=market, product=_CASES, quantity=quantity)
    for (plant, market), distance in _DISTANCE.items():
        yield Lane(from_site=plant, to_site=market, mode="road", unit_cost=_FREIGHT * distance)
