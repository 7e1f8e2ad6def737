"""A programme record with its lists taken apart once, so that many goods are compared with it quickly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corridor.reference.where import Condition, conditions
from corridor.schema.programmes import Programme
from corridor.schema.row import EACH

ENDLESS = 10**7
"""[ordinal day] Stands for the last day of a record without an end: later than any date."""


@cache
def prefixes(code: str) -> tuple[str, ...]:
    """Return the HS prefixes of a code, from 2 digits to the whole code."""
    return tuple(code[:length] for length in range(2, len(code) + 1))


def words(text: str) -> frozenset[str]:
    """Return the words of a list separated by semicolons; an empty list has none."""
    return frozenset(text.split(";")) if text else frozenset()


@dataclass(frozen=True)
class Measure:
    """A programme record with its lists taken apart once."""

    record: Programme
    hs: frozenset[str]
    except_hs: frozenset[str]
    origins: frozenset[str]
    except_origins: frozenset[str]
    end_uses: frozenset[str]
    except_end_uses: frozenset[str]
    excludes: frozenset[str]
    """Programmes it switches off: never its own."""
    where: tuple[Condition, ...]
    share_of: str
    """Fact whose share of the value, or the rest of it, is charged; empty: the whole value."""
    first: int
    """[ordinal day] First day of validity."""
    last: int
    """[ordinal day] Last day of validity, included."""

    def lists_code(self, code: str) -> bool:
        """Return whether the scope names the code or a prefix of it."""
        return EACH in self.hs or not self.hs.isdisjoint(prefixes(code))

    def excepts_code(self, code: str) -> bool:
        """Return whether the record leaves the code out."""
        return bool(self.except_hs) and not self.except_hs.isdisjoint(prefixes(code))

    def lists_origin(self, origin: str, territory: str) -> bool:
        """Return whether the record covers goods that originate in a country of a customs territory."""
        if not self.except_origins.isdisjoint((origin, territory)):
            return False
        return EACH in self.origins or not self.origins.isdisjoint((origin, territory))

    def lists_end_use(self, end_use: str) -> bool:
        """Return whether the record covers a declared end use."""
        return end_use not in self.except_end_uses and (EACH in self.end_uses or end_use in self.end_uses)

    def named_end_uses(self) -> frozenset[str]:
        """Return the end uses that the record treats in a way of their own."""
        return (self.end_uses - {EACH}) | self.except_end_uses

    def holds(self, day: int) -> bool:
        """Return whether the record holds on a day, given as ordinal."""
        return self.first <= day <= self.last


def measure(record: Programme) -> Measure:
    """Return a programme record with its lists taken apart."""
    return Measure(
        record,
        words(record.hs),
        words(record.except_hs),
        words(record.origins),
        words(record.except_origins),
        words(record.end_uses),
        words(record.except_end_uses),
        words(record.excludes) - {record.programme},
        conditions(record.where),
        record.charged_on.partition(":")[2],
        record.valid_from.toordinal(),
        ENDLESS if record.valid_to is None else record.valid_to.toordinal(),
    )
