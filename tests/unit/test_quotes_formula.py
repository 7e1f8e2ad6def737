"""Index formulas: what is read, what is refused and where."""

import pytest

from corridor.schema.index_formula import FormulaError, codes, evaluate, parse


@pytest.mark.parametrize(
    ("text", "constant", "coefficients"),
    [
        ("350", 350.0, {}),
        ("0.82 * LME_NI + 350", 350.0, {"LME_NI": 0.82}),
        ("(A + B) / 2 - 3 * (1 - A)", -3.0, {"A": 3.5, "B": 0.5}),
        ("-A*2+.5", 0.5, {"A": -2.0}),
        ("2 * 3 * A / 4", 0.0, {"A": 1.5}),
        ("1E5 * 2", 0.0, {"1E5": 2.0}),
    ],
)
def test_linear_formulas_are_read(text, constant, coefficients):
    """A formula becomes a constant and a coefficient for each index."""
    formula = parse(text)
    assert formula.constant == pytest.approx(constant)
    assert formula.coefficients == pytest.approx(coefficients)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "found the end"),
        ("A * B", "two indices cannot be multiplied at position 3"),
        ("1 / A", "divides only by numbers other than 0 at position 3"),
        ("A / (2 - 2)", "divides only by numbers other than 0"),
        ("A ** 2", "expected a number, an index code or ( at position 4"),
        ("lme + 1", "'l' at position 1 is not allowed"),
        ("1,5 * A", "',' at position 2 is not allowed"),
        ("1.2.3", "expected a number, an index code or ( at position 1"),
        ("2 A", "expected + - * / or the end at position 3"),
        ("(A + 1", "expected ), found the end"),
        ("__import__('os')", "'i' at position 3 is not allowed"),
        ("A.real", "'r' at position 3 is not allowed"),
        ("(" * 60 + "1" + ")" * 60, "at most 40 parentheses"),
        ("9" * 400, "too large"),
    ],
)
def test_other_text_is_refused_with_its_place(text, words):
    """Whatever is not a linear formula is refused; the message names the position and what is allowed."""
    with pytest.raises(FormulaError) as error:
        parse(text)
    assert words in str(error.value)


def test_codes_and_value():
    """The codes come in order of appearance, and the value needs the price of each."""
    assert codes("2 * ZN + A - ZN") == ("ZN", "A")
    assert evaluate("0.5 * ZN + A", {"ZN": 10.0, "A": 1.0}) == 6.0
    with pytest.raises(FormulaError, match="no price of index A"):
        evaluate(parse("0.5 * ZN + A"), {"ZN": 10.0})
