"""A limit holds in each window and for each value of its attribute: one instance each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.records import Record
from corridor.schema.filter_language import parse
from corridor.schema.moving import Limit
from corridor.schema.results import LimitResult


@dataclass(frozen=True)
class Instance:
    """A limit in one window, for one value of its attribute."""

    limit: Limit
    attribute: str
    window: str
    scale: Fraction
    """[1] What a total `per` year is multiplied by in the window."""
    of: Sequence[Record]
    within: Sequence[Record]
    row: LimitResult | None
    """What the plan says about it."""

    @property
    def key(self) -> str:
        """Name in findings."""
        return " ".join(filter(None, (self.limit.limit, self.attribute, self.window)))


def instances(
    case: Case,
    limit: Limit,
    of: Sequence[Record],
    within: Sequence[Record],
    stored: Mapping[tuple[str, str, str], LimitResult],
) -> list[Instance]:
    """Return a limit by window and attribute; of an attribute every value in the plan or in its table."""
    calendar, attributes = case.book.calendar, {""}
    if limit.attribute_by:
        attributes = {row.attribute(limit.attribute_by) for row in of} - {""}
        attributes |= {attribute for name, attribute, _ in stored if name == limit.limit}
    found: list[Instance] = []
    named = parse(limit.of).periods(calendar.codes)
    window_of = {code: window for window, codes in calendar.windows(limit.per).items() for code in codes}
    inside: dict[tuple[str, str], list[Record]] = {}
    for row in of:
        attribute = row.attribute(limit.attribute_by) if limit.attribute_by else ""
        inside.setdefault((window_of[row.period], attribute), []).append(row)
    whole: dict[str, list[Record]] = {}
    for row in within:
        whole.setdefault(window_of[row.period], []).append(row)
    for window, periods in calendar.windows(limit.per).items():
        if named.isdisjoint(periods):
            continue
        scale = calendar.scale(limit.per, window)
        for attribute in sorted(attributes):
            part = inside.get((window, attribute), [])
            row_of = stored.get((limit.limit, attribute, window))
            found.append(Instance(limit, attribute, window, scale, part, whole.get(window, []), row_of))
    return found
