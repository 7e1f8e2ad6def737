"""`corridor import quotes`: what is read, what is asked, and where the faults stand in the buyer's sheet."""

from datetime import date

import pytest
import xlsxwriter
from tests.unit.quotes_example import model

from corridor.errors import FaultError, Severity
from corridor.quotes.importing import import_quotes, map_path_of, read_map
from corridor.schema.goods import UnitFactor
from corridor.schema.places import Entity

HEADINGS = ["RFQ no.", "Plant", "Part no.", "Unit price", "Currency", "UoM", "Incoterms", "Quote date", "Valid until"]
ROW = ["R-1/a", "kulim  WORKS", "Cell", 5.0, "EUR", "kg", "FOB Penang", date(2026, 11, 1), date(2027, 12, 31)]


def workbook(path, *rows, headings=HEADINGS, sheet="Quotes", above=("Bids for cells", None)):
    """Write a workbook: title lines, headings, rows."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name in (sheet,) if isinstance(sheet, str) else sheet:
        page = book.add_worksheet(name)
        for number, line in enumerate([*([title] for title in above), headings, *rows]):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
    book.close()
    return path


def changed(**values):
    """Return the row with other values: A, B, ... name its columns."""
    return [values.get(chr(ord("A") + column), value) for column, value in enumerate(ROW)]


def refused(path, trade=None, map_path=None):
    """Return the faults of an import."""
    with pytest.raises(FaultError) as error:
        import_quotes(path, map_path, trade or model())
    return error.value.faults


def test_a_sheet_with_known_headings(tmp_path):
    """Titles are passed over, codes and names matched, the source is the row, and the map is remembered."""
    path = workbook(tmp_path / "bids.xlsx", ROW, changed(A="R-2", B="MYS", G="CIF"))
    first, second = import_quotes(path, None, model())
    assert (first.quote, first.site, first.product, first.price) == ("R_1_A", "MYS", "CELL", 5.0)
    assert (first.incoterm, first.named_place) == ("FOB", "Penang")
    assert (first.per_unit, first.currency) == ("kg", "EUR")
    assert (first.quoted_on, first.valid_to) == (date(2026, 11, 1), date(2027, 12, 31))
    assert first.source == "bids.xlsx[Quotes], row 4"
    assert (second.incoterm, second.named_place) == ("CIF", "")
    remembered = read_map(map_path_of(path))
    assert remembered.columns["price"] == "Unit price"
    assert import_quotes(path, None, model()) == [first, second]


def test_a_missing_currency_is_asked_and_never_guessed(tmp_path):
    """Without a column of currencies the import stops, and the draft has a line to complete."""
    headings = [heading if heading != "Currency" else "Colour" for heading in HEADINGS]
    path = workbook(tmp_path / "bids.xlsx", ROW, headings=headings)
    (fault,) = refused(path)
    assert (fault.column, fault.severity) == ("currency", Severity.ERROR)
    assert "never guessed" in fault.rule
    draft = map_path_of(path)
    assert "currency:  # needed" in draft.read_text(encoding="utf-8")
    (fault,) = refused(path)
    assert fault.column == "currency", "an empty line is no answer"
    draft.write_text(draft.read_text(encoding="utf-8").replace("currency:  #", "currency: USD #"), encoding="utf-8")
    assert import_quotes(path, None, model())[0].currency == "USD"


def test_a_guess_is_not_used_before_it_is_confirmed(tmp_path):
    """A heading that only looks like a column waits under `confirm`."""
    headings = [heading if heading != "UoM" else "Unit of mesure" for heading in HEADINGS]
    path = workbook(tmp_path / "bids.xlsx", ROW, headings=headings)
    place = tmp_path / "map.yaml"
    (fault,) = refused(path, map_path=place)
    assert (fault.column, fault.address, fault.value) == ("per_unit", "F3", "Unit of mesure")
    assert read_map(place).confirm == {"per_unit": "Unit of mesure"}
    text = place.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "Unit of mesure" in line)
    confirmed = (
        text.replace(line + "\n", "")
        .replace("confirm:\n", "")
        .replace("columns:\n", "columns:\n  per_unit: Unit of mesure\n")
    )
    place.write_text(confirmed, encoding="utf-8")
    assert import_quotes(path, place, model())[0].per_unit == "kg"


@pytest.mark.parametrize(
    ("cells", "address", "column", "words"),
    [
        ({"B": "Kulim work"}, "B4", "site", "Did you mean `Kulim works`?"),
        ({"C": "Sell"}, "C4", "product", "Did you mean `CELL`?"),
        ({"D": "1.234,56"}, "D4", "price", "`decimal: point` or `decimal: comma`"),
        ({"D": "5 EUR"}, "D4", "price", "unit and currency have columns of their own"),
        ({"D": None}, "D4", "price", "above 0"),
        ({"D": -5.0}, "D4", "price", "Check the sign"),
        ({"E": "€"}, "E4", "currency", "under values, currency"),
        ({"E": "eur"}, "E4", "currency", "Write `EUR`"),
        ({"E": None}, "E4", "currency", "Write text of the form"),
        ({"F": "KG"}, "F4", "per_unit", "Did you mean `kg`?"),
        ({"F": "ton"}, "F4", "per_unit", "under values, per_unit"),
        ({"G": "DDU Reno"}, "G4", "incoterm", "under values, incoterm"),
        ({"H": "01.02.2026"}, "H4", "quoted_on", "2026-01-02 or 2026-02-01"),
        ({"A": None}, "A4", "quote", "Write text of the form"),
    ],
)
def test_faults_stand_at_their_cells(tmp_path, cells, address, column, words):
    """A cell that cannot be read is a fault at its address in the buyer's sheet."""
    (fault,) = refused(workbook(tmp_path / "bids.xlsx", changed(**cells)))
    assert (fault.file, fault.address, fault.column) == ("bids.xlsx[Quotes]", address, column)
    assert fault.severity == Severity.ERROR
    assert words in fault.remedy


