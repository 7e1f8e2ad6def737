"""Openings: what is decided has a row, closed and open follow each other, ramps begin once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, column
from corridor.audit.decisions import handling_subject
from corridor.audit.plan import key_of
from corridor.schema.goods import Capability
from corridor.schema.moving import Handling
from corridor.schema.results import Opening


def check(case: Case) -> Checks:
    """Yield rows that decide nothing, values other than 0 and 1, broken chains and wrong costs."""
    for row in case.plan[Opening]:
        key = f"openings {key_of(row)}"
        price = case.decisions.price(row)
        if price is None:
            yield Refusal("openings", key, "the tables leave nothing to decide under this name")
            continue
        if not {row.open, row.opened, row.closed} <= {0, 1}:
            yield Refusal("openings", key, "open, opened and closed are 0 or 1")
        if row.kind not in ("capability", "handling") and (row.opened or row.closed):
            yield Refusal("openings", key, "only capabilities and depots open and close; this is used or not")
        terms = [(price.fixed, row.open), (price.opening, row.opened), (price.closing, row.closed)]
        yield column("columns", key, "cost", row.cost, terms)
    yield from _chains(case, "capability", case.decisions.capabilities)
    yield from _chains(case, "handling", case.decisions.depots)
    yield from _ramps(case)


def opening_of(case: Case, kind: str, subject: str, window: str, quantity: float) -> Iterator[Refusal]:
    """Yield a finding if a quantity needs an opening and table openings has no row for it."""
    if quantity and (kind, subject, window) not in case.decisions.rows:
        text = "table openings has no row for what is used here; it counts as closed"
        yield Refusal("openings", f"{kind} {subject} {window}", text, quantity)


def _chains(case: Case, kind: str, decided: Mapping[str, Sequence[Capability] | Sequence[Handling]]) -> Checks:
    """Yield, for each thing and period, that opened - closed is what open changed by."""
    codes = case.book.calendar.codes
    for subject, winners in decided.items():
        rows = [case.decisions.rows.get((kind, subject, code)) for code in codes]
        if not any(rows) and not _idle_costs(case.decisions.capabilities.get(subject, ())):
            continue
        before = int(winners[0].initially_open == "yes")
        for code, row in zip(codes, rows, strict=True):
            if row is None:
                if _has_row(case, kind, subject, code):
                    text = "table openings has no row for this decision; it counts as closed"
                    yield Refusal("openings", f"{kind} {subject} {code}", text)
                continue
            terms = [(1, row.opened), (-1, row.closed), (-1, row.open), (1, before)]
            text = "opened - closed is not what `open` changed by"
            yield Check("openings", f"{kind} {subject} {code}", text, terms)
            before = row.open


def _idle_costs(winners: Sequence[Capability]) -> bool:
    """Return whether a capability that is never used costs something, whether it stays open or closes.

    Otherwise leaving out all of its rows changes nothing: the plan may not use it, and nothing is due.
    """
    held = any(row.fixed_cost or row.min_run for row in winners)
    return held and winners[0].initially_open == "yes" and winners[0].close_cost > 0


def _has_row(case: Case, kind: str, subject: str, period: str) -> bool:
    """Return whether the tables have a row for a decision in a period."""
    site, _, name = subject.partition(":")
    if kind == "capability":
        return case.book.capabilities.find(site, name, period) is not None
    row = case.decisions.handling_named(site, name, period)
    return row is not None and handling_subject(row, name) == subject


def _ramps(case: Case) -> Checks:
    """Yield that a capability with a ramp that is not open at the start opens at most once."""
    for subject, winners in case.decisions.capabilities.items():
        if winners[0].initially_open == "yes" or not any(row.ramp for row in winners):
            continue
        terms: list[tuple[Fraction | int, float]] = [
            (1, case.decisions.rows[key].opened)
            for code in case.book.calendar.codes
            if (key := ("capability", subject, code)) in case.decisions.rows
        ]
        yield Check("openings", subject, "a capability with a ramp opens at most once", [*terms, (-1, 1)], "<=")
