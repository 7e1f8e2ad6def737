"""Generated networks: the same every time, without faults, and with a plan that leaves hardly anybody without goods."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.generator import generate, preset
from benchmarks.generator.chance import Deck
from benchmarks.generator.countries import COUNTRIES

from corridor.pipeline.instance import solve_model
from corridor.pipeline.prepare import prepare
from corridor.reference.load import reference_law
from corridor.result.run import Run
from corridor.schema.goods import Capability
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.moving import Handling, Lane, Limit
from corridor.schema.programmes import Programme
from corridor.schema.row import SourcedRow
from corridor.schema.supply import Offer
from corridor.solve.options import SolveOptions
from corridor.tables.check import check_tables
from corridor.tables.read import read_model
from corridor.tables.tables import Tables

ROOT = Path(__file__).resolve().parents[2]
SEEDS = (1, 2, 3)
MOST_SHORT = 0.2
"""[1] Largest share of demand that may stay short."""


def check_plan(run: Run) -> None:
    """Assert that there is a plan, that it passed its audit, and that most of the demand is met."""
    assert run.info["audit"] == "passed", run.info["audit_findings"]
    short = run.tables["shortfall"]["quantity"].sum()
    assert short <= MOST_SHORT * (short + run.tables["deliveries"]["quantity"].sum())


def decisions(tables: Tables) -> list[float]:
    """Return every number in the tables that makes a decision where it is not 0."""
    capabilities, lanes, offers = tables[Capability], tables[Lane], tables[Offer]
    found = [row.fixed_cost + row.open_cost + row.close_cost + row.min_run for row in capabilities]
    found += [float(row.initially_open == "no") for row in capabilities]
    found += [row.fixed_cost + row.min_shipment for row in lanes]
    found += [row.fixed_cost for row in tables[Handling]]
    found += [row.fixed_cost + row.tooling + row.order_minimum + (row.order_multiple or 0.0) for row in offers]
    found += [row.min_quantity for row in offers if row.schedule is None]
    found += [float(row.tiering == "all_units") for row in offers]
    return found + [float(row.form == "count") for row in tables[Limit]]


@pytest.mark.parametrize("kind", ["lp", "mip"])
def test_the_same_parameters_give_the_same_tables(kind):
    """Two calls give equal rows; another seed gives others."""
    one, again, other = (generate(preset("k3", kind, seed)) for seed in (7, 7, 8))
    assert one.tables == again.tables
    assert one.settings == again.settings
    assert one.tables != other.tables


def test_the_command_writes_what_the_function_returns(tmp_path):
    """A folder written by another process, with other hashes of text, reads back equal."""
    out = tmp_path / "made"
    command = [sys.executable, "-m", "benchmarks.generator", "k3", "--kind", "mip", "--seed", "2", "--out", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": "3"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    found, made = read_model(out), generate(preset("k3", "mip", 2))
    assert found.settings == made.settings
    assert dict(found.tables.rows) == dict(made.tables.rows)
    assert found.faults == ()


@pytest.mark.parametrize("kind", ["lp", "mip"])
@pytest.mark.parametrize("name", ["k3", "k10", "k100"])
def test_no_check_finds_a_fault(name, kind):
    """Not even a note: what is generated is as a careful person would write it."""
    for seed in SEEDS:
        model = generate(preset(name, kind, seed))
        assert check_tables(model.settings, model.tables) == ()


def test_every_row_says_that_it_is_generated():
    """Source, citation and evidence of each row, and the assumptions of the model, say that nothing is real."""
    model = generate(preset("k10", "mip"))
    for rows in model.tables.rows.values():
        for row in rows:
            if isinstance(row, SourcedRow):
                assert (row.source, row.evidence) == ("generated", "D")
    for row_class in (BaseRate, Programme, Valuation):
        assert model.tables[row_class]
        assert {(row.citation, row.evidence) for row in model.tables[row_class]} == {("generated", "D")}
    assert model.settings.law == "model"
    assert "generated" in model.settings.assumptions[0]


def test_countries_lie_in_the_territories_of_the_reference_data():
    """Duty records are looked up by the territories of the reference data, so these must be the same."""
    law = reference_law(generate(preset("k3")).settings.as_of)
    assert {code: row.territory for code, row in COUNTRIES.items()} == {code: law.territory(code) for code in COUNTRIES}


@pytest.mark.parametrize("name", ["k3", "k10", "k100"])
def test_linear_instances_decide_nothing(name):
    """No fixed cost, least quantity, lot, count or discount stands in any table of kind lp; in kind mip some do."""
    assert not any(decisions(generate(preset(name, "lp")).tables))
    assert any(decisions(generate(preset(name, "mip")).tables))


@pytest.mark.parametrize(("name", "most"), [("m1", 100_000), ("m4", 300_000)])
def test_large_instances_have_few_rows(name, most):
    """Columns come from periods, states and routes, not from rows."""
    assert sum(len(rows) for rows in generate(preset(name, "mip")).tables.rows.values()) < most


def test_mixed_integer_instances_have_decisions_of_every_kind():
    """Plants, depots, lanes, price tiers, contracts, orders, tooling, lots and counts of sites are decided."""
    network = prepare(generate(preset("k10", "mip"))).network
    assert {"capability", "handling", "lane", "offer"} <= set(network.openings["kind"])
    tables = generate(preset("k100", "mip")).tables
    assert any(row.order_multiple for row in tables[Offer])
    assert any(row.order_minimum for row in tables[Offer])
    assert any(row.tooling for row in tables[Offer])
    assert {row.tiering for row in tables[Offer] if row.schedule} == {"incremental", "all_units"}
    assert any(row.min_run and row.fixed_cost for row in tables[Capability])
    assert any(row.ramp for row in tables[Capability])
    assert any(row.min_shipment for row in tables[Lane])
    assert any(row.form == "count" for row in tables[Limit])


@pytest.mark.parametrize("kind", ["lp", "mip"])
def test_the_size_is_what_the_name_says(kind):
    """k10 has about ten thousand columns; none of kind lp is an integer."""
    program = prepare(generate(preset("k10", kind))).program
    assert 8_000 <= len(program.cost) <= 13_000
    assert program.integer.any() == (kind == "mip")


@pytest.mark.parametrize("seed", SEEDS)
def test_linear_instances_have_a_plan(seed):
    """The audited plan meets the demand, takes parts from several sources, and keeps limits that hold it back."""
    run = solve_model(generate(preset("k3", "lp", seed)))
    check_plan(run)
    assert run.info["status"] == "optimal"
    assert run.info["network"]["binaries"] == 0
    flows = run.tables["flows"]
    sources = flows[flows["quantity"] > 1e-6].groupby(["to_site", "product"])["from_site"].nunique()
    assert (sources > 1).mean() > 0.25
    limits = run.tables["limits"].dropna(subset=["upper"])
    assert (limits["value"] >= limits["upper"] * (1.0 - 1e-6)).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_small_mixed_integer_instances_have_a_plan(seed):
    """Half a year of the smallest preset, solved to a tenth, has an audited plan that meets most of the demand."""
    parameters = replace(preset("k3", "mip", seed), periods=2)
    check_plan(solve_model(generate(parameters), SolveOptions(gap=0.1)))


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_mixed_integer_instances_have_a_plan(seed):
    """The smallest preset, solved to two percent, has an audited plan that meets the demand."""
    run = solve_model(generate(preset("k3", "mip", seed)), SolveOptions(gap=0.02))
    check_plan(run)
    assert run.info["network"]["binaries"] > 0


def test_sizes_that_cannot_offer_everything_twice_are_refused():
    """Two plants with three products each cannot make four products twice."""
    with pytest.raises(ValueError, match="2 sites with 3 products each do not offer 4 products twice"):
        replace(preset("k10"), plants=2, finals=4)


def test_a_deck_deals_every_card_before_any_comes_again():
    """Three hands of two out of six cards are all six; no hand has a card twice, and none has more than there are."""
    deck = Deck(random.Random(1), "abcdef")
    assert sorted(card for _ in range(3) for card in deck.deal(2)) == list("abcdef")
    assert sorted(deck.deal(9)) == list("abcdef")
