"""Origin states as result tables write them: `MY`, `CN+US:MY`, `MY~ATIGA~RCEP:MY`, `CN/auto_part`, `CN@Q12`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corridor.errors import UsageError
from corridor.law.origin.status import Status, parse_status

_PATTERN = re.compile(
    r"(?P<general>[A-Z0-9_]+)"
    r"(?P<special>(?:\+[A-Z0-9_]+:[A-Z0-9_]+)*)"
    r"(?P<statuses>(?:~[A-Z0-9_:=.]+)*)"
    r"(?:/(?P<end_use>[a-z_]+))?"
    r"(?:@(?P<offer>[A-Z0-9_]+))?"
)

NO_USE = "none"
"""End use of goods that declare none."""


class OriginState(NamedTuple):
    """What the law can tell apart about a unit. Two labels with the same meaning give equal states."""

    general: str
    """Non-preferential origin for every importer without a judgement of its own."""
    special: tuple[tuple[str, str], ...] = ()
    """(importer, origin) where an importer judges otherwise, sorted."""
    end_use: str = NO_USE
    offer: str = ""
    """Offer whose terms the goods are bound to on the way to its destination; empty: none."""
    statuses: tuple[Status, ...] = ()
    """What the goods are under agreements, sorted; one status for each agreement at most."""

    def origin(self, importer: str) -> str:
        """Return the non-preferential origin as an importer sees it."""
        for name, origin in self.special:
            if name == importer:
                return origin
        return self.general

    def arrived(self) -> OriginState:
        """Return the state after arrival: the mark of the offer is dropped."""
        return self._replace(offer="") if self.offer else self

    def status(self, agreement: str) -> Status | None:
        """Return what the goods are under an agreement, or None if nothing is known."""
        return next((one for one in self.statuses if one.agreement == agreement), None)

    def __str__(self) -> str:
        """Return the label."""
        special = "".join(f"+{importer}:{origin}" for importer, origin in self.special)
        statuses = "".join(f"~{status.label()}" for status in self.statuses)
        use = "" if self.end_use == NO_USE else f"/{self.end_use}"
        return f"{self.general}{special}{statuses}{use}" + (f"@{self.offer}" if self.offer else "")


@lru_cache(maxsize=50_000)
def parse(text: str) -> OriginState | None:
    """Return the state that a label means, or None if it is not a label."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    parts = [part.split(":") for part in match["special"].split("+")[1:]]
    views = dict(parts)
    if len(views) < len(parts):
        return None
    try:
        statuses = tuple(sorted(map(parse_status, match["statuses"].split("~")[1:])))
    except UsageError:
        return None
    if len({status.agreement for status in statuses}) < len(statuses):
        return None
    special = tuple(sorted((name, origin) for name, origin in views.items() if origin != match["general"]))
    return OriginState(match["general"], special, match["end_use"] or NO_USE, match["offer"] or "", statuses)
