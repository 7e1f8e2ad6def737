"""For each family of the formulation, one tiny model in which every rule of the family has a row.

Sites and codes are as short as they can be: the golden files are read by people. Numbers are chosen so that no two
coefficients are equal by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.analytic.building import (
    HS,
    PART,
    base_rate,
    coded,
    goods,
    lane,
    model,
    offer,
    periods,
    programme,
    sites,
    valuation,
)
from tests.analytic.origin_building import CITED, FTA, GOOD, agreement, border, made_of, part, product, worth

from corridor.schema.border import Quota
from corridor.schema.custody import Custody
from corridor.schema.elections import Election
from corridor.schema.goods import Capability, Determination, Process, Product, RecipeLine
from corridor.schema.legal import SpecialRate
from corridor.schema.moving import Demand, Handling, Limit
from corridor.schema.places import Resource
from corridor.schema.row import Row
from corridor.schema.supply import Stock, Value
from corridor.tables.tables import Model


def recipe(process: str, **quantities: float) -> list[Row]:
    """Return a process that makes PART of inputs: product = quantity per run; one PART per run."""
    return [
        Process(process=process),
        RecipeLine(process=process, product=PART, role="output", quantity=1),
        *(
            RecipeLine(process=process, product=product, role="input", quantity=quantity)
            for product, quantity in quantities.items()
        ),
    ]


def balance() -> Model:
    """Every term of a balance: arrivals in shares, purchases, output, by-product, stock, opening goods, disposal."""
    return model(
        periods(2),
        sites(MINE="US", PLANT="US"),
        *(Product(product=code, name=code, disposal_cost=cost) for code, cost in (("ORE", None), ("SLAG", 7))),
        goods(PART),
        offer("MINE", 11, offer="DIG", product="ORE"),
        lane("MINE", "PLANT", product="ORE", transit_days=4, unit_cost=2),
        Process.model_validate({"process": "SMELT", "yield": 0.8}),
        RecipeLine(process="SMELT", product="ORE", role="input", quantity=3),
        RecipeLine(process="SMELT", product=PART, role="output", quantity=2),
        RecipeLine(process="SMELT", product="SLAG", role="byproduct", quantity=0.4),
        Capability(site="PLANT", process="SMELT", unit_cost=5),
        Stock(site="PLANT", product="ORE", opening=13, in_transit=17),
        Stock(site="PLANT", product=PART),
        Demand(site="PLANT", product=PART, quantity=19),
    )


def demand() -> Model:
    """A demand that must be met, one with a penalty, one with a price; goods of two origins serve each."""
    return model(
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 11, offer="HERE"),
        offer("BUYER", 12, "MX", offer="THERE"),
        Demand(site="BUYER", product=PART, quantity=23),
        Demand(site="BUYER", product=PART, end_use="spare", quantity=365, per="year", shortfall_penalty=31),
        Demand(site="BUYER", product=PART, end_use="resale", quantity=29, price=37),
    )


def buying() -> Model:
    """Bounds without and with a decision, tooling, tiers of both kinds, order minimums and multiples, a late start."""
    tiers = {"schedule": "FALLING", "per": "horizon"}
    whole = {"schedule": "WHOLE", "tiering": "all_units"}
    return model(
        periods(2),
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 11, offer="FREE", max_quantity=41),
        offer("BUYER", 12, offer="LEAST", min_quantity=5, max_quantity=43, fixed_cost=47, per="year", tooling=53),
        offer("BUYER", 16, offer="TIER_1", max_quantity=20, **tiers),
        offer("BUYER", 15, offer="TIER_2", min_quantity=20, max_quantity=5000, **tiers),
        offer("BUYER", 18, offer="ALL_1", period="T1", max_quantity=9, **whole),
        offer("BUYER", 17, offer="ALL_2", period="T1", min_quantity=9, max_quantity=30, **whole),
        offer("BUYER", 19, offer="RISING_1", period="T2", schedule="RISING", max_quantity=6),
        offer("BUYER", 21, offer="RISING_2", period="T2", schedule="RISING", min_quantity=6, max_quantity=14),
        offer("BUYER", 13, offer="ORDERS", period="T2", order_minimum=2, orders_per_period=3, order_multiple=4),
        offer("BUYER", 14, offer="LATE", max_quantity=10, available_from=periods(2)[1].start.replace(day=17)),
        Demand(site="BUYER", product=PART, quantity=61),
    )


def recipes() -> Model:
    """Two alternatives; substitutes with least and largest shares; an input in two origin states."""
    line = {"process": "MAKE", "role": "input"}
    return model(
        sites(PLANT="US"),
        goods(PART, "STEEL", "SCRAP", "ALLOY", "GAS"),
        *(offer("PLANT", 11 + n, offer=f"BUY_{code}", product=code)
          for n, code in enumerate(("STEEL", "SCRAP", "ALLOY", "GAS"))),
        offer("PLANT", 9, "MX", offer="BUY_FOREIGN", product="GAS"),
        Process.model_validate({"process": "MAKE", "yield": 0.5}),
        RecipeLine(process="MAKE", product=PART, role="output", quantity=4),
        RecipeLine(**line, product="STEEL", quantity=3, substitution_group="METAL", min_share=0.3, essential="yes"),
        RecipeLine(**line, product="SCRAP", quantity=5, substitution_group="METAL", max_share=0.6),
        RecipeLine(**line, product="GAS", quantity=7, alternative="HOT"),
        RecipeLine(**line, product="ALLOY", quantity=8, alternative="COLD"),
        Capability(site="PLANT", process="MAKE", unit_cost=6),
        Determination(process="MAKE", confers_origin="yes"),
        Demand(site="PLANT", product=PART, quantity=67),
    )  # fmt: skip


def making() -> Model:
    """Capacities without and with a decision, a least run, a ramp, and a resource that two processes share."""
    return model(
        periods(2),
        sites(PLANT="US"),
        goods(PART),
        *recipe("PLAIN"), *recipe("LEAST"), *recipe("RAMPED"),
        Capability(site="PLANT", process="PLAIN", capacity=71, unit_cost=5, resource="LINE", use_per_run=2),
        Capability(site="PLANT", process="LEAST", capacity=3650, min_run=365, fixed_cost=730, per="year",
                   unit_cost=4, resource="LINE", use_per_run=3),
        Capability(site="PLANT", process="RAMPED", capacity=73, unit_cost=3, open_cost=79, ramp="25;50",
                   initially_open="no"),
        Resource(site="PLANT", resource="LINE", capacity=83),
        Demand(site="PLANT", product=PART, quantity=59),
    )  # fmt: skip


def handling() -> Model:
    """A depot with own capacities, one that all products share with a decision; arrivals in shares."""
    return model(
        periods(2),
        sites(SELLER="US", OWN="US", SHARED="US"),
        goods(PART, "OTHER"),
        offer("SELLER", 11), offer("SELLER", 12, offer="SELL_OTHER", product="OTHER"),
        lane("SELLER", "OWN", transit_days=5), lane("SELLER", "SHARED"),
        Handling(site="OWN", capacity=97, unit_cost=2),
        Handling(site="SHARED", capacity=101, unit_cost=3, fixed_cost=103, open_cost=107, initially_open="no",
                 scope="shared"),
        Demand(site="OWN", product=PART, period="T2", quantity=50),
        *(Demand(site="SHARED", product=code, quantity=40) for code in (PART, "OTHER")),
    )  # fmt: skip


def lanes() -> Model:
    """A capacity by mass that two products share; a lane of each product's own with a least shipment and a charge."""
    return model(
        sites(SELLER="US", BUYER="US"),
        *(Product(product=code, name=code, mass_kg=mass) for code, mass in ((PART, 500), ("OTHER", 250))),
        offer("SELLER", 11), offer("SELLER", 12, offer="SELL_OTHER", product="OTHER"),
        lane("SELLER", "BUYER", capacity=30, capacity_measure="mass", scope="shared"),
        lane("SELLER", "BUYER", mode="rail", capacity=45, min_shipment=6, fixed_cost=109, unit_cost=1),
        Demand(site="BUYER", product=PART, quantity=40),
        Demand(site="BUYER", product="OTHER", quantity=80),
    )  # fmt: skip


