"""What binds, duty by layer, and the share of duty that rests on weak evidence."""

import pandas as pd
import pytest
from tests.unit.report_example import example_run, without_plan

from corridor.report.binding import RELAXED, capacity_use, shadow_title, share_limits, what_binds
from corridor.report.disclaimer import weak_duty_share
from corridor.report.limit_units import limit_units
from corridor.report.names import NBSP, Names
from corridor.report.outlook import what_to_look_at
from corridor.report.sheets_bounds import binding_sheet, fullest_capacities, limit_sheet, subject_text
from corridor.report.sheets_duty import duty_by_programme, duty_lines


def plain(lines):
    """Lines with ordinary spaces."""
    return [line.replace(NBSP, " ") for line in lines]


def changed(run, table, **columns):
    """A run in which columns of a result table are replaced."""
    return type(run)(run.info, {**run.tables, table: run.tables[table].assign(**columns)}, run.labels, None)


def test_limits_at_their_bound_and_full_capacities_bind():
    """A limit with room and a capacity that is used in part are not listed."""
    found = {(item.subject, item.kind): item for item in what_binds(example_run())}
    assert set(found) == {
        ("MOST_FROM_KOREA", "upper limit"),
        ("SOFT_CAP (MY)", "upper limit"),
        ("ULSAN:CELL_MAKING", "process"),
    }
    assert found["MOST_FROM_KOREA", "upper limit"].shadow_price == -812.5
    assert found["ULSAN:CELL_MAKING", "process"].shadow_price == -3_400.0
    assert found["SOFT_CAP (MY)", "upper limit"].shadow_price is None


def test_capacity_use_is_listed_fullest_first():
    """Shares lie between 0 and 1; nothing available is no share."""
    uses = capacity_use(example_run())
    assert [round(use.share, 2) for use in uses] == [1.0, 0.93, 0.8, 0.6]
    assert capacity_use(without_plan()) == []


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("ULSAN:CELL_MAKING", "Ulsan, CELL_MAKING"),
        ("SINGAPORE:*", "Singapore hub, all products"),
        ("RENO>VANCOUVER:road:DIRECT:PACK", "Reno to Vancouver, road, DIRECT, Pack"),
        ("MAX_SHARE (CN)", "MAX_SHARE (CN)"),
    ],
)
def test_subjects_are_named(subject, text):
    """Codes of sites and products become names, the rest stays."""
    assert subject_text(subject, Names.of(example_run())) == text


def test_duty_is_split_by_layer_with_its_evidence():
    """Layers of one record, product and origin are one line; they add up to the duty of the plan."""
    run = example_run()
    lines = duty_lines(run)
    assert [(line.importer, line.programme, line.origin, line.evidence) for line in lines[:2]] == [
        ("US", "US_RECIPROCAL", "MY", "D"),
        ("US", "US_RECIPROCAL", "KR", "C"),
    ]
    assert lines[0].rate == pytest.approx(0.19)
    assert sum(line.paid for line in lines) == pytest.approx(run.tables["flows"]["duty"].sum())
    assert duty_by_programme(run)[0][:2] == ("US", "US_RECIPROCAL")
    assert duty_by_programme(run)[0][3] == "D"


def test_duty_of_the_seller_is_not_paid_by_the_plan():
    """Layers that the seller bears are listed and cost nothing here."""
    run = changed(example_run(), "duty_layers", status="borne_by_seller")
    assert sum(line.paid for line in duty_lines(run)) == 0
    assert sum(line.amount for line in duty_lines(run)) > 0
    assert weak_duty_share(run) == 0.0


def test_the_price_of_a_share_is_per_unit_of_its_measure():
    """A share limit says that its price is per unit by which the rule is relaxed, a capacity names its unit."""
    found = {item.subject: item for item in what_binds(example_run())}
    assert found["MOST_FROM_KOREA"].per == RELAXED
    assert found["ULSAN:CELL_MAKING"].per == "MWh"
    assert found["SOFT_CAP (MY)"].per == "unit of the bound"
    assert share_limits(example_run()) == {"MOST_FROM_KOREA"}


def test_only_a_model_without_limits_sets_none():
    """Limits without rows in the plan are told neutrally."""
    run = changed(example_run(), "limits")
    empty = type(run)(run.info, {**run.tables, "limits": run.tables["limits"].iloc[:0]}, run.labels, None)
    assert limit_sheet(empty, {}, Names.of(run)).empty == "The model sets no limits."
    info = {**run.info, "inputs": {"tables/limits.csv": "0"}}
    given = type(run)(info, empty.tables, run.labels, None)
    assert limit_sheet(given, {}, Names.of(run)).empty == "No limit has rows in this plan."


