"""What patches make of a model: rows, settings, records of law; the model itself stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.scenario_example import applied, two_plants, write

import corridor
from corridor.pipeline.place import instance_hash
from corridor.scenario import apply, find_scenario, read_scenarios
from corridor.schema.border import Agreement
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand, Lane, Limit
from corridor.schema.places import Listing
from corridor.schema.programmes import Programme
from corridor.schema.supply import Offer
from corridor.solve.options import SolveOptions
from corridor.tables.read import read_model


def test_set_scale_add_remove_in_order(tmp_path: Path):
    """Each patch sees what those before it left."""
    model = applied(
        tmp_path,
        """
  - of: offers[site=KR_CELLS|CN_CELLS, offer!=CN_OFFER]
    set: {max_quantity: 50, note: tight}
  - table: offers
    where: {site: [KR_CELLS, CN_CELLS]}
    scale: {unit_cost: 1.5, max_quantity: 2}
  - table: offers
    add: [{offer: NEW, site: KR_CELLS, product: CELL, unit_cost: 70}]
  - {of: 'offers[offer=CN_OFFER]', remove: yes}
  - {of: 'offers[offer=NEW]', set: {unit_cost: 71, source: null}}""",
    )
    first, last = model.tables[Offer]
    assert (first.offer, first.unit_cost, first.max_quantity, first.note) == ("KR_OFFER", 90, 100, "tight")
    assert (last.offer, last.unit_cost) == ("NEW", 71)


def test_the_model_is_not_changed_and_what_was_done_is_said(tmp_path: Path):
    """Assumptions, inputs, name and hash say which scenario it is."""
    folder = two_plants(tmp_path)
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "more", "description: >-\n  Twice\n  as much.")
    model = read_model(folder)
    tables = dict(model.tables.rows)
    patched = apply(model, find_scenario(model, "more"))
    assert model.tables.rows == tables
    assert (model.scenario, patched.scenario) == ("", "more")
    assert patched.settings.assumptions == (*model.settings.assumptions, "Scenario more: Twice as much.")
    assert set(patched.inputs) - set(model.inputs) == {"scenarios/more.yaml"}
    assert instance_hash(model, SolveOptions()) != instance_hash(patched, SolveOptions())


def test_the_hash_is_that_of_the_patches(tmp_path: Path):
    """Comments, layout, name and description do not count; values, and the patches that are extended, do."""
    folder = two_plants(tmp_path)
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "a")
    write(folder, "  # why\n  - table: demand\n    scale:\n      quantity: 2", "b", "description: Other words.")
    write(folder, "  - {table: demand, scale: {quantity: 2.0}}", "c")
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "d", "description: x\nextends: a")
    found = {one.name: one.hash for one in read_scenarios(read_model(folder))}
    assert found["a"] == found["b"]
    assert len(set(found.values())) == 3


def test_extends_puts_other_patches_first(tmp_path: Path):
    """Twice, then a half more: three times as much."""
    folder = two_plants(tmp_path)
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "a")
    write(folder, "  - {table: demand, scale: {quantity: 1.5}}", "b", "description: x\nextends: a\nprobability: 0.25")
    model = read_model(folder)
    found = find_scenario(model, "b")
    assert (found.probability, found.extends) == (0.25, "a")
    assert apply(model, found).tables[Demand][0].quantity == 300


def test_a_file_elsewhere_may_extend_those_of_the_model(tmp_path: Path):
    """A path to a YAML file is a scenario, too."""
    folder = two_plants(tmp_path)
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "a")
    other = tmp_path / "mine.yaml"
    other.write_text("name: mine\ndescription: x\nextends: a\n", encoding="utf-8")
    model = read_model(folder)
    assert apply(model, find_scenario(model, other)).tables[Demand][0].quantity == 200


def test_settings_and_null(tmp_path: Path):
    """Lists, words, numbers, days; `null` is as if model.yaml did not say it."""
    patch = "  - settings: {agreements: [USMCA, KORUS], known_at: 2026-06-01, rate_per_year: 0.1, title: null}"
    settings = applied(tmp_path, patch).settings
    assert settings.agreements == ("USMCA", "KORUS")
    assert (settings.known_at, settings.rate_per_year, settings.title) == (date(2026, 6, 1), 0.1, "")


def test_claims_denied(tmp_path: Path):
    """No agreement is left."""
    patches = "  - {settings: {agreements: ['*']}}\n  - {claims: denied}"
    assert applied(tmp_path, patches).settings.agreements == ()


def test_a_programme_replaces_the_record_with_its_key(tmp_path: Path):
    """Citation and evidence say that it is a scenario."""
    patch = (
        "  - programme: {programme: EXTRA_CN, record: ALL, importer: US, hs: '850760', origins: CN, rate: 0.1, "
        "valid_from: 2027-01-01}"
    )
    (row,) = applied(tmp_path, patch).tables[Programme]
    assert (row.rate, row.evidence, row.citation) == (0.1, "D", "scenario: what_if")


def test_an_agreement_keeps_what_is_not_said(tmp_path: Path):
    """The record of the reference data with another end; its source stays readable."""
    (row,) = applied(tmp_path, "  - agreement: {agreement: KORUS, in_force_to: 2027-06-30}").tables[Agreement]
    assert (row.parties, row.in_force_to, row.evidence) == ("US;KR", date(2027, 6, 30), "D")
    assert row.citation.startswith("scenario: what_if; before: ")


def test_a_listing_says_where_it_is_from(tmp_path: Path):
    """Table entities is added in the same scenario."""
    patches = (
        "  - {table: entities, add: [{entity: FIRM, name: Firm, domicile: CN}]}\n"
        "  - listing: {entity: FIRM, list: SOME, valid_from: 2027-03-01}"
    )
    (row,) = applied(tmp_path, patches).tables[Listing]
    assert (row.list, row.valid_from, row.source) == ("SOME", date(2027, 3, 1), "scenario: what_if")


@pytest.mark.parametrize(
    ("text", "semantics", "rate", "importers"),
    [
        ("KR 8507 +25pp", "additive", 0.25, ["MX", "MY", "US"]),
        ("KR 8507.60 =60% to US", "floor_total", 0.6, ["US"]),
        ("KR * +1pp to MX|US until 2027-06-30", "additive", 0.01, ["MX", "US"]),
        ("KR 85 -1pp to US", "rebate", 0.01, ["US"]),
        ("MY|US 85 +1pp", "additive", 0.01, ["MX", "MY", "US"]),
        ("MY 85 +1pp", "additive", 0.01, ["MX", "US"]),
    ],
)
def test_shocks_are_records(tmp_path: Path, text: str, semantics: str, rate: float, importers: list[str]):
    """One record for each customs territory into which the model ships, but for the origin's own."""
    rows = [row for row in applied(tmp_path, f"  - shock: '{text}'").tables[Programme] if row.programme != "EXTRA_CN"]
    assert [row.importer for row in rows] == importers
    assert {(row.semantics, row.rate, row.evidence) for row in rows} == {(semantics, rate, "D")}
    assert all(row.citation == f"scenario: what_if: {text}" for row in rows)
    assert rows[0].excludes == ("EXTRA_CN" if semantics == "floor_total" else "")