def openings() -> Model:
    """A plant that is open at the start, one that is not, and one with a ramp that opens at most once."""
    return model(
        periods(2),
        sites(PLANT="US"),
        goods(PART),
        *recipe("OLD"), *recipe("NEW"), *recipe("RAMPED"),
        Capability(site="PLANT", process="OLD", capacity=20, fixed_cost=113, close_cost=127),
        Capability(site="PLANT", process="NEW", capacity=30, open_cost=131, initially_open="no"),
        Capability(site="PLANT", process="RAMPED", capacity=40, open_cost=137, initially_open="no", ramp="50"),
        Demand(site="PLANT", product=PART, quantity=35),
    )  # fmt: skip


def stocks() -> Model:
    """Bounds on stocks; shelf lives; closing values with a cover in days, with a limit; goods under way at the end."""
    return model(
        periods(2),
        sites(SELLER="US", BUYER="US"),
        Product(product=PART, name=PART, disposal_cost=5),
        offer("SELLER", 11),
        lane("SELLER", "BUYER", transit_days=4),
        Stock(site="BUYER", min_quantity=3, max_quantity=9, unit_cost=36.5, closing_value=8, closing_cover_days=5,
              opening=2, shelf_life_days=13),
        Stock(site="SELLER", period="T1", shelf_life_days=7),
        Stock(site="SELLER", period="T2", closing_value=7, closing_limit=6),
        Demand(site="BUYER", product=PART, quantity=10, price=40),
        rate_per_year=0.1,
    )  # fmt: skip


