"""Elections: who claims on an average has elected it, and it is taken over all that is made, claimed or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from corridor.audit.case import Case, lot_of
from corridor.audit.checks import Checks, Refusal
from corridor.audit.election_book import covers, election_named
from corridor.audit.lot_rules import LotTest
from corridor.audit.openings import opening_of
from corridor.audit.origin_sides import Input, Sides, TestKey, add_lot, add_use
from corridor.audit.origin_values import OriginValues
from corridor.audit.plan import key_of
from corridor.audit.rule_choices import ChosenRule, parse_choice
from corridor.schema.elections import Election
from corridor.schema.results import Opening, Production
from corridor.schema.row import EACH


def check(case: Case) -> Checks:
    """Yield lots that claim on an average that the plan does not elect."""
    rows = case.lot_rules.elections.rows
    for lot in case.plan[Production]:
        for rule, name in case.lot_rules.averaged(lot) if lot.quantity else ():
            subject = f"{name}:{way_of(rule)}"
            window = case.book.calendar.window(lot.period, rows[name].per)
            yield from opening_of(case, "election", subject, window, lot.quantity)
            if not case.decisions.is_open("election", subject, window):
                text = f"claims on the average of {subject} in {window}, which is not elected"
                yield Refusal("origin", f"production {key_of(lot)}", text, lot.quantity)


def way_of(rule: ChosenRule) -> str:
    """Return the way of qualifying that a rule choice names for a scheme."""
    content = "" if rule.content is None else f"CONTENT{100 * rule.content:g}"
    return "&".join(filter(None, (rule.alternative, content)))


def averages_of(case: Case) -> Mapping[TestKey, Sides]:
    """Return both sides of each test over all that is made, of the elections that the plan makes."""
    values, found = OriginValues(case), dict[TestKey, Sides]()
    for election, way, window in _elected(case):
        choice = parse_choice(f"{election.scheme}={way}")
        if choice is None:
            continue
        periods = set(case.book.calendar.windows(election.per)[window])
        made = (lot for lot in case.plan[Production] if lot.quantity and lot.period in periods)
        lots = [lot for lot in made if covers(election, lot)]
        judged = [(lot, _tests(case, election, lot, choice.rules[0])) for lot in lots]
        for name, first in _first(tests for _, tests in judged).items():
            sides = Sides(first, Fraction(1))
            _add(case, values, sides, first, judged)
            sources = (election.site, EACH, EACH, election.products, EACH, f"{election.election}:{way}")
            found[*sources, "-", window, election.scheme, name] = sides
    return found


def _elected(case: Case) -> Iterator[tuple[Election, str, str]]:
    """Yield what the plan elects: election, way of qualifying, window."""
    for row in case.plan[Opening]:
        named = election_named(case.lot_rules.elections.rows, row.subject) if row.kind == "election" else None
        if named and row.open and row.window in case.book.calendar.windows(named[0].per):
            yield *named, row.window


def _tests(case: Case, election: Election, lot: Production, rule: ChosenRule) -> dict[str, LotTest] | None:
    """Return the averaged tests of a lot by a rule, by name; None if it cannot qualify so."""
    tests = case.lot_rules.if_claimed(lot, rule)
    return None if tests is None else {one.test.name: one for one in tests if one.election == election.election}


def _first(judged: Iterable[dict[str, LotTest] | None]) -> dict[str, LotTest]:
    """Return one test of each name."""
    found: dict[str, LotTest] = {}
    for tests in judged:
        found = {**(tests or {}), **found}
    return dict(sorted(found.items()))


def _add(
    case: Case,
    values: OriginValues,
    sides: Sides,
    first: LotTest,
    judged: Iterable[tuple[Production, dict[str, LotTest] | None]],
) -> None:
    """Add all lots of a window to a test."""
    known = False
    for lot, tests in judged:
        one = first if tests is None else tests.get(first.test.name)
        if one is None:
            continue
        unit = values.output(lot.site, lot.product, one.test.basis, lot.period)
        if unit is None and (tests is None or one.limit < 0):
            sides.missing.append(f"no table gives {one.test.basis} of {lot.product} made at {lot.site}")
        elif unit and not known:
            sides.unit, known = unit, True
        if tests is None:
            _add_whole(sides, one, lot, unit or Fraction(0))
            continue
        add_lot(sides, values, one, lot, unit or Fraction(0))
        for use in case.uses_of(lot_of(lot)):
            add_use(case, sides, values, one, lot, use)


def _add_whole(sides: Sides, one: LotTest, lot: Production, unit: Fraction) -> None:
    """Add a lot that cannot qualify in this way: all of it counts."""
    default = 0.0 if one.test.own else 1.0
    foreign = Fraction(max((against for against, _ in one.test.weights.values()), default=default))
    sides.value.append((unit, lot.quantity))
    sides.allowed.append((one.limit * unit, lot.quantity))
    sides.counted.append((foreign * unit, lot.quantity))
    sides.barred.append((foreign, lot.quantity))
    line = sides.inputs.setdefault((lot.product, lot.state), Input())
    line.quantity.append((1, lot.quantity))
    if foreign:
        line.counted.append((foreign * unit, lot.quantity))
