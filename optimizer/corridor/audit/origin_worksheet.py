"""Worksheets: the inputs of a test, line by line, are those of its lots, and add up to what the test counts."""

from __future__ import annotations

from collections.abc import Iterable

from corridor.audit.checks import COST_TOLERANCE, Check, Checks, Refusal, Term, column
from corridor.audit.origin_sides import Sides
from corridor.audit.plan import key_of
from corridor.schema.origin_results import OriginInput, OriginTest


def check_worksheet(sides: Sides, test: OriginTest, lines: Iterable[OriginInput]) -> Checks:
    """Yield lines of a test that are not its inputs, or do not add up; each may count more than is found here."""
    missing = {name for name, one in sides.inputs.items() if one.counted}
    sum_of: list[Term] = []
    for line in lines:
        name, key = (line.input, line.input_state), f"origin_inputs {key_of(line)}"
        missing.discard(name)
        sum_of.append((1, line.counted))
        one = sides.inputs.get(name)
        if one is None:
            yield Refusal("origin", key, "no lot of the test uses this input", line.quantity)
            continue
        yield column("origin", key, "quantity", line.quantity, one.quantity)
        text = "column `counted` is less than what the input counts for"
        yield Check("origin", key, text, [*one.counted, (-1, line.counted)], "<=", COST_TOLERANCE)
        if one.counted and not sides.one.test.own:
            text = "column `value` is less than what the test counts of it"
            yield Check("origin", key, text, [(1, line.counted), (-1, line.value)], "<=", COST_TOLERANCE)
    for product, label in sorted(missing):
        key = f"origin_inputs {key_of(test)} {product} {label}"
        yield Refusal("origin", key, "the test counts this input and its worksheet has no line for it")
    yield column("origin", f"origin_inputs {key_of(test)}", "counted", test.counted, sum_of)
