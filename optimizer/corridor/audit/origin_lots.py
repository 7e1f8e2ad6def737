"""Lots and origin: each rule choice is one the law gives, the label follows from it, discrete parts are not mixed."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.audit.case import Case, lot_of
from corridor.audit.checks import Checks, Refusal
from corridor.audit.plan import key_of
from corridor.audit.recipes import Recipe
from corridor.audit.rule_choices import parse_choice
from corridor.schema.goods import RecipeLine
from corridor.schema.results import Production


def check(case: Case) -> Checks:
    """Yield lots with a rule choice or a status that the law does not give, and lots of mixed discrete parts."""
    for lot in case.plan[Production]:
        recipe = case.recipes.get((lot.process, lot.alternative))
        texts = [*case.lot_rules.faults(lot), *_statuses(case, lot)]
        if recipe is not None:
            texts += _parts(case, lot, recipe)
        for text in texts:
            yield Refusal("origin", f"production {key_of(lot)}", text, lot.quantity)


def _statuses(case: Case, lot: Production) -> Iterator[str]:
    """Yield the statuses on a label that its rule choice does not give."""
    given = case.lot_rules.statuses(lot)
    for status in case.state(lot.state).statuses:
        if status not in given:
            allowed = ", ".join(one.label() for one in sorted(given)) or "no status"
            yield f"the rule choice gives {allowed}, the label says {status.label()}"


def _parts(case: Case, lot: Production, recipe: Recipe) -> Iterator[str]:
    """Yield what is wrong with the discrete parts of a lot."""
    tests = [one for one in case.lot_rules.tests(lot) if not one.forbids and not one.books]
    averaged = all(one.averaging != "none" for one in tests)
    apart = [
        lines for lines in recipe.units if tests and (not averaged or any(line.discrete == "yes" for line in lines))
    ]
    choice = parse_choice(lot.rule_choice)
    named = choice.parts if choice else ()
    if len(named) != len(apart):
        yield f"the rule choice names {len(named)} kinds of discrete parts, the lot has {len(apart)}"
        return
    for (product, label), lines in zip(named, apart, strict=True):
        if product not in {line.product for line in lines} or case.named(label) is None:
            yield f"the rule choice names {product}:{label} as a part, and the recipe has no such part in its place"
            continue
        yield from _mixed(case, lot, lines, (product, label))


def _mixed(case: Case, lot: Production, lines: tuple[RecipeLine, ...], part: tuple[str, str]) -> Iterator[str]:
    """Yield the inputs that tests of origin can tell from the part that the rule choice names."""
    members = {line.product for line in lines}
    right = _looks(case, lot, *part)
    for use in case.uses_of(lot_of(lot)):
        if use.input in members and use.quantity and _looks(case, lot, use.input, use.input_state) != right:
            yield (
                f"discrete parts are mixed: {use.input} {use.input_state} is used in a lot of {part[0]} {part[1]}, "
                "and each unit qualifies by its own parts"
            )


def _looks(case: Case, lot: Production, product: str, label: str) -> tuple[object, ...]:
    """Return what the tests of a lot can tell of an input: its product, its origin, and what of it counts."""
    state = case.named(label)
    if state is None:
        return (product, label)
    rules = case.lot_rules
    own = [one for one in rules.tests(lot) if not one.books]
    return product, state.general, tuple(rules.effect(lot, one, product, state) for one in own)
