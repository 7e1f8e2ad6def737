"""Whether the tariff data of an importer know a code, and which codes come nearest to one they do not know."""

from __future__ import annotations

from collections.abc import Iterable

from corridor.errors import UsageError
from corridor.law.editions import SUBHEADING, newer_codes
from corridor.reference.index import ImporterLaw
from corridor.schema.origin import Concordance

HEADING = 4
"""Digits of a heading."""

_SHOWN = 5
"""Codes that a message lists."""


def refuse_unknown_code(index: ImporterLaw, importer: str, code: str, concordance: Iterable[Concordance] = ()) -> None:
    """Raise UsageError if no base rate is recorded for a code or a line of it, with the nearest codes.

    A subheading that `concordance` knows of an older edition of the Harmonized System is said to be one, with its codes
    in the newer one; another that is missing under a heading that is there may be one of another edition.
    Importers of whom no base rate at all is recorded are let through: their duty is unknown, not the code.
    """
    known = index.base_codes
    if not known or index.base_records(code) or any(one.startswith(code) for one in known):
        return
    near = nearest_codes(known, code)
    listed = f"the nearest recorded codes are {', '.join(near)}"
    newer = newer_codes(concordance, code)
    if newer is not None:
        older, edition, codes = newer
        raise UsageError(
            f"subheading {code[:SUBHEADING]} is a code of the Harmonized System of {older}: in that of {edition} its "
            f"goods stand in {' or '.join(codes)}. Give the code of the tariff of {importer}; {listed}"
        )
    under = [one for one in known if one.startswith(code[:HEADING])]
    if under and not any(one.startswith(code[:SUBHEADING]) for one in under):
        subheadings = ", ".join(sorted({one[:SUBHEADING] for one in under})[:_SHOWN])
        raise UsageError(
            f"subheading {code[:SUBHEADING]} is under no base rate of {importer}, while heading {code[:HEADING]} is "
            f"recorded ({subheadings}): it may be a code of another edition of the Harmonized System, or its line is "
            f"not in the data. Look the code up in the tariff of {importer}, or add its base rate; {listed}"
        )
    raise UsageError(
        f"no base rate of {importer} is recorded for code {code}: {listed}. Correct it or add its base rate"
    )


def nearest_codes(known: tuple[str, ...], code: str) -> tuple[str, ...]:
    """Return the known codes that share most leading digits with a code, the nearest numbers first."""

    def distance(one: str) -> tuple[int, int, str]:
        shared = next((n for n, (a, b) in enumerate(zip(one, code, strict=False)) if a != b), min(len(one), len(code)))
        longest = max(len(one), len(code))
        apart = abs(int(one.ljust(longest, "0")) - int(code.ljust(longest, "0")))
        return (-shared, apart, one)

    return tuple(sorted(known, key=distance)[:_SHOWN])
