"""The flow chart: who supplies whom, stage by stage."""

import pandas as pd
import pytest
from tests.unit.report_example import example_run, without_plan
from tests.unit.report_rows import bought, handed, shipped, small_run

from corridor.report.content import Content
from corridor.report.landed import landed_costs
from corridor.report.names import Names
from corridor.report.sankey import DEMAND, flow_chart
from corridor.report.sankey_data import MOST_BOXES, sankey_data
from corridor.report.stages import Stages


def chart_of(run):
    """The flow chart of a run."""
    return flow_chart(run, landed_costs(run), Stages.of(run, Names.of(run)))


def test_links_lead_from_stage_to_stage():
    """Goods lead to what they are used for; only sites that ship on stand in between; demand is last."""
    chart = chart_of(example_run())
    ends = {(link.source, link.target) for link in chart.links}
    assert (("KWINANA", "LIOH"), ("KUANTAN", "CELL")) in ends
    assert (("SINGAPORE", "CELL"), ("LONG_BEACH", "CELL")) in ends
    assert (("LONG_BEACH", "CELL"), ("RENO", "PACK")) in ends
    assert (("RENO", "PACK"), ("VANCOUVER", DEMAND)) in ends
    assert max(chart.columns.values()) == chart.columns["VANCOUVER", DEMAND]
    assert all(chart.columns[link.source] < chart.columns[link.target] for link in chart.links)


def test_what_is_delivered_is_what_the_last_links_carry():
    """The links into demand carry the quantities and the landed cost of the deliveries."""
    run = example_run()
    chart, landed = chart_of(run), landed_costs(run)
    for (site, product), quantity in landed.quantities.items():
        into = [link for link in chart.links if link.target == (site, DEMAND)]
        if site == "RENO":
            assert sum(link.quantity for link in into) == pytest.approx(quantity)
            assert sum(link.value for link in into) == pytest.approx(sum(landed.delivered[site, product]))


def test_goods_in_a_circle_are_left_out_and_counted():
    """A chart cannot draw a circle: its links are left to the table, and the number is said."""
    run = small_run(
        {"purchase": 100.0},
        purchases=[bought("A", 10.0, 100.0)],
        flows=[shipped("A", "B", 20.0), shipped("B", "A", 10.0)],
        deliveries=[handed("B", 10.0)],
    )
    chart = chart_of(run)
    assert chart.circular == 2
    assert [(link.source, link.target) for link in chart.links] == [(("B", "PART"), ("B", DEMAND))]


def test_the_smallest_sites_of_a_full_column_share_a_box():
    """Thirty suppliers make no thirty boxes, and no cost is lost."""
    sites = [f"S{i:02d}" for i in range(30)]
    run = small_run(
        {"purchase": sum(range(1, 31))},
        purchases=[bought(site, 1.0, float(i + 1)) for i, site in enumerate(sites)],
        flows=[shipped(site, "A", 1.0) for site in sites],
        deliveries=[handed("A", 30.0)],
    )
    content = Content.of(run)
    data = sankey_data(chart_of(run), content)
    first = [node for node in data["nodes"] if node["depth"] == 0]
    assert len(first) == MOST_BOXES
    assert "17 smaller sites" in [node["labels"][0] for node in first]
    assert sum(link["value"] for link in data["links"]) == pytest.approx(sum(range(1, 31)))


def test_no_plan_no_chart():
    """Empty tables give an empty chart."""
    run = without_plan()
    assert chart_of(run).links == ()
    assert sankey_data(chart_of(run), Content.of(run))["nodes"] == []


def test_every_link_of_the_data_has_its_nodes():
    """The chart library refuses links to nodes that it does not know."""
    run = example_run()
    data = sankey_data(chart_of(run), Content.of(run))
    known = {node["id"] for node in data["nodes"]}
    assert {link["source"] for link in data["links"]} | {link["target"] for link in data["links"]} <= known
    assert len(data["columns"]) == 1 + max(node["depth"] for node in data["nodes"])
    assert pd.Series([node["id"] for node in data["nodes"]]).is_unique
