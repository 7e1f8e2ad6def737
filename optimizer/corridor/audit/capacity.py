"""Capacity: output within what is open, ramped up and resourced, and not below the least run."""

from __future__ import annotations

from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Term, exact
from corridor.audit.openings import opening_of
from corridor.schema.goods import Capability
from corridor.schema.results import Production

FULL = Fraction(1)
"""[1] Share of capacity once the ramp is over."""


def check(case: Case) -> Checks:
    """Yield the rows of each capability and resource in each period."""
    output: dict[tuple[str, str, str], list[Term]] = {}
    for lot in case.plan[Production]:
        output.setdefault((lot.site, lot.process, lot.period), []).append((1, lot.quantity))
    opened = {
        (*key[1].split(":", 1), key[2]) for key in case.decisions.rows if key[0] == "capability" and ":" in key[1]
    }
    for site, process, period in sorted(output.keys() | opened):
        row = case.book.capabilities.find(site, process, period) if _known(case, period) else None
        if row is not None:
            yield from _capability(case, row, period, output.get((site, process, period), []))
    yield from _resources(case)


def _known(case: Case, period: str) -> bool:
    """Return whether a window is a period of the model."""
    return period in case.book.calendar.number


def _capability(case: Case, row: Capability, period: str, made: list[Term]) -> Checks:
    """Yield capacity, ramp and least run of one capability in one period."""
    subject = f"{row.site}:{row.process}"
    key, decided = f"{subject} {period}", subject in case.decisions.capabilities
    is_open = case.decisions.is_open("capability", subject, period) if decided else 1
    scale = case.book.calendar.period_scale(row.per, period)
    if decided:
        yield from opening_of(case, "capability", subject, period, sum(one for _, one in made))
    if not is_open and made:
        yield Check("capacity", key, "goods are made while the capability is closed", made, "<=")
    if row.capacity is not None:
        capacity = exact(row.capacity) * scale
        text = "more is made than the capacity allows"
        yield Check("capacity", key, text, [*made, (-capacity, is_open)], "<=")
        if row.ramp and case.decisions.capabilities.get(subject, (row,))[0].initially_open == "no":
            text = "more is made than the ramp allows"
            yield Check("capacity", key, text, [*made, *_ramped(case, row, period, -capacity)], "<=")
    if row.min_run and is_open:
        least: list[Term] = [(exact(row.min_run) * scale, 1), *((-one, made_) for one, made_ in made)]
        yield Check("capacity", key, "less is made than the least run while open", least, "<=")


def _ramped(case: Case, row: Capability, period: str, capacity: Fraction) -> list[Term]:
    """[unit] Return the part of capacity that openings up to a period have reached."""
    steps = [exact(float(step)) / 100 for step in row.ramp.split(";")]
    number = case.book.calendar.number[period]
    terms: list[Term] = []
    for age in range(number + 1):
        key = ("capability", f"{row.site}:{row.process}", case.book.calendar.codes[number - age])
        share = steps[age] if age < len(steps) else FULL
        if key in case.decisions.rows:
            terms.append((capacity * share, case.decisions.rows[key].opened))
    return terms


def _resources(case: Case) -> Checks:
    """Yield that the runs of all processes that draw on a resource fit into it."""
    drawn: dict[tuple[str, str, str], list[Term]] = {}
    for row in case.plan[Production]:
        capability = case.book.capabilities.find(row.site, row.process, row.period)
        recipe = case.recipes.get((row.process, row.alternative))
        if capability and capability.resource and recipe:
            per_unit = exact(capability.use_per_run) / recipe.per_run
            drawn.setdefault((row.site, capability.resource, row.period), []).append((per_unit, row.quantity))
    for (site, name, period), terms in drawn.items():
        resource = case.book.resources.find(site, name, period)
        if resource is not None:
            limit = exact(resource.capacity) * case.book.calendar.period_scale(resource.per, period)
            text = "more is drawn from the resource than it gives"
            yield Check("capacity", f"{site} {name} {period}", text, [*terms, (-limit, 1)], "<=")
