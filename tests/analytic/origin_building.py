"""Small models with rules of origin: an agreement, its provisions and rule, and a product made of parts.

Unless a test says otherwise the agreement is called FTA, its rule is read on the FOB value, materials count at their
transaction value, and originating materials absorb what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.analytic.building import lane, sites, solve

from corridor.result.run import Run
from corridor.schema.border import Agreement
from corridor.schema.goods import Capability, Determination, Process, Product, RecipeLine
from corridor.schema.legal import BaseRate, SpecialRate, Valuation
from corridor.schema.moving import Demand
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Value

ALWAYS = date(2000, 1, 1)
CITED = {"valid_from": ALWAYS, "citation": "example", "evidence": "D"}
FTA = "FTA"
GOOD = "GOOD"
GOOD_HS, PART_HS = "850760", "850790"


def agreement(parties: str, rule: str, code: str = FTA, hs: str = GOOD_HS, **provision: object) -> list[Row]:
    """Return an agreement, how it decides on origin, and its rule for the good."""
    defaults = {"hs_edition": 2022, "value_basis": "fob", "material_basis": "transaction_value"}
    shape = {"cumulation": "originating", "direct_transport": "none", **defaults, **provision}
    return [
        Agreement(
            agreement=code, name=code, kind="fta", parties=parties, binding="yes", citation="example", evidence="D"
        ),
        OriginProvision.model_validate({"agreement": code, **CITED, **shape}),
        OriginRule.model_validate({"agreement": code, "hs_from": hs, "hs_to": hs, "rule": rule, **CITED}),
    ]


def border(importer: str, rate: float, *claims: str, hs: str = GOOD_HS, preferential: float = 0.0) -> list[Row]:
    """Return the duty of an importer on a code: what everybody pays, and what a claim pays."""
    rows: list[Row] = [
        Valuation(importer=importer, basis="fob", currency="USD", citation="example", evidence="D"),
        BaseRate.model_validate({"importer": importer, "hs": hs, "rate": rate, **CITED}),
    ]
    for claim in claims:
        terms = {"importer": importer, "agreement": claim, "hs": hs, "rate": preferential, **CITED}
        rows.append(SpecialRate.model_validate(terms))
    return rows


def product(code: str, hs: str | None = PART_HS, **columns: object) -> Product:
    """Return a product with a code of the Harmonized System."""
    return Product.model_validate({"product": code, "name": code, "hs": hs, **columns})


def made_of(output: str = GOOD, process: str = "MAKE", **inputs: float) -> list[Row]:
    """Return a process that confers origin, and its recipe: one unit of output from quantities of inputs.

    The first input is the essential one.
    """
    lines = [RecipeLine(process=process, product=output, role="output", quantity=1)]
    for name, quantity in inputs.items():
        essential = "no" if len(lines) > 1 else "yes"
        line = {"process": process, "product": name, "role": "input", "quantity": quantity, "essential": essential}
        lines.append(RecipeLine.model_validate(line))
    return [Process(process=process), Determination(process=process, confers_origin="yes"), *lines]


def part(site: str, price: float, origin: str, code: str = "PART", under: str = "", **columns: object) -> Offer:
    """Return an offer of a part, named after site and part, of an origin, originating under agreements."""
    row = {"offer": f"{code}_{origin}", "site": site, "product": code, "unit_cost": price, "np_origin": origin}
    return Offer.model_validate({**row, "originating_under": under, **columns})


def worth(code: str, price: float, seller: str = "*", **bases: float) -> Value:
    """Return the price of a product, whoever buys it."""
    return Value.model_validate({"seller": seller, "product": code, "transaction_value": price, **bases})


def ruled(rule: str, hs: str, code: str = FTA, **columns: object) -> OriginRule:
    """Return one more rule of an agreement."""
    return OriginRule.model_validate({"agreement": code, "hs_from": hs, "hs_to": hs, "rule": rule, **CITED, **columns})


def discrete(rows: Iterable[Row]) -> list[Row]:
    """Return rows with each input of a recipe a discrete part."""
    return [
        row.model_copy(update={"discrete": "yes"}) if isinstance(row, RecipeLine) and row.role == "input" else row
        for row in rows
    ]


def plant(
    rule: str, rate: float = 0.10, wanted: float = 70, work: float = 10, price: float = 100, **provision: object
) -> list[Row]:
    """Return a plant MY that makes GOOD of one PART for JP, which is a party and takes `rate` without a claim.

    The rule of FTA for GOOD is `rule`; the price of GOOD is `price`, its work costs `work`. Parts are not offered yet.
    """
    return [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS),
        product("PART"),
        *agreement("MY;TH;JP", rule, **provision),
        *border("JP", rate, FTA),
        *made_of(PART=1),
        Capability(site="MY", process="MAKE", unit_cost=work),
        worth(GOOD, price),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=wanted),
    ]


def without(rows: Iterable[Row], *tables: type[Row]) -> list[Row]:
    """Return rows without those of some tables: a test states its own."""
    return [row for row in rows if not isinstance(row, tables)]


def planned(*rows: Row, **settings: object) -> Run:
    """Solve a model in which every agreement may be claimed."""
    return solve(*rows, **{"agreements": ("*",), **settings})


def choices(run: Run) -> set[str]:
    """Return the rule choices of the lots that are made."""
    made = run.tables["production"]
    return set(made.loc[made["quantity"] > 1e-9, "rule_choice"])
