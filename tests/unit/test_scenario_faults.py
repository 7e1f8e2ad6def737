"""Faults of scenarios: each at its line and key, with the value, a rule and a remedy; all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.scenario_example import applied, faults_of, two_plants, write

from corridor.errors import FaultError, Severity, UsageError
from corridor.scenario import find_scenario, read_scenarios
from corridor.tables.read import read_model

ONE = (
    # the patch itself
    ("- tabel: offers\n    scale: {unit_cost: 2}", "tabel", "no such part of a patch", "Did you mean `table`"),
    ("- table: offer\n    scale: {unit_cost: 2}", "table", "no such table", "Did you mean `offers`"),
    ("- {table: offers}", "", "the patch does nothing", "scale"),
    ("- {set: {unit_cost: 2}}", "", "no table is named", "of: offers"),
    ("- offers", "", "a name with what belongs to it", "Begin it with"),
    ("- {table: demand, of: demand, set: {quantity: 2}}", "of", "stand in one patch", "Keep one"),
    ("- {of: demand, where: {site: US_CARS}, set: {quantity: 2}}", "where", "beside it", "brackets"),
    ("- {table: demand, set: {quantity: 2}, remove: yes}", "remove", "stand in one patch", "patch of each"),
    ("- {table: demand, remove: yes}", "remove", "all rows of table demand would go", "Say which"),
    ("- {of: 'demand[site=US_CARS]', remove: true}", "remove", "takes one word", "Write `remove: yes`"),
    ("- {claims: denied, table: demand}", "table", "`claims` stands alone", "patch of its own"),
    # filters
    ("- of: offers[site=KR_CELS]\n    scale: {unit_cost: 2}", "of", "no row of table offers has this", "`KR_CELLS`"),
    ("- {of: 'offers[site!=NOBODY]', scale: {unit_cost: 2}}", "of", "has this site", "CN_CELLS, KR_CELLS"),
    ("- {of: 'offers[sight=KR_CELLS]', scale: {unit_cost: 2}}", "of", "is not a column", "offers[site="),
    ("- {of: 'offers[site=', scale: {unit_cost: 2}}", "of", "expected a value", "offers[site="),
    ("- {table: offers, where: {sight: A}, scale: {unit_cost: 2}}", "where.sight", "no such column", "`site`"),
    ("- {of: 'offers[site=KR_CELLS, offer=CN_OFFER]', scale: {unit_cost: 2}}", "", "all conditions together", "Loosen"),
    ("- {table: offers, where: {unit_cost: cheap}, scale: {unit_cost: 2}}", "where.unit_cost", "not a number", ""),
    ("- {table: stocks, scale: {opening: 2}}", "", "table stocks of the model has no rows", ""),
    ("- {of: 'programmes[programme=FL301]', scale: {rate: 2}}", "of", "no row of table programmes", "same key"),
    # values
    ("- {table: demand, set: {quantity: 100 packs}}", "set.quantity", "a unit stands in the cell", "Write 100 only"),
    ("- {table: demand, set: {quantity: -1}}", "set.quantity", "at least 0", "Check the sign"),
    ("- {table: demand, set: {quantity: [1, 2]}}", "set.quantity", "a list stands where one value", "one value"),
    ("- {table: demand, set: {quantity: null}}", "set.quantity", "a value is needed", "Write a number"),
    ("- {table: demand, set: {quantiti: 3}}", "set.quantiti", "no such column of table demand", "`quantity`"),
    ("- {table: demand, set: {per: month}}", "set.per", "must be one of period, year", "Write one"),
    ("- {table: demand, set: many}", "set", "here stand names with values", "set: {"),
    ("- {table: demand, scale: {quantity: 20%}}", "scale.quantity", "a percentage written as text", "Write 0.2"),
    ("- {table: demand, scale: {site: 2}}", "scale.site", "only numbers can be multiplied", "Use `set`"),
    ("- {table: demand, scale: {price: 2}}", "scale.price", "no number there", "Use `set`"),
    ("- {table: demand, scale: {quantity: 1e11}}", "scale.quantity", "larger than 1e+12", "larger unit"),
    ("- {table: demand, scale: {quantity: 2}, set: {quantity: 2}}", "scale.quantity", "set and scaled", "one of"),
    ("- {table: lanes, set: {mode: ship}}", "set.mode", "must be one of sea", "Write one"),
    # rows
    ("- {table: offers, add: [{offer: N, site: KR_CELLS, product: CELL}]}", "add[1]", "`unit_cost` is missing", "Add"),
    ("- {table: offers, add: []}", "add", "no row is added", "Write `add"),
    ("- {table: offers, add: [N]}", "add[1]", "names with values", "columns of table offers"),
    ("- {table: offers, where: {site: KR_CELLS}, add: [{}]}", "add", "not to some of its rows", "Leave out"),
    # law, settings, closures
    ("- {programme: {programme: P, record: R, importer: US, hs: 8, valid_from: 2027-01-01}}", "programme.hs", "2", ""),
    ("- {programme: {programme: P, record: R, importer: US, hs: 85}}", "programme", "`valid_from` is missing", "Add"),
    ("- {agreement: {agreement: KORUSS, in_force_to: 2027-01-01}}", "agreement.agreement", "no such", "`KORUS`"),
    ("- {agreement: {agreement: KORUS, status: void}}", "agreement.status", "no status", "in_force_to"),
    ("- {agreement: {agreement: KORUS, in_force_to: 1999-01-01}}", "agreement.in_force_to", "would end", "Mend"),
    ("- {agreement: {in_force_to: 2027-01-01}}", "agreement", "no agreement is named", "Add"),
    ("- {listing: {entity: NOBODY, list: L}}", "listing.entity", "no such entity", "add it"),
    ("- {settings: {agreement: ['*']}}", "settings.agreement", "no such setting", "Did you mean `agreements`"),
    ("- {settings: {name: other}}", "settings.name", "another name", "Leave it out"),
    ("- {settings: {rate_per_year: 8%}}", "settings.rate_per_year", "a percentage", "0.08"),
    ("- {settings: {claim_margin: 0.7}}", "settings.claim_margin", "at most 0.5", ""),
    ("- {claims: some}", "claims", "takes one word", "claims: denied"),
    ("- {shock: 'KR 8507 25%'}", "shock", "at character 9", "+25pp"),
    ("- {shock: 'KR 8507 +5pp to DE'}", "shock", "no such customs territory", "write `EU`"),
    ("- {shock: 'UK 8507 +5pp to US'}", "shock", "no such country", "Did you mean `GB`"),
    ("- {shock: 'KR 2807 +5pp to US'}", "shock", "begins like this", "850760"),
    ("- {shock: 'KR 8507 +5pp to US from 2029-01-01'}", "shock", "on no day of the model", "2027-12-31"),
    ("- {shock: 'US 8507 +5pp to US'}", "shock", "nobody charges it", "Name the importer"),
    ("- {shock: 'KR 8507 =2% to US'}", "shock", "the base duty of US on 850760 is 3.4 %", "at least that"),
    ("- {site_closed: {site: MX_PACS}}", "site_closed.site", "no such site", "`MX_PACKS`"),
    ("- {site_closed: {from: 2027-01-01}}", "site_closed", "`site` is missing", "Add"),
    ("- {site_closed: {site: MX_PACKS, from: 2030-01-01}}", "site_closed.from", "no period", "2027-12-31"),
    ("- {site_closed: {site: MX_PACKS, from: 2027-02-01, to: 2027-01-01}}", "site_closed.from", "ends before", ""),
    ("- {site_closed: {site: MX_PACKS, until: 2027-02-01}}", "site_closed.until", "no such part", "Write one of"),
    ("- {lane_closed: {to: 2027-01-01}}", "lane_closed", "all lanes would close", "Name them"),
    ("- {lane_closed: {mode: air}}", "lane_closed.mode", "no row of table lanes has this mode", "road"),
)  # fmt: skip


@pytest.mark.parametrize(("patch", "key", "rule", "remedy"), ONE)
def test_a_fault_stands_at_its_key(tmp_path: Path, patch: str, key: str, rule: str, remedy: str):
    """One slip is one fault, at line 4 or below, at its key, with what is wrong and what to do."""
    found = [fault for fault in faults_of(tmp_path, f"  {patch}") if fault.severity is Severity.ERROR]
    assert len(found) == 1, found
    fault = found[0]
    assert fault.file == "scenarios/what_if.yaml"
    assert (fault.row or 0) >= 4
    assert fault.column == ".".join(filter(None, ["patches[1]", key]))
    assert rule in fault.rule
    assert remedy in fault.remedy


def test_all_faults_of_a_file_at_once(tmp_path: Path):
    """Faults of several patches and of the head are told together, in order of their lines."""
    patches = "  - {table: demand, set: {quantity: many}}\n  - {shock: x}\n  - {claims: no}"
    found = faults_of(tmp_path, patches, head="descripton: x\nprobability: 30")
    assert [(fault.row, fault.column) for fault in found] == [
        (2, "descripton"),
        (3, "probability"),
        (5, "patches[1].set.quantity"),
        (6, "patches[2].shock"),
        (7, "patches[3].claims"),
    ]


def test_faults_of_patches_that_fit_nothing_are_told_together(tmp_path: Path):
    """What only the tables can tell is told of every patch, too."""
    found = faults_of(tmp_path, "  - {of: 'demand[site=X]', scale: {quantity: 2}}\n  - {site_closed: {site: Y}}")
    assert [fault.value for fault in found] == ["X", "Y"]


def test_patched_tables_are_checked_again(tmp_path: Path):
    """A row that names what does not exist is a fault at its value; what a removal breaks, at the removal."""
    patches = (
        "  - {table: demand, scale: {quantity: 2}}\n"
        "  - {table: offers, add: [{offer: N, site: KR_CELS, product: CELL, unit_cost: 3}]}\n"
        "  - {of: 'processes[process=ASSEMBLY]', remove: yes}"
    )
    found = faults_of(tmp_path, patches)
    assert ("patches[2].add[1].site", "KR_CELS") in {(fault.column, fault.value) for fault in found}
    assert {fault.column for fault in found} == {"patches[2].add[1].site", "patches[3]"}
    assert all("table " in fault.rule for fault in found)


def test_records_of_law_are_compared_again(tmp_path: Path):
    """A record that contradicts the law is a fault at its value."""
    patch = (
        "  - programme: {programme: P, record: A, importer: US, hs: 8507, rate: 0.1, excludes: NOPE, "
        "valid_from: 2027-01-01}"
    )
    (fault,) = faults_of(tmp_path, patch)
    assert fault.column == "patches[1].programme.excludes"
    assert "no programme NOPE is recorded" in fault.rule


def test_law_of_the_reference_data_alone_reads_no_records(tmp_path: Path):
    """Records of a model that does not read its own are refused, with what to write."""
    patches = "  - {settings: {law: reference}}\n  - {shock: 'KR 8507 +5pp to US'}"
    (fault,) = faults_of(tmp_path, patches)
    assert "is not read" in fault.rule
    assert "law: both" in fault.remedy


def test_patches_that_change_nothing_are_warned_of(tmp_path: Path):
    """Values that stand there already, and claims that nobody makes."""
    model = applied(tmp_path, "  - {table: demand, set: {quantity: 100}}\n  - {claims: denied}")
    warned = [fault for fault in model.faults if fault.file.startswith("scenarios/")]
    assert [fault.severity for fault in warned] == [Severity.WARNING, Severity.WARNING]
    assert "changes nothing" in warned[0].rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "the file is empty"),
        ("- a\n", "not a list of `name: value`"),
        ("name: what_if\ndescription: x\n", "the scenario changes nothing"),
        ("name: what_if\ndescription: x\npatches: 3\n", "`patches` is a list"),
        ("name: other\ndescription: x\npatches:\n  - {claims: denied}\n", "another name than its file"),
        ("name: What If\ndescription: x\npatches:\n  - {claims: denied}\n", "small letters"),
        ("name: what_if\nname: b\ndescription: x\npatches:\n  - {claims: denied}\n", "already stands in line 1"),
        ("name: what_if\ndescription: x\npatches: &a\n  - {claims: denied}\n", "an anchor stands here"),
        ("name: what_if\ndescription: x\npatches:\n  - {programme: {origins: *}}\n", "not well-formed YAML"),
    ],
)
def test_files_that_are_no_scenario(tmp_path: Path, text: str, rule: str):
    """What the file itself has wrong."""
    folder = two_plants(tmp_path)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "what_if.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FaultError) as caught:
        find_scenario(read_model(folder), "what_if")
    assert any(rule in fault.rule for fault in caught.value.faults), caught.value.faults


def test_rings_and_unknown_scenarios(tmp_path: Path):
    """Scenarios that extend each other, or one that is not there; only the files that are needed are read."""
    folder = two_plants(tmp_path)
    write(folder, "", "a", "description: x\nextends: b")
    write(folder, "", "b", "description: x\nextends: a")
    write(folder, "", "c", "description: x\nextends: goood")
    write(folder, "  - {table: demand, scale: {quantity: 2}}", "good")
    model = read_model(folder)
    assert find_scenario(model, "good").name == "good"
    for name, rule, remedy in (("a", "extend each other: a -> b -> a", "alone"), ("c", "no such scenario", "`good`")):
        with pytest.raises(FaultError) as caught:
            find_scenario(model, name)
        assert rule in caught.value.faults[0].rule
        assert remedy in caught.value.faults[0].remedy
    with pytest.raises(UsageError, match="Did you mean `good`"):
        find_scenario(model, "goot")
    with pytest.raises(FaultError, match="extend each other"):
        read_scenarios(model)


def test_a_model_without_scenarios_says_where_they_go():
    """Two_plants ships without any."""
    from corridor.tables.library import find_model

    with pytest.raises(UsageError, match="has no scenarios: put one into"):
        find_scenario(read_model(find_model("two_plants")), "x")
