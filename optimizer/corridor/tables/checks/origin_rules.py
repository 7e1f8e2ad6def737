"""Rules of origin that can be read, ranges of codes, and process tests that rules know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.errors import Fault, Severity
from corridor.io.suggest import did_you_mean
from corridor.schema.goods import Process
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.process_tests import PROCESS_TESTS
from corridor.schema.rule_language import RuleSyntaxError, parse
from corridor.schema.rule_terms import AllOf, AnyOf, Content, MaxMass, MaxValue, Rule
from corridor.tables.draft import Draft, Located, TableDraft

_REMEDY = "Write a rule such as CTH or RVC(build_down, 40)."


def check_origin_rules(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of the model's own rules of origin and of the process tests that its processes meet."""
    faults: list[Fault] = []
    rules = draft[OriginRule]
    for rule in rules.rows:
        faults.extend(_text(rules, rule, "rule", rule.row.rule))
        faults.extend(_range(rules, rule))
    provisions = draft[OriginProvision]
    for provision in provisions.rows:
        if provision.row.default_rule:
            faults.extend(_text(provisions, provision, "default_rule", provision.row.default_rule))
    processes = draft[Process]
    for process in processes.rows:
        faults.extend(_tests(processes, process))
    return tuple(faults)


def _text(table: TableDraft[Any], at: Located[Any], column: str, text: str) -> Iterator[Fault]:
    """Yield the fault of a rule that cannot be read, or percentages that look like shares."""
    try:
        rule = parse(text)
    except RuleSyntaxError as error:
        yield table.fault(at, column, str(error), _REMEDY, value=text)
        return
    for percent in _percentages(rule):
        if 0 < percent < 1:
            yield table.fault(
                at,
                column,
                f"{percent:g} is read as {percent:g} percent",
                f"A rule states percentages: did you mean {percent * 100:g}?",
                Severity.WARNING,
            )


def _percentages(rule: Rule) -> tuple[float, ...]:
    """Return the percentages that a rule states."""
    if isinstance(rule, AllOf | AnyOf):
        return tuple(percent for part in rule.parts for percent in _percentages(part))
    return (rule.percent,) if isinstance(rule, Content | MaxValue | MaxMass) else ()


def _range(table: TableDraft[OriginRule], at: Located[OriginRule]) -> Iterator[Fault]:
    """Yield the fault of a range that ends before it begins."""
    if at.row.hs_from.ljust(10, "0") > at.row.hs_to.ljust(10, "9"):
        yield table.fault(at, "hs_to", f"the range ends before it begins ({at.row.hs_from})", "Exchange the two codes.")


def _tests(table: TableDraft[Process], at: Located[Process]) -> Iterator[Fault]:
    """Yield the faults of process tests that no rule knows."""
    for test in filter(None, at.row.tests.split(";")):
        if test not in PROCESS_TESTS:
            remedy = did_you_mean(test, PROCESS_TESTS, f"Process tests are {', '.join(PROCESS_TESTS)}.")
            yield table.fault(at, "tests", f"there is no process test `{test}`", remedy)
