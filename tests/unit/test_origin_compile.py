"""Rules of origin compiled to alternatives and tests."""

from __future__ import annotations

import re

import pytest
from tests.unit.origin_example import NO_LAW, compiled, passes, provision

from corridor.law.origin.compile import alternatives, content_alternative, exclusively_originating
from corridor.law.origin.materials import Material
from corridor.schema.rule_language import parse

INPUTS = (("CELL", "850760"), ("LID", "850790"), ("STEEL", "721049"))
RELAXED = {"tolerance": 0.1, "tolerance_relaxes": "tariff_shift"}


def pack(rule, tests=(), minimal=False, **terms):
    """Return name -> alternative of a rule for a battery pack."""
    return compiled(rule, provision(**terms), "850760", *INPUTS, tests=tests, minimal=minimal)


def shown(found):
    """Return name -> (test, products that count, limit) of alternatives."""
    return {
        name: [(test.name, "+".join(sorted(test.weights)), test.limit) for test in one.tests]
        for name, one in found.items()
    }


@pytest.mark.parametrize(
    ("rule", "products"),
    [
        ("CC", "CELL+LID"),
        ("CTH", "CELL+LID"),
        ("CTSH", "CELL"),
        ("CTSH except 7210", "CELL+STEEL"),
        ("CTSH except HEADING", "CELL+LID"),
        ("ANY except CHAPTER", "CELL+LID"),
        ("ANY except 8507.90, 72", "LID+STEEL"),
        ("ORIGINATING(8507)", "CELL+LID"),
        ("WO", "CELL+LID+STEEL"),
    ],
)
def test_materials_that_must_originate(rule, products):
    """Materials without the change of code, and those that the rule names, must originate."""
    (one,) = pack(rule).values()
    assert [("+".join(sorted(test.weights)), test.limit) for test in one.tests] == [(products, 0.0)]
    assert [(test.by_status, test.margin) for test in one.tests] == [(True, False)]


def test_a_change_that_always_holds():
    """Where each material changes its code nothing is asked, and no other alternative is needed."""
    found = compiled("CTH or RVC(build_down, 40)", provision(), "850760", ("STEEL", "721049"))
    assert shown(found) == {"CTH": []}
    assert shown(pack("ANY")) == {"ANY": []}


def test_alternatives_and_conjunctions():
    """`or` gives alternatives, `and` several tests of one; weaker alternatives make stronger ones superfluous."""
    found = pack("(CTH or CTSH except 72) and MAXNOM(50) or RVC(build_down, 40) or RVC(build_down, 60)", **RELAXED)
    assert shown(found) == {
        "CTH&MAXNOM50": [("CTH", "CELL+LID", 0.1), ("MAXNOM50", "CELL+LID+STEEL", 0.5)],
        "CTSH_EX&MAXNOM50": [("CTSH_EX", "CELL+STEEL", 0.1), ("MAXNOM50", "CELL+LID+STEEL", 0.5)],
        "RVC_BD40": [("RVC_BD40", "CELL+LID+STEEL", 0.6)],
    }
    assert shown(pack("CTH or CTSH")) == {"CTSH": [("CTSH", "CELL", 0.0)]}
    assert shown(pack("WO or WO and CTH")) == {"WO": [("WO", "CELL+LID+STEEL", 0.0)]}


def test_names_are_distinct():
    """Alternatives of one name are numbered."""
    found = pack("CTH except 72 and MAXNOM(50) or CTH except 8507 and MAXNOM(50, fob)", **RELAXED)
    assert list(found) == ["CTH_EX&MAXNOM50", "CTH_EX&MAXNOM50_FOB"]
    found = pack("MAXNOM(10 of 72) or MAXNOM(10 of 850790)")
    assert list(found) == ["MAXNOM10_OF", "MAXNOM10_OF.2"]
    assert all(re.fullmatch(r"[A-Z0-9_&.]+", name) for name in found)


