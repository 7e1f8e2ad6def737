"""Tiers: how deep in production a product lies, and the plan read tier by tier."""

import networkx as nx
import pandas as pd
from tests.unit.report_example import example_run

from corridor.report.names import Names
from corridor.report.tiers import Tiers, longest_path_tiers, plan_by_tier

FAMILIES = {"ORE": "METALS", "METAL": "METALS", "CELL_A": "", "PACK_A": "PACKS", "PACK_B": "PACKS"}
CHAIN = [("ORE", "METAL"), ("METAL", "CELL_A"), ("CELL_A", "PACK_A"), ("METAL", "PACK_B")]


def test_a_tier_is_the_longest_path():
    """A product that is made from a raw material and from a part of it lies above both."""
    graph = nx.DiGraph([("ORE", "METAL"), ("METAL", "PART"), ("ORE", "PART"), ("PART", "CAR")])
    assert longest_path_tiers(graph) == {"ORE": 1, "METAL": 2, "PART": 3, "CAR": 4}


def test_products_made_from_each_other_share_a_tier():
    """Recycling makes a circle; its products lie beside each other and what they give lies above."""
    graph = nx.DiGraph([("ORE", "METAL"), ("METAL", "SCRAP"), ("SCRAP", "METAL"), ("METAL", "CAR")])
    assert longest_path_tiers(graph) == {"ORE": 1, "METAL": 2, "SCRAP": 2, "CAR": 3}


def test_tiers_are_named_after_product_groups():
    """The name of a tier is the groups of its products, as words."""
    run = example_run()
    tiers = Tiers.of(run, Names.of(run))
    assert tiers.of_product == {"LIOH": 1, "CELL": 2, "PACK": 3}
    assert tiers.titles == {1: "Lithium", 2: "Cells", 3: "Packs"}


def test_a_family_of_products_shares_the_deepest_tier():
    """Two kinds of pack lie in one tier though one needs a step more; a group in a chain keeps its tiers."""
    run = example_run()
    products = pd.DataFrame([{"product": code, "group": group} for code, group in FAMILIES.items()])
    uses = pd.DataFrame(CHAIN, columns=["input", "product"])
    tables = {name: table.iloc[:0] for name, table in run.tables.items()} | {"uses": uses}
    changed = type(run)(run.info, tables, {**run.labels, "products": products}, None)
    tiers = Tiers.of(changed, Names.of(changed))
    assert tiers.of_product == {"ORE": 1, "METAL": 2, "CELL_A": 3, "PACK_A": 4, "PACK_B": 4}
    assert tiers.label(4) == "Tier 4: Packs"


def test_the_plan_by_tier_lists_what_happens_where():
    """Bought, made and delivered quantities stand with site, country and unit, demand last."""
    run = example_run()
    names = Names.of(run)
    sheet = plan_by_tier(run, names, Tiers.of(run, names))
    assert sheet.rows[0] == (
        1,
        "Lithium",
        "bought",
        "Lithium hydroxide",
        "ANTOFAGASTA",
        "Antofagasta",
        "CL",
        1800.0,
        "t",
    )
    assert [row[2] for row in sheet.rows] == ["bought"] * 2 + ["made"] * 5 + ["delivered"] * 3
    assert sheet.rows[-1][1] == "Demand"
