"""Merging origin states never changes the optimum: random chains of two stages, solved with and without it."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
from tests.analytic.building import EXACT, lane, model, sites
from tests.analytic.origin_building import (
    GOOD,
    GOOD_HS,
    PART_HS,
    agreement,
    border,
    made_of,
    part,
    product,
    ruled,
    worth,
)

from corridor.network.expand import expand
from corridor.pipeline import prepare
from corridor.pipeline.instance import solve_model
from corridor.result.run import Run
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.tables.tables import Model

RAW_HS = "283691"
BATCH = 10


def chain(seed: int) -> Model:
    """Return a random model: raw material and cells made in MY and TH, goods made there, sold to JP and by JP to KR."""
    random = Random(seed)
    codes = ("A", "B")[: random.choice((1, 2, 2))]
    rows: list[Row] = [*sites(MY="MY", TH="TH", JP="JP", KR="KR"), product(GOOD, GOOD_HS), product("CELL")]
    rows += [product("RAW", RAW_HS), product("AUX", RAW_HS)]
    rows += [*made_of("CELL", "MAKE_CELL", RAW=1), *made_of(GOOD, "MAKE", CELL=1, AUX=1)]
    for site in ("MY", "TH"):
        rows += [Capability(site=site, process="MAKE_CELL", unit_cost=random.randint(10, 14))]
        rows += [Capability(site=site, process="MAKE", unit_cost=random.randint(10, 14))]
        for name, price in (("RAW", 24), ("AUX", 25)):
            for origin in ("CN", site):
                under = ";".join(code for code in codes if origin == site and random.random() < 0.8)
                dear = price + (random.randint(2, 6) if under else 0)
                offer = f"{name}_{site}_{origin}"
                rows.append(part(site, dear, origin, name, under, offer=offer, max_quantity=random.choice((None, 40))))
    rows += [worth("CELL", 50, own_value=18), worth(GOOD, 100, own_value=25), worth("RAW", 24), worth("AUX", 25)]
    rows += [lane("MY", "TH"), lane("TH", "MY"), lane("MY", "JP"), lane("TH", "JP"), lane("JP", "KR")]
    rows += [Demand(site="JP", product=GOOD, quantity=50), Demand(site="KR", product=GOOD, quantity=30)]
    return model(*rows, *_law(random, codes), agreements=codes)


def _law(random: Random, codes: tuple[str, ...]) -> list[Row]:
    rows: list[Row] = []
    for importer, rate in (("MY", 0.05), ("TH", 0.05), ("JP", 0.10), ("KR", 0.10)):
        rows += border(importer, rate)
        rows += [row for hs in (PART_HS, RAW_HS) for row in border(importer, rate if hs == PART_HS else 0.0, hs=hs)[1:]]
    for code in codes:
        other = "B" if code == "A" else "A"
        cumulation = random.choice(("originating", "full", "partial", "diagonal", "none"))
        shape = {
            "cumulation": cumulation,
            "cumulates_with": other if cumulation == "diagonal" else "",
            "roll_up": random.choice(("absorption", "absorption", "traced", "none")),
            "partial_from": 0.2,
            "partial_to": 0.4,
            "content_steps": "0.35",
            "differential": random.choice(("no", "yes")),
            "averaging": random.choice(("period", "period", "none")),
        }
        rule = random.choice(("RVC(build_down, {})", "RVC(build_up, {})", "CTH and RVC(build_down, {})"))
        rows += agreement("MY;TH;JP;KR", rule.format(random.randint(30, 60)), code, **shape)
        rows.append(ruled(rule.format(random.randint(30, 50)), PART_HS, code))
        for importer in ("JP", "KR"):
            rows += border(importer, 0.0, code, preferential=random.choice((0.0, 0.03)))[2:]
        for importer in ("MY", "TH"):
            rows += border(importer, 0.0, code, hs=PART_HS)[2:]
    return rows


def solved(seed: int) -> Run:
    """Return the plan of a random chain."""
    return solve_model(chain(seed), EXACT)


@pytest.mark.parametrize("first", range(0, 60, BATCH))
def test_states_that_nothing_tells_apart_are_merged_for_free(first: int, monkeypatch: pytest.MonkeyPatch):
    """Lots for every set of statuses that goods can carry give no cheaper plan than lots for sets that somebody
    wants; both plans pass their audit.
    """
    merged = [solved(seed) for seed in range(first, first + BATCH)]
    monkeypatch.setattr(prepare, "expand", partial(expand, states="all"))
    for seed, small in enumerate(merged, first):
        large = solved(seed)
        assert small.info["objective"] == pytest.approx(large.info["objective"], rel=1e-6), seed
        assert (small.info["audit"], large.info["audit"]) == ("passed", "passed"), seed
        assert small.info["network"]["columns"] <= large.info["network"]["columns"]
