"""Look-ups into the duty records of one importer: by code prefix, without a scan over all records."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from corridor.reference.measure import Measure, measure, prefixes, words
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Coverage, Programme
from corridor.schema.row import EACH


class ImporterLaw:
    """The records of one customs territory on the duty on entry."""

    def __init__(
        self,
        base_rates: Iterable[BaseRate],
        programmes: Iterable[Programme],
        special_rates: Iterable[SpecialRate] = (),
        coverage: Iterable[Coverage] = (),
    ) -> None:
        """Index the records of one importer. Programmes of side `export` are none of a duty on entry."""
        self._base: dict[str, list[BaseRate]] = {}
        for rate in base_rates:
            self._base.setdefault(rate.hs, []).append(rate)
        self._special: dict[str, dict[str, list[SpecialRate]]] = {}
        for special in special_rates:
            self._special.setdefault(special.agreement, {}).setdefault(special.hs, []).append(special)
        ordered = sorted(programmes, key=lambda record: (record.programme, record.record))
        self.measures: tuple[Measure, ...] = tuple(measure(record) for record in ordered if record.side == "import")
        """Programme records in order of programme and record."""
        self.read: Mapping[str, frozenset[str]] = {row.programme: words(row.hs) for row in coverage}
        """Programme -> prefixes for which its records were read in full; a programme without is complete."""
        self.kept: dict[Hashable, Any] = {}
        """Answers that the floor above keeps for as long as this law is in use: the same goods are asked for often."""
        self._by_prefix: dict[str, list[int]] = {}
        for number, one in enumerate(self.measures):
            for prefix in one.hs:
                self._by_prefix.setdefault(prefix, []).append(number)
        named = set(self._base)
        for rates in self._special.values():
            named |= set(rates)
        for one in self.measures:
            named |= (one.hs | one.except_hs) - {EACH}
        self._codes = sorted(named)
        self._on_code: dict[str, tuple[Measure, ...]] = {}

    @property
    def base_codes(self) -> tuple[str, ...]:
        """Return the code prefixes that have a base rate, in order."""
        return tuple(sorted(self._base))

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the agreements that have a special rate, in order."""
        return tuple(sorted(self._special))

    def base_records(self, code: str) -> tuple[BaseRate, ...]:
        """Return the base rates whose prefix fits a code, whenever and for whatever origin they hold."""
        return tuple(rate for prefix in prefixes(code) for rate in self._base.get(prefix, ()))

    def special_records(self, code: str, claim: str) -> tuple[SpecialRate, ...]:
        """Return the special rates of an agreement whose prefix fits a code, whenever they hold."""
        rates = self._special.get(claim, {})
        return tuple(rate for prefix in prefixes(code) for rate in rates.get(prefix, ()))

    def has_read(self, programme: str, code: str) -> bool:
        """Return whether the list of a programme was read for a code."""
        read = self.read.get(programme)
        return read is None or EACH in read or not read.isdisjoint(prefixes(code))

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

    def finer_codes(self, code: str) -> tuple[str, ...]:
        """Return the codes that some record names and that are finer than a code, in order."""
        finer = []
        for candidate in self._codes[bisect_left(self._codes, code) :]:
            if not candidate.startswith(code):
                break
            if len(candidate) > len(code):
                finer.append(candidate)
        return tuple(finer)