def test_two_shocks_have_two_names(tmp_path: Path):
    """Both count."""
    patches = "  - shock: KR 8507 +1pp to US\n  - shock: KR 8507 +2pp to US"
    names = [row.programme for row in applied(tmp_path, patches).tables[Programme]]
    assert names == ["EXTRA_CN", "SHOCK_KR_8507", "SHOCK_KR_8507_2"]


def test_a_site_that_closes(tmp_path: Path):
    """Capacity in proportion to the open days; offers by a limit, of a part of a period only with a max_quantity."""
    patches = (
        "  - {of: 'offers[offer=CN_OFFER]', set: {max_quantity: 100}}\n"
        "  - site_closed: {site: [MY_PACKS, CN_CELLS, KR_CELLS], to: 2027-03-14}"
    )
    model = applied(tmp_path, patches)
    found = {(row.site, row.period): row.capacity for row in model.tables[Capability]}
    assert found == {("MY_PACKS", "*"): 70, ("MX_PACKS", "*"): 80, ("MY_PACKS", "Y2027"): pytest.approx(56)}
    (limit,) = model.tables[Limit]
    assert (limit.limit, limit.of) == ("CLOSED_CN_CELLS", "purchases[offer=CN_OFFER, period=Y2027]")
    assert limit.upper == pytest.approx(80)
    assert any("KR_OFFER has no largest quantity" in fault.rule for fault in model.faults)


def test_a_lane_that_closes(tmp_path: Path):
    """A row for the period, without capacity; others stay."""
    rows = applied(tmp_path, "  - lane_closed: {to_site: US_CARS, mode: road}").tables[Lane]
    assert [(row.from_site, row.period, row.capacity) for row in rows if row.capacity is not None] == [
        ("MX_PACKS", "Y2027", 0.0)
    ]
    assert len(rows) == 7


def test_from_python(tmp_path: Path):
    """The scenarios of a model as a table, and the model in one of them."""
    folder = two_plants(tmp_path)
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "more")
    model = corridor.load(folder)
    assert model.scenarios.to_dict("records") == [
        {"name": "more", "description": "In words.", "probability": None, "extends": ""}
    ]
    assert model.in_scenario("more").model.tables[Demand][0].quantity == 200
