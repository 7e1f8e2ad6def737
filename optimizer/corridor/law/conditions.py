"""Whether the conditions of a record hold for goods: yes, no, or not known and which facts would decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from corridor.law.goods import Goods
from corridor.reference.where import Condition
from corridor.schema.tariff_words import FACTS

NO_CLAIM = "NONE"
"""Value of the fact `claim` where no preference is claimed."""

Known: TypeAlias = Mapping[str, tuple[str, ...]]
"""Fact -> its value; of a country also its customs territory, which conditions may name instead."""


class Verdict(NamedTuple):
    """The answer to conditions, three-valued."""

    holds: bool | None
    """None: it depends on facts that are not known."""
    decided_by: tuple[str, ...] = ()
    """Facts that would decide; empty unless `holds` is None."""
    failed: str = ""
    """The condition that is not met, in words; empty unless `holds` is False."""


ALWAYS = Verdict(True)
"""The verdict where there are no conditions."""


def known_facts(goods: Goods, territory: Callable[[str], str]) -> Known:
    """Return the facts of goods. `territory` gives the customs territory of a country."""
    known: dict[str, tuple[str, ...]] = {}
    for fact, value in goods.facts:
        country = fact in FACTS and FACTS[fact][0] == "country"
        known[fact] = (value, territory(value)) if country else (value,)
    known["claim"] = (goods.claim or NO_CLAIM,)
    return known


def judged(where: tuple[Condition, ...], known: Known) -> Verdict:
    """Return whether conditions hold, all of them together; one that fails decides whatever else is not known."""
    if not where:
        return ALWAYS
    missing: list[str] = []
    for one in where:
        values = known.get(one.fact)
        if values is None:
            missing.append(one.fact)
        elif not one.admits(values):
            return Verdict(False, failed=f"{one} is not met ({one.fact} is {values[0]})")
    return Verdict(None, tuple(dict.fromkeys(missing))) if missing else ALWAYS
