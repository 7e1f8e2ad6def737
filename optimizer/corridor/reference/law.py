"""The law that an instance looks at: dated, cited records, as known on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from corridor.reference.index import ImporterLaw
from corridor.schema.legal import BaseRate, Programme, Valuation

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

    def territory(self, country: str) -> str:
        """Return the customs territory of a country."""
        return self.territories.get(country, country)

    def importer(self, importer: str) -> ImporterLaw:
        """Return the records of one customs territory, indexed; without records an empty index."""
        return self._importers.get(importer, NO_RECORDS)

    @cached_property
    def _importers(self) -> dict[str, ImporterLaw]:
        """Index the records by importer, once per law."""
        names = {row.importer for row in self.base_rates} | {row.importer for row in self.programmes}
        return {
            name: ImporterLaw(
                (row for row in self.base_rates if row.importer == name),
                (row for row in self.programmes if row.importer == name),
            )
            for name in sorted(names)
        }
