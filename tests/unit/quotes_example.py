"""A small trade for tests of quotes: cells from Malaysia (MYS) to the United States (USA) and Germany (DEU).

One kilogram per unit of CELL. The lanes charge 480 USD a tonne and insure 0.4 % of the value; US duty is 10 %
of the value without freight, EU duty 10 % of the value with freight.
"""

from datetime import date
from pathlib import Path

from corridor.quotes import apply, worksheets
from corridor.reference.law import Law
from corridor.schema.goods import Product
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.moving import Lane
from corridor.schema.places import Period, Site
from corridor.schema.settings import ModelSettings
from corridor.schema.supply import ExchangeRate, Offer, Quote
from corridor.tables.tables import Model, Tables

AS_OF = date(2026, 12, 1)


def valuation(importer, basis, currency):
    """Return what an importer's customs value contains."""
    return Valuation(importer=importer, basis=basis, currency=currency, citation="example", evidence="D")


def base_rate(importer, rate=0.1, **more):
    """Return the ordinary duty on cells, valid always."""
    row = {"hs": "850760", "valid_from": date(2000, 1, 1), "citation": "example", "evidence": "D"}
    return BaseRate(importer=importer, rate=rate, **(row | more))


def law(*rates):
    """Return a law of the US (fob) and the EU (cif); without rates both charge 10 %."""
    return Law(
        territories={"DE": "EU"},
        valuations={"US": valuation("US", "fob", "USD"), "EU": valuation("EU", "cif", "EUR")},
        base_rates=rates or (base_rate("US"), base_rate("EU")),
        programmes=(),
        known_at=AS_OF,
        horizon=date(2027, 12, 31),
    )


def lane(to_site="USA", **more):
    """Return a lane from MYS: 480 USD a tonne, insurance 0.4 %, 30 days."""
    row = {"from_site": "MYS", "cost_per_t": 480.0, "insurance": 0.004, "transit_days": 30.0}
    return Lane(to_site=to_site, **(row | more))


def quote(code="Q1", incoterm="FOB", price=5.0, **more):
    """Return a quote of 5 EUR a kg, FOB, valid to the end of 2027."""
    row = {
        "site": "MYS",
        "product": "CELL",
        "currency": "EUR",
        "per_unit": "kg",
        "quoted_on": date(2026, 11, 1),
        "valid_to": date(2027, 12, 31),
    }
    return Quote(quote=code, incoterm=incoterm, price=price, **(row | more))


def model(*rows, rate_per_year=0.0, money_unit=1.0, unit="kg"):
    """Return a model of two quarters with these rows; 1 EUR is 1.10 USD unless a rate is given."""
    given = {}
    for row in rows:
        given.setdefault(row.TABLE, []).append(row)
    given.setdefault("fx", [ExchangeRate(currency="EUR", rate=1.1, as_of=AS_OF)])
    given.setdefault("lanes", [lane(), lane("DEU")])
    tables = {
        "periods": (
            Period(period="P1", start=date(2027, 1, 1), end=date(2027, 3, 31)),
            Period(period="P2", start=date(2027, 4, 1), end=date(2027, 6, 30)),
        ),
        "sites": (
            Site(site="MYS", name="Kulim works", country="MY"),
            Site(site="USA", name="Reno plant", country="US"),
            Site(site="DEU", name="Bremen plant", country="DE"),
        ),
        "products": (Product(product="CELL", name="Cell", hs="850760", unit=unit, mass_kg=1.0),),
    }
    settings = ModelSettings(name="quotes", as_of=AS_OF, rate_per_year=rate_per_year, money_unit=money_unit)
    tables |= {name: tuple(rows) for name, rows in given.items()}
    return Model(settings, Tables(tables), Path("example"))


def offers(*rows, of=None, **settings):
    """Return code -> offer after the quotes were turned into offers."""
    found = apply(model(*rows, **settings), of or law())
    return {offer.offer: offer for offer in found.tables[Offer]}


def sheet(*rows, of=None, **settings):
    """Return the worksheet of quote Q1: line -> amount. With several periods: those of the first."""
    table = worksheets(model(*rows, **settings), of or law())
    table = table[table.quote == "Q1"]
    table = table[table.period == table.period.iloc[0]]
    return dict(zip(table.line, table.amount, strict=True))


def check_sums(table):
    """Assert that the lines of every block add up to the block's last line."""
    for (_, _, block), lines in table.assign(block=table.line.str.split(".").str[0]).groupby(
        ["quote", "period", "block"], sort=False
    ):
        if block != "given":
            amounts = lines.amount.tolist()
            assert abs(sum(amounts[:-1]) - amounts[-1]) <= 1e-9 * max(1.0, abs(amounts[-1])) or (
                amounts[-1] != amounts[-1] and any(amount != amount for amount in amounts)
            ), (block, lines)
