"""End uses that no programme names: a slip of the pen there would silently lower a duty."""

from __future__ import annotations

from difflib import get_close_matches

from corridor.errors import Fault, Severity
from corridor.law.duty import end_use_conditions
from corridor.network.lookups import Lookups
from corridor.network.states import NO_USE


def unnamed_end_uses(lookups: Lookups) -> list[Fault]:
    """Return a fault for each stated end use that looks like a named one, and a note for others nobody names."""
    stated = [("demand", row.product, row.end_use) for row in lookups.demand_rows]
    stated += [("recipes", line.product, line.end_use) for line in lookups.recipe_lines if line.role == "input"]
    faults = []
    for table, product, use in sorted(set(stated)):
        if use == NO_USE:
            continue
        named = sorted(
            {
                name
                for importer in lookups.importers
                if (code := lookups.code(product, importer))
                for name in end_use_conditions(lookups.law, importer, code)
            }
        )
        if use in named:
            continue
        near = get_close_matches(use, named, n=1, cutoff=0.75)
        if near:
            rule = f"no programme on {product} names this end use, and {near[0]!r} is very like it"
            remedy, severity = f"Did you mean {near[0]}?", Severity.ERROR
        else:
            rule = f"no programme on {product} names this end use: its duty is that of any other use"
            remedy = f"Named are: {', '.join(named)}." if named else "Leave it, or write none."
            severity = Severity.NOTE
        faults.append(Fault(table, None, "end_use", "", use, rule, remedy, severity))
    return faults
