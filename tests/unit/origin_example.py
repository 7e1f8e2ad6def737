"""A small law of origin, and lots judged under it, for tests of the origin arithmetic."""

from datetime import date

from corridor.law.origin.compile import alternatives
from corridor.law.origin.counting import counted_share
from corridor.law.origin.judge import judge
from corridor.law.origin.materials import Material
from corridor.reference.law import Law
from corridor.schema.origin import Concordance, OriginProvision, OriginRule
from corridor.schema.rule_language import parse

START = date(2020, 1, 1)
TODAY = date(2026, 6, 1)


def provision(agreement="FTA", **more):
    """Return provisions: absorption, cumulation of originating materials, no tolerance unless said otherwise."""
    row = {
        "valid_from": START,
        "hs_edition": 2022,
        "value_basis": "fob",
        "material_basis": "transaction_value",
        "cumulation": "originating",
        "citation": "treaty",
        "evidence": "B",
    }
    return OriginProvision(agreement=agreement, **(row | more))


def origin_rule(hs_from, rule, hs_to=None, **more):
    """Return a rule of the agreement FTA for a code, or a range of codes."""
    row = {"agreement": "FTA", "valid_from": START, "citation": f"annex {hs_from}", "evidence": "B"}
    return OriginRule(hs_from=hs_from, hs_to=hs_to or hs_from, rule=rule, **(row | more))


def was(edition, hs, older_edition, older_hs):
    """Return the record that a code was another one in an older edition."""
    return Concordance(
        edition=edition, hs=hs, older_edition=older_edition, older_hs=older_hs, citation="tables", evidence="B"
    )


def law(*records):
    """Return a law of these records, in which DE and FR belong to EU."""

    def of(row_class):
        return tuple(row for row in records if isinstance(row, row_class))

    return Law(
        territories={"DE": "EU", "FR": "EU"},
        valuations={},
        base_rates=(),
        programmes=(),
        known_at=TODAY,
        horizon=TODAY,
        provisions=of(OriginProvision),
        origin_rules=of(OriginRule),
        concordance=of(Concordance),
    )


NO_LAW = law()


def compiled(rule, terms, output, *inputs, tests=(), minimal=False, records=NO_LAW):
    """Return name -> alternative of a rule, for a product OUT of a code and inputs given as (product, code)."""
    found = alternatives(
        parse(rule) if rule else None,
        terms,
        Material("OUT", output),
        [Material(product, hs) for product, hs in inputs],
        frozenset(tests),
        minimal,
        records,
    )
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def passes(alternative, values, materials, own_value=0.0, margin=0.0):
    """Return whether a lot passes an alternative.

    `values` is the worth of the lot by basis, or one number for each; `materials` are (product, worth, share that
    counts as originating).
    """
    found = []
    for test in alternative.tests:
        value = values[test.basis] if isinstance(values, dict) else values
        found.append(judge(test, value, own_value, materials, margin).headroom >= 0)
    return all(found)


def lot_passes(found, terms, value, materials, own_value=0.0):
    """Return whether a lot passes one of the alternatives; materials are (product, worth, statuses)."""

    def judged(test):
        counted = [
            (product, worth, counted_share(NO_LAW, terms, statuses, "XX", "YY", test.by_status))
            for product, worth, statuses in materials
        ]
        return judge(test, value, own_value, counted).headroom >= 0

    return any(all(judged(test) for test in one.tests) for one in found)
