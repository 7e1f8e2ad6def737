"""Merging origin states changes no optimum: on random networks the merged and the full state space cost the same."""

from __future__ import annotations

import random
from datetime import date

import pytest
from tests.analytic.building import EXACT, lane, model, periods, sites
from tests.analytic.origin_building import agreement, border, product, worth

from corridor.compiled import compile_model
from corridor.formulation import build
from corridor.network.expand import expand
from corridor.network.needs import States
from corridor.reference.load import law_of
from corridor.schema.content import ContentRule
from corridor.schema.goods import Capability, Determination, Process, RecipeLine
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.solve.linear import solve_linear
from corridor.tables.tables import Model

SEEDS = range(200)

COUNTRIES = ("MY", "TH", "JP")
"""Where suppliers and plants lie; the market is in the US or in JP."""

CODES = {"ORE": "260400", "METAL": "750210", "CELL": "850760", "PACK": "870340"}
MADE = (("METAL", ("ORE",)), ("CELL", ("METAL", "ORE")), ("PACK", ("CELL", "METAL")))
PRICES = {"ORE": 10.0, "METAL": 30.0, "CELL": 80.0, "PACK": 160.0}


def random_model(seed: int) -> Model:
    """Return a network of three tiers with two or three agreements, and in one case of three a content rule."""
    draw = random.Random(seed)
    rows: list[Row | list] = [*periods(draw.choice((1, 1, 2))), *sites(US="US", **{c: c for c in COUNTRIES})]
    rows += [product(code, hs, mass_kg=1.0) for code, hs in CODES.items()]
    names = ["ONE", "TWO", "THREE"][: draw.choice((2, 3))]
    rows += _law(draw, names)
    ruled = draw.random() < 1 / 3
    if ruled:
        banned = {
            "attribute": "country",
            "among": draw.choice(COUNTRIES),
            "tier": draw.choice(("supplier", "any_tier")),
        }
        shape = {
            "form": draw.choice(("none", "at_most")),
            "limit": 0.4,
            "products": "PACK",
            "credit": draw.choice((0, 9)),
        }
        rows.append(ContentRule.model_validate({"rule": "CLEAN", "valid_from": date(2020, 1, 1), **banned, **shape}))
    rows += _supply(draw, names, ruled)
    rows += _made(draw)
    rows += [lane(a, b, unit_cost=draw.choice((0, 1, 2))) for a in COUNTRIES for b in ("US", *COUNTRIES) if a != b]
    asked = "CLEAN" if ruled and draw.random() < 0.5 else ""
    for market in draw.sample(("US", "JP", "MY"), k=2):
        rows.append(Demand(site=market, product="PACK", quantity=10, shortfall_penalty=500, content_rules=asked))
    return model(*rows, agreements=tuple(names))


def _law(draw: random.Random, names: list[str]) -> list[Row]:
    """Return agreements with rules on metals, cells and packs, and duties at every border."""
    rows: list[Row] = []
    for number, name in enumerate(names):
        parties = ";".join(sorted(draw.sample(("US", *COUNTRIES), k=draw.choice((2, 3)))))
        # Content steps multiply what can be told apart: one agreement of each network has them.
        mode = draw.choice(("originating", "partial", "full")) if number == 0 else "originating"
        shape = {"cumulation": mode, "content_steps": "0.5", "partial_from": 0.2, "partial_to": 0.6}
        if mode != "partial":
            shape.update(partial_from=0.0, partial_to=1.0)
        text = draw.choice(("CTH", "RVC(build_down, 40)", "RVC(build_down, 60)", "CTH and RVC(build_down, 30)"))
        _, provision, rule = agreement(
            parties, text, code=name, tolerance=0.1, tolerance_relaxes="tariff_shift", **shape
        )
        rows += [_, provision]
        rows += [rule.model_copy(update={"hs_from": CODES[p], "hs_to": CODES[p]}) for p in ("METAL", "CELL", "PACK")]
    for importer in ("US", *COUNTRIES):
        for code in CODES.values():
            found = border(importer, draw.choice((0.0, 0.1, 0.2)), *names, hs=code)
            rows += found if code == "260400" else found[1:]
    return rows


def _supply(draw: random.Random, names: list[str], ruled: bool) -> list[Row]:
    """Return what can be bought: ores and metals, some of which originate or comply."""
    rows: list[Row] = []
    for item in ("ORE", "METAL"):
        for number in range(3):
            site = draw.choice(COUNTRIES)
            under = ";".join(name for name in names if draw.random() < 0.5)
            columns = {"originating_under": under, "complies_with": "CLEAN" if ruled and draw.random() < 0.5 else ""}
            price = PRICES[item] * draw.uniform(0.7, 1.3)
            shape = {"offer": f"{item}_{number}", "site": site, "product": item, "unit_cost": price, "np_origin": site}
            rows.append(Offer.model_validate({**shape, "max_quantity": draw.choice((6, 15, 40)), **columns}))
    rows += [worth(code, price, ex_works=price) for code, price in PRICES.items()]
    return rows


def _made(draw: random.Random) -> list[Row]:
    """Return processes and plants."""
    rows: list[Row] = []
    for output, inputs in MADE:
        rows.append(Process(process=f"MAKE_{output}"))
        rows.append(Determination(process=f"MAKE_{output}", confers_origin=draw.choice(("yes", "no"))))
        rows.append(RecipeLine(process=f"MAKE_{output}", product=output, role="output", quantity=1))
        for place, item in enumerate(inputs):
            essential = "yes" if place == 0 else "no"
            line = {"process": f"MAKE_{output}", "product": item, "role": "input", "essential": essential}
            rows.append(RecipeLine.model_validate({**line, "quantity": draw.choice((0.5, 1.0))}))
        for site in draw.sample(COUNTRIES, k=2):
            plant = {"site": site, "process": f"MAKE_{output}", "unit_cost": draw.choice((1.0, 5.0))}
            rows.append(Capability.model_validate({**plant, "capacity": 40}))
    return rows


def cost(given: Model, states: States) -> tuple[float, int]:
    """Return the least cost and the number of columns with the states kept apart."""
    network = expand(given, law_of(given), states)
    program = compile_model(build(network))
    return solve_linear(program, EXACT).objective, len(program.cost)


@pytest.mark.parametrize(
    "first", [pytest.param(n, marks=pytest.mark.long if n >= 60 else ()) for n in range(0, len(SEEDS), 20)]
)
def test_merged_states_have_the_same_optimum(first: int):
    """Twenty networks: equal cost, never more columns."""
    for seed in SEEDS[first : first + 20]:
        given = random_model(seed)
        merged, columns = cost(given, "merged")
        full, more = cost(given, "all")
        assert merged == pytest.approx(full, rel=1e-7), seed
        assert columns <= more, seed
