"""A small model that fills every table and has no fault, for tests that break one cell at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from corridor.errors import Fault, Severity
from corridor.tables.check import check

SETTINGS = """\
name: example
currency: USD
as_of: 2027-01-15
rate_per_year: 0.08
assumptions:
  - Made up for tests.
"""

TABLES: Mapping[str, str] = {
    "periods": """\
period,start,end
P1,2027-01-01,2027-06-30
P2,2027-07-01,2027-12-31
""",
    "sites": """\
site,name,country,lat,lon,entity
MINE,Mine,NA,-22.5,17.0,DIGGER
PLANT,Plant,DE,48.1,11.5,MAKER
OTHER,Other plant,PL,52.2,21.0,MAKER
SHOP,Market,US,40.7,-74.0,
""",
    "entities": """\
entity,name,domicile,owners
DIGGER,Digger,NA,HOLDING:0.6
MAKER,Maker,DE,HOLDING:0.51;DIGGER:0.2
HOLDING,Holding,GB,
""",
    "listings": """\
entity,list,valid_from,valid_to
DIGGER,TEST,2030-01-01,2031-01-01
""",
    "products": """\
product,name,hs,unit,mass_kg,group,disposal_cost
ORE,Ore,260400,t,1000,RAW,
SCRAP,Scrap,750300,t,1000,RAW,
ACID,Acid,280700,t,1000,RAW,
METAL,Metal,750210,t,1000,FINE,
SLAG,Slag,262040,t,1000,WASTE,5
""",
    "codes": """\
product,importer,code,edition
METAL,US,7502100000,2026
ORE,EU,2604000000,2026
""",
    "units": """\
product,from_unit,to_unit,factor
ORE,wet_t,t,0.9
""",
    "fx": """\
currency,period,rate,as_of
EUR,*,1.1,2027-01-10
""",
    "indices": """\
index,period,price,as_of
LME,*,16000,2027-01-10
""",
    "quotes": """\
quote,site,product,destination,seller,price,index_formula,currency,per_unit,incoterm,origin_charges,quoted_on,valid_to,tier_from,tier_to
Q1,MINE,ORE,PLANT,DIGGER,90,,EUR,wet_t,CIF,,2027-01-05,2027-06-30,0,5000
Q2,MINE,ORE,,DIGGER,,0.005 * LME + 3,USD,t,EXW,4,2027-01-05,2027-06-30,,
""",
    "offers": """\
offer,site,product,unit_cost,min_quantity,max_quantity,schedule,destination,duty_borne_by,np_origin,order_minimum,orders_per_period
T1,MINE,ORE,100,0,500,TIERS,,buyer,NA,,
T2,MINE,ORE,95,500,1000,TIERS,,buyer,NA,,
SCRAP,PLANT,SCRAP,80,10,400,,,buyer,DE,100,2
ACID,PLANT,ACID,20,0,,,,buyer,DE,,
METAL,MINE,METAL,900,0,50,,SHOP,seller,NA,,
""",
    "processes": """\
process,name,yield
SMELT,Smelting,0.95
""",
    "determinations": """\
site,process,product,importer,confers_origin
PLANT,SMELT,*,*,yes
*,SMELT,METAL,US,yes
""",
    "recipes": """\
process,product,role,alternative,quantity,essential,substitution_group,min_share,max_share
SMELT,METAL,output,*,1,,,,
SMELT,SLAG,byproduct,*,0.3,,,,
SMELT,ORE,input,*,2,yes,FEED,0.2,1
SMELT,SCRAP,input,*,1.2,yes,FEED,0,0.8
SMELT,ACID,input,*,0.1,no,,,
""",
    "capabilities": """\
site,process,period,capacity,min_run,unit_cost,open_cost,initially_open,ramp,resource,use_per_run
PLANT,SMELT,*,1000,100,50,,yes,,FURNACE,1
OTHER,SMELT,*,500,0,45,100000,no,25;50;100,,
""",
    "resources": """\