def limits() -> Model:
    """A total, a share with both sides, a soft total by value, a total of each other table, and counts of each."""
    tables = ("flows", "purchases", "production", "deliveries", "stocks")
    return model(
        sites(ONE="US", TWO="US", BUYER="US"),
        goods(PART, "RAW"),
        *(row for site, cost in (("ONE", 11), ("TWO", 12)) for row in (
            offer(site, cost, product="RAW"),
            Capability(site=site, process="MAKE", unit_cost=cost - 8),
            lane(site, "BUYER", product=PART),
            Value(seller=site, product=PART, transaction_value=cost + 10),
        )),
        *recipe("MAKE", RAW=2),
        Stock(site="BUYER"),
        Demand(site="BUYER", product=PART, quantity=50),
        Limit(limit="CAP", of="flows[from_site=ONE]", upper=30),
        Limit.model_validate({"limit": "MIX", "of": "flows[from_site=ONE]", "within": "flows[product=PART]",
                              "as": "share", "lower": 0.2, "upper": 0.7}),
        Limit(limit="SOFT", of="purchases[]", measure="value", lower=100, upper=900, price=3),
        *(Limit(limit=f"SUM_{table.upper()}", of=f"{table}[product=PART]", upper=1000 + n)
          for n, table in enumerate(tables) if table not in ("flows", "purchases")),
        *(Limit.model_validate({"limit": f"COUNT_{table.upper()}", "of": f"{table}[]", "as": "count",
                                "measure": "sites", "lower": 1, "upper": 2, "threshold": 5 + n})
          for n, table in enumerate(tables)),
    )  # fmt: skip


def objective() -> Model:
    """Every cost line has a term."""
    return model(
        periods(2),
        sites(SELLER="CN", PORT="US", BUYER="US"),
        coded(mass_kg=500).model_copy(update={"disposal_cost": 139.0}),
        goods("SCRAP"),
        offer("SELLER", 100, "CN", tooling=149, max_quantity=1000),
        offer("SELLER", 98, "CN", offer="LARGE", fixed_cost=151, max_quantity=1000),
        lane("SELLER", "PORT", product=PART, unit_cost=5, cost_per_t=6, insurance=0.01, export_tax=0.02,
             transit_days=2, port_dwell_days=1, inspection_share=0.5, inspection_days=2, demurrage_per_day=30,
             shipment_size=10),
        lane("PORT", "BUYER", product=PART, unit_cost=1, fixed_cost=157, capacity=60),
        Handling(site="PORT", product=PART, unit_cost=4, fixed_cost=163, open_cost=167, capacity=300),
        *recipe("REBUILD", SCRAP=2),
        offer("BUYER", 3, offer="SCRAP", product="SCRAP"),
        Capability(site="BUYER", process="REBUILD", capacity=25, unit_cost=9, fixed_cost=173, open_cost=179,
                   close_cost=181),
        Stock(site="BUYER", product=PART, unit_cost=36.5, closing_value=191, closing_limit=7),
        Demand(site="BUYER", product=PART, quantity=40, shortfall_penalty=193, price=197),
        Limit(limit="SOFT", of="deliveries[]", lower=30, upper=35, price=199),
        valuation("US", "cif"),
        base_rate("US", 0.05, specific=0.2, specific_unit="kg"),
        programme("EXTRA", "US", 0.1, origins="CN"),
        rate_per_year=0.1,
    )  # fmt: skip


