"""Index formulas: a price as a linear function of published indices, `0.82 * LME_NI + 350`.

    formula = term { (+ | -) term }
    term    = factor { (* | /) factor }
    factor  = (+ | -) factor | number | index code | ( formula )

A number is written with digits and at most one decimal point; everything else made of capital letters, digits
and underscores is an index code. Two indices cannot be multiplied, and nothing can be divided by an index:
the price stays linear. Nothing is evaluated as Python.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\s*(?:(?P<word>[A-Z0-9_.]+)|(?P<sign>[-+*/()]))")
_NUMBER = re.compile(r"^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$")
_CODE = re.compile(r"^[A-Z0-9_]+$")
_DEEPEST = 40
"""[1] Most parentheses and signs inside each other; beyond it a formula is a mistake."""


class FormulaError(ValueError):
    """A formula that cannot be read, or lacks the price of an index."""


@dataclass(frozen=True)
class Formula:
    """A linear function of indices: `constant + sum of coefficient x index`."""

    constant: float
    """[currency / unit of the price]"""
    coefficients: Mapping[str, float] = field(default_factory=dict)
    """Index code -> coefficient [unit of the index / unit of the price], in order of appearance."""


def parse(text: str) -> Formula:
    """Return the linear function that a formula stands for.

    Raises `FormulaError`, naming the position (counted from 1) and what is allowed there.
    """
    reader = _Reader(text, _tokens(text))
    formula = reader.formula(0)
    if reader.at < len(reader.tokens):
        raise reader.error("expected + - * / or the end")
    numbers = (formula.constant, *formula.coefficients.values())
    if not all(math.isfinite(number) for number in numbers):
        raise FormulaError(f"index formula {text!r}: a number in it is too large")
    return formula


def codes(formula: str | Formula) -> tuple[str, ...]:
    """Return the index codes of a formula, in order of appearance. Raises `FormulaError`."""
    return tuple(_read(formula).coefficients)


def evaluate(formula: str | Formula, prices: Mapping[str, float]) -> float:
    """[currency / unit of the price] Return the price, given the price of each index.

    Raises `FormulaError` if the formula cannot be read or an index has no price.
    """
    read = _read(formula)
    missing = [code for code in read.coefficients if code not in prices]
    if missing:
        raise FormulaError(f"no price of index {', '.join(missing)}")
    return math.fsum([read.constant, *(factor * prices[code] for code, factor in read.coefficients.items())])


def _read(formula: str | Formula) -> Formula:
    return parse(formula) if isinstance(formula, str) else formula


def _tokens(text: str) -> tuple[tuple[int, str], ...]:
    """Return (position from 1, word or sign) of a formula."""
    found = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise FormulaError(
                f"index formula {text!r}: {text[start]!r} at position {start + 1} is not allowed; "
                "use numbers such as 0.82, index codes in capital letters, + - * / and parentheses"
            )
        found.append((match.start(match.lastgroup or 0) + 1, match.group(match.lastgroup or 0)))
        at = match.end()
    return tuple(found)


@dataclass
class _Reader:
    """Reads tokens from left to right by the grammar of the module."""

    text: str
    tokens: tuple[tuple[int, str], ...]
    at: int = 0

    def error(self, expected: str) -> FormulaError:
        """Return the error at the present token."""
        if self.at < len(self.tokens):
            position, token = self.tokens[self.at]
            return FormulaError(f"index formula {self.text!r}: {expected} at position {position}, found {token!r}")
        return FormulaError(f"index formula {self.text!r}: {expected}, found the end")

    def take(self, *signs: str) -> str:
        """Step over the present token if it is one of `signs`; return it or an empty text."""
        if self.at < len(self.tokens) and self.tokens[self.at][1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def formula(self, depth: int) -> Formula:
        """Read a sum."""
        total = self.term(depth)
        while sign := self.take("+", "-"):
            total = _plus(total, self.term(depth), 1.0 if sign == "+" else -1.0)
        return total

    def term(self, depth: int) -> Formula:
        """Read a product or quotient that stays linear."""
        left = self.factor(depth)
        while sign := self.take("*", "/"):
            operator = self.at - 1
            right = self.factor(depth)
            constant, other = (left, right) if not left.coefficients else (right, left)
            if sign == "/" and (right.coefficients or right.constant == 0):
                self.at = operator
                raise self.error("an index formula divides only by numbers other than 0")
            if constant.coefficients:
                self.at = operator
                raise self.error("an index formula is linear: two indices cannot be multiplied")
            left = _times(left, 1.0 / right.constant) if sign == "/" else _times(other, constant.constant)
        return left

    def factor(self, depth: int) -> Formula:
        """Read a number, an index, a signed factor or a formula in parentheses."""
        if depth > _DEEPEST:
            raise self.error(f"at most {_DEEPEST} parentheses and signs inside each other")
        if sign := self.take("+", "-"):
            return _times(self.factor(depth + 1), 1.0 if sign == "+" else -1.0)
        if self.take("("):
            inner = self.formula(depth + 1)
            if not self.take(")"):
                raise self.error("expected )")
            return inner
        word = self.tokens[self.at][1] if self.at < len(self.tokens) else ""
        if _NUMBER.match(word):
            self.at += 1
            return Formula(float(word))
        if _CODE.match(word):
            self.at += 1
            return Formula(0.0, {word: 1.0})
        raise self.error("expected a number, an index code or (")


def _plus(left: Formula, right: Formula, factor: float) -> Formula:
    coefficients = dict(left.coefficients)
    for code, value in right.coefficients.items():
        coefficients[code] = coefficients.get(code, 0.0) + factor * value
    return Formula(left.constant + factor * right.constant, coefficients)


def _times(formula: Formula, factor: float) -> Formula:
    return Formula(factor * formula.constant, {code: factor * value for code, value in formula.coefficients.items()})
