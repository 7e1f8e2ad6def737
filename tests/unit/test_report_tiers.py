"""Tiers: how deep in production a product lies, and the plan read tier by tier."""

import networkx as nx
from tests.unit.report_example import example_run

from corridor.report.names import Names
from corridor.report.tiers import Tiers, longest_path_tiers, plan_by_tier


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
