"""Questions about duties of the United States under the shipped records, for tests."""

from dataclasses import replace
from datetime import date

import pytest

from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.reference.load import reference_law
from corridor.schema.legal import BaseRate

NOW = "2026-10-09"
CLAIMS = {"KR": "KORUS", "AU": "AUSFTA", "JP": "US_JP_TA"}


def law():
    """Return the shipped law as known at the end."""
    return reference_law(date(2026, 11, 22))


def duty(code, origin, day=NOW, use="none", claim="", amounts=None, of=None, **facts):
    """Return the duty stack of goods entering the United States."""
    goods = Goods("US", code, origin, use, claim, tuple(facts.items()))
    return stack(of or law(), goods, date.fromisoformat(day), amounts)


def total(*args, **more):
    """[1] Return the ad valorem total, or None."""
    return duty(*args, **more).total_rate


def near(rate):
    """Return what rates are compared with."""
    return pytest.approx(rate, abs=1e-9)


def rates(found):
    """Return programme -> rate of the layers that are in the total."""
    return {layer.programme: layer.rate for layer in found.layers if layer.rate}


def with_base(**base):
    """Return the shipped law with one base rate of a line of its own in place of all."""
    row = {"importer": "US", "hs": "25041010", "valid_from": date(2025, 1, 1), "citation": "test", "evidence": "B"}
    return replace(law(), base_rates=(BaseRate(**(row | base)),), special_rates=())
