"""The worksheets, proofs and documents behind the claims of a plan of two tiers (tests/unit/origin_pack_example.py)."""

from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest
from tests.analytic.building import EXACT, check_optimum
from tests.unit.origin_pack_example import pack_model

from corridor.errors import UsageError
from corridor.pipeline.instance import solve_model
from corridor.report.audit_pack import pack_json, write_pack
from corridor.report.content import Content
from corridor.report.denied_claims import denied_claims, denied_json
from corridor.report.evidence_documents import Document, documents
from corridor.report.origin_book import OriginBook
from corridor.report.origin_claims import worksheets
from corridor.report.page import page_of
from corridor.report.summary import as_json
from corridor.report.thin_origin import flags_of_lot, flags_of_test
from corridor.result.run import Run
from corridor.result.store import read_run, write_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The plan, written and read again."""
    solved = solve_model(pack_model(), EXACT)
    check_optimum(solved, 12470)
    folder = tmp_path_factory.mktemp("run") / "packs"
    write_run(solved, folder, "")
    return read_run(folder)


@pytest.fixture(scope="module")
def book(run: Run) -> OriginBook:
    """What the plan says about origin."""
    return OriginBook.of(run)


def test_the_rules_of_the_lots_are_kept(run: Run):
    """Rule, way, citation, evidence and provisions of each lot that is made under a rule stand in the run."""
    rules = run.labels["origin_rules"].set_index("product")
    assert dict(rules["way"]) == {"CELL": "CTH", "PACK": "RVC_BD40"}
    assert rules.loc["CELL", "rule"] == "CTH or RVC(build_down, 40)"
    assert set(rules["evidence"]) == {"D"}
    assert set(rules["proof"]) == {"form FTA"}
    assert str(rules.loc["PACK", "codes"]) == "850780"


def test_the_gap_is_shown_with_its_cheapest_change(book: OriginBook):
    """LOOSE: 65 counts a pack where 60 may: 250 for 50 packs; a third of 50 boards at 30 more is 500, to save 400."""
    assert len(book.gaps) == 1
    gap = book.gaps[0]
    assert (gap["agreement"], gap["to_site"], gap["verdict"], gap["test"]) == ("LOOSE", "KR", "fails", "RVC_BD40")
    assert (gap["saved"], gap["short"], gap["change_cost"]) == pytest.approx((400, 250, 500))
    inputs = {row["input"]: row for row in book.gap_inputs(gap)}
    assert {name: row["counted"] for name, row in inputs.items()} == pytest.approx(
        {"BOARD": 750, "CASE": 500, "CELL": 2000}
    )
    assert inputs["BOARD"]["offer"] == "BOARD_TH"
    assert float(inputs["BOARD"]["premium"]) == pytest.approx(30)
    assert inputs["BOARD"]["replaced"] == pytest.approx(50 / 3)


def test_the_worksheet_shows_both_sides(book: OriginBook):
    """One claim on 50 packs, by one lot of 150: 15 of 100 counts, the board; cell and case count 0."""
    (sheet,) = worksheets(book, "PACK")
    (lot,) = sheet.lots
    ((test, inputs),) = lot.tests
    assert sheet.hs == "850780"
    assert (lot.share, test["value"], test["counted"], test["headroom"]) == pytest.approx((1, 15000, 2250, 6750))
    assert {row["input"]: row["counted"] for row in inputs} == pytest.approx({"BOARD": 2250, "CASE": 0, "CELL": 0})
    assert lot.custody.startswith("mass balance over the period")
    assert worksheets(book, "CELL") == []


def test_the_proof_ends_at_declarations_and_at_what_does_not_originate(book: OriginBook):
    """Pack, cell, cathode: the cell's rule asks nothing of the cathode; the case is declared; the board counts."""
    (sheet,) = worksheets(book)
    nodes = [(depth, node.kind, node.product, round(node.quantity)) for depth, node in sheet.tree.walk()]
    assert nodes == [
        (0, "claim", "PACK", 50),
        (1, "lot", "PACK", 50),
        (2, "not_originating", "BOARD", 50),
        (2, "input", "CASE", 50),
        (3, "purchase", "CASE", 50),
        (2, "input", "CELL", 50),
        (3, "shipment", "CELL", 50),
        (4, "lot", "CELL", 50),
        (5, "not_originating", "CATHODE", 50),
    ]
    texts = {node.product: node.text for _, node in sheet.tree.walk() if node.kind == "not_originating"}
    assert texts["BOARD"].endswith("counts against the lot")
    assert texts["CATHODE"].endswith("does not ask it to")


def by_kind(found: list[Document]) -> dict[str, Document]:
    """Return the first document of each kind."""
    return {one.kind: one for one in reversed(found)}


def test_documents_are_ranked_by_what_they_protect(book: OriginBook):
    """Everything the claim of 500 rests on protects 500; the offer of the case has no evidence, the ruling level A."""
    found = documents(book)
    assert [one.missing for one in found] == sorted((one.missing for one in found), reverse=True)
    kinds = by_kind(found)
    assert {kind: kinds[kind].protects for kind in ("proof", "rule", "declaration")} == pytest.approx(
        {"proof": 500, "rule": 500, "declaration": 500}
    )
    assert kinds["declaration"].subject.startswith("offer CASE_TH")
    assert (kinds["declaration"].status, kinds["ruling"].status) == ("missing", "present")
    assert all("CELL" not in one.subject or one.kind == "rule" for one in documents(book, "PACK"))
    assert documents(book, "CELL") == []


