"""Reading the reference data, joining it with a model's own records, and going back to an earlier day."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from corridor.errors import FaultError
from corridor.law.duty import layers
from corridor.law.goods import Goods
from corridor.law.layers import total_rate
from corridor.paths import DATA
from corridor.reference.load import law_of, law_with, reference_law
from corridor.reference.read import read_rows
from corridor.schema.legal import BaseRate, CountryRecord, Valuation
from corridor.schema.programmes import Programme
from corridor.schema.settings import ModelSettings
from corridor.tables.tables import Model, Tables


def model(law, known_at=None, **rows):
    settings = ModelSettings(name="test", as_of=date(2026, 11, 22), known_at=known_at, law=law)
    return Model(settings, Tables({name: tuple(found) for name, found in rows.items()}), Path("test"))


def own_rate(hs="85076000", rate=0.5, valid_from=date(2025, 1, 1)):
    return BaseRate(importer="US", hs=hs, rate=rate, valid_from=valid_from, citation="assumption: test", evidence="D")


def own_programme(record="SHOCK", announced=None):
    return Programme(
        programme="CN301", record=record, importer="US", hs="8507", rate=0.6, valid_from=date(2027, 1, 1),
        announced=announced, citation="assumption: test", evidence="D",
    )  # fmt: skip


def test_the_shipped_data_hold_what_they_should():
    """249 countries, EU members in one territory, Puerto Rico in the United States, valuation bases."""
    law = reference_law(date(2026, 11, 22))
    assert len(law.territories) == 249
    assert [law.territory(code) for code in ("DE", "NA", "PR", "HK", "TW", "XX")] == [
        "EU", "NA", "US", "HK", "TW", "XX",
    ]  # fmt: skip
    assert sum(territory == "EU" for territory in law.territories.values()) == 35
    asked = ("US", "CA", "AU", "NZ", "EU", "JP")
    assert {importer: law.valuations[importer].basis for importer in asked} == {
        "US": "fob", "CA": "fob", "AU": "fob", "NZ": "fob", "EU": "cif", "JP": "cif",
    }  # fmt: skip
    assert law.horizon == date(2026, 10, 9)


def test_every_importer_has_every_product_of_the_set():
    """The importers have base rates under the same subheadings, 25 at the least; the United States have most."""
    covered: dict[str, set[str]] = {}
    for row in reference_law(date(2026, 11, 22)).base_rates:
        covered.setdefault(row.importer, set()).add(row.hs[:6])
    named = {"AU", "CA", "CN", "EU", "ID", "JP", "KR", "MY", "PH", "SG", "TH", "US", "VN"}
    assert named <= set(covered)
    assert len(set.intersection(*covered.values())) >= 25
    assert all(codes <= covered["US"] for codes in covered.values())


def test_rows_of_evidence_d_say_that_they_are_assumptions():
    """No base rate or valuation of the weakest evidence passes for more than an assumption."""
    law = reference_law(date(2026, 11, 22))
    weak = [row for row in (*law.base_rates, *law.valuations.values()) if row.evidence == "D"]
    assert weak
    assert all(row.citation.startswith("assumption: ") for row in weak)


def test_checksums_of_the_sources_table():
    """SOURCES.csv names each reference file with its checksum."""
    table = pd.read_csv(DATA / "SOURCES.csv", keep_default_na=False)
    assert list(table.columns) == ["file", "origin", "date", "licence", "checksum"]
    for row in table.itertuples():
        assert row.checksum == "sha256:" + sha256((DATA / row.file).read_bytes()).hexdigest()


def test_known_at_drops_what_was_announced_later():
    """Before the final action of 23 July 2026 nobody knew the forced-labour duty."""
    before, after = reference_law(date(2026, 7, 22)), reference_law(date(2026, 7, 23))
    assert not [row for row in before.programmes if row.programme == "FL301"]
    assert [row for row in after.programmes if row.programme == "FL301"]
    assert before.horizon == date(2026, 7, 22)
    assert any(row.record.startswith("R91_06") for row in before.programmes if row.programme == "CN301")


@pytest.mark.parametrize(
    ("known_at", "entry", "origin", "use", "expected"),
    [
        (date(2025, 11, 20), date(2025, 12, 1), "KR", "auto_part", 0.284),
        (date(2026, 11, 22), date(2025, 12, 1), "KR", "auto_part", 0.15),
        (date(2025, 8, 20), date(2025, 9, 1), "JP", "none", 0.184),
        (date(2026, 11, 22), date(2025, 9, 1), "JP", "none", 0.15),
        (date(2026, 1, 15), date(2026, 6, 1), "MY", "none", 0.224),
        (date(2026, 11, 22), date(2026, 6, 1), "MY", "none", 0.134),
        (date(2026, 7, 1), date(2026, 8, 1), "MY", "none", 0.034),
    ],
)
def test_an_end_counts_only_once_it_is_known(known_at, entry, origin, use, expected):
    """A measure that was later ended or replaced goes on in the law as known before."""
    day = entry.toordinal()
    found = layers(reference_law(known_at), Goods("US", "850760", origin, use), day, day + 1)
    assert total_rate(found) == pytest.approx(expected, abs=1e-12)


def test_law_reference_leaves_the_model_out():
    """`law: reference` ignores the duty records of the model."""
    law = law_of(model("reference", base_rates=[own_rate()], programmes=[own_programme()]))
    assert law == reference_law(date(2026, 11, 22))


def test_law_model_leaves_the_reference_out():
    """`law: model` takes the model's records alone; territories and missing valuations are still there."""
    law = law_of(model("model", base_rates=[own_rate()]))
    assert law.base_rates == (own_rate(),)
    assert law.programmes == ()
    assert law.territory("FR") == "EU"
    assert law.valuations["US"].basis == "fob"
    assert law.horizon == date(2026, 11, 22)