def test_every_form_of_content():
    """Each formula has its weights, its limit, its basis, and the claim margin."""
    rule = (
        "RVC(build_down, 40) or RVC(build_up, 30, fob) or RVC(focused, 50 of 850790) or RVC(net_cost, 45) or "
        "MAXNOM(12.5) or MAXNOM(20, fob of HEADING) or MAXMASS(30 of 72)"
    )
    found = pack(rule, value_basis="transaction_value", material_basis="cif")
    shown_tests = {
        name: (test.basis, test.material_basis, test.limit, test.own, dict(test.weights))
        for name, one in found.items()
        for test in one.tests
    }
    every = ("CELL", "LID", "STEEL")
    against, towards = (1.0, 0.0), (0.0, -1.0)
    assert shown_tests == {
        "RVC_BD40": ("transaction_value", "cif", 0.6, 0.0, dict.fromkeys(every, against)),
        "RVC_BU30_FOB": ("fob", "cif", -0.3, 1.0, dict.fromkeys(every, towards)),
        "RVC_FV50": ("transaction_value", "cif", 0.5, 0.0, {"LID": against}),
        "RVC_NC45": ("net_cost", "cif", 0.55, 0.0, dict.fromkeys(every, against)),
        "MAXNOM12.5": ("ex_works", "cif", 0.125, 0.0, dict.fromkeys(every, against)),
        "MAXNOM20_FOB_OF": ("fob", "cif", 0.2, 0.0, {"CELL": against, "LID": against}),
        "MAXMASS30_OF": ("mass", "mass", 0.3, 0.0, {"STEEL": against}),
    }
    assert all((test.margin, test.by_status) == (True, False) for one in found.values() for test in one.tests)


def test_contents_without_materials():
    """A limit on materials that are not there always holds; a build-up then rests on the producer's own value."""
    assert shown(pack("MAXNOM(10 of 01)")) == {"MAXNOM10_OF": []}
    alone = compiled("RVC(build_up, 30)", provision(), "850760")
    assert shown(alone) == {"RVC_BU30": [("RVC_BU30", "", -0.3)], "PE": []}
    found = compiled("RVC(build_up, 30) and RVC(build_up, 40)", provision(), "850760", ("CELL", "850760"))
    assert passes(found["RVC_BU30&RVC_BU40"], 100.0, [("CELL", 90.0, 0.0)], own_value=40.0)
    assert not passes(found["RVC_BU30&RVC_BU40"], 100.0, [("CELL", 90.0, 0.0)], own_value=39.0)


def test_processes():
    """A process test that is met asks nothing of materials; an alternative with one that is not met is left out."""
    rule = "PROCESS(chemical_reaction | purification) or CTSH and PROCESS(diffusion)"
    assert shown(pack(rule, tests=("purification",))) == {"PURIFICATION": []}
    assert shown(pack(rule, tests=("diffusion",))) == {"CTSH&DIFFUSION": [("CTSH", "CELL", 0.0)]}
    assert shown(pack(rule)) == {"PE": [("PE", "CELL+LID+STEEL", 0.0)]}
    assert shown(pack("WO", tests=("wholly_obtained",))) == {"WO": []}


def test_minimal_operations_confer_nothing():
    """After a minimal operation only goods of originating materials originate, where the agreement says so."""
    only = {"PE": [("PE", "CELL+LID+STEEL", 0.0)]}
    assert shown(pack("CTH or ANY", minimal=True)) == only
    assert shown(pack("ANY", minimal=True, minimal_operations="no")) == {"ANY": []}
    assert shown(pack("")) == only
    assert exclusively_originating(provision(), []).tests == ()


def test_originating_materials_always_suffice():
    """PE is added where no alternative is sure to hold for originating materials: build-up, and partial roll-up."""
    assert list(pack("RVC(build_up, 40)")) == ["RVC_BU40", "PE"]
    assert list(pack("RVC(build_up, 40) or CTH")) == ["RVC_BU40", "CTH"]
    assert list(pack("RVC(build_down, 40)")) == ["RVC_BD40"]
    assert list(pack("RVC(build_down, 40)", roll_up="none")) == ["RVC_BD40", "PE"]
    assert list(pack("MAXNOM(0)")) == ["MAXNOM0", "PE"]


