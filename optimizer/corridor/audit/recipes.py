"""What a run of a process alternative takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.schema.goods import RecipeLine
from corridor.schema.row import EACH

ONLY = "-"
"""Name of the one alternative of a process whose lines name none."""


@dataclass(frozen=True)
class Recipe:
    """One alternative of a process."""

    output: str
    """The product made."""
    per_run: Fraction
    """[unit / run] Good output, after the yield."""
    inputs: tuple[RecipeLine, ...]
    byproducts: tuple[RecipeLine, ...]

    @cached_property
    def lines(self) -> Mapping[str, RecipeLine]:
        """Input product -> its line."""
        return {line.product: line for line in self.inputs}

    @cached_property
    def groups(self) -> Mapping[str, tuple[RecipeLine, ...]]:
        """Substitution group -> its members; an input by itself is in none."""
        found: dict[str, list[RecipeLine]] = {}
        for line in self.inputs:
            if line.substitution_group:
                found.setdefault(line.substitution_group, []).append(line)
        return {group: tuple(lines) for group, lines in found.items()}

    @cached_property
    def units(self) -> tuple[tuple[RecipeLine, ...], ...]:
        """Inputs by themselves and groups of inputs, in the order of the table."""
        found: dict[tuple[str, str], list[RecipeLine]] = {}
        for line in self.inputs:
            group = line.substitution_group
            found.setdefault(("group", group) if group else ("input", line.product), []).append(line)
        return tuple(map(tuple, found.values()))

    @cached_property
    def essential(self) -> frozenset[str]:
        """Inputs whose origin the output keeps; all members of a group stand together."""
        units = {line.substitution_group or f"/{line.product}" for line in self.inputs}
        marked = {line.substitution_group or f"/{line.product}" for line in self.inputs if line.essential == "yes"}
        chosen = units if len(units) == 1 else marked
        return frozenset(
            line.product for line in self.inputs if (line.substitution_group or f"/{line.product}") in chosen
        )


def recipe_book(book: Book) -> dict[tuple[str, str], Recipe]:
    """Return the recipe of each process and alternative.

    A process whose lines name no alternative has one, called `-`.
    """
    by_process: dict[str, list[RecipeLine]] = {}
    for line in book.tables[RecipeLine]:
        by_process.setdefault(line.process, []).append(line)
    found: dict[tuple[str, str], Recipe] = {}
    for process, lines in by_process.items():
        for alternative in {line.alternative for line in lines} - {EACH} or {ONLY}:
            held = _holding(lines, alternative)
            outputs = [line for line in held if line.role == "output"]
            row = book.processes.get(process)
            if len(outputs) != 1 or row is None:
                continue
            found[process, alternative] = Recipe(
                outputs[0].product,
                exact(outputs[0].quantity) * exact(row.yield_share),
                tuple(line for line in held if line.role == "input"),
                tuple(line for line in held if line.role == "byproduct"),
            )
    return found


def _holding(lines: list[RecipeLine], alternative: str) -> list[RecipeLine]:
    """Return the lines that hold in an alternative; a line that names it replaces the one for each."""
    winners: dict[tuple[str, str], RecipeLine] = {}
    for line in sorted(lines, key=lambda line: line.alternative != EACH):
        if line.alternative in (alternative, EACH):
            winners[line.product, line.role] = line
    return list(winners.values())
