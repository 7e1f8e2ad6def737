"""`Did you mean`: the nearest word that is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Collection


def nearest(word: str, allowed: Collection[str]) -> str:
    """Return the allowed word most like `word`, or empty if none is near."""
    if word in allowed:
        return word
    plain = _plain(word)
    by_plain = {_plain(candidate): candidate for candidate in sorted(allowed, reverse=True)}
    if plain in by_plain:
        return by_plain[plain]
    found = difflib.get_close_matches(plain, list(by_plain), n=1, cutoff=0.6)
    return by_plain[found[0]] if found else ""


def did_you_mean(word: str, allowed: Collection[str], otherwise: str) -> str:
    """Return `Did you mean X?`, or `otherwise` if nothing is near."""
    near = nearest(word, allowed)
    return f"Did you mean `{near}`?" if near else otherwise


def listed(allowed: Collection[str], most: int = 8) -> str:
    """Return allowed words in a sentence, cut to `most`."""
    words = sorted(allowed)
    if len(words) <= most:
        return ", ".join(words)
    return ", ".join(words[:most]) + f" and {len(words) - most} more"


def _plain(word: str) -> str:
    """Return a word without case, blanks, dashes and underscores."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def same_but_spelling(one: str, other: str) -> bool:
    """Return whether two names differ only in case, marks, blanks or a final `s`."""
    return _plain(one).rstrip("s") == _plain(other).rstrip("s")
