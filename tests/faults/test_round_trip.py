"""Random valid tables are equal after a round trip through each form of a model."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.row import LARGEST
from corridor.schema.settings import ModelSettings
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert_number import SMALLEST
from corridor.tables.convert_text import unstorable
from corridor.tables.drafting import draft_model
from corridor.tables.tables import Model, Tables
from corridor.tables.write import write_model

FORMS = ("csv", "xlsx", "parquet")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).filter(
    lambda text: not unstorable(text) and text.strip()
)
AWKWARD = st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "'",
        "''=1",
        "\tx",
        "NA",
        "nan",
        "NO",
        "a,b",
        'a"b',
        "a\nb",
        "a\r\nb",
        "0101.21",
        "http://x.y",
        "_x0041_",
        " x ",
        "1e5",
        "007",
        "ä;ö",
        "TRUE",
        "#N/A",
        "'=x",
    ]
)
HS = st.text("0123456789", min_size=4, max_size=10).filter(lambda text: len(text) % 2 == 0)


def cell(column: Column) -> st.SearchStrategy:
    """Return values that a column allows."""
    match column.kind:
        case "number":
            least = max(-LARGEST, column.least if column.least is not None else -LARGEST)
            most = min(LARGEST, column.most if column.most is not None else LARGEST)
            value = st.floats(column.above if column.above is not None else least, most)
            return value.map(lambda number: 0.0 if abs(number) < SMALLEST else number).filter(
                lambda number: column.above is None or number > column.above
            )
        case "integer":
            return st.integers(int(column.least), int(column.most))
        case "date":
            return st.dates(date(1950, 1, 1), date(2150, 12, 31))
        case "hs":
            return HS
        case "hs_list":
            return st.lists(HS, min_size=1, max_size=3).map(";".join)
        case "choice":
            return st.sampled_from(column.choices)
        case "country":
            return st.from_regex(column.pattern, fullmatch=True)
        case "pattern":
            return st.from_regex(column.pattern, fullmatch=True).filter(lambda text: 0 < len(text) <= 60)
        case "list":
            return st.lists(TEXT, max_size=3).map(tuple)
        case _:
            return TEXT | AWKWARD


def record(model) -> st.SearchStrategy:
    """Return rows of a class, each optional column given or left out."""
    columns = columns_of(model)
    return st.fixed_dictionaries(
        {column.field: cell(column) for column in columns if column.required},
        optional={column.field: cell(column) for column in columns if not column.required},
    ).map(lambda values: model(**values))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_random_tables_read_back_equal(form: str, data: st.DataObject) -> None:
    """Whatever a table may hold is the same after writing and reading."""
    chosen = data.draw(st.lists(st.sampled_from(MODEL_TABLES), min_size=1, max_size=3, unique=True))
    tables = {c.TABLE: tuple(data.draw(st.lists(record(c), min_size=1, max_size=3))) for c in chosen}
    given_settings = data.draw(record(ModelSettings))
    model = Model(given_settings, Tables(tables), Path())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / ("model.xlsx" if form == "xlsx" else "model")
        write_model(model, place, form)
        draft, _, faults = draft_model(place)
    wrong = [fault for fault in faults if fault.severity >= 2 and "missing" not in fault.rule]
    assert not wrong, wrong
    assert draft.settings == given_settings
    for row_class in chosen:
        assert tuple(located.row for located in draft[row_class].rows) == tables[row_class.TABLE]


@pytest.mark.parametrize(
    "text",
    [
        "\x85",
        "\u2028x",
        "NO",
        "no",
        "null",
        "a: b # c",
        "- x",
        "'q'",
        '"q" \\n',
        "😀",
        " x ",
        "12",
        "1e5",
        "2027-01-31",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "%a",
        "x\r\ny\n",
        "\ufeffx",
    ],
)
def test_settings_text_reads_back_equal(text: str, tmp_path: Path) -> None:
    """Settings keep every text, however YAML might understand it."""
    given_settings = ModelSettings(name="x", as_of=date(2027, 1, 1), title=text, assumptions=(text, "b"))
    write_model(Model(given_settings, Tables({}), Path()), tmp_path / "m")
    assert draft_model(tmp_path / "m")[0].settings == given_settings