def test_law_both_lets_the_model_win():
    """`law: both` replaces rows with the same key by the model's own and keeps the others."""
    mine = Valuation(importer="US", basis="cif", currency="USD", citation="assumption: test", evidence="D")
    law = law_of(model("both", base_rates=[own_rate()], programmes=[own_programme("LIST1")], valuations=[mine]))
    shipped = reference_law(date(2026, 11, 22))
    assert [row.rate for row in law.base_rates if (row.importer, row.hs, row.origins) == ("US", "85076000", "*")] == [
        0.5
    ]
    assert len(law.base_rates) == len(shipped.base_rates)
    assert [row.rate for row in law.programmes if row.record == "LIST1"] == [0.6]
    assert len(law.programmes) == len(shipped.programmes)
    assert law.valuations["US"].basis == "cif"


def test_a_models_own_record_is_known_unless_it_says_otherwise():
    """Without `announced` a model's record is known; announced later than known_at it is not."""
    law = law_of(model("model", programmes=[own_programme("A"), own_programme("B", date(2026, 12, 1))]))
    assert [row.record for row in law.programmes] == ["A"]
    later = law_of(model("model", date(2026, 12, 1), programmes=[own_programme("B", date(2026, 12, 1))]))
    assert [row.record for row in later.programmes] == ["B"]


def test_namibia_is_not_a_missing_value(tmp_path):
    """The code NA and empty cells are read as they stand."""
    file = tmp_path / "countries.csv"
    file.write_text("country,name,territory\nNA,Namibia,NA\n", encoding="utf-8")
    assert read_rows(CountryRecord, file) == (CountryRecord(country="NA", name="Namibia", territory="NA"),)


def test_all_faults_of_a_file_at_once(tmp_path):
    """Wrong values, missing cells and doubled keys are reported together, with row and column."""
    file = tmp_path / "countries.csv"
    file.write_text("country,name,territory\nXXX,Wrong,EU\nFR,France,EU\nFR,France,EU\nDE,EU\n", "utf-8")
    with pytest.raises(FaultError) as caught:
        read_rows(CountryRecord, file)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "country"),
        (4, "country"),
        (5, ""),
        (5, "territory"),
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("country,name,territry", "territry"),
        ("country,name", "territory"),
        ("country,name,territory,name", "twice"),
        ("", "country"),
    ],
)
def test_headers_must_fit(tmp_path, header, said):
    """Unknown, missing and doubled columns are faults that name the column."""
    file = tmp_path / "countries.csv"
    file.write_text(header + "\nFR,France,EU\n", encoding="utf-8")
    with pytest.raises(FaultError, match=said):
        read_rows(CountryRecord, file)


def test_a_missing_file_is_a_fault(tmp_path):
    """A folder without data says which file cannot be read."""
    with pytest.raises(FaultError, match=r"countries\.csv"):
        reference_law(date(2026, 11, 22), tmp_path)


def test_a_damaged_horizon_is_a_fault(tmp_path):
    """The horizon file must hold one date."""
    for file in DATA.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "horizon.txt").write_text("soon", encoding="utf-8")
    with pytest.raises(FaultError, match=r"horizon\.txt"):
        reference_law(date(2026, 11, 22), tmp_path)


def test_the_further_tables_are_read():
    """Special rates, coverage, fees, agreements, quotas and reliefs are in the law; those of later years, too."""
    law, early = reference_law(date(2026, 11, 22)), reference_law(date(2025, 6, 1))
    for table in ("special_rates", "coverage", "fees", "agreements", "quotas", "reliefs"):
        assert getattr(early, table) == getattr(law, table)
    assert set(law.importer("US").claims) <= set(law.claims("US"))
    assert law.agreement("NO_SUCH_AGREEMENT") is None


def test_all_missing_files_are_named_at_once(tmp_path):
    """Nobody has to mend one file after the other."""
    with pytest.raises(FaultError) as caught:
        reference_law(date(2026, 11, 22), tmp_path)
    named = {fault.file.split("/")[-1] for fault in caught.value.faults}
    assert named == {*(f"{name}.csv" for name in (
        "countries", "valuations", "base_rates", "special_rates", "programmes", "coverage", "fees", "agreements",
        "quotas", "reliefs", "penalties", "origin_provisions", "origin_rules", "concordance",
    )), "horizon.txt"}  # fmt: skip


def test_codes_of_a_users_coverage_are_added(tmp_path):
    """A list read for one more code leaves what was read before as it is; `*` is all codes."""
    shipped = reference_law(date(2026, 11, 1))
    before = next(row for row in shipped.coverage if row.programme == "FL301")
    table = "importer,programme,hs,citation\nUS,FL301,61091000,read by us\nUS,S232_METALS,*,read by us\n"
    (tmp_path / "coverage.csv").write_text(table, encoding="utf-8")
    found = {row.programme: row.hs for row in law_with(shipped, tmp_path).coverage}
    assert found["FL301"] == f"{before.hs};61091000"
    assert found["S232_METALS"] == "*"
    assert len(found) == len(shipped.coverage)
