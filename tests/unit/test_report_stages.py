"""Stages: how deep in production a product lies, and the plan read stage by stage."""

import networkx as nx
import pandas as pd
from tests.unit.report_example import example_run

from corridor.report.names import Names
from corridor.report.plan_lines import most, plan_lines
from corridor.report.sheets_stages import plan_by_stage
from corridor.report.stages import Stages, longest_path_stages

FAMILIES = {"ORE": "METALS", "METAL": "METALS", "CELL_A": "", "PACK_A": "PACKS", "PACK_B": "PACKS"}
CHAIN = [("ORE", "METAL"), ("METAL", "CELL_A"), ("CELL_A", "PACK_A"), ("METAL", "PACK_B")]


def test_a_stage_is_the_longest_path():
    """A product that is made from a raw material and from a part of it lies above both."""
    graph = nx.DiGraph([("ORE", "METAL"), ("METAL", "PART"), ("ORE", "PART"), ("PART", "CAR")])
    assert longest_path_stages(graph) == {"ORE": 1, "METAL": 2, "PART": 3, "CAR": 4}


def test_products_made_from_each_other_share_a_stage():
    """Recycling makes a circle; its products lie beside each other and what they give lies above."""
    graph = nx.DiGraph([("ORE", "METAL"), ("METAL", "SCRAP"), ("SCRAP", "METAL"), ("METAL", "CAR")])
    assert longest_path_stages(graph) == {"ORE": 1, "METAL": 2, "SCRAP": 2, "CAR": 3}


def test_stages_are_named_after_product_groups():
    """The name of a stage is the groups of its products, as words."""
    run = example_run()
    stages = Stages.of(run, Names.of(run))
    assert stages.of_product == {"LIOH": 1, "CELL": 2, "PACK": 3}
    assert stages.titles == {1: "Lithium", 2: "Cells", 3: "Packs"}


def test_a_family_of_products_shares_the_deepest_stage():
    """Two kinds of pack lie in one stage though one needs a step more; a group in a chain keeps its stages."""
    run = example_run()
    products = pd.DataFrame([{"product": code, "group": group} for code, group in FAMILIES.items()])
    uses = pd.DataFrame(CHAIN, columns=["input", "product"])
    tables = {name: table.iloc[:0] for name, table in run.tables.items()} | {"uses": uses}
    changed = type(run)(run.info, tables, {**run.labels, "products": products}, None)
    stages = Stages.of(changed, Names.of(changed))
    assert stages.of_product == {"ORE": 1, "METAL": 2, "CELL_A": 3, "PACK_A": 4, "PACK_B": 4}
    assert stages.label(4) == "Stage 4: Packs"


def test_the_plan_by_stage_lists_what_happens_where():
    """Bought, made and delivered quantities stand with site, country and unit, demand last."""
    run = example_run()
    names = Names.of(run)
    stages = Stages.of(run, names)
    sheet = plan_by_stage(plan_lines(run, stages), names, stages)
    assert sheet.rows[1] == (
        1,
        "Lithium",
        "bought",
        "Lithium hydroxide",
        "ANTOFAGASTA",
        "Antofagasta",
        "CL",
        1800.0,
        "t",
        1800.0 / 4600.0,
    )
    assert [row[2] for row in sheet.rows] == ["bought"] * 2 + ["made"] * 5 + ["delivered"] * 3
    assert sheet.rows[-1][1] == "Demand"


def test_a_line_names_the_sites_that_do_most():
    """Shares are of the product over the horizon, largest first; the other sites are counted."""
    run = example_run()
    names = Names.of(run)
    line = next(line for line in plan_lines(run, Stages.of(run, names)) if line.product == "CELL")
    named, others = most(line, names, 2)
    assert [name for name, _ in named] == ["Kuantan", "Ulsan"]
    assert others == 1
    assert 0.5 < named[0][1] < 0.6


def test_a_stage_of_many_groups_names_those_that_cost_most():
    """The name has as many groups as there is room for, the dearest first, and says how many more there are."""
    run = example_run()
    groups = ["ELECTROLYTE", "SEPARATOR", "NICKEL", "COPPER_FOIL", "ANODE"]
    products = pd.DataFrame([{"product": f"P{i}", "group": group} for i, group in enumerate(groups)])
    first = run.tables["purchases"].iloc[[0] * 5].reset_index(drop=True)
    bought = first.assign(product=products["product"], cost=[1.0, 2.0, 9.0, 3.0, 5.0])
    tables = {name: table.iloc[:0] for name, table in run.tables.items()} | {"purchases": bought}
    changed = type(run)(run.info, tables, {**run.labels, "products": products}, None)
    assert Stages.of(changed, Names.of(changed)).titles == {1: "Nickel, anode, copper foil and 2 more"}
