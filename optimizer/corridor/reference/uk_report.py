"""What an import of the UK's rules of origin read, and what it did not: nothing is left out without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corridor.schema.origin import OriginRule

Kind = Literal["exact", "narrowed", "unread"]
"""exact: the rule language says what the text says. narrowed: it asks for more, for want of words; no good originates
by it that does not by the text. unread: neither."""


@dataclass(frozen=True)
class UkLine:
    """One rule of the source, and what became of it."""

    scheme: str
    heading: str
    hs_from: str
    hs_to: str
    text: str
    kind: Kind
    recorded: bool
    """Whether it is part of a record."""
    rule: str
    """In the rule language; empty: unread."""
    reason: str
    """Why it is unread or in no record, or in what it is narrower than its text."""


@dataclass(frozen=True)
class UkCount:
    """How many rules of a scheme were read, and how."""

    scheme: str
    kinds: Mapping[str, int]
    recorded: int

    @property
    def rules(self) -> int:
        """Rules of the source."""
        return sum(self.kinds.values())

    @property
    def read(self) -> int:
        """Rules that were read, exactly or narrower."""
        return self.rules - self.kinds.get("unread", 0)

    @property
    def share_read(self) -> float:
        """[1]"""
        return self.read / self.rules if self.rules else 0.0


@dataclass(frozen=True)
class UkImport:
    """The records of an import and the account of it."""

    file: str
    rows: tuple[OriginRule, ...]
    lines: tuple[UkLine, ...]
    """Every rule of the source, in its order."""

    stand_ins: int
    """How many of the records stand in for rules that were not read: goods of originating materials only."""

    @property
    def unread(self) -> tuple[UkLine, ...]:
        """Rules that were not read, and rules that were read and are in no record."""
        return tuple(line for line in self.lines if line.kind == "unread" or not line.recorded)

    @property
    def counts(self) -> tuple[UkCount, ...]:
        """One count for each scheme, in the order of the source."""
        return tuple(
            counted(scheme, tuple(line for line in self.lines if line.scheme == scheme))
            for scheme in dict.fromkeys(line.scheme for line in self.lines)
        )

    @property
    def total(self) -> UkCount:
        """The count of all schemes."""
        return counted("all", self.lines)


def counted(scheme: str, lines: tuple[UkLine, ...]) -> UkCount:
    """Return the count of rules."""
    kinds: Counter[str] = Counter(line.kind for line in lines)
    return UkCount(scheme, dict(kinds), sum(line.recorded for line in lines))


def report(found: UkImport, examples: int = 3) -> str:
    """Return the account in words: shares by scheme, and reasons with some examples of each."""
    total = found.total
    lines = [
        f"{found.file}: {total.rules} rules, {total.read} read ({total.share_read:.1%}),"
        f" of them {total.kinds.get('narrowed', 0)} narrower than their text; {total.recorded} are in"
        f" {len(found.rows) - found.stand_ins} records, and {found.stand_ins} records stand in for goods without one.",
        "",
        f"{'scheme':<28}{'rules':>7}{'exact':>7}{'narrower':>10}{'unread':>8}{'read':>8}{'recorded':>10}",
    ]
    for count in found.counts:
        numbers = [count.kinds.get(kind, 0) for kind in ("exact", "narrowed", "unread")]
        lines.append(
            f"{count.scheme:<28}{count.rules:>7}{numbers[0]:>7}{numbers[1]:>10}{numbers[2]:>8}"
            f"{count.share_read:>8.1%}{count.recorded:>10}"
        )
    for title, chosen in (
        ("Not read", [line for line in found.lines if line.kind == "unread"]),
        ("Read, and in no record", [line for line in found.lines if line.kind != "unread" and not line.recorded]),
        ("Narrower than the text", [line for line in found.lines if line.kind == "narrowed" and line.recorded]),
    ):
        lines += ["", f"{title}: {len(chosen)} rules", *_grouped(chosen, examples)]
    return "\n".join(lines)


def _grouped(lines: list[UkLine], examples: int) -> list[str]:
    """Return reasons, the most frequent first, with some of the texts."""
    by_reason: dict[str, Counter[str]] = {}
    for line in lines:
        by_reason.setdefault(line.reason, Counter())[" ".join(line.text.split())] += 1
    found: list[str] = []
    for reason, texts in sorted(by_reason.items(), key=lambda one: (-one[1].total(), one[0])):
        found.append(f"{texts.total():>7}  {reason}")
        found += [f"         {number} x {text[:150]}" for text, number in texts.most_common(examples)]
    return found
