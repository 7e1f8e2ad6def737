"""What binds, duty by layer, and the share of duty that rests on weak evidence."""

import pytest
from tests.unit.report_example import example_run, without_plan

from corridor.report.binding import RELAXED, capacity_use, share_limits, what_binds
from corridor.report.disclaimer import disclaimer, percent, weak_duty_share
from corridor.report.names import Names
from corridor.report.outlook import what_to_look_at
from corridor.report.sheets_bounds import limit_sheet, subject_text
from corridor.report.sheets_duty import duty_by_programme, duty_lines


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


def test_the_disclaimer_has_date_and_share():
    """The sentence is the one of the design, with the reach of the law data and the weak share."""
    assert disclaimer(example_run()) == (
        "Planning estimate, not a customs determination or legal advice; the importer of record remains "
        "responsible. Law known to 2026-12-31; later entries are projections. 79.1 % of duty rests on evidence C "
        "or D."
    )
    assert "of duty" not in disclaimer(without_plan())


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
    """Two lines: how many limits bind, and which full capacities are worth most."""
    run = example_run()
    first, second = what_to_look_at(run, Names.of(run))
    assert first == "2 limits are at the bound: MOST_FROM_KOREA, SOFT_CAP (MY)."
    assert "Ulsan, CELL_MAKING (2.38 m USD)" in second


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0"), (1e-6, "less than 0.1"), (0.5, "50"), (0.56789, "56.8"), (0.99999, "more than 99.9"), (1.0, "100")],
)
def test_a_share_is_never_rounded_to_nothing_or_all(share, text):
    """A little weak evidence is not none, and almost all is not all."""
    assert percent(share) == text
