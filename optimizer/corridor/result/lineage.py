"""Where goods of a plan come from: what was made, bought and brought to a place, and what was put into it.

Goods of one state at a site are mixed: what is there in a period is what came in it and what was in stock before, and
each has its share of whatever leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from corridor.schema.results import Delivery, Flow, Production, Purchase, StockResult, Use

if TYPE_CHECKING:  # For annotations only: pandas takes a second to load.
    import pandas as pd

Record = dict[str, Any]
"""One row of a table: column -> value."""

Span = tuple[str, date, date]
"""Period, its first day and its last."""

_ROUNDING = 1e-6
"""[1] Goods that are missing up to this share are rounding of the solver."""


class Place(NamedTuple):
    """Goods of one origin state at a site."""

    site: str
    product: str
    state: str


class Source(NamedTuple):
    """Goods that came to be at a place."""

    kind: Literal["made", "bought", "moved", "start"]
    """start: there before the first period, or under way then."""
    row: Record
    """Row of production, purchases or flows; empty for goods from the start."""
    quantity: float
    """[unit] That is there in the period asked for."""
    period: str
    """Period in which it was made, bought or shipped."""


@dataclass(frozen=True)
class Lineage:
    """Sources of every place of a plan."""

    codes: tuple[str, ...]
    """Periods, in order of time."""
    _came: Mapping[tuple[Place, str], tuple[Source, ...]] = field(repr=False)
    _left: Mapping[tuple[Place, str], float] = field(repr=False)
    _stocks: Mapping[tuple[Place, str], float] = field(repr=False)
    _inputs: Mapping[tuple[str, ...], tuple[Record, ...]] = field(repr=False)
    _found: dict[tuple[Place, str], tuple[Source, ...]] = field(default_factory=dict, init=False, repr=False)

    @staticmethod
    def of(tables: Mapping[str, pd.DataFrame], spans: Sequence[Span]) -> Lineage:
        """Return the sources of a plan from its result tables and its periods."""
        ordered = sorted(spans, key=lambda span: span[1])
        uses = rows_of(tables, Use.TABLE)
        inputs: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for row in uses:
            inputs[lot_key(row)].append(row)
        stocks = {
            (_place(row), str(row["period"])): float(row["quantity"]) for row in rows_of(tables, StockResult.TABLE)
        }
        return Lineage(
            tuple(code for code, _, _ in ordered),
            _came(tables, ordered),
            _left(tables, uses, stocks),
            stocks,
            {lot: tuple(rows) for lot, rows in inputs.items()},
        )

    def sources(self, place: Place, period: str) -> tuple[Source, ...]:
        """Return what is at a place in a period: what comes in it, and its part of what was in stock before."""
        key = (place, period)
        if key not in self._found:
            number = self.codes.index(period)
            came = self._came.get(key, ())
            kept = self._stocks.get((place, self.codes[number - 1]), 0.0) if number else 0.0
            before = self.sources(place, self.codes[number - 1]) if kept > 0 else ()
            whole = sum(one.quantity for one in before)
            stored = tuple(one._replace(quantity=one.quantity * kept / whole) for one in before if whole)
            found = (*came, *stored)
            left = self._left.get(key, 0.0)
            missing = left - sum(one.quantity for one in found)
            if missing > _ROUNDING * left:
                found = (*found, Source("start", {}, missing, period))
            self._found[key] = found
        return self._found[key]

    def makers(self, place: Place, period: str) -> Iterator[tuple[Source, float, tuple[Record, ...]]]:
        """Yield the lots and purchases that goods come from, their shares [1], and the flows that brought them.

        Goods from the start are a source of kind `start`, and so are goods that run in a circle.
        """
        stack: list[tuple[Place, str, float, tuple[Record, ...], frozenset[tuple[Place, str]]]]
        stack = [(place, period, 1.0, (), frozenset())]
        while stack:
            here, when, share, ways, path = stack.pop()
            sources = self.sources(here, when) if (here, when) not in path else ()
            whole = sum(one.quantity for one in sources)
            if not whole:
                yield Source("start", {}, 0.0, when), share, ways
            for one in sources:
                part = share * one.quantity / whole
                if one.kind == "moved":
                    before = Place(str(one.row["from_site"]), here.product, str(one.row["state"]))
                    stack.append((before, one.period, part, (*ways, one.row), path | {(here, when)}))
                else:
                    yield one, part, ways

    def inputs(self, lot: Record) -> tuple[Record, ...]:
        """Return the inputs of a lot: rows of table uses."""
        return self._inputs.get(lot_key(lot), ())


def _came(tables: Mapping[str, pd.DataFrame], spans: Sequence[Span]) -> Mapping[tuple[Place, str], tuple[Source, ...]]:
    """Return what comes to each place in each period."""
    found: dict[tuple[Place, str], list[Source]] = defaultdict(list)
    kinds: tuple[tuple[Literal["made", "bought"], str], ...] = (("made", Production.TABLE), ("bought", Purchase.TABLE))
    for kind, table in kinds:
        for row in rows_of(tables, table):
            period = str(row["period"])
            found[_place(row), period].append(Source(kind, row, float(row["quantity"]), period))
    days = {code: (first.toordinal(), last.toordinal() + 1) for code, first, last in spans}
    for row in rows_of(tables, Flow.TABLE):
        place, sent = Place(str(row["to_site"]), str(row["product"]), arrived(row)), str(row["ship_period"])
        begin, end = (day + float(row["transit_days"]) for day in days[sent])
        for code, (first, last) in days.items():
            share = (min(end, last) - max(begin, first)) / (end - begin)
            if share > 0:
                found[place, code].append(Source("moved", row, share * float(row["quantity"]), sent))
    return {key: tuple(rows) for key, rows in found.items()}


def _left(
    tables: Mapping[str, pd.DataFrame], uses: Sequence[Record], stocks: Mapping[tuple[Place, str], float]
) -> Mapping[tuple[Place, str], float]:
    """[unit] Return what leaves each place in each period, or is kept there at its end."""
    found: dict[tuple[Place, str], float] = defaultdict(float, stocks)
    for row in uses:
        place = Place(str(row["site"]), str(row["input"]), str(row["input_state"]))
        found[place, str(row["period"])] += float(row["quantity"])
    for row in rows_of(tables, Flow.TABLE):
        place = Place(str(row["from_site"]), str(row["product"]), str(row["state"]))
        found[place, str(row["ship_period"])] += float(row["quantity"])
    for row in rows_of(tables, Delivery.TABLE):
        found[_place(row), str(row["period"])] += float(row["quantity"])
    return found


def _place(row: Record) -> Place:
    return Place(str(row["site"]), str(row["product"]), str(row["state"]))


def rows_of(tables: Mapping[str, pd.DataFrame], name: str) -> list[Record]:
    """Return the rows of a result table with a quantity above zero; none where the run has no such table."""
    table = tables.get(name)
    if table is None:
        return []
    rows = [{str(column): value for column, value in row.items()} for row in table.to_dict("records")]
    return [row for row in rows if float(row["quantity"]) > 0]


def arrived(flow: Record) -> str:
    """Return the state that the goods of a flow have on arrival."""
    stated = flow.get("arrival_state")
    return stated if isinstance(stated, str) and stated else str(flow["state"]).split("@", maxsplit=1)[0]


def lot_key(row: Record) -> tuple[str, ...]:
    """Return the lot that a row of production, uses or origin tests belongs to."""
    return tuple(str(row[column]) for column in Production.KEY)
