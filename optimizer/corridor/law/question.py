"""A duty question as a person types it, checked: code, origin, importer, end use, claim, facts and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from corridor.errors import UsageError
from corridor.law.asked_facts import facts_asked
from corridor.law.duty import end_use_conditions
from corridor.law.goods import Goods
from corridor.law.known_codes import refuse_unknown_code
from corridor.reference.law import Law

FEWEST_DIGITS, MOST_DIGITS = 6, 10


def goods_asked(
    law: Law,
    hs: str,
    origin: str,
    importer: str,
    end_use: str,
    claim: str = "",
    facts: Iterable[str] = (),
    day: date | None = None,
) -> Goods:
    """Return the goods of a question.

    `claim` is an agreement, or its symbol in the tariff; `facts` are texts such as `melt_pour=US`; a `day` is only
    checked for lying in the time that the data cover. Raises UsageError, saying what is allowed, where the code is too
    short to carry a rate or not recorded, or a country, territory, end use, claim or fact is not known.
    """
    _refuse_form(hs)  # Before the places: a code that is none is the first thing to correct.
    place = _known(law, origin, "country of origin (--from)")
    entered = territory_asked(law, importer, "customs territory (--to)")
    code = code_asked(law, entered, hs)
    named = sorted(end_use_conditions(law, entered, code))
    if end_use != "none" and end_use not in named:
        allowed = f"known are none, {', '.join(named)}" if named else "write none"
        raise UsageError(f"no programme of {entered} on {code} names the end use {end_use!r}: {allowed}")
    goods = Goods(entered, code, place, end_use, claim_asked(law, entered, claim), facts_asked(law, facts))
    if day is not None:
        _refuse_day(law, goods, day)
    return goods


def code_asked(law: Law, importer: str, hs: str) -> str:
    """Return a tariff code without dots. Raises UsageError if it carries no rate or the importer has no rate of it."""
    code = _refuse_form(hs)
    refuse_unknown_code(law.importer(importer), importer, code, law.concordance)
    return code


def territory_asked(law: Law, place: str, what: str) -> str:
    """Return the customs territory of a country or territory, given by code or name; `what` it is for, in words.

    Raises UsageError, with what may be meant, if it is not known.
    """
    return law.territory(_known(law, place, what))


def claim_asked(law: Law, importer: str, claim: str) -> str:
    """Return the agreement of a claim, given by its code or its symbol in the tariff; empty: no claim.

    Raises UsageError if it is no agreement that can be claimed on entry into the importer.
    """
    word = claim.strip().upper()
    if word in ("", "NONE"):
        return ""
    known = law.claims(importer)
    marked = [row.agreement for row in law.agreements if row.agreement in known and word in row.marks.split(";")]
    if word in known or len(marked) == 1:
        return word if word in known else marked[0]
    if marked:
        raise UsageError(f"{claim!r} is a symbol of {', '.join(marked)}: name one of them")
    near = get_close_matches(word, known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    allowed = f"known are {', '.join(known)}" if known else "none is recorded; leave the claim out"
    raise UsageError(f"{claim!r} is no agreement that can be claimed in {importer}: {hint}{allowed}")


def _refuse_form(hs: str) -> str:
    """Return a tariff code without dots; raise UsageError if it is none with enough digits to carry a rate."""
    code = hs.replace(".", "").replace(" ", "")
    if not (code.isascii() and code.isdigit()) or not FEWEST_DIGITS <= len(code) <= MOST_DIGITS:
        raise UsageError(
            f"{hs!r} is no tariff code with {FEWEST_DIGITS} to {MOST_DIGITS} digits: shorter ones carry no rate. "
            "Write it as 8507.60 or 8507600010"
        )
    return code


def _refuse_day(law: Law, goods: Goods, day: date) -> None:
    """Raise UsageError if a day lies before all that is recorded of the importer."""
    first = min((row.valid_from for row in law.base_rates if row.importer == goods.importer), default=None)
    if first is not None and day < first:
        raise UsageError(
            f"{day.isoformat()} lies before what is recorded: the base rates of {goods.importer} begin on "
            f"{first.isoformat()}, and the records are known to {law.horizon.isoformat()}; later days are projections"
        )


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
