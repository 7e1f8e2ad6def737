"""Companies: owners exist, and nobody owns more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.places import Entity
from corridor.tables.checks.references import known_codes, unknown_remedy
from corridor.tables.draft import Draft, Located, TableDraft

_OWNER = re.compile(r"([A-Z0-9_]+):([0-9]*\.?[0-9]+)")
_ROUNDING = 1e-9
"""[1] What shares may add to above 1."""


def check_companies(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of owners and their shares."""
    table = draft[Entity]
    known = known_codes(draft, Entity) or frozenset()
    faults: list[Fault] = []
    owners: dict[str, tuple[str, ...]] = {}
    for at in table.rows:
        found, shares = _shares(table, at, known)
        faults.extend(found)
        owners[at.row.entity] = tuple(shares)
        if sum(shares.values()) > 1 + _ROUNDING:
            faults.append(
                table.fault(
                    at,
                    "owners",
                    f"the shares add to {sum(shares.values()):g}, more than 1",
                    "Shares are fractions of the whole: 0.51, not 51.",
                )
            )
    faults.extend(_circles(table, owners))
    return tuple(faults)


def _shares(
    table: TableDraft[Entity], at: Located[Entity], known: frozenset[str]
) -> tuple[list[Fault], dict[str, float]]:
    """Return the faults of an owner list, and owner -> share."""
    faults: list[Fault] = []
    shares: dict[str, float] = {}
    for part in at.row.owners.split(";") if at.row.owners else ():
        owner = _OWNER.fullmatch(part)
        if owner is None:
            faults.append(table.fault(at, "owners", f"`{part}` is no owner and share", "Write ENTITY:0.51;OTHER:0.49."))
        elif owner[1] == at.row.entity:
            faults.append(table.fault(at, "owners", "the company owns itself", "Leave its own shares out."))
        elif owner[1] in shares:
            faults.append(table.fault(at, "owners", f"the owner {owner[1]} stands twice", "Add its shares."))
        else:
            shares[owner[1]] = float(owner[2])
            if owner[1] not in known:
                faults.append(
                    table.fault(
                        at,
                        "owners",
                        f"there is no such entity as {owner[1]} in table entities",
                        unknown_remedy(owner[1], known, "entities"),
                    )
                )
    return faults, shares


def _circles(table: TableDraft[Entity], owners: dict[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Yield a warning for each company that owns itself through others."""
    for at in table.rows:
        seen: set[str] = set()
        above = list(owners.get(at.row.entity, ()))
        while above:
            owner = above.pop()
            if owner not in seen:
                seen.add(owner)
                above.extend(owners.get(owner, ()))
        if at.row.entity in seen:
            yield table.fault(
                at,
                "owners",
                "the company owns itself through other companies",
                "Check the shares; control is still computed.",
                Severity.WARNING,
            )
