"""The options of `corridor duty`, in the groups in which its help shows them."""

from __future__ import annotations

from typing import Annotated

import typer

_GOODS, _ENTRY, _RELIEFS = "The goods", "The entry", "Reliefs (with --value)"
"""Groups of the help, in its order; what is in none of them stands first."""

Hs = Annotated[str, typer.Option(help="HS code, with or without dots, 6 to 10 digits.", rich_help_panel=_GOODS)]
Origin = Annotated[
    str,
    typer.Option("--from", metavar="COUNTRY", help="Country of origin (not of shipment).", rich_help_panel=_GOODS),
]
Importer = Annotated[
    str,
    typer.Option("--to", metavar="TERRITORY", help="Customs territory: US, EU, JP, ...", rich_help_panel=_GOODS),
]
Use = Annotated[
    str, typer.Option(help="Declared end use: none, auto_part, truck_part, aircraft, ...", rich_help_panel=_GOODS)
]
Claim = Annotated[
    str, typer.Option(help="Agreement under which preference is claimed, such as KORUS.", rich_help_panel=_GOODS)
]
Facts = Annotated[
    list[str] | None,
    typer.Option(
        "--fact",
        "--provenance",
        metavar="NAME=VALUE",
        help="A fact, such as melt_pour=US; may be repeated.",
        rich_help_panel=_GOODS,
    ),
]
ShippedFrom = Annotated[
    str, typer.Option(metavar="COUNTRY", help="Country of the last loading.", rich_help_panel=_GOODS)
]
ModeOfTransport = Annotated[
    str, typer.Option("--mode", help="Mode of transport: sea, air, rail, road.", rich_help_panel=_GOODS)
]
Explain = Annotated[bool, typer.Option("--explain", help="List all programmes looked at, with reasons.")]

EntryDays = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="Day of entry, default today; FIRST..LAST shows the duty over these days.",
        rich_help_panel=_ENTRY,
    ),
]
Value = Annotated[
    float | None,
    typer.Option(
        min=0.01,
        help="Customs value of one entry, in the importer's currency; adds its fees.",
        rich_help_panel=_ENTRY,
    ),
]
Weight = Annotated[
    float | None,
    typer.Option(min=0, help="Mass of the entry in kg, for specific duties.", rich_help_panel=_ENTRY),
]
Units = Annotated[
    float | None, typer.Option(min=0, help="Number of units, for specific duties.", rich_help_panel=_ENTRY)
]
Assists = Annotated[
    float,
    typer.Option(
        min=0, help="Tools, moulds and designs given to the maker: added to the value.", rich_help_panel=_ENTRY
    ),
]
Royalties = Annotated[
    float,
    typer.Option(min=0, help="Royalties due as a condition of the sale: added to the value.", rich_help_panel=_ENTRY),
]
Entries = Annotated[
    int | None,
    typer.Option(min=1, help="What the value costs in fees when split into so many entries.", rich_help_panel=_ENTRY),
]

Relief = Annotated[
    list[str] | None,
    typer.Option(help="drawback, zone, bond or first_sale; may be repeated.", rich_help_panel=_RELIEFS),
]
DaysLater = Annotated[
    int,
    typer.Option(
        "--days", min=0, help="Days in the zone or bonded store, or until export (drawback).", rich_help_panel=_RELIEFS
    ),
]
RatePerYear = Annotated[
    float,
    typer.Option(min=0, help="Interest, 0.1 is 10 %: what paying the duty later is worth.", rich_help_panel=_RELIEFS),
]
StorageCost = Annotated[
    float, typer.Option(min=0, help="What the zone or bonded store costs for this entry.", rich_help_panel=_RELIEFS)
]
FinishedHs = Annotated[
    str,
    typer.Option(
        metavar="HS", help="What leaves the zone, or is exported, made of the goods.", rich_help_panel=_RELIEFS
    ),
]
FirstSalePrice = Annotated[
    float | None,
    typer.Option(min=0.01, help="What the middleman paid the maker (first_sale).", rich_help_panel=_RELIEFS),
]
ExportTo = Annotated[
    str,
    typer.Option(
        metavar="TERRITORY", help="Where the goods, or what is made of them, are exported to.", rich_help_panel=_RELIEFS
    ),
]
ExportValue = Annotated[
    float | None,
    typer.Option(
        min=0.01, help="Customs value there, in the currency of --value; default that.", rich_help_panel=_RELIEFS
    ),
]
ExportClaim = Annotated[
    str,
    typer.Option(
        metavar="AGREEMENT", help="Preference claimed there; some exclude drawback.", rich_help_panel=_RELIEFS
    ),
]
