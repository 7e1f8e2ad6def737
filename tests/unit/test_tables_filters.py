"""The filter language of limits and scenarios."""

from __future__ import annotations

import pytest

from corridor.schema.filter_language import COLUMNS, Condition, Filter, FilterSyntaxError, parse

GOOD = (
    ("flows", Filter("flows")),
    ("flows[]", Filter("flows")),
    (" flows [ product = CELL ] ", Filter("flows", (Condition("product", False, ("CELL",)),))),
    (
        "flows[product=A|B, mode!=air]",
        Filter("flows", (Condition("product", False, ("A", "B")), Condition("mode", True, ("air",)))),
    ),
    ("flows[state=CN+US:MY/auto_part]", Filter("flows", (Condition("state", False, ("CN+US:MY/auto_part",)),))),
)


@pytest.mark.parametrize(("text", "meant"), GOOD)
def test_filters_are_read(text, meant):
    """Tables, conditions, alternatives and negations are read; blanks say nothing."""
    assert parse(text) == meant


BAD = (
    ("", "expected a table, got the end of the text", 1),
    ("flow", "did you mean `flows`", 1),
    ("flows[", "expected a column", 7),
    ("flows[prod=1]", "did you mean `product`", 7),
    ("flows[site=1]", "`site` is not a column", 7),
    ("flows[product]", "expected `=`", 14),
    ("flows[product=]", "expected a value, got `]`", 15),
    ("flows[product=A", "expected `]`, got the end", 16),
    ("flows[product=A,]", "expected a column, got `]`", 17),
    ("flows[product=A||B]", "expected a value, got `|`", 17),
    ("flows[product!A]", "expected `=`, got `!`", 14),
    ("flows[product=A] x", "nothing may follow", 18),
    ("flows]", "nothing may follow", 6),
)


@pytest.mark.parametrize(("text", "rule", "position"), BAD)
def test_errors_have_a_position(text, rule, position):
    """A filter that cannot be read says what was expected, and at which character."""
    with pytest.raises(FilterSyntaxError) as error:
        parse(text)
    assert rule in error.value.rule
    assert error.value.position == position
    assert f"(at character {position})" in str(error.value)


def test_other_tables_can_be_given():
    """Scenarios read filters on other tables with the same language."""
    assert parse("lanes[mode=sea]", {"lanes": ("mode",)}).table == "lanes"
    with pytest.raises(ValueError, match="is not a table"):
        parse("flows", {"lanes": ("mode",)})


def test_filters_choose_rows():
    """Conditions hold together; values of one are alternatives."""
    chosen = parse("flows[product=A|B, mode!=air]")
    assert chosen.accepts({"product": "B", "mode": "sea"})
    assert not chosen.accepts({"product": "B", "mode": "air"})
    assert not chosen.accepts({"product": "C", "mode": "sea"})
    assert set(COLUMNS) == {"flows", "purchases", "production", "deliveries", "stocks"}
