"""Names short enough for a chart: the place stays, and what many names begin with goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_ELLIPSIS = "\u2026"
_LEAST_SHARED = 2
"""Words that names must begin with together before these are taken for a prefix."""

_BRACKETS = re.compile(r"\([^()]*\)")
_LINKING = ("of", "the", "a", "in", "and", "for", "at", "de", "del", "von", "der")


def short_names(names: Sequence[str], most: int) -> list[str]:
    """Return each name in at most so many characters, in order.

    Of a name that is too long its first words stay, and its last part: what stands behind the last comma, or
    behind the words that it begins with together with others. Where that would make two names alike, they are cut
    at the end instead.
    """
    shared = Counter(
        tuple(words[:count])
        for words in (name.split() for name in dict.fromkeys(names))
        for count in range(_LEAST_SHARED, len(words))
    )
    found = [name if len(name) <= most else _shortened(name, shared, most) for name in names]
    alike = Counter(zip(found, names, strict=True))
    times = Counter(short for short, _ in alike)
    return [short if times[short] == 1 else _cut(name, most) for short, name in zip(found, names, strict=True)]


def _shortened(name: str, shared: Counter[tuple[str, ...]], most: int) -> str:
    plain = " ".join(_BRACKETS.sub("", name).split()) or name
    if len(plain) <= most:
        return plain
    words = plain.split()
    prefix = max((count for count in range(_LEAST_SHARED, len(words)) if shared[tuple(words[:count])] > 1), default=0)
    tails = [" ".join(words[prefix:])] if prefix else []
    tails += [plain.rsplit(", ", 1)[1]] if ", " in plain else []
    for tail in tails:
        for count in range(prefix or len(words) - 1, 0, -1):
            head = _headed(words[:count])
            short = f"{head} {_ELLIPSIS} {tail}"
            if head and len(short) <= most:
                return short
    fitting = [tail for tail in tails if len(tail) <= most]
    return fitting[-1] if fitting else _cut(plain, most)


def _headed(words: Sequence[str]) -> str:
    """Return words without what cannot stand at the end, such as `of the`."""
    kept = list(words)
    while kept and (kept[-1] in _LINKING or not any(letter.isalnum() for letter in kept[-1])):
        kept.pop()
    return " ".join(kept).rstrip(",")


def _cut(name: str, most: int) -> str:
    """Return the beginning of a name: whole words, unless that leaves less than half of the room used."""
    if len(name) <= most:
        return name
    kept = name[: most - 1]
    words = kept.rsplit(" ", 1)[0]
    return (words if len(words) > most // 2 else kept).rstrip(" ,(") + _ELLIPSIS
