"""Origin states: what the law can still tell apart about a unit (docs/meaning.md, "Origin states")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from corridor.law.origin.status import Status

NO_USE = "none"


@dataclass(frozen=True, order=True)
class State:
    """Non-preferential origin, by importer where importers differ; statuses; declared end use; binding offer."""

    origin: str
    """Origin as every importer sees it that is not in `exceptions`."""
    exceptions: tuple[tuple[str, str], ...] = ()
    """(importer, origin) of importers that see another origin, sorted."""
    end_use: str = NO_USE
    offer: str = ""
    """The offer with a destination that the goods were bought under, until they arrive."""
    statuses: tuple[Status, ...] = ()
    """Agreements under which the goods originate, or have content that counts, sorted: those that matter behind."""

    @cached_property
    def label(self) -> str:
        """Return the state as result tables write it."""
        text = self.origin + "".join(f"+{importer}:{origin}" for importer, origin in self.exceptions)
        text += "".join(f"~{one.label()}" for one in self.statuses)
        if self.end_use != NO_USE:
            text += f"/{self.end_use}"
        return f"{text}@{self.offer}" if self.offer else text

    def origin_for(self, importer: str) -> str:
        """Return the origin that an importer sees."""
        return dict(self.exceptions).get(importer, self.origin)

    def arrived(self) -> State:
        """Return the state on arrival: no longer bound to an offer."""
        return replace(self, offer="") if self.offer else self

    def used_for(self, end_use: str) -> State:
        """Return the state with another declared end use."""
        if end_use == self.end_use:
            return self
        return replace(self, end_use=end_use)

    def with_statuses(self, statuses: Iterable[Status]) -> State:
        """Return the state with other statuses."""
        chosen = tuple(sorted(statuses))
        return self if chosen == self.statuses else replace(self, statuses=chosen)

    def plain(self) -> State:
        """Return what a by-product of goods in this state carries: their origin."""
        return State(self.origin, self.exceptions)

    def same_origin(self, other: State) -> bool:
        """Whether two states have the same origin for every importer."""
        return self.origin == other.origin and self.exceptions == other.exceptions

    def processed(self, country: str, conferring: Iterable[tuple[str, bool]]) -> State:
        """Return the state of goods made from goods of this state.

        `conferring` says for `*` (every other importer) and for importers that judge separately whether the
        process confers the origin of `country`.
        """
        judged = dict(conferring)
        default = country if judged.get("*", False) else self.origin
        seen = {importer: self.origin_for(importer) for importer, _ in self.exceptions}
        # An importer with a view of its own keeps it unless the judgement (its own, else the common) confers.
        views = {
            importer: country if judged.get(importer, judged.get("*", False)) else seen.get(importer, self.origin)
            for importer in {*seen, *judged} - {"*"}
        }
        exceptions = tuple(sorted((i, o) for i, o in views.items() if o != default))
        return State(default, exceptions)
