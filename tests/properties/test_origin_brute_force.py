"""Plans of random tiny origin problems cost what trying every recipe and every claim says."""

from __future__ import annotations

import pytest
from tests.analytic.building import EXACT, lane, model
from tests.analytic.origin_building import GOOD, agreement, border, discrete, made_of, part, product, worth
from tests.properties.tiny_origin import BUYERS, GOOD_HS, OTHER_HEADING, SAME_HEADING, SIZE, Case, draw, optimum

from corridor.pipeline.instance import solve_model
from corridor.schema.goods import Capability
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.moving import Demand
from corridor.schema.places import Site
from corridor.schema.row import Row
from corridor.tables.tables import Model

BATCH = 10


def tables(case: Case, parts_are_discrete: bool) -> Model:
    """Return the model that says what the case says."""
    places = [(one.site, one.country) for one in (*case.suppliers, *case.plants)]
    places += [(market, market) for market in case.demand]
    rows: list[Row] = [Site(site=site, name=site, country=country) for site, country in places]
    rows += [product(GOOD, GOOD_HS), *(product(code, hs) for code, hs in case.codes.items())]
    rows += made_of(**dict.fromkeys(case.parts(), 1.0))
    for one in case.suppliers:
        under = ";".join(one.under)
        rows.append(part(one.site, one.price, one.origin, one.part, under, offer=one.site, max_quantity=one.most))
        rows += [lane(one.site, plant.site, product=one.part, unit_cost=one.freight) for plant in case.plants]
    for plant in case.plants:
        rows.append(Capability(site=plant.site, process="MAKE", unit_cost=plant.work))
        rows.append(worth(GOOD, plant.value, plant.site, own_value=plant.own))
        rows += [lane(plant.site, market, product=GOOD, shipment_size=SIZE) for market in case.demand]
    rows += [Demand(site=market, product=GOOD, quantity=quantity) for market, quantity in case.demand.items()]
    settings = {"agreements": tuple(one.code for one in case.schemes), "claim_margin": case.margin / 100}
    return model(*(discrete(rows) if parts_are_discrete else rows), *_law(case), **settings)


def _law(case: Case) -> list[Row]:
    rows: list[Row] = []
    for one in case.schemes:
        rows += agreement(
            ";".join(one.parties), one.text, one.code, tolerance=one.tolerance / 100, tolerance_relaxes="tariff_shift",
            cumulation=one.cumulation, material_basis="cif" if one.cif else "transaction_value", proof_cost=one.proof,
        )  # fmt: skip
        for market in case.demand:
            rows += border(market, 0.0, one.code, preferential=one.rate / 100)
    rows = [row for row in rows if not isinstance(row, BaseRate | Valuation)]
    for importer in ("MY", "TH", "CN", *BUYERS):
        rows += border(importer, case.duty.get(importer, 0) / 100)
        rows += [row for hs in (SAME_HEADING, OTHER_HEADING) for row in border(importer, 0.0, hs=hs)[1:]]
    return rows


@pytest.mark.parametrize("first", range(0, 100, BATCH))
def test_discrete_parts_cost_what_trying_everything_finds(first: int):
    """The plan of a random case is as cheap as the best recipes and claims, to 1e-6, and passes its audit."""
    for seed in range(first, first + BATCH):
        case = draw(seed)
        run = solve_model(tables(case, parts_are_discrete=True), EXACT)
        assert run.info["objective"] == pytest.approx(optimum(case), rel=1e-6), seed
        assert (run.info["status"], run.info["audit"]) == ("optimal", "passed"), seed


@pytest.mark.parametrize("first", range(0, 40, BATCH))
def test_averaging_costs_no_more_than_qualifying_unit_by_unit(first: int):
    """Lots of materials that are exchanged for each other can do whatever units can do one by one."""
    for seed in range(first, first + BATCH):
        case = draw(seed)
        run = solve_model(tables(case, parts_are_discrete=False), EXACT)
        assert run.info["objective"] <= optimum(case) * (1 + 1e-7), seed
        assert run.info["audit"] == "passed", seed


def test_the_random_cases_are_not_all_alike():
    """In many of the cases claims matter, and in some averaging pays."""
    cases = [draw(seed) for seed in range(100)]
    bare = [optimum(Case(**{**vars(case), "schemes": ()})) for case in cases]
    assert sum(optimum(case) < cost - 1e-6 for case, cost in zip(cases, bare, strict=True)) >= 40
