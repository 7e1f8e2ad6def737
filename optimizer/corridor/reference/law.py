"""The law that an instance looks at: dated, cited records, as known on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from corridor.reference.index import ImporterLaw
from corridor.schema.border import Agreement, Fee, Penalty, Quota, Relief
from corridor.schema.legal import BaseRate, SpecialRate, Valuation
from corridor.schema.origin import Concordance, OriginProvision, OriginRule
from corridor.schema.programmes import Coverage, Programme

NO_RECORDS = ImporterLaw((), ())
"""The law of an importer of whom nothing is recorded."""


@dataclass(frozen=True)
class Law:
    """Duty records and what is needed to read them."""

    territories: Mapping[str, str]
    """Country -> customs territory. A country that is not listed is its own territory."""
    valuations: Mapping[str, Valuation]
    """Customs territory -> valuation basis and currency."""
    base_rates: tuple[BaseRate, ...]
    programmes: tuple[Programme, ...]
    known_at: date
    """Only records announced by this day are in here."""
    horizon: date
    """Newest day the records speak of with knowledge; later entries are projections."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Name of a country in English -> its code: what a person may write instead of the code."""
    special_rates: tuple[SpecialRate, ...] = ()
    """Preferential rates; those of later years are in here too, where they were agreed with the agreement."""
    coverage: tuple[Coverage, ...] = ()
    """Programmes whose lists were read for some codes only."""
    fees: tuple[Fee, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    quotas: tuple[Quota, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    """What a denied claim may cost beside the duty."""
    provisions: tuple[OriginProvision, ...] = ()
    """How agreements decide on origin."""
    origin_rules: tuple[OriginRule, ...] = ()
    """Product-specific rules of origin."""
    concordance: tuple[Concordance, ...] = ()
    """Codes that differ between editions of the Harmonized System."""
    announced_later: frozenset[str] = frozenset()
    """Programmes that are recorded, but were announced only after `known_at`: records may name them."""

    def territory(self, country: str) -> str:
        """Return the customs territory of a country."""
        return self.territories.get(country, country)

    def importer(self, importer: str) -> ImporterLaw:
        """Return the records of one customs territory, indexed; without records an empty index."""
        return self._importers.get(importer, NO_RECORDS)

    def agreement(self, code: str) -> Agreement | None:
        """Return an agreement, or None if it is not recorded."""
        return self._agreements.get(code)

    def claims(self, importer: str) -> tuple[str, ...]:
        """Return the agreements that can be claimed on entry into a customs territory, in order.

        These are the trade agreements and preferences it is a party to, and those it has special rates of.
        """
        found = set(self.importer(importer).claims)
        found |= {
            row.agreement
            for row in self.agreements
            if row.kind in ("fta", "preference") and importer in row.parties.split(";")
        }
        return tuple(sorted(found))

    def records(self, programme: str) -> tuple[Programme, ...]:
        """Return the records of a programme."""
        return self._by_programme.get(programme, ())

    @cached_property
    def _by_programme(self) -> dict[str, tuple[Programme, ...]]:
        found: dict[str, list[Programme]] = {}
        for row in self.programmes:
            found.setdefault(row.programme, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def _agreements(self) -> dict[str, Agreement]:
        return {row.agreement: row for row in self.agreements}

    @cached_property
    def _importers(self) -> dict[str, ImporterLaw]:
        """Index the records by importer, once per law."""
        tables = (self.base_rates, self.programmes, self.special_rates, self.coverage)
        names = {row.importer for rows in tables for row in rows}
        return {
            name: ImporterLaw(
                (row for row in self.base_rates if row.importer == name),
                (row for row in self.programmes if row.importer == name),
                (row for row in self.special_rates if row.importer == name),
                (row for row in self.coverage if row.importer == name),
            )
            for name in sorted(names)
        }
