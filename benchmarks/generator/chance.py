"""Draws: one seeded stream for each part of the generator, so that a change of one part leaves the others alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed: int, part: str) -> random.Random:
    """Return the draws of one part of the generator."""
    return random.Random(f"{seed}/{part}")


def rounded(value: float) -> float:
    """Return a number with four digits, as a person would write it in a table."""
    return float(f"{value:.4g}")


class Deck(Generic[T]):
    """Deals cards so that each comes once before any comes again: nothing is left out, nothing piles up."""

    def __init__(self, chance: random.Random, cards: Sequence[T]) -> None:
        """Take `chance` to shuffle `cards`."""
        self._chance = chance
        self._cards = list(cards)
        self._left: list[T] = []

    def deal(self, count: int) -> list[T]:
        """Return different cards: `count`, or all there are."""
        dealt: list[T] = []
        while len(dealt) < min(count, len(self._cards)):
            card = next((card for card in self._left if card not in dealt), None)
            if card is None:
                self._left.extend(self._chance.sample(self._cards, len(self._cards)))
            else:
                self._left.remove(card)
                dealt.append(card)
        return dealt
