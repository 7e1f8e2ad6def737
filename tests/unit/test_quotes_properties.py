"""What holds for every quote, whatever its figures."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.quotes_example import base_rate, lane, law, model, quote

from corridor.quotes import worksheets
from corridor.schema.index_formula import FormulaError, evaluate, parse

CARRIED = ("CFR", "CPT", "CIF", "CIP", "DAP", "DPU", "DDP")
few = settings(max_examples=60, deadline=None)


@few
@given(
    incoterm=st.sampled_from(CARRIED),
    price=st.floats(3, 100),
    destination=st.sampled_from(("USA", "DEU")),
    freight=st.none() | st.floats(0, 1),
    per_tonne=st.floats(0, 1000),
    insurance=st.floats(0, 0.05),
    export_tax=st.floats(0, 0.2),
    rate=st.floats(0, 1, allow_subnormal=False),
)
def test_a_price_with_freight_is_paid_once(
    incoterm, price, destination, freight, per_tonne, insurance, export_tax, rate
):
    """Cost at the site and lane charges make the quoted price; CFR and CPT add the buyer's insurance.

    The transaction value, and what the price contains beside the goods, make the price too.
    """
    one = quote(incoterm=incoterm, price=price, currency="USD", destination=destination, freight=freight)
    way = lane(destination, cost_per_t=per_tonne, insurance=insurance, export_tax=export_tax)
    rules = law(base_rate("US", rate), base_rate("EU", rate))
    lines = {row.line: row.amount for row in worksheets(model(one, way), rules).itertuples()}
    insured = lines.get("paid.insurance", 0.0) if incoterm in ("CFR", "CPT") else 0.0
    assert math.isclose(lines["paid.total"], price + insured, rel_tol=1e-9)
    inside = sum(lines.get(f"value.{part}", 0.0) for part in ("freight", "insurance", "duty"))
    assert math.isclose(lines["value.transaction_value"] - inside, price, rel_tol=1e-9)
    if incoterm == "DDP":
        duty = -lines.get("value.duty", 0.0)
        assert math.isclose(duty, rate * lines["declared.customs_value"], rel_tol=1e-9)


@few
@given(st.text("AB12.+-*/() ", max_size=20))
def test_a_formula_is_read_or_refused(text):
    """A text is a linear formula, or refused with a message; never anything else."""
    try:
        formula = parse(text)
    except FormulaError:
        return
    prices = dict.fromkeys(formula.coefficients, 2.0)
    total = formula.constant + 2.0 * sum(formula.coefficients.values())
    assert math.isclose(evaluate(formula, prices), total, rel_tol=1e-9, abs_tol=1e-6 * max(1.0, abs(total)))
