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
    territories = {law.territory(country) for country in law.territories}
    place = _known(origin.upper(), set(law.territories) | territories, "country of origin (--from)")
    entered = _known(importer.upper(), set(law.territories) | territories, "customs territory (--to)")
    goods = Goods(law.territory(entered), code, place, end_use)
    named = sorted(end_use_conditions(law, goods.importer, code))
    if end_use != "none" and end_use not in named:
        allowed = f"known are none, {', '.join(named)}" if named else "write none"
        raise UsageError(f"no programme of {goods.importer} on {code} names the end use {end_use!r}: {allowed}")
    return goods


def _known(code: str, allowed: set[str], what: str) -> str:
    if code in allowed:
        return code
    near = get_close_matches(code, sorted(allowed), n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "give a two-letter ISO code such as MY, or EU"
    raise UsageError(f"{code!r} is no {what} that the reference data knows: {hint}")
