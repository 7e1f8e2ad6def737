"""The stack of one day names every programme of the importer and why it does not apply."""

from datetime import date

import pytest
from tests.unit.law_example import CELL, base, law, programme

from corridor.law.goods import Amounts, Goods
from corridor.law.stack import stack

DAY = date(2026, 6, 1)


def test_reasons_of_what_does_not_apply():
    """Switched off by date, out of scope by origin, code, exception and end use: each says which."""
    rates = law(
        base("8507", 0.034),
        programme("ENDED", "8507", 0.1, valid_to=date(2026, 5, 31)),
        programme("LATER", "8507", 0.1, valid_from=date(2026, 7, 1)),
        programme("ORIGIN", "8507", 0.1, origins="JP"),
        programme("CODE", "9018", 0.1),
        programme("LEFT_OUT", "*", 0.1, except_hs="850760"),
        programme("USE", "8507", 0.1, end_uses="auto_part"),
    )
    found = stack(rates, CELL, DAY)
    assert found.total_rate == 0.034
    said = {layer.programme: (layer.status, layer.reason) for layer in found.layers[1:]}
    assert said == {
        "CODE": ("not_in_scope", "record ONE does not list code 850760"),
        "ENDED": ("switched_off", "ended on 2026-05-31"),
        "LATER": ("switched_off", "starts on 2026-07-01"),
        "LEFT_OUT": ("not_in_scope", "record ONE leaves out code 850760"),
        "ORIGIN": ("not_in_scope", "record ONE does not cover origin CN"),
        "USE": ("not_in_scope", "record ONE does not cover end use none"),
    }
    assert all(layer.rate is None for layer in found.layers[1:])


def test_the_closest_record_speaks_for_a_programme():
    """Of several records that miss, the one that passes most tests is shown, nearest in time."""
    rates = law(
        base("8507"),
        programme("A", "9018", 0.1, record="R1"),
        programme("A", "8507", 0.1, record="R2", valid_to=date(2026, 2, 1)),
        programme("A", "8507", 0.1, record="R3", valid_from=date(2026, 3, 1), valid_to=date(2026, 5, 1)),
    )
    (layer,) = stack(rates, CELL, DAY).layers[1:]
    assert (layer.record, layer.reason) == ("R3", "ended on 2026-05-01")


def test_unknown_is_none_and_weakest_evidence_counts():
    """An unknown layer has no rate, leaves no total, and is evidence D."""
    found = stack(law(base("8507", 0.034), programme("A", "8507", None)), CELL, DAY)
    assert found.total_rate is None
    assert found.specific_per_kg is None
    assert found.layers[1].rate is None
    assert found.evidence_weakest == "D"
    known = stack(law(base("8507"), programme("A", "8507", 0.1)), Goods("XX", "850760", "MY"), DAY)
    assert known.evidence_weakest == "C"


def test_money_where_amounts_are_given():
    """Each layer in money, the total of them; a unit that is not given leaves the total open."""
    rates = law(
        base("8507", 0.034, specific=0.5, specific_unit="kg"), programme("A", "8507", 0.25, confidence="medium")
    )
    found = stack(rates, CELL, DAY, Amounts(200.0, (("kg", 3.0),)))
    assert [layer.amount for layer in found.layers] == [pytest.approx(8.3), 50.0]
    assert found.total_duty == pytest.approx(58.3)
    assert [layer.confidence for layer in found.layers] == ["", "medium"]
    open_ = stack(rates, CELL, DAY, Amounts(200.0, (("unit", 3.0),)))
    assert (open_.layers[0].amount, open_.total_duty) == (None, None)
    assert stack(rates, CELL, DAY).total_duty is None


def test_status_of_the_whole():
    """Unknown before needing evidence before projected before applied."""
    rates = [base("8507"), programme("A", "8507", 0.1, where="mode=sea", valid_from=date(2026, 3, 1))]
    horizon = date(2026, 7, 1)
    assert stack(law(*rates, horizon=horizon), CELL, date(2026, 2, 1)).status == "applied"
    assert stack(law(*rates, horizon=horizon), CELL, DAY).status == "needs_evidence"
    assert stack(law(base("8507"), horizon=horizon), CELL, date(2026, 7, 2)).status == "projected"
    assert stack(law(*rates, programme("B", "8507", None), horizon=horizon), CELL, DAY).status == "unknown"
