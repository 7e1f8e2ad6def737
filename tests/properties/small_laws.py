"""Random small laws of an importer XX, in which records cover, exclude and outbid each other."""

from datetime import date

from hypothesis import strategies as st
from tests.unit.law_example import agreement, base, coverage, exempt, law, programme, special

from corridor.law.goods import Goods

FIRST, HORIZON = date(2026, 1, 1), date(2026, 3, 31)
NAMES = ("A", "B", "C", "D")
"""Programmes. Each excludes later ones only, so that there are no rings."""

CODES = ("85", "8507", "850760", "85076010", "9018")
RATES = (0.0, 0.01, 0.05, 0.1, 0.25)

days = st.dates(FIRST, date(2026, 4, 30))
codes = st.sampled_from(("850760", "85076010", "85076090", "901831"))
goods = st.builds(
    Goods,
    st.just("XX"),
    codes,
    st.sampled_from(("CN", "JP", "DE")),
    st.sampled_from(("none", "auto_part")),
    st.sampled_from(("", "PACT")),
    st.sampled_from(((), (("melt_pour", "US"),), (("metal_value_share", "0.4"), ("melt_pour", "CN")))),
)


@st.composite
def span(draw):
    """Days on which a record holds."""
    begin = draw(days)
    end = draw(st.none() | st.dates(begin, date(2026, 5, 31)))
    return {"valid_from": begin, "valid_to": end}


@st.composite
def scope(draw):
    """Goods that a record covers."""
    return {
        "hs": draw(st.sampled_from((*CODES, "*"))),
        "except_hs": draw(st.sampled_from(("", "", "85076010"))),
        "origins": draw(st.sampled_from(("*", "*", "CN", "EU;JP"))),
        "end_uses": draw(st.sampled_from(("*", "*", "auto_part"))),
        "where": draw(st.sampled_from(("", "", "", "melt_pour=US", "melt_pour!=US", "claim=PACT", "claim=NONE"))),
        "presumed": draw(st.sampled_from(("applies", "not"))),
    }


@st.composite
def measure(draw, name, record, excluding=True, bundled=True):
    """A record that adds, tops up, is capped or takes off."""
    row = draw(scope()) | draw(span())
    row["semantics"] = draw(st.sampled_from(("additive", "additive", "floor_total", "cap_total")))
    row["cap"] = 0.15 if row["semantics"] == "cap_total" else None
    row["rate"] = draw(st.sampled_from(RATES if row["semantics"] == "floor_total" else (*RATES, None)))
    row["charged_on"] = draw(st.sampled_from(("value", "value", "rest:metal_value_share")))
    row["refund"] = draw(st.sampled_from(("none", "none", "refundable")))
    row["floor_base"] = draw(st.sampled_from(("general", "claimed")))
    if row["semantics"] == "additive" and draw(st.integers(0, 4)) == 0:
        row |= {"specific": 0.5, "specific_unit": "kg"}
    if bundled and draw(st.integers(0, 3)) == 0:
        row |= {"bundle": "LISTS", "pick": "highest"}
    later = NAMES[NAMES.index(name) + 1 :]
    if excluding and later:
        row["excludes"] = draw(st.sampled_from(("", "", *later)))
    return programme(name, row.pop("hs"), row.pop("rate"), record=record, **row)


@st.composite
def records(draw, excluding=True, bundled=True):
    """Records of a small law."""
    found = [base("85", draw(st.sampled_from(RATES))), base("9018", 0.02, valid_from=draw(days))]
    if draw(st.booleans()):
        found.append(base("850760", 0.034, **draw(span())))
        found.append(base("85076010", draw(st.sampled_from((0.0, 0.034))), valid_from=draw(days)))
    if draw(st.integers(0, 3)) == 0:
        found.append(base("85", 0.35, origins="CN", **draw(span())))
    if draw(st.booleans()):
        found.append(special("PACT", draw(st.sampled_from(CODES)), draw(st.sampled_from(RATES)), **draw(span())))
        found.append(agreement("PACT", "XX;JP"))
    for name in NAMES:
        for number in range(draw(st.integers(0, 2))):
            found.append(draw(measure(name, f"R{number}", excluding, bundled)))
    if excluding and draw(st.integers(0, 2)) == 0:
        row = draw(scope()) | draw(span())
        found.append(exempt("FREE", row.pop("hs"), draw(st.sampled_from(NAMES)), **row))
    if draw(st.integers(0, 5)) == 0:
        found.append(coverage("D", "8507"))
    return tuple(found)


def lawful(rows):
    """A law of records, known to the end of March 2026."""
    return law(*rows, horizon=HORIZON)
