"""What holds of every rule of origin, whatever the goods."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.origin_example import NO_LAW, lot_passes, provision

from corridor.law.origin.compile import alternatives
from corridor.law.origin.judge import judge
from corridor.law.origin.materials import Material, changes, within
from corridor.law.origin.status import Status
from corridor.schema.rule_terms import (
    AllOf,
    AnyOf,
    Content,
    MaxMass,
    MaxValue,
    Originating,
    ProcessTest,
    Shift,
    Span,
    WhollyObtained,
    all_of,
    any_of,
)

CODES = ("850760", "850790", "854231", "721049", "")
TESTS = ("diffusion", "purification")
OUTPUT = Material("OUT", "850760")
INPUTS = tuple(Material(f"P{number}", code) for number, code in enumerate(CODES))

ITEMS = (Span("8507", "8507"), Span("72", "84"), "CHAPTER", "SUBHEADING")
some_codes = st.lists(st.sampled_from(ITEMS), min_size=1, max_size=2).map(tuple)
codes = st.just(()) | some_codes
percent = st.sampled_from((0.0, 10.0, 35.0, 40.0, 45.5, 60.0, 100.0))
leaves = st.one_of(
    st.just(WhollyObtained()),
    st.builds(Shift, st.sampled_from(("CC", "CTH", "CTSH", "ANY")), codes),
    st.builds(Content, st.sampled_from(("build_down", "build_up", "net_cost")), percent),
    st.builds(Content, st.just("focused"), percent, st.none(), codes),
    st.builds(MaxValue, percent, st.none(), codes),
    st.builds(MaxMass, percent, codes),
    st.sampled_from(TESTS).map(lambda test: ProcessTest((test,))),
    some_codes.map(Originating),
)
rules = st.recursive(
    leaves,
    lambda inner: st.lists(inner, min_size=2, max_size=3).flatmap(
        lambda parts: st.sampled_from((all_of(parts), any_of(parts)))
    ),
    max_leaves=4,
)
met = st.lists(st.sampled_from((*TESTS, "wholly_obtained"))).map(frozenset)
worth = st.sampled_from((0.0, 5.0, 10.0, 20.0, 30.0, 45.0))
originating = st.sampled_from(((), (Status("FTA"),), (Status("FTA", 0.3, originating=False),)))
lots = st.tuples(*(st.tuples(st.just(one.product), worth, originating) for one in INPUTS))
terms = st.builds(
    provision,
    tolerance=st.sampled_from((0.0, 0.1)),
    tolerance_relaxes=st.sampled_from(("none", "tariff_shift", "any")),
    tolerance_in_content=st.sampled_from(("counted", "not_counted")),
    tolerance_of=st.sampled_from(("value", "mass")),
    cumulation=st.sampled_from(("originating", "full", "partial")),
    roll_up=st.sampled_from(("absorption", "traced", "none")),
)
few = settings(max_examples=100, deadline=None)


def compiled(rule, of, tests=frozenset()):
    """Return the alternatives of a rule."""
    return alternatives(rule, of, OUTPUT, INPUTS, tests, False, NO_LAW)


@few
@given(rules, rules, terms, met, lots)
def test_alternatives_of_or_are_the_union(one, other, of, tests, lot):
    """A lot satisfies `one or other` if it satisfies one of the two."""
    both = lot_passes(compiled(any_of((one, other)), of, tests), of, 100.0, lot, 20.0)
    each = [lot_passes(compiled(rule, of, tests), of, 100.0, lot, 20.0) for rule in (one, other)]
    assert both == any(each)


@few
@given(rules, rules, rules, terms, met)
def test_and_spreads_over_or(one, other, third, of, tests):
    """`one and (other or third)` is compiled as `one and other or one and third`."""
    left = compiled(all_of((one, any_of((other, third)))), of, tests)
    right = compiled(any_of((all_of((one, other)), all_of((one, third)))), of, tests)
    assert {str(found.tests) for found in left} == {str(found.tests) for found in right}


@few
@given(rules, terms, met, lots, st.data())
def test_more_originating_never_harms(rule, of, tests, lot, data):
    """Adding a share that originates to a material never makes a test fail."""
    shares = {one.product: data.draw(st.floats(0, 1)) for one in INPUTS}
    more = {product: data.draw(st.floats(share, 1)) for product, share in shares.items()}
    for found in compiled(rule, of, tests):
        for test in found.tests:
            before, after = (
                judge(test, 100.0, 20.0, [(product, value, counted[product]) for product, value, _ in lot])
                for counted in (shares, more)
            )
            assert after.headroom >= before.headroom - 1e-12


@few
@given(rules, terms, met)
def test_names_are_distinct_and_plain(rule, of, tests):
    """Names of alternatives, and of the tests of each, are distinct and made of few characters; there is always one."""
    found = compiled(rule, of, tests)
    assert found
    for names in ([one.name for one in found], *([test.name for test in one.tests] for one in found)):
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[A-Z0-9_&.]+", name) for name in names)
    assert found == compiled(rule, of, tests)


@few
@given(rules, st.sampled_from(("originating", "full")), met, lots)
def test_compiled_rules_say_what_the_text_says(rule, cumulation, tests, lot):
    """Without tolerance, a lot passes if the rule read condition by condition holds, or if all of it originates."""
    of = provision(cumulation=cumulation)
    exclusively = all(Status("FTA") in statuses for _, value, statuses in lot if value)
    expected = _holds(rule, of, tests, lot) or exclusively
    assert lot_passes(compiled(rule, of, tests), of, 100.0, lot, 20.0) == expected


def _holds(rule, of, tests, lot):
    """Return whether a lot of worth 100, own value 20, satisfies a rule, read straight from its words."""
    if isinstance(rule, AnyOf):
        return any(_holds(part, of, tests, lot) for part in rule.parts)
    if isinstance(rule, AllOf):
        return all(_holds(part, of, tests, lot) for part in rule.parts)
    if isinstance(rule, ProcessTest):
        return not tests.isdisjoint(rule.tests)
    foreign = {product: value for product, value, statuses in lot if Status("FTA") not in statuses}
    codes_of = {one.product: (one.hs,) if one.hs else () for one in INPUTS}
    out = (OUTPUT.hs,)
    if isinstance(rule, WhollyObtained):
        return "wholly_obtained" in tests or not sum(foreign.values())
    if isinstance(rule, Originating):
        return not sum(value for product, value in foreign.items() if within(rule.of, codes_of[product], out))
    if isinstance(rule, Shift):
        digits = {"CC": 2, "CTH": 4, "CTSH": 6, "ANY": 0}[rule.level]
        unchanged = [p for p in foreign if digits and not changes(codes_of[p], out, digits)]
        excepted = [p for p in foreign if within(rule.excepted, codes_of[p], out)]
        return not sum(foreign[product] for product in {*unchanged, *excepted})
    return _content_holds(rule, of, lot, codes_of)


def _content_holds(rule, of, lot, codes_of):
    """Return whether a condition on content holds."""
    partly = 0.3 if of.cumulation == "full" else 0.0
    kept = {(): 0.0, (Status("FTA"),): 1.0}
    counted = [(product, value, kept.get(statuses, partly)) for product, value, statuses in lot]
    if isinstance(rule, Content) and rule.formula == "build_up":
        return sum(value * share for _, value, share in counted) + 20.0 >= rule.percent - 1e-9
    looked = [one for one in counted if not rule.of or within(rule.of, codes_of[one[0]], (OUTPUT.hs,))]
    against = sum(value * (1 - share) for _, value, share in looked)
    most = 100 - rule.percent if isinstance(rule, Content) else rule.percent
    return against <= most + 1e-9
