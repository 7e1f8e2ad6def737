"""Discrete parts: a unit qualifies by the parts that are in it, so a lot is made of one kind of each such part.

Materials that are exchanged for each other may be averaged over a lot; parts that can be told apart unit by unit may
not, and nothing may where an agreement allows no averaging (trap T5 of docs/meaning.md, "Claim lots").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product as combinations

from corridor.network.choices import Choice, Choices
from corridor.network.recipes import Alternative
from corridor.network.states import State

Item = tuple[int, int, tuple[str, str, State]]
"""(group, member of the group, where the input is taken from)"""
Items = tuple[Item, ...]


def each_part(
    choices: Choices, choice: Choice, site: str, recipe: Alternative, items: Items
) -> Iterator[tuple[str, Items]]:
    """Yield, for each kind of every discrete part, its name as a suffix and the inputs of such a lot.

    Inputs that no test can tell apart are one kind. Without discrete parts there is one lot, of all inputs.
    """
    apart = _groups_apart(choice, recipe)
    if not apart:
        yield "", items
        return
    kinds: list[dict[tuple[object, ...], list[Item]]] = []
    for g in apart:
        found: dict[tuple[object, ...], list[Item]] = {}
        for item in items:
            if item[0] == g:
                found.setdefault(_signature(choices, choice, site, item), []).append(item)
        kinds.append(found)
    averaged = [item for item in items if item[0] not in apart]
    for chosen in combinations(*(each.values() for each in kinds)):
        picked = [item for part in chosen for item in part]
        suffix = "".join(f"/{part[0][2][1]}:{part[0][2][2].label}" for part in chosen)
        yield suffix, tuple(sorted(averaged + picked))


def _groups_apart(choice: Choice, recipe: Alternative) -> list[int]:
    """Return the input groups that a lot takes one kind of."""
    rows = [one for one in choice.rows if not one.books]
    if not rows:
        return []
    averaged = all(one.averaging != "none" for one in rows)
    return [
        g
        for g, group in enumerate(recipe.groups)
        if not averaged or any(line.discrete == "yes" for line in group.members)
    ]


def _signature(choices: Choices, choice: Choice, site: str, item: Item) -> tuple[object, ...]:
    """Return what the tests of a lot can tell about an input: its product, origin, and what counts of it."""
    _, product, state = item[2]
    weights = tuple(choices.weights(one, product, state, site) for one in choice.rows if not one.books)
    return product, state.origin, weights
