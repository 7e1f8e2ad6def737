"""The language of rules of origin."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.schema.origin import ValueBasis
from corridor.schema.rule_language import (
    PROCESS_TESTS,
    AllOf,
    AnyOf,
    Content,
    MaxMass,
    MaxValue,
    Originating,
    ProcessTest,
    RuleSyntaxError,
    Shift,
    Span,
    WhollyObtained,
    all_of,
    any_of,
    parse,
    render,
)
from corridor.schema.rule_terms import Formula, Level

CELLS = Span("850760", "850760")

GOOD = (
    ("wo", WhollyObtained(), "WO"),
    ("cth", Shift("CTH"), "CTH"),
    ("CTSH except 8507.60", Shift("CTSH", (CELLS,)), "CTSH except 850760"),
    ("CC EXCEPT 28-29, heading", Shift("CC", (Span("28", "29"), "HEADING")), "CC except 28-29, HEADING"),
    ("ANY except 7206", Shift("ANY", (Span("7206", "7206"),)), "ANY except 7206"),
    ("RVC(build_down,40)", Content("build_down", 40.0), "RVC(build_down, 40)"),
    ("RVC(Build_Up, 12.50, FOB)", Content("build_up", 12.5, "fob"), "RVC(build_up, 12.5, fob)"),
    ("RVC(net_cost, 45)", Content("net_cost", 45.0), "RVC(net_cost, 45)"),
    (
        "RVC(focused, 50 of 8541, 8542)",
        Content("focused", 50.0, None, (Span("8541", "8541"), Span("8542", "8542"))),
        "RVC(focused, 50 of 8541, 8542)",
    ),
    ("MAXNOM(50)", MaxValue(50.0), "MAXNOM(50)"),
    ("MAXNOM(20, fob of HEADING)", MaxValue(20.0, "fob", ("HEADING",)), "MAXNOM(20, fob of HEADING)"),
    ("MAXMASS(40 of 0401-0406)", MaxMass(40.0, (Span("0401", "0406"),)), "MAXMASS(40 of 0401-0406)"),
    ("PROCESS( diffusion )", ProcessTest(("diffusion",)), "PROCESS(diffusion)"),
    (
        "process(purification|chemical_reaction)",
        ProcessTest(("purification", "chemical_reaction")),
        "PROCESS(purification | chemical_reaction)",
    ),
    ("ORIGINATING(8507.60)", Originating((CELLS,)), "ORIGINATING(850760)"),
    ("CC or CTH and WO", AnyOf((Shift("CC"), AllOf((Shift("CTH"), WhollyObtained())))), "CC or CTH and WO"),
    ("(CC or CTH) and WO", AllOf((AnyOf((Shift("CC"), Shift("CTH"))), WhollyObtained())), "(CC or CTH) and WO"),
    ("((CC)) or (CTH or (WO))", AnyOf((Shift("CC"), Shift("CTH"), WhollyObtained())), "CC or CTH or WO"),
    (
        "CTH except 8507 and MAXNOM(45)",
        AllOf((Shift("CTH", (Span("8507", "8507"),)), MaxValue(45.0))),
        "CTH except 8507 and MAXNOM(45)",
    ),
)


@pytest.mark.parametrize(("text", "meant", "canonical"), GOOD)
def test_rules_are_read_and_written(text, meant, canonical):
    """Words count in any case, dots and needless parentheses say nothing, and there is one canonical text."""
    assert parse(text) == meant
    assert render(meant) == canonical
    assert parse(canonical) == meant


BAD = (
    ("", "expected a rule (WO, CC, CTH", 1),
    ("CTHH", "got `CTHH`; did you mean `CTH`?", 1),
    ("RVC 40", "expected `(`, got `40`", 5),
    ("RVC(40)", "expected a formula (build_down", 5),
    ("RVC(build_dwn, 40)", "did you mean `build_down`?", 5),
    ("RVC(build_down 40)", "expected `,`, got `40`", 16),
    ("RVC(build_down, )", "expected a percentage such as 40 or 12.5, got `)`", 17),
    ("RVC(build_down, 101)", "expected a percentage between 0 and 100, got `101`", 17),
    ("RVC(build_down, 4.)", "expected a percentage", 17),
    ("RVC(build_down, 40%)", "written without `%`", 19),
    ("RVC(build_down, 40, exw)", "expected a value basis (transaction_value, fob", 21),
    ("RVC(build_down, 40, adjusted_valu)", "did you mean `adjusted_value`?", 21),
    ("RVC(net_cost, 40, fob)", "expected a value basis (net_cost)", 19),
    ("RVC(build_down, 40 of 8507)", "only a focused content names the materials", 20),
    ("RVC(build_down, 40", "expected `)`, got the end of the text", 19),
    ("MAXNOM(50 off 8507)", "expected `)`, got `off`", 11),
    ("CTH except", "expected a code of 2 to 10 digits, CHAPTER, HEADING or SUBHEADING, got the end", 11),
    ("CTH except 8", "expected a code of 2 to 10 digits", 12),
    ("CTH except 85071234567", "expected a code of 2 to 10 digits", 12),
    ("CTH except 8507.", "expected a code of 2 to 10 digits", 12),
    ("CTH except 8507..60", "expected a code of 2 to 10 digits", 12),
    ("CTH except 8507,", "expected a code of 2 to 10 digits", 17),
    ("CTH except 8507-8501", "the last code of a range lies before the first", 17),
    ("CTH exept 8507", "expected `and`, `or` or the end, got `exept`; did you mean `except`?", 5),
    ("CTH adn WO", "did you mean `and`?", 5),
    ("CTH or", "expected a rule", 7),
    ("(CTH", "expected `and`, `or` or `)`, got the end of the text", 5),
    ("CTH)", "expected `and`, `or` or the end, got `)`", 4),
    ("PROCESS(difusion)", "did you mean `diffusion`?", 9),
    ("PROCESS()", "expected a process test", 9),
    ("ORIGINATING()", "expected a code of 2 to 10 digits", 13),
    ("CTH; WO", "expected `and`, `or` or the end, got `;`", 4),
    ("(" * 42 + "WO" + ")" * 42, "at most 40 parentheses inside each other", 42),
    (" and ".join(["(CC or CTH)"] * 8), "more than 200 alternatives", 1),
)


@pytest.mark.parametrize(("text", "rule", "position"), BAD)
def test_errors_have_a_position(text, rule, position):
    """A rule that cannot be read says what was expected, what was found, and at which character."""
    with pytest.raises(RuleSyntaxError) as error:
        parse(text)
    assert rule in error.value.rule
    assert error.value.position == position
    assert f"(at character {position})" in str(error.value)


@pytest.mark.parametrize("term", [AllOf, AnyOf])
def test_combinations_have_one_form(term):
    """Combinations of one part, or of combinations of the same kind, have a shorter form and are refused."""
    with pytest.raises(ValueError, match="two or more parts"):
        term((Shift("CC"),))
    with pytest.raises(ValueError, match="two or more parts"):
        term((term((Shift("CC"), Shift("CTH"))), WhollyObtained()))


digits = st.text("0123456789", min_size=2, max_size=10)
items = (
    digits.map(lambda code: Span(code, code))
    | st.tuples(digits, digits).map(lambda two: Span(*sorted(two)))
    | st.sampled_from(("CHAPTER", "HEADING", "SUBHEADING"))
)
codes = st.lists(items, min_size=1, max_size=3).map(tuple)
percent = st.floats(0, 100) | st.integers(0, 100).map(float)
basis = st.none() | st.sampled_from(get_args(ValueBasis))
leaves = st.one_of(
    st.just(WhollyObtained()),
    st.builds(Shift, st.sampled_from(get_args(Level)), st.just(()) | codes),
    st.builds(Content, st.sampled_from(sorted(set(get_args(Formula)) - {"focused", "net_cost"})), percent, basis),
    st.builds(Content, st.just("net_cost"), percent, st.sampled_from((None, "net_cost"))),
    st.builds(Content, st.just("focused"), percent, basis, st.just(()) | codes),
    st.builds(MaxValue, percent, basis, st.just(()) | codes),
    st.builds(MaxMass, percent, st.just(()) | codes),
    st.builds(ProcessTest, st.lists(st.sampled_from(PROCESS_TESTS), min_size=1, max_size=3).map(tuple)),
    st.builds(Originating, codes),
)
WORDS = ("CTH", "RVC", "WO", "(", ")", ",", "40", "8507", "or", "and", "of", "except", "-", "|", "focused")
rules = st.recursive(
    leaves,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from((all_of(parts), any_of(parts)))
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(rules)
def test_what_is_written_is_read_again(rule):
    """The text of each rule says that rule, and is its canonical text."""
    assert parse(render(rule)) == rule
    assert render(parse(render(rule).lower())) == render(rule)


@settings(max_examples=200, deadline=None)
@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_read_or_refused(text):
    """A text is a rule, or is refused with a position inside it or just behind it."""
    try:
        rule = parse(text)
    except RuleSyntaxError as error:
        position = error.position
    else:
        position = 1
        assert parse(render(rule)) == rule
    assert 1 <= position <= len(text) + 1