def test_tolerance_for_a_change_of_code():
    """It eases the change of code with its exceptions, not that named materials originate, nor a content."""
    rule = "CTH except 7210 and ORIGINATING(850790) and RVC(build_down, 40)"
    assert shown(pack(rule, **RELAXED)) == {
        "CTH_EX&ORIG&RVC_BD40": [
            ("ORIG", "LID", 0.0),
            ("CTH_EX", "CELL+STEEL", 0.1),
            ("RVC_BD40", "CELL+LID+STEEL", 0.6),
        ]
    }
    assert shown(pack("WO", **RELAXED)) == {"WO": [("WO", "CELL+LID+STEEL", 0.0)]}
    assert shown(pack("CTH", tolerance=0.1)) == {"CTH": [("CTH", "CELL+LID", 0.0)]}


def test_tolerance_for_any_condition():
    """What fails one condition or another shares the tolerance; a stated largest content is never widened."""
    rule = "CTSH and ORIGINATING(850790) and MAXNOM(30)"
    assert shown(pack(rule, tolerance=0.1, tolerance_relaxes="any")) == {
        "CTSH&ORIG&MAXNOM30": [("CTSH&ORIG", "CELL+LID", 0.1), ("MAXNOM30", "CELL+LID+STEEL", 0.3)]
    }
    (wholly,) = pack("WO", tolerance=0.125, tolerance_relaxes="any").values()
    assert passes(wholly, 100.0, [("CELL", 12.5, 0.0)])
    assert not passes(wholly, 100.0, [("CELL", 12.51, 0.0)])


def test_tolerance_by_mass():
    """A tolerance of the mass is measured in tonnes on both sides."""
    (one,) = pack("CTSH", tolerance_of="mass", **RELAXED).values()
    assert [(test.basis, test.material_basis, test.limit) for test in one.tests] == [("mass", "mass", 0.1)]


def test_materials_under_the_tolerance_in_a_content():
    """They count in a content of originating value unless the agreement says otherwise, and always in MAXNOM."""
    rule = "CTSH and RVC(build_down, 40) and MAXNOM(70)"
    counted = {test.name: set(test.weights) for test in pack(rule, **RELAXED)["CTSH&RVC_BD40&MAXNOM70"].tests}
    assert counted["RVC_BD40"] == {"CELL", "LID", "STEEL"}
    eased = pack(rule, tolerance_in_content="not_counted", **RELAXED)["CTSH&RVC_BD40&MAXNOM70"]
    assert {test.name: set(test.weights) for test in eased.tests} == {
        "CTSH": {"CELL"},
        "RVC_BD40": {"LID", "STEEL"},
        "MAXNOM70": {"CELL", "LID", "STEEL"},
    }


def test_the_claim_margin():
    """A margin of a percentage point makes a content harder to reach, and leaves a change of code alone."""
    found = pack("CTSH and RVC(build_down, 40)", **RELAXED)["CTSH&RVC_BD40"]
    assert passes(found, 100.0, [("CELL", 10.0, 0.0), ("STEEL", 50.0, 0.0)])
    assert passes(found, 100.0, [("CELL", 10.0, 0.0), ("STEEL", 49.0, 0.0)], margin=0.01)
    assert not passes(found, 100.0, [("CELL", 10.0, 0.0), ("STEEL", 49.5, 0.0)], margin=0.01)


def test_a_code_that_is_not_known():
    """Materials and goods without a code pass no test that looks at codes."""
    found = compiled("CTH", provision(), "850760", ("BLANK", ""), ("STEEL", "721049"))
    assert shown(found) == {"CTH": [("CTH", "BLANK", 0.0)]}
    unknown = alternatives(
        parse("CTH"), provision(), Material("OUT", ""), [Material("STEEL", "721049")], frozenset(), False, NO_LAW
    )
    assert [set(test.weights) for test in unknown[0].tests] == [{"STEEL"}]


def test_a_content_to_trace():
    """A lot has at least 36.5 % content where at most 63.5 % of its value is none; any material counts."""
    one = content_alternative(provision(), 0.365)
    assert (one.name, one.tests[0].limit, one.tests[0].weight("ANYTHING")) == ("CONTENT36.5", 0.635, (1.0, 0.0))
    assert (list(one.tests[0].weights), len(one.tests[0].weights)) == ([], 0)
    assert passes(one, 200.0, [("ANYTHING", 127.0, 0.0), ("OWN", 50.0, 1.0)])
    assert not passes(one, 200.0, [("ANYTHING", 127.1, 0.0)])
