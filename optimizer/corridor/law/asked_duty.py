"""A whole duty question: the stack, and as far as asked for what reliefs and a split into several entries do to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corridor.errors import UsageError
from corridor.law.entry_split import split_entry
from corridor.law.fees import Entry
from corridor.law.goods import Amounts, Goods
from corridor.law.relief_terms import ReliefTerms, refuse_terms
from corridor.law.relief_ways import relief_answers
from corridor.law.stack import Stack, stack
from corridor.law.valuation import customs_value
from corridor.reference.law import Law
from corridor.schema.tariff_words import SpecificUnit

Quantities = Sequence[tuple[SpecificUnit, float]]


def amounts_asked(value: float | None, quantities: Quantities, terms: ReliefTerms) -> Amounts | None:
    """Return the customs value and the quantities of an entry; None: no value is given.

    `value` [importer currency] is the price as the importer's customs value takes it; the additions of the terms come
    on top. Raises UsageError if terms are given that nothing looks at, or without a value.
    """
    refuse_terms(terms, value is not None)
    return None if value is None else Amounts(customs_value("fob", value, 0.0, 0.0, terms.additions), tuple(quantities))


def duty_asked(
    law: Law, goods: Goods, day: date, amounts: Amounts | None, terms: ReliefTerms, entries: int | None = None
) -> Stack:
    """Return the stack of goods with the reliefs of the terms, and the fees of so many entries; None: not asked.

    Raises UsageError if reliefs or entries are asked for without a value, or something of the terms cannot be.
    """
    answer = stack(law, goods, day, amounts)
    if entries is not None and amounts is None:
        raise UsageError("what several entries cost in fees depends on their value: give it")
    split = None if entries is None or amounts is None else split_entry(law, goods, day, Entry(amounts.value), entries)
    return replace(answer, reliefs=relief_answers(law, answer, terms), entries=split)