def test_the_most_valuable_capacity_is_named_first():
    """What stays short comes first, then what opens, which limits bind, and which full capacities are worth most."""
    run = example_run()
    short, opened, limits, capacities = plain(what_to_look_at(run, Names.of(run)))
    assert short.startswith("Pack stays short by 12.2 of ")
    assert short.endswith("at Vancouver; penalty 1.84 m USD.")
    assert opened.startswith("Opened (3)")
    assert limits == "2 limits are at the bound: MOST_FROM_KOREA, SOFT_CAP (MY)."
    assert "Ulsan, CELL_MAKING (2.38 m USD)" in capacities


def with_limits(run, **columns):
    """A run that keeps the rows of its limits."""
    rows = [
        {
            "limit": "MOST_FROM_KOREA",
            "of": "flows[product=CELL, np_origin=KR]",
            "measure": "quantity",
            "form": "share",
            "price": None,
        },
        {
            "limit": "SOFT_CAP",
            "of": "purchases[product=LIOH]",
            "measure": "value",
            "form": "total",
            "price": 500.0,
        },
    ]
    table = pd.DataFrame(rows).assign(**columns)
    return type(run)(run.info, run.tables, {**run.labels, "limits": table}, None)


def test_limits_say_what_they_are_counted_in():
    """The unit comes from the rows of the model: products by their unit, value in the money of the model."""
    run = with_limits(example_run())
    assert limit_units(run) == {"MOST_FROM_KOREA": "MWh", "SOFT_CAP": "USD"}
    found = {item.subject: item for item in what_binds(run)}
    assert found["MOST_FROM_KOREA"].per == "MWh by which the rule is relaxed"
    assert found["SOFT_CAP (MY)"].per == found["SOFT_CAP (MY)"].unit == "USD"
    assert share_limits(with_limits(run, form="total")) == set()
    thousands = type(run)({**run.info, "money_unit": 1000.0}, run.tables, run.labels, None)
    assert limit_units(thousands)["SOFT_CAP"] == "thousand USD"
    assert limit_units(with_limits(run, measure="mass")) == {"MOST_FROM_KOREA": "t", "SOFT_CAP": "t"}
    made = with_limits(run, of="production[process=CELL_MAKING, country=MY]", measure="quantity")
    assert limit_units(made)["SOFT_CAP"] == "MWh"
    mixed = with_limits(run, of="flows[to_country=US]", measure="quantity")
    assert limit_units(mixed)["SOFT_CAP"] == ""


def test_a_limit_that_binds_in_several_windows_is_one_limit():
    """Limits are counted by name; a model without limits says nothing of them."""
    run = example_run()
    again = run.tables["limits"].assign(window="H2")
    limits = pd.concat([run.tables["limits"], again.iloc[:1]])
    twice = type(run)(run.info, {**run.tables, "limits": limits}, run.labels, None)
    assert "2 limits (3 windows) are at the bound: " in " ".join(what_to_look_at(twice, Names.of(twice)))
    none = type(run)(run.info, {**run.tables, "limits": run.tables["limits"].iloc[:0]}, run.labels, None)
    assert "limit" not in " ".join(what_to_look_at(none, Names.of(none)))
    free = with_limits(none)
    assert "No limit is at its bound." in what_to_look_at(free, Names.of(free))


def test_prices_are_valid_while_sites_stay_open_only_if_any_may_close():
    """A model without open/closed decisions has shadow prices that need no such words."""
    run = example_run()
    assert shadow_title(run) == "Shadow price, valid while these sites stay open"
    fixed = type(run)(run.info, {**run.tables, "openings": run.tables["openings"].iloc[:0]}, run.labels, None)
    assert shadow_title(fixed) == "Shadow price"
    assert "stay open" not in binding_sheet(fixed, Names.of(fixed)).note


def test_the_capacities_used_most_have_a_line_each():
    """Use over the horizon, fullest first, with the periods in which they are full."""
    sheet = fullest_capacities(example_run(), Names.of(example_run()))
    assert [(row[0], round(row[2], 2), row[3]) for row in sheet.rows[:2]] == [
        ("Ulsan, CELL_MAKING", 1.0, "1 of 1"),
        ("Singapore hub, all products", 0.93, "0 of 1"),
    ]