def test_all_faults_at_once_and_words_to_translate(tmp_path):
    """All cells are looked at; words that are not understood stand in the draft, to be filled in."""
    rows = changed(E="€", F="kilo"), changed(A="R-2", E="€", B="Penang yard")
    path = workbook(tmp_path / "bids.xlsx", *rows)
    place = tmp_path / "map.yaml"
    assert [fault.address for fault in refused(path, map_path=place)] == ["E4", "F4", "E5", "B5"]
    assert read_map(place).values == {"currency": {"€": ""}, "per_unit": {"kilo": ""}, "site": {"Penang yard": ""}}
    text = place.read_text(encoding="utf-8")
    for word, meaning in (("€", "EUR"), ("kilo", "kg"), ("Penang yard", "MYS")):
        text = text.replace(f"{word}:", f"{word}: {meaning}")
    place.write_text(text, encoding="utf-8")
    first, second = import_quotes(path, place, model())
    assert (first.currency, first.per_unit, second.site) == ("EUR", "kg", "MYS")


def test_a_remembered_map_is_not_overwritten(tmp_path):
    """New words in a later sheet go to a draft beside the map."""
    place = tmp_path / "map.yaml"
    import_quotes(workbook(tmp_path / "one.xlsx", ROW), place, model())
    before = place.read_text(encoding="utf-8")
    refused(workbook(tmp_path / "two.xlsx", changed(F="kilo")), map_path=place)
    assert place.read_text(encoding="utf-8") == before
    assert read_map(tmp_path / "map.draft.yaml").values == {"per_unit": {"kilo": ""}}


def test_options_of_the_map(tmp_path):
    """Decimal comma, order of days, factors, constants, last row and translations come from the map."""
    headings = ["Werk", "Teil", "Preis", "Stand", "Lieferzeit", "Zahlung"]
    rows = [["MYS", "CELL", "1.234,56", "03.04.2026", "6", "netto"], ["Preise ohne Gewähr"]]
    path = workbook(tmp_path / "angebote.xlsx", *rows, headings=headings)
    place = tmp_path / "map.yaml"
    place.write_text(
        "decimal: comma\ndates: dmy\nlast_row: 4\ncolumns:\n  site: Werk\n  product: Teil\n  price: Preis\n"
        "  quoted_on: Stand\n  lead_time_days: Lieferzeit\n  payment_days: Zahlung\nconstants:\n"
        "  quote: RFQ\n  currency: EUR\n  per_unit: t\n  incoterm: FCA\n  valid_to: 31.12.2027\n"
        "values:\n  payment_days:\n    netto: 30\nscale:\n  lead_time_days: 7\n",
        encoding="utf-8",
    )
    (one,) = import_quotes(path, place, model())
    assert (one.quote, one.price, one.quoted_on) == ("RFQ_4", 1234.56, date(2026, 4, 3))
    assert (one.lead_time_days, one.payment_days, one.valid_to) == (42.0, 30.0, date(2027, 12, 31))


def test_weeks_without_a_factor_are_a_fault(tmp_path):
    """A heading that speaks of weeks is not read as days."""
    path = workbook(tmp_path / "bids.xlsx", [*ROW, 6], headings=[*HEADINGS, "Lead time (weeks)"])
    place = tmp_path / "map.yaml"
    place.write_text("columns:\n  lead_time_days: Lead time (weeks)\n", encoding="utf-8")
    faults = refused(path, map_path=place)
    assert ("lead_time_days", "J3") in {(fault.column, fault.address) for fault in faults}


