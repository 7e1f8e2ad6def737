"""Random lanes, depots, markets, stocks and limits of a rich model."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.properties.rich_supply import maybe, number

from corridor.schema.moving import Demand, Handling, Lane, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock


def lane_rows(random: Random, sites: Sequence[str], whole: bool) -> list[Row]:
    """Return lanes from sellers to plants, from plants over the depot or directly to markets, and from sellers."""
    kinds = {kind: [site for site in sites if site.startswith(kind)] for kind in ("SELLER", "PLANT", "MARKET")}
    pairs = [(seller, plant) for seller in kinds["SELLER"] for plant in kinds["PLANT"]]
    pairs += [(plant, "DEPOT") for plant in kinds["PLANT"]]
    pairs += [(source, market) for source in (*kinds["PLANT"], "DEPOT", "SELLER_0") for market in kinds["MARKET"]]
    always = {("SELLER_0", "PLANT_0"), ("PLANT_0", "DEPOT"), ("DEPOT", "MARKET_0"), ("PLANT_0", "MARKET_0")}
    return [_lane(random, *pair, whole) for pair in pairs if pair in always or random.random() < 0.8]


def _lane(random: Random, source: str, target: str, whole: bool) -> Row:
    columns: dict[str, object] = {
        "from_site": source, "to_site": target, "unit_cost": number(random, 0, 6),
        "cost_per_t": random.choice((0.0, 5.0)), "insurance": random.choice((0.0, 0.01)),
        "export_tax": random.choice((0.0, 0.0, 0.05)), "transit_days": random.choice((0, 0, 3, 12.5)),
        "scope": random.choice(("own", "shared")),
    }  # fmt: skip
    if random.random() < 0.3:
        columns |= {"port_dwell_days": 1, "inspection_share": 0.1, "inspection_days": 5, "demurrage_per_day": 20,
                    "shipment_size": 25}  # fmt: skip
    if random.random() < 0.4:
        measure = random.choice(("quantity", "mass"))
        columns |= {"capacity": number(random, 20, 150), "capacity_measure": measure}
    if whole and columns.get("capacity_measure") != "mass":
        columns |= {"fixed_cost": maybe(random, 0.2, 5, 100), "min_shipment": maybe(random, 0.15, 2, 10)}
    return Lane.model_validate(columns)


def depot_rows(random: Random, whole: bool) -> list[Row]:
    """Return the handling of the depot, if it has any."""
    if random.random() < 0.4:
        return []
    columns: dict[str, object] = {
        "site": "DEPOT", "capacity": random.choice((None, number(random, 30, 120))),
        "unit_cost": number(random, 0, 3), "scope": random.choice(("own", "shared")),
    }  # fmt: skip
    if whole:
        columns |= {"fixed_cost": maybe(random, 0.5, 10, 200), "open_cost": maybe(random, 0.5, 10, 200),
                    "initially_open": random.choice(("yes", "no"))}  # fmt: skip
    return [Handling.model_validate(columns)]


def market_rows(random: Random, periods: int) -> list[Row]:
    """Return the demand of both markets, for one or two end uses."""
    rows: list[Row] = []
    for market in ("MARKET_0", "MARKET_1"):
        for end_use in ("none", "spare")[: random.choice((1, 1, 2))]:
            soft = random.choice(({"shortfall_penalty": number(random, 80, 200)}, {"price": number(random, 60, 150)}))
            for t in range(periods):
                rows.append(Demand.model_validate({
                    "site": market, "product": "PART", "period": f"T{t + 1}", "end_use": end_use,
                    "quantity": number(random, 5, 50), **soft,
                }))  # fmt: skip
    return rows


def stock_rows(random: Random) -> list[Row]:
    """Return where goods may be stored, what is there, and what the end is worth."""
    rows: list[Row] = []
    for site, product in (("PLANT_0", "ORE"), ("DEPOT", "PART"), ("MARKET_0", "PART")):
        if random.random() < 0.6:
            closing = random.choice((
                {}, {"closing_value": number(random, 5, 40), "closing_limit": number(random, 3, 20)},
                {"closing_value": number(random, 5, 40), "closing_cover_days": number(random, 2, 10)},
            ))  # fmt: skip
            rows.append(Stock.model_validate({
                "site": site, "product": product, "opening": maybe(random, 0.5, 2, 15), "np_origin": "CN",
                "in_transit": maybe(random, 0.3, 2, 15), "max_quantity": random.choice((None, 60)),
                "unit_cost": number(random, 0, 20), **closing,
            }))  # fmt: skip
    return rows


def limit_rows(random: Random, whole: bool, money: bool) -> list[Row]:
    """Return up to a few limits: totals, shares, counts, hard and soft."""
    choices: list[dict[str, object]] = [
        {"of": "flows[product=PART]", "upper": number(random, 40, 200), "per": "horizon"},
        {"of": "flows[np_origin=CN, product=PART]", "within": "flows[product=PART]", "as": "share", "upper": 0.6},
        {"of": "purchases[product=ORE]", "attribute_by": "np_origin", "upper": number(random, 30, 200)},
        {"of": "production[process=MAKE]", "upper": number(random, 10, 80), "price": number(random, 1, 20)},
        {"of": "flows[group=RAW]", "measure": "mass", "upper": number(random, 50, 300)},
    ]
    if whole:
        choices.append({"of": "flows[product=PART]", "as": "count", "measure": "sites", "upper": 2})
    if money:
        choices.append({"of": "flows[]", "within": "flows[]", "as": "share", "measure": "value", "upper": 0.5,
                        "attribute_by": "from_country", "price": 0.5})  # fmt: skip
        choices.append({"of": "flows[]", "measure": "cost", "upper": number(random, 100, 900), "price": 1.5})
    return [
        Limit.model_validate({"limit": f"LIMIT_{n}", **chosen})
        for n, chosen in enumerate(choices)
        if random.random() < 0.25
    ]
