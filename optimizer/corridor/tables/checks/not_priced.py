"""Records that a plan takes in and does not price: said, so that nobody counts on them."""

from __future__ import annotations

from corridor.errors import Fault, Severity
from corridor.schema.programmes import Programme
from corridor.tables.draft import Draft


def check_not_priced(draft: Draft) -> tuple[Fault, ...]:
    """Return a warning for each measure of the exporting country: a plan prices what is charged on entry."""
    table = draft[Programme]
    return tuple(
        table.fault(
            at,
            "side",
            "a plan prices what is charged on entry, and leaves this record out",
            "Write a tax on leaving as export_tax of the lanes, a refund into the price of the offer.",
            Severity.WARNING,
        )
        for at in table.rows
        if at.row.side == "export"
    )
