"""The disclaimer: what a plan is not, what the data leave out, and what rests on weak evidence."""

import openpyxl
import pytest
from tests.unit.report_example import example_run, without_plan

from corridor.report.disclaimer import NEVER_COUNTED, base_rate_alone, disclaimer, footer, percent, sentences
from corridor.report.page import page_of
from corridor.report.summary import as_json
from corridor.report.workbook import write_workbook

LEFT_OUT = "Anti-dumping, countervailing and safeguard duties, quotas beyond the records"


def with_layers(run, **columns):
    """A run in which columns of the duty layers are replaced."""
    layers = run.tables["duty_layers"].assign(**columns)
    return type(run)(run.info, {**run.tables, "duty_layers": layers}, run.labels, None)


def test_the_disclaimer_has_date_share_and_what_is_left_out():
    """What it is, the reach of the law data, the weak share, and the measures that no record holds."""
    assert disclaimer(example_run()) == (
        "Planning estimate, not a customs determination or legal advice; the importer of record remains "
        "responsible. Law known to 2026-12-31; later entries are projections. 79.1 % of duty rests on evidence C "
        "or D. Anti-dumping, countervailing and safeguard duties, quotas beyond the records, and additional measures "
        "of importers beyond the recorded programmes are not in the data: they count only where the model's own "
        "programmes table states them. VAT, GST and other import taxes are never counted. Fees on an entry count "
        "where they are recorded, as MPF and HMF in the US: here none is."
    )


def test_without_a_plan_nothing_is_said_of_its_duty():
    """What the data leave out is said all the same."""
    assert "of duty" not in disclaimer(without_plan())
    assert LEFT_OUT in disclaimer(without_plan())


def test_importers_with_nothing_but_the_base_rate_are_named():
    """Where a plan counts no programme at all, it says so by importer."""
    run = example_run()
    assert base_rate_alone(run) == []
    layers = run.tables["duty_layers"]
    into_canada = layers["to_site"] == "VANCOUVER"
    mixed = with_layers(run, programme=layers["programme"].where(~into_canada, "MFN"))
    assert sentences(mixed)[-1] == "On imports into CA this plan counts the base rate only."
    both = "On imports into CA, KR, TH, US this plan counts the base rate only."
    assert sentences(with_layers(run, programme="MFN"))[-1] == both


def test_every_report_says_what_is_left_out(tmp_path):
    """The page, with or without a plan, each sheet of the workbook, and the JSON."""
    run = example_run()
    for told in (page_of(run), page_of(without_plan()), as_json(run)["disclaimer"]):
        assert LEFT_OUT in told
        assert NEVER_COUNTED in told
    write_workbook(run, tmp_path / "plan.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "plan.xlsx"):
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
        assert any(cell.startswith(LEFT_OUT) for cell in cells), sheet.title
        assert NEVER_COUNTED in cells, sheet.title


def test_the_footer_of_printed_sheets_is_whole(tmp_path):
    """Excel drops a footer of more than 255 characters: ours is shorter and names what is left out."""
    run = example_run()
    unknown = type(run)({**run.info, "horizon": None, "known_at": None}, run.tables, run.labels, None)
    assert max(len(footer(run)), len(footer(unknown))) < 250
    write_workbook(run, tmp_path / "plan.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "plan.xlsx"):
        assert sheet.oddFooter.left.text == footer(run)
    assert "Law known to 2026-12-31. Anti-dumping, countervailing, safeguard duties: only where" in footer(run)
    assert footer(run).endswith("No VAT or GST.")


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0"), (1e-6, "less than 0.1"), (0.5, "50"), (0.56789, "56.8"), (0.99999, "more than 99.9"), (1.0, "100")],
)
def test_a_share_is_never_rounded_to_nothing_or_all(share, text):
    """A little weak evidence is not none, and almost all is not all."""
    assert percent(share) == text
