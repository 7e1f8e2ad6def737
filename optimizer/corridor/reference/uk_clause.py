"""What one clause of a published rule of origin was read as."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from corridor.schema.rule_language import Rule, Span

WHOLLY_OBTAINED = "The agreement asks for wholly obtained materials; they are read as originating ones."


@dataclass(frozen=True)
class Goods:
    """The goods that a rule is for."""

    first: str
    last: str
    """First and last code."""
    scheme: str
    """Scheme of the publisher that the rule is of."""

    def headings_are_among(self, codes: tuple[Span, ...]) -> bool:
        """Return whether each heading that the goods may be of is among the codes."""
        return len(self.first) >= 4 and all(
            any(span.first <= heading <= span.last for span in codes)
            for heading in (f"{number:04d}" for number in range(int(self.first[:4]), int(self.last[:4]) + 1))
        )

    def shares_heading_with(self, code: Span) -> bool:
        """Return whether some of the goods may be of the heading of a code."""
        first, last = self.first.ljust(4, "0")[:4], self.last.ljust(4, "9")[:4]
        return first <= code.last.ljust(4, "9")[:4] and code.first.ljust(4, "0")[:4] <= last


@dataclass(frozen=True)
class Clause:
    """A condition, and what must be said about how it was read."""

    rule: Rule
    narrowed: str = ""
    """Where the rule asks for more than the text, because the language has no words for the text: in what."""
    note: str = ""


Build: TypeAlias = Callable[["re.Match[str]", Goods], Clause | None]
"""A clause from the words that a pattern matched; None: the words cannot be read."""

Pattern: TypeAlias = tuple["re.Pattern[str]", Build]


def pattern(text: str, build: Build) -> Pattern:
    """Return the pattern of a clause, from here to where the clause ends."""
    return re.compile(
        rf"(?:{text})(?=$|[,.;:]|\)| - | and | or | in which | provided | where | the value | all the )", re.IGNORECASE
    ), build
