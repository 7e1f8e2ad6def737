"""A duty question as a person types it, checked: code, origin, importer."""

from __future__ import annotations

from difflib import get_close_matches

from corridor.errors import UsageError
from corridor.law.duty import end_use_conditions
from corridor.law.layers import Goods
from corridor.reference.law import Law

FEWEST_DIGITS, MOST_DIGITS = 6, 10


def goods_asked(law: Law, hs: str, origin: str, importer: str, end_use: str) -> Goods:
    """Return the goods of a question.

    Raises UsageError, saying what is allowed, where the code is too short to carry a rate or a country or
    territory is not known.
    """
    code = hs.replace(".", "").replace(" ", "")
    if not code.isdigit() or not FEWEST_DIGITS <= len(code) <= MOST_DIGITS:
        raise UsageError(
            f"{hs!r} is no tariff code with {FEWEST_DIGITS} to {MOST_DIGITS} digits: shorter ones carry no rate. "
            "Write it as 8507.60 or 8507600010"
        )
    place = _known(law, origin, "country of origin (--from)")
    entered = _known(law, importer, "customs territory (--to)")
    goods = Goods(law.territory(entered), code, place, end_use)
    named = sorted(end_use_conditions(law, goods.importer, code))
    if end_use != "none" and end_use not in named:
        allowed = f"known are none, {', '.join(named)}" if named else "write none"
        raise UsageError(f"no programme of {goods.importer} on {code} names the end use {end_use!r}: {allowed}")
    return goods


def _known(law: Law, asked: str, what: str) -> str:
    """Return the code of a country or territory, given as code or by its name."""
    codes = set(law.territories) | set(law.territories.values())
    if asked.upper() in codes:
        return asked.upper()
    word = asked.casefold()
    named = {name: code for name, code in law.names.items() if word in name.casefold()}
    exact = [code for name, code in named.items() if name.casefold() == word]
    if exact or len(named) == 1:
        return (exact or list(named.values()))[0]
    near = [f"{code} ({name})" for name, code in sorted(named.items())]
    near = near or get_close_matches(asked.upper(), sorted(codes), n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near[:5])}?" if near else "give a two-letter ISO code such as MY, or EU"
    raise UsageError(f"{asked!r} is no {what} that the reference data knows: {hint}")