def origin() -> Model:
    """A pack of 113 qualifies by build-down of 40 % or build-up of 30 %, of parts of CN, parts of MY, and a shell."""
    return model(
        sites(MY="MY", JP="JP"),
        product(GOOD, "850760"),
        product("PART"),
        product("SHELL"),
        *agreement("MY;JP", "RVC(build_down, 40) or RVC(build_up, 30)"),
        *border("JP", 0.10, FTA),
        *made_of(PART=2, SHELL=1),
        Capability(site="MY", process="MAKE", unit_cost=7),
        part("MY", 37, "CN"),
        part("MY", 41, "MY", under=FTA),
        part("MY", 5, "CN", code="SHELL"),
        worth(GOOD, 113, own_value=11),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=9),
        agreements=(FTA,),
    )


def custody() -> Model:
    """Packs of two feeds, at least a part of each in every one; books over two periods say which are of which."""
    feeds = [
        RecipeLine(process="MAKE", product=code, role="input", quantity=2, substitution_group="FEED", min_share=0.3)
        for code in ("O", "N")
    ]
    return model(
        periods(2),
        sites(MY="MY", JP="JP"),
        product(GOOD, "850760"),
        product("O"),
        product("N"),
        *agreement("MY;JP", "RVC(build_down, 90)", custody="mass_balance"),
        *border("JP", 0.10, FTA),
        *made_of(),
        *feeds,
        Capability(site="MY", process="MAKE", unit_cost=7),
        part("MY", 41, "MY", code="O", under=FTA),
        part("MY", 37, "CN", code="N"),
        worth(GOOD, 113),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=5),
        Demand(site="MY", product=GOOD, quantity=8),
        Custody(site="MY", product=GOOD, mode="mass_balance", per="horizon"),
        agreements=(FTA,),
    )


def elections() -> Model:
    """A line of packs, one way of making them minimal, of which half is for a border with duty; over two periods."""
    minimal = [row.model_copy(update={"minimal": "yes"}) for row in made_of(process="KIT", SHELL=1)[:1]]
    return model(
        periods(2),
        sites(MY="MY", JP="JP"),
        product(GOOD, "850760"),
        product("PART"),
        product("SHELL"),
        *agreement("MY;JP", "RVC(build_down, 40)"),
        *border("JP", 0.10, FTA),
        *made_of(PART=2),
        *minimal,
        *made_of(process="KIT", SHELL=1)[2:],
        Capability(site="MY", process="MAKE", unit_cost=7),
        Capability(site="MY", process="KIT", capacity=3),
        part("MY", 37, "CN"),
        part("MY", 41, "MY", under=FTA),
        part("MY", 59, "CN", code="SHELL"),
        worth(GOOD, 113),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=5),
        Demand(site="MY", product=GOOD, quantity=8),
        Election(election="LINE", scheme=FTA, site="MY", products=GOOD, per="horizon"),
        agreements=(FTA,),
    )


def quotas() -> Model:
    """A quota whose period ends within one of the plan and leaves its rest to the next, used by mass and by a claim."""
    first, second = (row.start for row in periods(2))
    terms = {"quota": "TRQ", "importer": "US", "unit": "kg", "citation": "example", "evidence": "D"}
    return model(
        periods(2),
        sites(SELLER="KR", BUYER="US"),
        coded(mass_kg=3),
        offer("SELLER", 100, "KR", originating_under=FTA),
        lane("SELLER", "BUYER", transit_days=4),
        valuation("US"),
        base_rate("US", 0.1),
        programme("OVER", "US", 0.25, where="quota!=TRQ"),
        SpecialRate(importer="US", agreement=FTA, hs=HS, rate=0.02, where="quota=TRQ", **CITED),
        *agreement("KR;US", "WO", hs=HS),
        Quota(**terms, valid_from=first, valid_to=second.replace(day=17), amount=61, carry_to=second.replace(day=18)),
        Quota(**terms, valid_from=second.replace(day=18), valid_to=second.replace(day=31), amount=67),
        Demand(site="BUYER", product=PART, period="T2", quantity=71),
        agreements=(FTA,),
    )


CASES: Mapping[str, Callable[[], Model]] = {
    case.__name__: case
    for case in (
        balance, demand, buying, recipes, origin, custody, elections, making, handling, lanes, quotas, openings, stocks,
        limits, objective,
    )
}  # fmt: skip
"""Family -> its tiny model."""
