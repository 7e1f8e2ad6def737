"""Look-ups into the duty records of one importer: by code prefix, without a scan over all records."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from corridor.schema.legal import BaseRate, Programme
from corridor.schema.row import EACH


def prefixes(code: str) -> tuple[str, ...]:
    """Return the HS prefixes of a code, from 2 digits to the whole code."""
    return tuple(code[:length] for length in range(2, len(code) + 1))


def _words(text: str) -> frozenset[str]:
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


def measure(record: Programme) -> Measure:
    """Return a programme record with its lists taken apart."""
    return Measure(
        record,
        _words(record.hs),
        _words(record.except_hs),
        _words(record.origins),
        _words(record.except_origins),
        _words(record.end_uses),
        _words(record.except_end_uses),
    )


class ImporterLaw:
    """The base rates and programmes of one customs territory."""

    def __init__(self, base_rates: Iterable[BaseRate], programmes: Iterable[Programme]) -> None:
        """Index the records of one importer."""
        self._base: dict[str, list[BaseRate]] = {}
        for rate in base_rates:
            self._base.setdefault(rate.hs, []).append(rate)
        ordered = sorted(programmes, key=lambda record: (record.programme, record.record))
        self.measures: tuple[Measure, ...] = tuple(measure(record) for record in ordered)
        """Programme records in order of programme and record."""
        self._by_prefix: dict[str, list[int]] = {}
        for number, one in enumerate(self.measures):
            for prefix in one.hs:
                self._by_prefix.setdefault(prefix, []).append(number)
        named = set(self._base)
        for one in self.measures:
            named |= (one.hs | one.except_hs) - {EACH}
        self._codes = sorted(named)
        # The same goods are asked for in many arrival windows: what covers them is looked up once.
        self._on_code: dict[str, tuple[Measure, ...]] = {}
        self._covering: dict[tuple[str, str, str, str], tuple[Measure, ...]] = {}

    def base_records(self, code: str) -> tuple[BaseRate, ...]:
        """Return the base rates whose prefix fits a code, whenever they hold."""
        return tuple(rate for prefix in prefixes(code) for rate in self._base.get(prefix, ()))

    def measures_on(self, code: str) -> tuple[Measure, ...]:
        """Return the programme records whose scope names a code and does not leave it out."""
        found = self._on_code.get(code)
        if found is None:
            numbers: set[int] = set(self._by_prefix.get(EACH, ()))
            for prefix in prefixes(code):
                numbers.update(self._by_prefix.get(prefix, ()))
            named = (self.measures[number] for number in sorted(numbers))
            found = self._on_code[code] = tuple(one for one in named if not one.excepts_code(code))
        return found

    def covering(self, code: str, origin: str, territory: str, end_use: str) -> tuple[Measure, ...]:
        """Return the programme records that cover goods, whenever they hold.

        `territory` is the customs territory of the origin: records may name either.
        """
        key = (code, origin, territory, end_use)
        found = self._covering.get(key)
        if found is None:
            found = self._covering[key] = tuple(
                one
                for one in self.measures_on(code)
                if one.lists_origin(origin, territory) and one.lists_end_use(end_use)
            )
        return found

    def finer_codes(self, code: str) -> tuple[str, ...]:
        """Return the codes that some record names and that are finer than a code, in order."""
        finer = []
        for candidate in self._codes[bisect_left(self._codes, code) :]:
            if not candidate.startswith(code):
                break
            if len(candidate) > len(code):
                finer.append(candidate)
        return tuple(finer)