site,resource,period,capacity
PLANT,FURNACE,*,1200
""",
    "handling": """\
site,product,period,capacity,unit_cost
SHOP,*,*,5000,1
SHOP,METAL,P1,4000,1
""",
    "lanes": """\
from_site,to_site,mode,route,product,period,cost_per_t,insurance,transit_days,inspection_share,inspection_days,demurrage_per_day,shipment_size,capacity,min_shipment
MINE,PLANT,sea,DIRECT,*,*,60,0.002,30,0.1,3,500,200,2000,10
MINE,PLANT,sea,DIRECT,ORE,P1,55,0.002,30,,,,,2000,10
MINE,OTHER,sea,DIRECT,ORE,*,70,0.002,32,,,,,,
MINE,SHOP,sea,DIRECT,METAL,*,80,0.002,40,,,,,,
PLANT,SHOP,sea,DIRECT,METAL,*,40,0.002,20,,,,,,
OTHER,SHOP,sea,DIRECT,METAL,*,42,0.002,21,,,,,,
""",
    "demand": """\
site,product,period,end_use,quantity,shortfall_penalty
SHOP,METAL,*,none,600,5000
""",
    "values": """\
seller,buyer,product,period,transaction_value
*,*,METAL,*,1000
PLANT,SHOP,METAL,*,1100
MINE,*,METAL,P1,950
MINE,SHOP,METAL,P1,960
MINE,SHOP,METAL,*,940
""",
    "stocks": """\
site,product,period,opening,min_quantity,max_quantity,unit_cost,closing_value
SHOP,METAL,*,20,10,100,3,900
""",
    "limits": """\
limit,of,within,measure,as,attribute_by,lower,upper,threshold
SPREAD,"flows[product=METAL, to_country=US]",flows[product=METAL],quantity,share,from_country,,0.9,
PLANTS,production[process=SMELT],,sites,count,,1,2,50
WEIGHT,purchases[group=RAW],,mass,total,,,9000,
""",
    "base_rates": """\
importer,hs,rate,valid_from,valid_to,citation,evidence
US,750210,0.0,2025-01-01,,made up,D
EU,2604,0.0,2025-01-01,,made up,D
""",
    "programmes": """\
programme,record,importer,hs,origins,rate,valid_from,valid_to,citation,evidence
EXTRA,ONE,US,7502;7503,NA;DE,0.1,2026-01-01,2028-01-01,made up,D
""",
    "valuations": """\
importer,basis,currency,citation,evidence
US,fob,USD,made up,D
""",
}


def write_folder(folder: Path, tables: Mapping[str, str] = TABLES, settings: str = SETTINGS) -> Path:
    """Write a model folder from CSV texts."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    (folder / "model.yaml").write_text(settings, encoding="utf-8")
    for name, text in tables.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def with_cell(table: str, row: int, column: str, value: str) -> dict[str, str]:
    """Return the tables with one cell changed; a column that the file lacks is added. The header is row 1."""
    lines = list(csv.reader(io.StringIO(TABLES[table])))
    if column not in lines[0]:
        lines = [[*lines[0], column], *([*line, ""] for line in lines[1:])]
    lines[row - 1][lines[0].index(column)] = value
    return {**TABLES, table: _text(lines)}


def with_row(table: str, **cells: str) -> dict[str, str]:
    """Return the tables with one row added."""
    lines = list(csv.reader(io.StringIO(TABLES[table])))
    added = [name for name in cells if name not in lines[0]]
    lines = [[*lines[0], *added], *([*line, *[""] * len(added)] for line in lines[1:])]
    return {**TABLES, table: _text([*lines, [cells.get(name, "") for name in lines[0]]])}


def faults_of(folder: Path, tables: Mapping[str, str], settings: str = SETTINGS) -> tuple[Fault, ...]:
    """Return the faults of a model written to a folder, notes left out."""
    return tuple(f for f in check(write_folder(folder, tables, settings)) if f.severity > Severity.NOTE)


def _text(lines: list[list[str]]) -> str:
    """Return lines as CSV text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()
