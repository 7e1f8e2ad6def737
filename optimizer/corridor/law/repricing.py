"""An entry line priced again, as it is or under other assumptions, by programme."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from corridor.law.duty import layers
from corridor.law.entry_lines import amounts_of, goods_of, paid_by_programme, rounded_to_cents, same_money
from corridor.law.goods import Amounts, Goods
from corridor.law.parts import BASE_PROGRAMME
from corridor.reference.law import Law
from corridor.schema.entries import EntryLine

Dues = Mapping[str, float]
"""[importer currency] Programme -> what it adds to the duty; not a number where that is unknown."""


class Repricing:
    """One entry line, what was paid on it, and what is due on it under any assumption; answers are kept."""

    def __init__(self, law: Law, line: EntryLine, payments: Mapping[str, float] | None = None) -> None:
        """Take a line. `payments`: only these of it, by programme."""
        self.law = law
        self.line = line
        self.goods = goods_of(line)
        self.amounts = amounts_of(line)
        self.payments = paid_by_programme(line) if payments is None else payments
        self._kept: dict[tuple[Goods, date, Amounts], Dues] = {}

    @property
    def due(self) -> Dues:
        """Return what is due on the line as it is."""
        return self.under()

    @property
    def general(self) -> Dues:
        """Return what would be due without a claim."""
        return self.under(replace(self.goods, claim=""))

    def under(self, goods: Goods | None = None, day: date | None = None, amounts: Amounts | None = None) -> Dues:
        """Return what is due on other goods, another day or other amounts, where given.

        Duty at a special rate is base duty: a claim does not make two programmes of it.
        """
        asked = (goods or self.goods, day or self.line.entry_date, amounts or self.amounts)
        if asked not in self._kept:
            self._kept[asked] = self._priced(*asked)
        return self._kept[asked]

    def differing(self, due: Dues) -> list[str]:
        """Return the programmes of which something else was paid than is due; what is unknown differs from nothing."""
        names = dict.fromkeys([*due, *self.payments])
        return [
            name
            for name in names
            if not math.isnan(due.get(name, 0.0)) and not same_money(due.get(name, 0.0), self.paid(name))
        ]

    def paid(self, programme: str) -> float:
        """[importer currency] Return what was paid under the name of a programme."""
        return self.payments.get(programme, 0.0)

    def matches(self, programme: str, amount: float) -> bool:
        """Return whether an amount is what was paid under the name of a programme."""
        return not math.isnan(amount) and same_money(rounded_to_cents(amount), self.paid(programme))

    def _priced(self, goods: Goods, day: date, amounts: Amounts) -> Dues:
        due: dict[str, float] = {}
        for layer in layers(self.law, goods, day.toordinal(), day.toordinal() + 1, amounts):
            name = BASE_PROGRAMME if layer.programme == goods.claim else layer.programme
            amount = layer.rate * amounts.value
            if layer.specific:
                quantity = amounts.quantity(layer.specific_unit)
                amount += math.nan if quantity is None else layer.specific * quantity
            due[name] = due.get(name, 0.0) + amount
        return {name: sum_ if math.isnan(sum_) else rounded_to_cents(sum_) for name, sum_ in due.items()}
