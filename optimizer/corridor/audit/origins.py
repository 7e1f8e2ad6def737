"""Origin of lots: conferred by the process, or kept from the essential input, for each importer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corridor.audit.case import Case, lot_of
from corridor.audit.checks import Checks, Refusal
from corridor.audit.plan import key_of
from corridor.audit.recipes import Recipe
from corridor.schema.results import Production, Use

OTHERS = ""
"""Stands for the importers that no lane of the model enters."""


def check(case: Case) -> Checks:
    """Yield the lots whose label claims an origin that neither the process nor the essential input gives."""
    for lot in case.plan[Production]:
        recipe = case.recipes.get((lot.process, lot.alternative))
        if recipe is None:
            continue
        uses = [use for use in case.uses_of(lot_of(lot)) if use.input in recipe.essential]
        for text in _faults(case, lot, recipe, uses):
            yield Refusal("states", f"production {key_of(lot)}", text, lot.quantity)


def confers(case: Case, lot: Production, importer: str) -> bool:
    """Return whether a process confers origin for an importer on the last day of the period."""
    row = case.book.determinations.find(lot.site, lot.process, lot.product, importer, "non_preferential")
    if row is None or row.confers_origin != "yes":
        return False
    last = case.book.calendar.periods[case.book.calendar.number[lot.period]].end
    return row.valid_to is None or row.valid_to >= last


def _faults(case: Case, lot: Production, recipe: Recipe, uses: Iterable[Use]) -> Iterator[str]:
    """Yield what is wrong with the origin on the label of a lot."""
    state = case.state(lot.state)
    country = case.book.sites[lot.site].country
    if state.offer:
        yield "goods made are not bound to an offer"
    origins = [(use, case.state(use.input_state)) for use in uses]
    for importer in case.book.importers:
        origin = state.origin(importer)
        if not recipe.inputs or confers(case, lot, importer):
            if origin != country:
                yield f"for {importer} the goods originate in {country}, the label says {origin}"
            continue
        for use, given in origins:
            if given.origin(importer) != origin:
                yield (
                    f"for {importer} the goods keep the origin of {use.input}, {given.origin(importer)}; "
                    f"the label says {origin}"
                )
    others = not recipe.inputs or confers(case, lot, OTHERS)
    allowed = {state.origin(importer) for importer in case.book.importers}
    allowed |= {country} if others else {given.general for _, given in origins}
    if state.general not in allowed:
        yield f"nobody sees origin {state.general}, only {', '.join(sorted(allowed)) or 'that of the inputs'}"
