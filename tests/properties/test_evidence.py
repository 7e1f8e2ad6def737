"""Evidence is asked for exactly where it would change something: by trying every value of the facts not given.

The values are found here anew, from the text of the conditions, and each combination is asked as a question of its own.
"""

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from tests.properties.small_laws import days, goods, lawful, records

from corridor.law.goods import Goods
from corridor.law.lines import tariff_lines
from corridor.law.stack import stack
from corridor.reference.load import reference_law
from corridor.reference.where import conditions
from corridor.schema.tariff_words import FACTS

MOST = 3_000
"""Combinations that are asked for one question; one with more is left out, and counted."""

COUNTED = {"applied", "projected", "needs_evidence", "unknown"}


def open_values(law, asked, day):
    """Fact that is not given -> values on both sides of each limit, and each that is named beside another one."""
    index, given_facts = law.importer(asked.importer), {name for name, _ in asked.facts} | {"claim"}
    territory = law.territory(asked.origin)
    lines = (asked.code, *index.finer_codes(asked.code))
    covering = [
        one for one in index.measures
        if one.holds(day.toordinal()) and one.lists_origin(asked.origin, territory)
        and one.lists_end_use(asked.end_use)
        and (any(one.lists_code(line) and not one.excepts_code(line) for line in lines)
             or any(not index.has_read(one.record.programme, line) for line in lines))
    ]  # fmt: skip
    texts = [one.record.where for one in covering]
    texts += [row.where for row in law.special_rates if row.importer == asked.importer]
    named = {}
    for one in (part for text in texts for part in conditions(text)):
        named.setdefault(one.fact, set()).update(one.values)
    for one in covering:
        if one.share_of:
            named.setdefault(one.share_of, set())
    return {fact: _values(fact, values) for fact, values in named.items() if fact not in given_facts}


def _values(fact, named):
    """Values to ask for."""
    kind = FACTS[fact][0]
    if kind == "share":
        limits = sorted({0.0, 1.0, *map(float, named)})
        return [str(value) for value in sorted({*limits, *((a + b) / 2 for a, b in pairwise(limits))})]
    if kind == "day":
        return [str(date.fromisoformat(one) + timedelta(step)) for one in sorted(named) for step in (-1, 0, 1)]
    return [*sorted(named), {"country": "NZ", "word": "other"}.get(kind, "OTHER")]


def charged(found):
    """What each programme charges: rate, specific duties, part at risk; of one that is unknown only that."""
    sums = {}
    for layer in found.layers:
        if layer.status in COUNTED:
            name = "base" if layer.programme in ("MFN", found.goods.claim) else layer.programme
            sums.setdefault(name, []).append(layer)
    result = {}
    for name, layers in sums.items():
        if any(layer.rate is None for layer in layers):
            result[name] = "unknown"
            continue
        units = sorted({layer.specific_unit for layer in layers if layer.specific})
        each = [math.fsum(one.specific for one in layers if one.specific_unit == unit) for unit in units]
        sums_of = (math.fsum(one.rate for one in layers), math.fsum(one.at_risk for one in layers), *each)
        if any(sums_of):
            result[name] = (*(round(number, 12) for number in sums_of), *units)
    return result


def worlds(law, asked, day):
    """Each combination of values -> what is charged then; None: there are too many."""
    values = open_values(law, asked, day)
    if math.prod(map(len, values.values())) > MOST:
        return None
    found = {}
    for chosen in product(*values.values()):
        facts = tuple(zip(values, chosen, strict=True))
        one = stack(law, replace(asked, facts=(*asked.facts, *facts)), day)
        assert one.status != "needs_evidence", "nothing is open where every fact is given"
        found[facts] = charged(one)
    return found


def differing(found):
    """Programmes that are not charged the same in all combinations."""
    first = next(iter(found.values()))
    return {
        name for one in found.values() for name in one.keys() | first.keys() if one.get(name) != first.get(name)
    }  # fmt: skip


def deciding(found):
    """Facts of which two values, with all others the same, charge something differently."""
    result, groups = set(), {}
    for facts, one in found.items():
        for fact, _ in facts:
            rest = tuple(pair for pair in facts if pair[0] != fact)
            if groups.setdefault((fact, rest), one) != one:
                result.add(fact)
    return result


def check(law, asked, day):
    """Return the answer, of which is asserted that it asks for evidence where that decides, and only there."""
    answer, found = stack(law, asked, day), worlds(law, asked, day)
    if found is None:
        return None
    changing = differing(found)
    if answer.status != "unknown":
        assert (answer.status == "needs_evidence") == bool(changing), (asked, day, changing)
    assert set(answer.evidence_needed) == deciding(found), (asked, day)
    for layer in answer.layers:
        name = "base" if layer.programme in ("MFN", asked.claim) else layer.programme
        if layer.status in ("applied", "projected"):
            assert name not in changing, (asked, day, layer)
        if layer.status == "needs_evidence":
            assert layer.evidence_needed, (asked, day, layer)
            assert set(layer.evidence_needed) <= deciding(found), (asked, day, layer)
    return answer


@pytest.mark.parametrize("seed", range(4))
def test_evidence_is_asked_for_where_it_decides_and_only_there(seed):
    """300 random goods of the shipped records: lines, origins, uses, claims, days; half of them with metals."""
    law = reference_law(date(2026, 11, 22))
    index, draw = law.importer("US"), random.Random(seed)
    origins = [*sorted({name for one in index.measures for name in one.origins if name in law.territories}), "NZ"]
    uses = ["none", *sorted({use for one in index.measures for use in one.named_end_uses()})]
    # A code that is coarser than the tariff is answered where its lines agree: which facts decide goes by line.
    codes = [code for code in index.base_codes if len(code) >= 8 and tariff_lines(index, code) == (code,)]
    metals = [code for code in codes if code[:2] in ("72", "73", "74", "76", "85", "87", "30")]
    said = []
    for number in range(75):
        asked = Goods("US", draw.choice(metals if number % 2 else codes), draw.choice(origins), draw.choice(uses),
                      draw.choice(["", "", "KORUS", "USMCA"]))  # fmt: skip
        answer = check(law, asked, date(2025, 1, 1) + timedelta(draw.randrange(690)))
        said.append("left out" if answer is None else answer.status)
    assert said.count("left out") <= 5
    assert {"applied", "needs_evidence"} <= set(said)


@settings(max_examples=300, deadline=None)
@given(records(), goods, days)
def test_the_same_under_random_laws(rows, asked, day):
    """Whatever covers, excludes, outbids or exempts; codes that are coarser than the tariff are left out."""
    assume(asked.code != "850760")
    assert check(lawful(rows), asked, day) is not None
