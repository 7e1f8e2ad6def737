"""What binds: limits at their bound and capacities that are full, with what one more unit would be worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridor.report.limit_units import limit_units, share_forms
from corridor.report.names import label_rows, number_of, records, text_of
from corridor.report.sheet import Share
from corridor.result.run import Run
from corridor.schema.results import Dual, LimitResult, Opening

_SHADOW_PRICE = "Shadow price"
"""Name of the column: the dual of the linear program at the fixed openings."""

_TOLERANCE = 1e-6
"""[1] How near to its bound something must be, relative to the bound."""

FULL = 1 - _TOLERANCE
"""[1] Use from which on a capacity counts as full."""

_LIMIT_ROWS = "limits_hold"
"""Name of the rows of limits among the duals; the key is limit|attribute|window|side. Only shares have a side."""

LIMIT_SIDES = ("lower limit", "upper limit")
"""Kinds of what binds that are limits."""

RELAXED = "unit by which the rule is relaxed"
"""What the shadow price of a share limit is per: `of - share x within <= 0`, one unit of the limit's measure more."""

_CAPACITY_ROWS = {
    "process": "making",
    "resource": "resource",
    "depot": "handling",
    "lane": "lane",
    "offer": "buying",
}
"""Kind of capacity -> family of its rows among the duals; the key is subject|period."""


def shadow_title(run: Run) -> str:
    """Return the name of the column of shadow prices; only where something may open or close it says what they need."""
    return f"{_SHADOW_PRICE}, valid while these sites stay open" if len(run.table(Opening)) else _SHADOW_PRICE


Duals = Mapping[tuple[str, str], float | None]
"""(name, key) of a row -> shadow price [money / unit]."""


@dataclass(frozen=True)
class Binding:
    """One bound that the plan has run into."""

    subject: str
    """Name of the limit, or SITE:PROCESS and the like."""
    kind: str
    """lower limit, upper limit, process, resource, depot, lane or offer."""
    window: str
    level: float
    bound: float
    unit: str
    """As the tables write it; empty: several."""
    shadow_price: float | None
    """[money / unit] Change of cost for one more unit of the bound, or for a share, of the limit's measure; None: not
    known."""
    per: str = "unit of the bound"
    """What the shadow price is per."""

    @property
    def worth(self) -> float:
        """[money] Size of the shadow price times the bound: how much hangs on it."""
        return abs(self.bound * (self.shadow_price or 0.0))


@dataclass(frozen=True)
class CapacityUse:
    """How much of a capacity is used."""

    subject: str
    kind: str
    period: str
    used: float
    available: float
    unit: str
    """As the tables write it; empty: several."""

    @property
    def share(self) -> float | None:
        """[1] Used part, or None where nothing is available."""
        return self.used / self.available if self.available > 0 else None


def capacity_use(run: Run) -> list[CapacityUse]:
    """Return the use of every capacity, fullest first (label table `capacity`)."""
    uses = [
        CapacityUse(
            text_of(row["subject"]),
            text_of(row["kind"]),
            text_of(row["period"]),
            number_of(row["used"]) or 0.0,
            available,
            text_of(row.get("unit")),
        )
        for row in label_rows(run, "capacity")
        if (available := number_of(row["available"])) is not None
    ]
    return sorted(uses, key=lambda use: (-(use.share or 0.0), use.kind, use.subject, use.period))


def what_binds(run: Run) -> list[Binding]:
    """Return limits at a bound in order of name, then full capacities, those that are worth most first."""
    duals = {
        (text_of(row["name"]), text_of(row["key"])): number_of(row["dual_fixed_openings"])
        for row in records(run.table(Dual))
        if text_of(row["kind"]) == "row"
    }
    full = [
        Binding(
            use.subject,
            use.kind,
            use.period,
            use.used,
            use.available,
            use.unit,
            _capacity_price(duals, use),
            use.unit or "unit",
        )
        for use in capacity_use(run)
        if (use.share or 0.0) >= FULL
    ]
    full.sort(key=lambda item: (-item.worth, item.kind, item.subject, item.window))
    return [*_binding_limits(run, duals), *full]


def share_limits(run: Run) -> frozenset[str]:
    """Return the limits that are shares.

    Its row in the model says so. Where the run does not keep that, the key of a dual does (its last part is the
    side); where a limit has no dual, it is taken for a share if all its bounds lie between 0 and 1 and are neither.
    """
    sides = {
        key[0]: key[-1] in ("lower", "upper")
        for row in records(run.table(Dual))
        if text_of(row["name"]) == _LIMIT_ROWS and (key := text_of(row["key"]).split("|"))
    }
    told = share_forms(run)
    bounds: dict[str, list[float]] = {}
    for row in records(run.table(LimitResult)):
        found = [number_of(row[side]) for side in ("lower", "upper")]
        bounds.setdefault(text_of(row["limit"]), []).extend(bound for bound in found if bound is not None)
    return frozenset(
        limit
        for limit, of in bounds.items()
        if told.get(limit, sides.get(limit, bool(of) and all(0 < bound < 1 for bound in of)))
    )


def _binding_limits(run: Run, duals: Duals) -> list[Binding]:
    found = []
    shares, units = share_limits(run), limit_units(run)
    for row in records(run.table(LimitResult)):
        limit, attribute, window = (text_of(row[column]) for column in LimitResult.KEY)
        value = number_of(row["value"]) or 0.0
        for side, sign in (("lower", -1), ("upper", 1)):
            bound = number_of(row[side])
            if bound is None or sign * (value - bound) < -_TOLERANCE * max(1.0, abs(bound)):
                continue
            prices = [duals.get((_LIMIT_ROWS, f"{limit}|{attribute}|{window}|{name}")) for name in (side, "")]
            subject = f"{limit} ({attribute})" if attribute else limit
            share = limit in shares
            found.append(
                Binding(
                    subject,
                    f"{side} limit",
                    window,
                    Share(value) if share else value,
                    Share(bound) if share else bound,
                    "share" if share else units.get(limit, ""),
                    _first(prices),
                    _per(units.get(limit, ""), share),
                )
            )
    return sorted(found, key=lambda binding: (binding.subject, binding.window, binding.kind))


def _per(unit: str, share: bool) -> str:
    """Return what the price of a limit is per, by its unit where that is known."""
    if share:
        return RELAXED.replace("unit", unit, 1) if unit else RELAXED
    return unit or "unit of the bound"


def _capacity_price(duals: Duals, use: CapacityUse) -> float | None:
    """Return the shadow price of a capacity: that of its bound, or while it ramps up, of the ramp."""
    family = _CAPACITY_ROWS.get(use.kind, "")
    return _first([duals.get((f"{family}_{suffix}", f"{use.subject}|{use.period}")) for suffix in ("at_most", "ramp")])


def _first(prices: Iterable[float | None]) -> float | None:
    return next((price for price in prices if price is not None), None)
