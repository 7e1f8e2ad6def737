"""Tariff-rate quotas: how much enters within each period of one, how much may, and what one more unit is worth."""

from __future__ import annotations

from corridor.report.binding import shadow_title
from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Column, Fields, Sheet
from corridor.report.sheets_plan import numbers, texts
from corridor.result.run import Run
from corridor.schema.quota_results import QuotaUse
from corridor.schema.results import Dual
from corridor.units import unit_words

_ROWS = "quota_holds"
"""Name of the rows of quotas among the duals; the key is importer|quota|first day."""

_ALLOCATION = {"first_come": "first come, first served", "licence": "by licence"}


def quota_sheet(run: Run, names: Names) -> Sheet:
    """Return every period of a quota that the plan may use."""
    rows = records(run.table(QuotaUse))
    rents = {
        text_of(row["key"]): number_of(row["dual_fixed_openings"])
        for row in records(run.table(Dual))
        if text_of(row["kind"]) == "row" and text_of(row["name"]) == _ROWS
    }
    keys = ["|".join(text_of(row[column]) for column in QuotaUse.KEY) for row in rows]
    fields: Fields = [
        (Column("Importer"), texts(rows, "importer")),
        (Column("Quota"), texts(rows, "quota")),
        (Column("From"), texts(rows, "first_day")),
        (Column("Until"), texts(rows, "last_day")),
        (Column("Unit"), [unit_words(unit) for unit in texts(rows, "unit")]),
        (Column("Given"), [_ALLOCATION.get(way, way) for way in texts(rows, "allocation")]),
        (Column("Carried in", "quantity", show="workbook"), numbers(rows, "carried_in")),
        (Column("Available", "quantity"), numbers(rows, "available")),
        (Column("Used", "quantity"), numbers(rows, "used")),
        (Column("Rest goes to", show="workbook"), texts(rows, "carried_to")),
        (
            Column(f"One unit more saves; {shadow_title(run).lower()}", "unit_money", names.currency),
            [None if rent is None else -rent * names.money_unit for rent in map(rents.get, keys)],
        ),
        (Column("Evidence"), texts(rows, "evidence")),
        (Column("Citation"), texts(rows, "citation")),
    ]
    note = (
        "What enters in a period counts, by days of arrival. What is available is assumed where the plan's assumptions "
        "say so: others use a quota that is first come, first served too."
    )
    return Sheet.of("quotas", "Tariff-rate quotas", fields, note if rows else "", "No quota is used.")
