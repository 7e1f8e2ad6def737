"""Table of what each demand gets, those that stay short first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corridor.report.delivered import Demands
from corridor.report.money import share_out
from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Column, Fields, Sheet
from corridor.result.run import Run
from corridor.schema.results import Shortfall

_END_USE = "End use"
_NO_USE = ("", "none")


def demand_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return demanded, delivered, short and penalty of each demand."""
    penalties = {
        tuple(text_of(row[column]) for column in Shortfall.KEY): number_of(row["cost"]) or 0.0
        for row in records(run.table(Shortfall))
    }
    met = Demands.of(run).by_demand
    keys = sorted(met, key=lambda key: (not met[key].is_short, key))
    cents = share_out([penalties.get(key, 0.0) for key in keys], names.money_unit, printed.get("cost_shortfall"))
    fields: Fields = [
        (Column("Site"), [names.site(key[0]) for key in keys]),
        (Column("Site code", show="workbook"), [key[0] for key in keys]),
        (Column("Country"), [names.country(key[0]) for key in keys]),
        (Column("Product"), [names.product(key[1]) for key in keys]),
        (Column("Product code", show="workbook"), [key[1] for key in keys]),
        (Column(_END_USE), ["" if key[3] in _NO_USE else key[3].replace("_", " ") for key in keys]),
        (Column("Period"), [key[2] for key in keys]),
        (Column("Demanded", "quantity"), [met[key].demanded for key in keys]),
        (Column("Delivered", "quantity"), [met[key].delivered for key in keys]),
        (Column("Short", "quantity"), [met[key].short if met[key].is_short else 0.0 for key in keys]),
        (Column("Share short", "share"), [met[key].share if met[key].is_short else 0.0 for key in keys]),
        (Column("Unit"), [names.unit(key[1]) for key in keys]),
        (Column("Penalty", "money", names.currency, total="sum"), cents),
    ]
    told = [(column, cells) for column, cells in fields if column.title != _END_USE or any(cells)]
    short = frozenset(i for i, key in enumerate(keys) if met[key].is_short)
    return replace(Sheet.of("demand", "What each demand gets", told, empty="Nothing is demanded."), amber=short)
