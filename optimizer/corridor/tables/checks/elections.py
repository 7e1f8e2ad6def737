"""Elections: products that there are, and each averaged under a scheme by one election only."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.elections import Election
from corridor.schema.goods import Product
from corridor.schema.row import EACH
from corridor.tables.checks.references import known_codes, unknown_remedy
from corridor.tables.draft import Draft, Located, TableDraft


def check_elections(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of elections: unknown products, and products that two elections average under one scheme."""
    table = draft[Election]
    known = known_codes(draft, Product)
    faults: list[Fault] = []
    for number, at in enumerate(table.rows):
        if not at.row.products:
            faults.append(table.fault(at, "products", "names no product", "Name products, or write * for each."))
        faults.extend(_products(table, at, known))
        faults.extend(_twice(table, at, table.rows[:number]))
    return tuple(faults)


def _products(table: TableDraft[Election], at: Located[Election], known: frozenset[str] | None) -> Iterator[Fault]:
    """Yield products that stand in no table."""
    for code in at.row.products.split(";"):
        if known is not None and code not in ("", EACH) and code not in known:
            remedy = unknown_remedy(code, known, Product.TABLE)
            yield table.fault(at, "products", "there is no such product in table products", remedy, value=code)


def _twice(table: TableDraft[Election], at: Located[Election], above: tuple[Located[Election], ...]) -> Iterator[Fault]:
    """Yield the first row above that averages some of the same products under the same scheme."""
    for other in above:
        if (other.row.scheme, other.row.site) != (at.row.scheme, at.row.site):
            continue
        mine, theirs = set(at.row.products.split(";")), set(other.row.products.split(";"))
        shared = sorted(mine | theirs if EACH in mine | theirs else mine & theirs)
        if shared:
            yield table.fault(
                at,
                "products",
                f"{other.row.election} averages {', '.join(shared)} under {at.row.scheme} already",
                "Name each product in one election of a scheme at a site.",
                Severity.ERROR,
            )
            return
