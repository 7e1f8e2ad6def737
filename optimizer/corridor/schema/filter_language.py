"""The language in which limits and scenarios name rows: `TABLE[column=value|value, column!=value]`.

    filter     = table [ "[" [ condition { "," condition } ] "]" ]
    condition  = column ( "=" | "!=" ) value { "|" value }

Conditions hold together (and); values of one condition are alternatives (or). Blanks around any part say
nothing. A value is any text without `, | [ ] = !`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "flows": (
        "product", "group", "from_site", "to_site", "from_country", "to_country", "mode", "route",
        "np_origin", "state", "end_use", "owner", "ship_period",
    ),
    "purchases": ("offer", "site", "country", "product", "group", "np_origin", "owner", "period"),
    "production": ("site", "country", "process", "product", "group", "np_origin", "owner", "period"),
    "deliveries": ("site", "country", "product", "group", "np_origin", "end_use", "period"),
    "stocks": ("site", "country", "product", "group", "np_origin", "period"),
}  # fmt: skip
"""Table -> columns a filter may name. `group` is that of the product, `country` and `owner` those of the site
(of a flow: of the ship-from site; of a purchase: of the offer's producer)."""

_TOKEN = re.compile(r"\s*(!=|[\[\],|=]|[^\[\],|=!]+|!)")


class FilterSyntaxError(ValueError):
    """A filter that cannot be read."""

    def __init__(self, rule: str, position: int) -> None:
        """Say what is wrong at which character, counted from 1."""
        super().__init__(f"{rule} (at character {position})")
        self.rule = rule
        self.position = position


@dataclass(frozen=True)
class Condition:
    """One condition of a filter."""

    column: str
    negated: bool
    """Whether `!=` was written: the column has none of the values, instead of one of them."""
    values: tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """Which rows of which table are meant."""

    table: str
    conditions: tuple[Condition, ...] = ()

    def periods(self, codes: Iterable[str]) -> frozenset[str]:
        """Return the periods that the conditions on `period` or `ship_period` leave."""
        kept = set(codes)
        for condition in self.conditions:
            if condition.column in ("period", "ship_period"):
                kept = kept.difference(condition.values) if condition.negated else kept.intersection(condition.values)
        return frozenset(kept)

    def accepts(self, row: Mapping[str, str]) -> bool:
        """Return whether a row, given as column -> value, is meant."""
        return all((row[c.column] in c.values) != c.negated for c in self.conditions)


def parse(text: str, columns: Mapping[str, tuple[str, ...]] = COLUMNS) -> Filter:
    """Return the filter that a text says. Raises FilterSyntaxError, a ValueError, with the position.

    `columns` are the tables that may be named and their columns.
    """
    reader = _Reader(text)
    table = reader.word("a table", columns)
    conditions: list[Condition] = []
    if reader.peek() == "[":
        reader.take("[")
        if reader.peek() != "]":
            conditions.append(_condition(reader, columns[table]))
        while reader.peek() == ",":
            reader.take(",")
            conditions.append(_condition(reader, columns[table]))
        reader.take("]")
    if reader.peek():
        raise FilterSyntaxError(f"nothing may follow, got `{reader.peek()}`", reader.position())
    return Filter(table, tuple(conditions))


def _condition(reader: _Reader, columns: tuple[str, ...]) -> Condition:
    """Read `column=value|value` or `column!=value|value`."""
    column = reader.word("a column", columns)
    negated = reader.peek() == "!="
    reader.take("!=" if negated else "=")
    values = [reader.word("a value")]
    while reader.peek() == "|":
        reader.take("|")
        values.append(reader.word("a value"))
    return Condition(column, negated, tuple(values))


class _Reader:
    """Reads the parts of a filter one after another."""

    def __init__(self, text: str) -> None:
        """Cut `text` into parts; each keeps where it begins."""
        self._parts = [(found[1].strip(), found.start(1) + 1) for found in _TOKEN.finditer(text) if found[1].strip()]
        self._parts.append(("", len(text) + 1))
        self._next = 0

    def peek(self) -> str:
        """Return the next part; empty at the end."""
        return self._parts[self._next][0]

    def position(self) -> int:
        """Return where the next part begins, counted from 1."""
        return self._parts[self._next][1]

    def take(self, mark: str) -> None:
        """Go past a mark."""
        if self.peek() != mark:
            raise FilterSyntaxError(f"expected `{mark}`, got {self._shown()}", self.position())
        self._next += 1

    def word(self, what: str, allowed: Mapping[str, object] | tuple[str, ...] | None = None) -> str:
        """Read a word; if `allowed` is given, one of these."""
        word, position = self._parts[self._next]
        if not word or word in {"[", "]", ",", "|", "=", "!=", "!"}:
            raise FilterSyntaxError(f"expected {what}, got {self._shown()}", position)
        if allowed is not None and word not in allowed:
            near = difflib.get_close_matches(word, list(allowed), n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"allowed: {', '.join(allowed)}"
            raise FilterSyntaxError(f"`{word}` is not {what}; {hint}", position)
        self._next += 1
        return word

    def _shown(self) -> str:
        """Return the next part in words."""
        return f"`{self.peek()}`" if self.peek() else "the end of the text"
