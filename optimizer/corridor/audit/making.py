"""Making: lots take what the recipe says, by itself or within a substitution group."""

from __future__ import annotations

from corridor.audit.case import Case, lot_of
from corridor.audit.checks import Check, Checks, Refusal, Term, exact
from corridor.audit.plan import key_of
from corridor.audit.recipes import Recipe
from corridor.schema.goods import RecipeLine
from corridor.schema.results import Production, Use


def check(case: Case) -> Checks:
    """Yield lots without a recipe or capability, and inputs that do not match the runs."""
    lots = {lot_of(row): row for row in case.plan[Production]}
    for row in lots.values():
        key = f"production {key_of(row)}"
        recipe = case.recipes.get((row.process, row.alternative))
        if recipe is None or recipe.output != row.product:
            yield Refusal("making", key, "no recipe makes this product this way", row.quantity)
            continue
        if case.book.capabilities.find(row.site, row.process, row.period) is None:
            yield Refusal("making", key, "table capabilities has no row for it", row.quantity)
        yield from _inputs(case, row, recipe)
    for use in case.plan[Use]:
        key = f"uses {key_of(use)}"
        recipe = case.recipes.get((use.process, use.alternative))
        if lot_of(use) not in lots:
            yield Refusal("making", key, "table production has no lot that takes this input", use.quantity)
        elif recipe and use.input not in recipe.lines:
            yield Refusal("making", key, "the recipe does not take this input", use.quantity)


def _inputs(case: Case, row: Production, recipe: Recipe) -> Checks:
    """Yield the rows of one lot: for each input by itself, and for each group and its members."""
    taken: dict[str, list[float]] = {}
    for use in case.uses_of(lot_of(row)):
        taken.setdefault(use.input, []).append(use.quantity)
    runs: Term = (1 / recipe.per_run, row.quantity)
    for line in recipe.inputs:
        if not line.substitution_group:
            key = f"production {key_of(row)} {line.product}"
            terms = [*_runs_of(line, taken), (-runs[0], runs[1])]
            yield Check("making", key, "the input does not match the runs of the recipe", terms)
    for group, lines in recipe.groups.items():
        key = f"production {key_of(row)} {group}"
        used = [term for line in lines for term in _runs_of(line, taken)]
        text = "the inputs of the group together do not match the runs of the recipe"
        yield Check("making", key, text, [*used, (-runs[0], runs[1])])
        for line in lines:
            yield from _share(row, line, _runs_of(line, taken), runs)


def _runs_of(line: RecipeLine, taken: dict[str, list[float]]) -> list[Term]:
    """[run] Return the runs that the input used would be enough for by itself."""
    return [(1 / exact(line.quantity), quantity) for quantity in taken.get(line.product, ())]


def _share(row: Production, line: RecipeLine, used: list[Term], runs: Term) -> Checks:
    """Yield that a member's part of its group lies between its shares."""
    key = f"production {key_of(row)} {line.product}"
    if line.min_share > 0:
        terms = [(exact(line.min_share) * runs[0], runs[1]), *((-one, quantity) for one, quantity in used)]
        yield Check("making", key, "the input covers less of its group than min_share", terms, "<=")
    if line.max_share < 1:
        terms = [*used, (-exact(line.max_share) * runs[0], runs[1])]
        yield Check("making", key, "the input covers more of its group than max_share", terms, "<=")
