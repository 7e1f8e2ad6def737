"""Codes that are coarser than the tariff: an answer only where all lines under them agree."""

from __future__ import annotations

import math
from collections.abc import Mapping

from corridor.law.layers import LayerMean, is_unknown, specifics, total_rate, unknown_layer
from corridor.law.parts import BASE_PROGRAMME
from corridor.reference.index import ImporterLaw

_SAME = 1e-12
"""[1] Two sums of the same rates, added in another order, differ by less."""

_SHOWN = 6
"""Lines that a reason lists before it says how many more there are."""


def tariff_lines(index: ImporterLaw, code: str) -> tuple[str, ...]:
    """Return the codes that goods of a code may stand for: the code itself where nothing finer is recorded.

    Otherwise each finer code that a record names, and the code itself as *the other lines under it*, if they
    have a base rate. A code that only programmes name is one line among others, never all of them.
    """
    finer = index.finer_codes(code)
    if not finer:
        return (code,)
    lines = tuple(line for line in (code, *finer) if index.base_records(line))
    return lines or (code,)


def agreed(code: str, by_line: Mapping[str, tuple[LayerMean, ...]]) -> tuple[LayerMean, ...]:
    """Return the layers that all lines of a code share; a programme in which they differ is unknown.

    Where lines differ by layer and agree in the total, as under a measure that fills up to a total, the
    layers of the first line stand for all.
    """
    first, *rest = by_line.values()
    if not any(is_unknown(found) for found in by_line.values()) and all(
        same_totals(_total(found), _total(first)) for found in rest
    ):
        return first
    if not rest:
        return first
    result: list[LayerMean] = []
    for programme in _programmes(by_line):
        parts = {
            line: tuple(layer for layer in found if layer.programme == programme) for line, found in by_line.items()
        }
        totals = {line: _total(found) for line, found in parts.items()}
        reference, *others = totals.values()
        if all(same_totals(reference, other) for other in others):
            result.extend(next(iter(parts.values())))
        else:
            result.append(_differing(code, programme, parts))
    return tuple(result)


def _programmes(by_line: Mapping[str, tuple[LayerMean, ...]]) -> list[str]:
    """Return the programmes of all lines, the base rate first."""
    names = {layer.programme for found in by_line.values() for layer in found}
    return sorted(names, key=lambda name: (name != BASE_PROGRAMME, name))


def _total(found: tuple[LayerMean, ...]) -> dict[str, float]:
    """Return the ad valorem total of layers, under an empty name, and the specific ones by unit; NaN if unknown."""
    if is_unknown(found):
        return {"": math.nan}
    return {"": total_rate(found), **{f"per {unit}": total for unit, total in specifics(found).items()}}


def same_totals(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Return whether totals by unit are equal but for rounding; unknown, which is NaN, equals unknown."""
    pairs = ((one.get(unit, 0.0), other.get(unit, 0.0)) for unit in one.keys() | other.keys())
    return all((math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=_SAME, abs_tol=_SAME) for a, b in pairs)


def _differing(code: str, programme: str, parts: Mapping[str, tuple[LayerMean, ...]]) -> LayerMean:
    """Return the unknown layer of a programme in which the lines of a code differ."""
    listed = [f"{line}: {_words(found)}" for line, found in list(parts.items())[:_SHOWN]]
    more = len(parts) - len(listed)
    text = "; ".join(listed) + (f"; and {more} more" if more > 0 else "")
    citations = sorted({layer.citation for found in parts.values() for layer in found if layer.citation})
    reason = f"the lines of code {code} differ ({text}): give the code of the line"
    return unknown_layer(programme, "LINES_DIFFER", 1.0, reason, "; ".join(citations))


def _words(found: tuple[LayerMean, ...]) -> str:
    """Return a programme's part in words, such as `3.7 %` or `not covered`."""
    if not found:
        return "not covered"
    if is_unknown(found):
        return "unknown"
    words = [f"{100 * total_rate(found):.4g} %", *(f"{part:.4g} per {unit}" for unit, part in specifics(found).items())]
    return " + ".join(words)
