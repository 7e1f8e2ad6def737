"""Tests of origin: what counts against each lot is no more than its output allows, and the plan shows both sides.

Every test is recomputed from the lot's rule choice, its inputs and the law. The plan may count more than is found here:
it must hold for all sources that could reach the site, this for those that do.
"""

from __future__ import annotations

from itertools import chain

from corridor.audit.case import Case
from corridor.audit.checks import COST_TOLERANCE, Check, Checks, Refusal, Term, column
from corridor.audit.elections import averages_of
from corridor.audit.origin_sides import Sides, TestKey, tests_of
from corridor.audit.origin_worksheet import check_worksheet
from corridor.audit.plan import codes_of, parts
from corridor.schema.origin_results import OriginInput, OriginTest

FAMILY = "origin"

_test_of = parts(*OriginTest.KEY)


def check(case: Case) -> Checks:
    """Yield tests that fail, that are not shown, or that are shown with wrong figures."""
    stored = {codes_of(row): row for row in case.plan[OriginTest]}
    lines: dict[TestKey, list[OriginInput]] = {}
    for line in case.plan[OriginInput]:
        lines.setdefault(_test_of(line), []).append(line)
    for key, sides in chain(tests_of(case).items(), averages_of(case).items()):
        row = stored.pop(key, None)
        yield from _test(" ".join(key), sides, row)
        if row is not None:
            yield from check_worksheet(sides, row, lines.pop(key, []))
    for key in stored:
        yield Refusal(FAMILY, f"origin_tests {' '.join(key)}", "no lot of the plan has to pass this test")
    for key in lines:
        yield Refusal(FAMILY, f"origin_inputs {' '.join(key)}", "table origin_tests shows no such test")


def _test(key: str, sides: Sides, row: OriginTest | None) -> Checks:
    """Yield what is wrong with one test."""
    name = f"test {sides.one.test.name} of {sides.one.scheme}"
    if sides.one.forbids:
        text = f"{name} fails: nothing that it counts may be in the lot"
        yield Check(FAMILY, key, text, sides.barred, "<=")
        if row is None and not sides.one.books:
            return
    for text in dict.fromkeys(sides.missing):
        yield Refusal(FAMILY, key, f"{name} cannot be judged: {text}")
    if sides.missing:
        return
    text = f"{name} fails: more counts against the lot than its output allows"
    yield Check(FAMILY, key, text, _over(sides, [*sides.counted, *_less(sides.allowed)]), "<=")
    if row is None:
        yield Refusal(FAMILY, key, f"{name} has no row in table origin_tests")
        return
    yield from _columns(f"origin_tests {key}", sides, row)


def _columns(key: str, sides: Sides, row: OriginTest) -> Checks:
    """Yield columns of a test that are not what lots, inputs and tables give."""
    yield column(FAMILY, key, "value", row.value, sides.value)
    yield column(FAMILY, key, "allowed", row.allowed, sides.allowed)
    yield column(FAMILY, key, "headroom", row.headroom, [(1, row.allowed), (-1, row.counted)])
    text = "column `counted` is less than what the inputs count for"
    yield Check(FAMILY, key, text, [*sides.counted, (-1, row.counted)], "<=", COST_TOLERANCE)
    text = "column `counted` is more than `allowed`: the test fails"
    yield Check(FAMILY, key, text, _over(sides, [(1, row.counted), (-1, row.allowed)]), "<=")
    if row.basis != sides.one.test.basis:
        yield Refusal(FAMILY, key, f"column `basis` is {row.basis!r}, the test is on {sides.one.test.basis!r}")
    if (row.citation, row.evidence) not in sides.sources:
        yield Refusal(FAMILY, key, "citation or evidence is not that of the rule")


def _less(terms: list[Term]) -> list[Term]:
    """Return terms with the other sign."""
    return [(-one, quantity) for one, quantity in terms]


def _over(sides: Sides, terms: list[Term]) -> list[Term]:
    """[unit] Return terms in units of output, so that a tolerance means the same for dear and for cheap goods."""
    return [(one / sides.unit, quantity) for one, quantity in terms]
