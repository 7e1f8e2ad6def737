"""Random sellers, plants and law of a rich model."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.analytic.building import START, base_rate, programme, valuation

from corridor.schema.goods import Capability, Determination, Process, RecipeLine
from corridor.schema.places import Resource
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Value

ORIGINS = ("US", "CN", "MX", "DE", "FR", "AU")
IMPORTERS = ("US", "CN", "MX", "EU")
PRICES = {"ORE": 8.0, "SCRAP": 11.0, "AUX": 3.0, "PART": 60.0}


def number(random: Random, low: float, high: float) -> float:
    """Return a number with one decimal."""
    return round(random.uniform(low, high), 1)


def maybe(random: Random, chance: float, low: float, high: float) -> float:
    """Return a number with a chance, else 0."""
    return number(random, low, high) if random.random() < chance else 0.0


def seller_rows(random: Random, whole: bool) -> list[Row]:
    """Return offers of ORE, SCRAP, AUX and PART at two sellers, AUX at the first plant too, and their values."""
    rows: list[Row] = []
    for n, (site, product) in enumerate((
        ("SELLER_0", "ORE"), ("SELLER_1", "ORE"), ("SELLER_0", "PART"), ("SELLER_1", "SCRAP"),
        ("SELLER_1", "AUX"), ("PLANT_0", "AUX"),
    )):  # fmt: skip
        if n < 2 or random.random() < 0.7:
            rows += _offers(random, f"OFFER_{n}", site, product, whole)
            rows.append(Value(seller=site, product=product, transaction_value=number(random, 3, 70)))
    return rows


def _offers(random: Random, name: str, site: str, product: str, whole: bool) -> list[Row]:
    price = round(PRICES[product] * random.uniform(0.8, 1.3), 2)
    common = {"offer": name, "site": site, "product": product, "np_origin": random.choice(ORIGINS)}
    common["max_quantity"] = random.choice((None, number(random, 60, 200)))
    kind = random.choice(("plain", "window", "late", "least", "orders", "falling", "all_units", "bound")
                         if whole else ("plain", "window", "late", "rising"))  # fmt: skip
    if kind == "window":
        common |= {"per": random.choice(("year", "horizon")), "max_quantity": number(random, 300, 4000)}
    if kind == "late":
        common["available_from"] = START + timedelta(days=random.randint(1, 25))
    if kind == "least":
        common |= {"min_quantity": number(random, 5, 40), "fixed_cost": maybe(random, 0.5, 5, 80),
                   "tooling": maybe(random, 0.5, 5, 80), "per": random.choice(("period", "horizon"))}  # fmt: skip
    if kind == "orders":
        common |= {"order_minimum": number(random, 2, 8), "orders_per_period": random.randint(1, 3)}
        common["order_multiple"] = random.choice((None, 4.0, 2.5))
    if kind in ("falling", "rising", "all_units"):
        return _tiers(random, common, price, kind)
    if kind == "bound" and product == "ORE":
        common |= {"destination": "PLANT_0", "customs_value": round(price * 0.9, 2),
                   "duty_borne_by": random.choice(("buyer", "seller"))}  # fmt: skip
    return [Offer.model_validate({**common, "unit_cost": price})]


def _tiers(random: Random, common: dict[str, object], price: float, kind: str) -> list[Row]:
    start, rows, name = 0.0, [], common["offer"]
    tiering = "all_units" if kind == "all_units" else "incremental"
    for n in range(random.choice((2, 3))):
        end = start + number(random, 15, 60)
        rows.append(Offer.model_validate({
            **common, "offer": f"{name}_{n}", "unit_cost": round(price, 2), "schedule": name, "tiering": tiering,
            "min_quantity": start, "max_quantity": end,
        }))  # fmt: skip
        start = end
        price *= 1.2 if kind == "rising" else 0.85
    return list(rows)


def plant_rows(random: Random, whole: bool) -> list[Row]:
    """Return one process with two alternatives, its capabilities, a shared resource, and determinations."""
    line = {"process": "MAKE", "role": "input"}
    rows: list[Row] = [
        Process.model_validate({"process": "MAKE", "yield": random.choice((1.0, 0.9))}),
        RecipeLine(process="MAKE", product="PART", role="output", quantity=random.choice((1, 2))),
        RecipeLine(process="MAKE", product="SLAG", role="byproduct", quantity=0.3),
        RecipeLine.model_validate({**line, "product": "ORE", "quantity": number(random, 1, 3), "essential": "yes",
                                   "substitution_group": "METAL", "min_share": random.choice((0.0, 0.4))}),
        RecipeLine.model_validate({**line, "product": "SCRAP", "quantity": number(random, 1, 3),
                                   "substitution_group": "METAL", "max_share": random.choice((1.0, 0.5))}),
        RecipeLine.model_validate({**line, "product": "AUX", "quantity": 0.5, "alternative": "WITH"}),
        RecipeLine.model_validate({**line, "product": "AUX", "quantity": 0.9, "alternative": "MORE"}),
        Process(process="PURE"),
        RecipeLine(process="PURE", product="PART", role="output", quantity=1),
        RecipeLine(process="PURE", product="ORE", role="input", quantity=number(random, 2, 4)),
        Value(product="PART", transaction_value=number(random, 40, 70)),
        # Goods that may be left over can be sent anywhere: each has a value.
        *(Value(product=product, transaction_value=value) for product, value in (*PRICES.items(), ("SLAG", 1.0))
          if product != "PART"),
        Resource(site="PLANT_0", resource="LINE", capacity=number(random, 40, 120)),
    ]  # fmt: skip
    for plant in ("PLANT_0", "PLANT_1"):
        for process in ("MAKE", "PURE"):
            rows.append(_capability(random, plant, process, whole))
    for importer in ("*", *IMPORTERS):
        if random.random() < 0.4:
            confers = random.choice(("yes", "no"))
            rows.append(Determination(process="MAKE", importer=importer, confers_origin=confers))
    return rows


def _capability(random: Random, plant: str, process: str, whole: bool) -> Row:
    columns: dict[str, object] = {
        "site": plant, "process": process, "unit_cost": number(random, 3, 15),
        "capacity": random.choice((None, number(random, 20, 90))), "use_per_run": random.choice((1.0, 1.5)),
        "resource": "LINE" if plant == "PLANT_0" and random.random() < 0.5 else None,
    }  # fmt: skip
    if whole and random.random() < 0.6:
        columns |= {
            "fixed_cost": maybe(random, 0.6, 20, 400), "min_run": maybe(random, 0.3, 2, 10),
            "open_cost": maybe(random, 0.5, 20, 400), "close_cost": maybe(random, 0.3, 20, 100),
            "initially_open": random.choice(("yes", "no")), "ramp": random.choice(("", "", "50;75")),
        }  # fmt: skip
        if columns["capacity"] is None:
            columns["ramp"] = ""  # A ramp is a share of a capacity.
    return Capability.model_validate(columns)


def law_rows(random: Random) -> list[Row]:
    """Return base rates of every importer and code, one of them changing, and programmes by origin and end use."""
    rows: list[Row] = []
    change = START + timedelta(days=random.randint(5, 40))
    for importer in IMPORTERS:
        rows.append(valuation(importer, random.choice(("fob", "cif"))))
        for hs in ("260400", "750300", "280700", "262040"):
            rows.append(base_rate(importer, random.choice((0.0, 0.03)), hs=hs))
        rows.append(base_rate(importer, random.choice((0.0, 0.05)), specific=random.choice((0.0, 0.02)),
                              specific_unit="kg", valid_to=change - timedelta(days=1)))  # fmt: skip
        rows.append(base_rate(importer, random.choice((0.0, 0.1)), valid_from=change))
        for origin in ORIGINS:
            if random.random() < 0.15:
                uses = random.choice(({}, {"except_end_uses": "spare", "hs": "850760"}))
                rows.append(programme(f"ON_{origin}", importer, random.choice((0.25, 0.5)), record=importer,
                                      origins=origin, **uses))  # fmt: skip
    return rows
