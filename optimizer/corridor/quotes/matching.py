"""From the buyer's words for sites, products and companies to the codes of a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corridor.io.suggest import did_you_mean, listed
from corridor.quotes.headings import same_text
from corridor.schema.goods import Product, UnitFactor
from corridor.schema.places import Entity, Site
from corridor.schema.row import EACH
from corridor.tables.checks.measures import piece_remedy
from corridor.tables.tables import Model
from corridor.tables.trouble import Trouble
from corridor.units import UNITS


class Names:
    """Codes and names of one table; both may stand in a buyer's sheet."""

    def __init__(self, table: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Index (code, name) pairs."""
        self.table = table
        self._by_text: dict[str, set[str]] = {}
        self._shown: list[str] = []
        for code, name in pairs:
            self._by_text.setdefault(same_text(code), set()).add(code)
            self._shown.append(code)
            if name:
                self._by_text.setdefault(same_text(name), set()).add(code)
                self._shown.append(name)

    def find(self, text: str) -> str | Trouble:
        """Return the code with exactly that code or name; case and blanks do not matter."""
        codes = self._by_text.get(same_text(text), set())
        if len(codes) == 1:
            return next(iter(codes))
        if codes:
            return Trouble(f"several rows of {self.table} have this name: {listed(codes)}", "Use the code.")
        otherwise = f"It has {listed(self._shown)}." if self._shown else "It is empty."
        return Trouble(f"table {self.table} has no such code or name", did_you_mean(text, self._shown, otherwise))


def names_of(model: Model) -> Mapping[str, Names]:
    """Return for each quote column that refers to a table the codes and names of that table."""
    sites = Names("sites", ((site.site, site.name) for site in model.tables[Site]))
    products = Names("products", ((product.product, product.name) for product in model.tables[Product]))
    entities = Names("entities", ((entity.entity, entity.name) for entity in model.tables[Entity]))
    return {
        "site": sites,
        "destination": sites,
        "product": products,
        "seller": entities,
        "producer_entity": entities,
    }


def unit_in(model: Model, text: str, product: str | None) -> str | Trouble:
    """Return a unit spelled exactly as a unit of measure, or as table units has it for the product."""
    known = set(UNITS)
    for row in model.tables[UnitFactor]:
        if row.product in (product, EACH):
            known |= {row.from_unit, row.to_unit}
    if text in known:
        return text
    remedy = piece_remedy(text) or did_you_mean(text, known, f"Known: {listed(known, 20)}.")
    return Trouble("an unknown unit; units are not guessed", remedy)


def code_in(text: str) -> str:
    """Return a code made from a buyer's number: capital letters, everything else as underscores."""
    return re.sub(r"[^A-Z0-9]+", "_", text.strip().upper()).strip("_")
