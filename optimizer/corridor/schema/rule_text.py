"""The text of a rule of origin, cut into words, numbers and marks, each with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

_TOKEN = re.compile(r"\s*([A-Za-z_]+|[0-9][0-9.]*|\S)")
_PERCENT = re.compile(r"^[0-9]+(?:\.[0-9]+)?$")
_CODE = re.compile(r"^[0-9]+(?:\.[0-9]+)*$")


class RuleSyntaxError(ValueError):
    """A rule of origin that cannot be read."""

    def __init__(self, rule: str, position: int) -> None:
        """Say what is wrong at which character, counted from 1."""
        super().__init__(f"{rule} (at character {position})")
        self.rule = rule
        self.position = position


class RuleReader:
    """Reads the parts of a rule one after another. Words count in any case."""

    def __init__(self, text: str) -> None:
        """Cut `text` into parts; each keeps where it begins."""
        self._parts = [(found[1], found.start(1) + 1) for found in _TOKEN.finditer(text)]
        self._parts.append(("", len(text) + 1))
        self._next = 0

    def peek(self) -> str:
        """Return the next part in small letters; empty at the end."""
        return self._parts[self._next][0].casefold()

    def error(self, rule: str) -> RuleSyntaxError:
        """Return the error that says `rule` of the next part."""
        return RuleSyntaxError(rule, self._parts[self._next][1])

    def expected(self, what: str, allowed: Collection[str] = ()) -> RuleSyntaxError:
        """Return the error that something else was expected here; of words, the nearest one is named."""
        near = difflib.get_close_matches(self.peek(), [word.casefold() for word in allowed], n=1)
        original = {word.casefold(): word for word in allowed}
        hint = f"; did you mean `{original[near[0]]}`?" if near else ""
        return self.error(f"expected {what}, got {self._shown()}{hint}")

    def took(self, *words: str) -> bool:
        """Go past one of these words or marks, given in small letters; return whether it was there."""
        if self.peek() not in words:
            return False
        self._next += 1
        return True

    def take(self, mark: str, otherwise: str = "") -> None:
        """Go past a mark. `otherwise` says what may stand here beside it."""
        if not self.took(mark):
            raise self.expected(f"{otherwise} or `{mark}`" if otherwise else f"`{mark}`")

    def word(self, what: str, allowed: Collection[str]) -> str:
        """Read one of the words that are allowed; return it as it stands there."""
        for word in allowed:
            if self.peek() == word.casefold():
                self._next += 1
                return word
        raise self.expected(f"{what} ({', '.join(allowed)})", allowed)

    def percent(self) -> float:
        """[%] Read a number between 0 and 100."""
        if not _PERCENT.match(self.peek()):
            raise self.expected("a percentage such as 40 or 12.5")
        if float(self.peek()) > 100:
            raise self.expected("a percentage between 0 and 100")
        number = float(self.peek())
        self._next += 1
        if self.peek() == "%":
            raise self.error("a percentage is written without `%`, such as 40")
        return number

    def code(self) -> str:
        """Read a code of 2 to 10 digits; return it without dots."""
        digits = self.peek().replace(".", "")
        if not _CODE.match(self.peek()) or not 2 <= len(digits) <= 10:
            raise self.expected("a code of 2 to 10 digits, CHAPTER, HEADING or SUBHEADING")
        self._next += 1
        return digits

    def _shown(self) -> str:
        """Return the next part in words."""
        part = self._parts[self._next][0]
        return f"`{part}`" if part else "the end of the text"
