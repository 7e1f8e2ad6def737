"""Recipes as the network uses them: alternatives, input groups, and who judges what confers origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corridor.network.lookups import Lookups
from corridor.schema.goods import Process, RecipeLine
from corridor.schema.row import EACH

Judgement = tuple[tuple[str, bool], ...]
"""(importer or `*`, whether the process confers origin), for all who judge."""


@dataclass(frozen=True)
class InputGroup:
    """An input by itself, or inputs that replace each other."""

    name: str
    members: tuple[RecipeLine, ...]
    essential: bool


@dataclass(frozen=True)
class Alternative:
    """One way of running a process."""

    process: str
    name: str
    output: str
    output_per_run: float
    """[unit / run] Good output: quantity x yield."""
    byproducts: tuple[tuple[str, float], ...]
    """(product, [unit / run])"""
    groups: tuple[InputGroup, ...]


def alternatives(process: Process, lines: Sequence[RecipeLine]) -> tuple[Alternative, ...]:
    """Return the alternatives of a process. The tables have been checked: each has one output."""
    names = sorted({line.alternative for line in lines} - {EACH}) or [EACH]
    return tuple(_alternative(process, name, _lines_of(lines, name)) for name in names)


def _lines_of(lines: Sequence[RecipeLine], name: str) -> list[RecipeLine]:
    """Return the lines of an alternative: its own line of a product wins over one that holds for each."""
    own = {(line.product, line.role) for line in lines if line.alternative == name and name != EACH}
    return [
        line
        for line in lines
        if line.alternative == name or (line.alternative == EACH and (line.product, line.role) not in own)
    ]


def _alternative(process: Process, name: str, lines: Sequence[RecipeLine]) -> Alternative:
    output = next(line for line in lines if line.role == "output")
    grouped: dict[tuple[str, str], list[RecipeLine]] = {}
    for line in lines:
        if line.role == "input":
            # A group may be called like a product: the two are not the same.
            key = ("group", line.substitution_group) if line.substitution_group else ("input", line.product)
            grouped.setdefault(key, []).append(line)
    groups = tuple(
        InputGroup(
            name=name,
            members=tuple(members),
            essential=len(grouped) == 1 or any(line.essential == "yes" for line in members),
        )
        for (_, name), members in grouped.items()
    )
    return Alternative(
        process=process.process,
        name="-" if name == EACH else name,
        output=output.product,
        output_per_run=output.quantity * process.yield_share,
        byproducts=tuple((line.product, line.quantity) for line in lines if line.role == "byproduct"),
        groups=groups,
    )


def judgement(lookups: Lookups, site: str, alternative: Alternative, t: int) -> Judgement:
    """Return who holds that the alternative's output originates at the site, as of the end of period `t`."""
    rows = lookups.determinations
    last_day = lookups.calendar.last_day(t)
    judged = []
    for importer in (EACH, *lookups.judging_importers):
        row = rows.find(site, alternative.process, alternative.output, importer)
        valid = row is not None and (row.valid_to is None or row.valid_to >= last_day)
        judged.append((importer, valid and row is not None and row.confers_origin == "yes"))
    return tuple(judged)