def test_headings_that_the_map_misses(tmp_path):
    """A heading of the map that the sheet lacks, or has twice, is a fault that lists the headings."""
    path = workbook(tmp_path / "bids.xlsx", ROW)
    place = tmp_path / "map.yaml"
    place.write_text("columns:\n  price: Unit price\n  currency: Money\n", encoding="utf-8")
    (fault,) = refused(path, map_path=place)
    assert (fault.row, fault.value) == (3, "Money")
    assert "RFQ no., Plant" in fault.remedy
    twice = workbook(tmp_path / "twice.xlsx", [*ROW, 6.0], headings=[*HEADINGS, "Unit price"])
    place.write_text("columns:\n  price: unit  PRICE\n", encoding="utf-8")
    assert "stands twice" in refused(twice, map_path=place)[0].rule


def test_quotes_of_one_code_in_two_rows(tmp_path):
    """Two rows of one quote number are a fault at the second."""
    (fault,) = refused(workbook(tmp_path / "bids.xlsx", ROW, ROW))
    assert (fault.address, fault.rule) == ("A5", "the quote code R_1_A stands already in row 4")


def test_sheets_that_look_alike(tmp_path):
    """Of two sheets with the same headings the map must name one."""
    path = workbook(tmp_path / "bids.xlsx", ROW, sheet=("May", "June"))
    assert "several sheets look alike: May, June" in refused(path)[0].rule
    place = tmp_path / "map.yaml"
    place.write_text("sheet: June\n", encoding="utf-8")
    assert import_quotes(path, place, model())[0].source == "bids.xlsx[June], row 4"
    assert read_map(place).sheet == "June"


def test_files_without_quotes(tmp_path):
    """An empty sheet, a sheet of something else, no rows, and no workbook at all are told apart."""
    assert "is empty" in refused(workbook(tmp_path / "a.xlsx", headings=[], above=()))[0].rule
    assert "no row looks like" in refused(workbook(tmp_path / "b.xlsx", headings=["Tree", "Height"]))[0].rule
    assert "no row below the headings" in refused(workbook(tmp_path / "c.xlsx"))[0].rule
    text = tmp_path / "d.xlsx"
    text.write_text("not a workbook", encoding="utf-8")
    assert refused(text)[0].severity == Severity.FATAL
    assert "cannot be read" in refused(tmp_path / "none.xlsx")[0].rule


def test_companies_and_units_of_the_model(tmp_path):
    """Sellers are companies of the model, and a unit may be one of the product's own."""
    trade = model(
        Entity(entity="ACME", name="Acme Berhad", domicile="MY"),
        UnitFactor(product="CELL", from_unit="pcs", to_unit="kg", factor=0.25),
    )
    row = [*changed(F="pcs"), "acme berhad"]
    path = workbook(tmp_path / "bids.xlsx", row, headings=[*HEADINGS, "Supplier"])
    (one,) = import_quotes(path, None, trade)
    assert (one.seller, one.per_unit) == ("ACME", "pcs")


def test_headings_in_another_language_are_listed_in_a_map_to_fill(tmp_path):
    """Where no heading is understood the found ones are listed, and the filled-in map is used."""
    headings = ["Angebot Nr", "Werk", "Teil", "Preis je Stück", "Stand", "Gültig bis"]
    row = ["A1", "MYS", "CELL", 5.0, date(2026, 11, 1), date(2027, 12, 31)]
    path = workbook(tmp_path / "angebote.xlsx", row, headings=headings)
    (fault,) = refused(path)
    assert (fault.row, fault.severity) == (3, Severity.ERROR)
    assert "Werk, Teil, Preis je Stück" in fault.rule
    assert "angebote.map.yaml was written" in fault.remedy
    place = map_path_of(path)
    text = place.read_text(encoding="utf-8")
    assert "Headings not used: Angebot Nr; Werk; Teil; Preis je Stück; Stand; Gültig bis" in text
    assert "  price: # needed" in text.replace("  #", " #")
    assert (read_map(place).sheet, read_map(place).header_row, read_map(place).columns) == ("Quotes", 3, {})
    names = ("quote", "site", "product", "price", "quoted_on", "valid_to")
    for name, heading in zip(names, headings, strict=True):
        text = text.replace(f"  {name}:", f"  {name}: {heading}")
    text += "constants:\n  currency: EUR\n  per_unit: kg\n  incoterm: FOB\n"
    place.write_text(text, encoding="utf-8")
    assert import_quotes(path, None, model())[0].price == 5.0


@pytest.mark.parametrize("word", ["pcs", "pc", "Stk", "Stk.", "each", "ea"])
def test_words_for_pieces_are_asked_about(tmp_path, word):
    """A word for pieces is a fault that proposes `unit`; it is never taken for it."""
    (fault,) = refused(workbook(tmp_path / "bids.xlsx", changed(F=word)))
    assert (fault.address, fault.column) == ("F4", "per_unit")
    assert "Did you mean `unit`?" in fault.remedy


def test_offer_good_until_is_the_last_day(tmp_path):
    """`Offer good until` means valid_to."""
    headings = [heading if heading != "Valid until" else "Offer good until" for heading in HEADINGS]
    (one,) = import_quotes(workbook(tmp_path / "bids.xlsx", ROW, headings=headings), None, model())
    assert one.valid_to == date(2027, 12, 31)