def test_a_proof_that_expires_before_the_shipment_is_missing(run: Run):
    """With evidence B the declaration is in hand, unless it ends before the period does."""
    offers = run.labels["offers"].astype({"evidence": object, "proof_until": object})
    case = offers["offer"] == "CASE_TH"
    for until, status in (("2027-01-10", "present"), ("2027-01-09", "missing")):
        changed = offers.copy()
        changed.loc[case, ["evidence", "proof_until"]] = ["B", until]
        found = documents(OriginBook.of(replace(run, labels={**run.labels, "offers": changed})))
        assert by_kind(found)["declaration"].status == status


def test_all_claims_denied(run: Run):
    """500 of duty falls due in Japan, for which no penalties are recorded; with records of its own they range."""
    (denied,) = denied_claims(run)
    assert (denied.importer, denied.lost, denied.interest, denied.high) == ("JP", pytest.approx(500), None, None)
    assert denied_json(run, [denied])["cost_denied"] == pytest.approx(12970)
    penalties = run.labels["penalties"].assign(importer="JP")
    (priced,) = denied_claims(replace(run, labels={**run.labels, "penalties": penalties}))
    assert (priced.interest, priced.low, priced.high) == pytest.approx((35, 0, 2000))
    assert priced.evidence == "D"


def test_thin_claims_are_flagged(run: Run, book: OriginBook):
    """The board of China counts beside the threshold; a minimal process would be named."""
    (sheet,) = worksheets(book)
    assert [flag.kind for flag in sheet.flags] == ["covered_input"]
    minimal = run.labels["processes"].assign(minimal="yes")
    changed = OriginBook.of(replace(run, labels={**run.labels, "processes": minimal}))
    kinds = [flag.kind for flag in flags_of_lot(changed, sheet.lots[0].lot, "FTA")]
    assert kinds == ["covered_input", "minimal"]


@pytest.mark.parametrize(
    ("counted", "allowed", "kinds"),
    [
        (50.0, 60.0, []),
        (55.0, 60.0, ["price"]),
        (59.5, 60.0, ["margin", "price"]),
        (-35.0, -30.0, []),
        (-32.0, -30.0, ["price"]),
    ],
)
def test_headroom_is_tried_at_other_prices(counted: float, allowed: float, kinds: list[str]):
    """Of 100: below a point is thin; 55 x 1.1 is above 60; of what counts for the good, 32 x 0.9 is below 30."""
    test = {"value": 100.0, "counted": counted, "allowed": allowed}
    assert [flag.kind for flag in flags_of_test(test, ())] == kinds


def test_the_pack_in_three_forms(run: Run, tmp_path):
    """JSON holds what fails first, claims, documents; the workbook has a sheet a table; the page runs nothing."""
    values = pack_json(run)
    assert list(values)[4:8] == ["not_claimed", "claims", "documents", "denied"]
    assert values["not_claimed"][0]["change"] == "take 16.7\u00a0units BOARD from offer BOARD_TH"
    for form in ("json", "html", "xlsx"):
        write_pack(run, tmp_path / f"audit.{form}")
    assert json.loads((tmp_path / "audit.json").read_text("utf-8")) == values
    names = openpyxl.load_workbook(tmp_path / "audit.xlsx").sheetnames
    assert names == ["not claimed", "claims", "tests", "materials", "proof", "documents", "claims denied"]
    page = (tmp_path / "audit.html").read_text("utf-8")
    assert "<script" not in page
    assert "TH, originating under FTA" in page
    assert "TH~FTA" not in page


def test_the_pack_refuses_what_it_cannot_do(run: Run, tmp_path):
    """Another ending or an unknown product is refused with what is allowed."""
    with pytest.raises(UsageError, match=r"\.json, \.html, \.xlsx"):
        write_pack(run, tmp_path / "audit.pdf")
    with pytest.raises(UsageError, match="BOARD, CASE, CATHODE, CELL, PACK"):
        pack_json(run, "PAKC")


def test_reports_of_the_plan_show_claims(run: Run):
    """Workbook and page have the claims, what is not claimed and the plan with all of them denied; states are words."""
    content = Content.of(run)
    claims = content.sheet("claims")
    assert len(claims.rows) == 1
    assert "proof of origin, 2 x text of the rule, supplier's declaration" in claims.rows[0]
    assert content.printed["cost_claim"] == 10000
    assert "12,970.00" in content.sheet("claims denied").note
    assert "TH, originating under FTA" in {row[7] for row in content.sheet("production").rows}
    page = page_of(run)
    assert "Preference claimed" in page
    assert "All claims denied" in page


def test_landed_cost_carries_the_proofs(run: Run):
    """Proofs of origin are part of what goods delivered in Japan cost, and of nobody else's."""
    landed = Content.of(run).landed
    paid = {site: parts[landed.lines.index("cost_claim")] for (site, _), parts in landed.delivered.items()}
    assert paid == pytest.approx({"JP": 100, "KR": 0, "US": 0})


def test_machines_get_claims_and_what_is_missing(run: Run):
    """The summary of a run names the documents that each claim still needs."""
    values = as_json(run)
    (claim,) = values["claims"]
    assert len(claim["missing"]) == 4
    assert values["claims_denied"]["duty_lost"] == pytest.approx(500)


def test_a_plan_without_claims_says_so():
    """Where no agreement may be claimed nothing is claimed and no document needed, but for judgements of origin."""
    plain = solve_model(pack_model(agreements=()), EXACT)
    book = OriginBook.of(plain)
    assert book.claims == ()
    assert {one.kind for one in documents(book)} <= {"determination", "ruling"}
    assert Content.of(plain).sheet("claims").empty == "No preference is claimed."
    assert Content.of(plain).sheet("claims denied").rows == ()
