"""Recipes as the network uses them: alternatives, input groups, who judges."""

from __future__ import annotations

from datetime import timedelta

from tests.analytic.building import START, goods, periods, sites
from tests.unit.network_example import lookups

from corridor.network.recipes import Alternative, alternatives, judgement
from corridor.schema.goods import Determination, Process, RecipeLine


def line(product: str, role: str = "input", quantity: float = 1.0, **columns: object) -> RecipeLine:
    """Return a line of the process MAKE."""
    return RecipeLine.model_validate(
        {"process": "MAKE", "product": product, "role": role, "quantity": quantity, **columns}
    )


MAKE = Process.model_validate({"process": "MAKE", "yield": 0.9})
PACK = line("PACK", "output", 2.0)


def test_a_recipe_without_alternatives_is_one_alternative():
    """Its name is `-`; output per run is quantity times yield, by-products are not reduced by the yield."""
    (found,) = alternatives(MAKE, [PACK, line("CELL", quantity=96.0), line("SCRAP", "byproduct", 0.3)])
    assert found.name == "-"
    assert (found.process, found.output) == ("MAKE", "PACK")
    assert found.output_per_run == 1.8
    assert found.byproducts == (("SCRAP", 0.3),)


def test_lines_for_each_alternative_stand_in_all_of_them():
    """`*` lines are shared; named lines belong to their alternative."""
    found = alternatives(
        MAKE, [PACK, line("CELL"), line("GLUE", alternative="B"), line("SCREW", quantity=4, alternative="A")]
    )
    assert [one.name for one in found] == ["A", "B"]
    inputs = [[member.product for group in one.groups for member in group.members] for one in found]
    assert inputs == [["CELL", "SCREW"], ["CELL", "GLUE"]]


def test_the_only_input_is_essential_without_being_marked():
    """With one input, or one substitution group, origin can come from nowhere else."""
    (single,) = alternatives(MAKE, [PACK, line("CELL")])
    (group,) = alternatives(
        MAKE, [PACK, line("CELL", substitution_group="CELLS"), line("CELL_B", substitution_group="CELLS")]
    )
    assert [g.essential for g in single.groups] == [True]
    assert [(g.name, g.essential) for g in group.groups] == [("CELLS", True)]


def test_of_several_inputs_the_marked_one_is_essential():
    """A mark on one member makes the whole group essential; other groups are not."""
    (found,) = alternatives(
        MAKE,
        [
            PACK,
            line("CELL", substitution_group="CELLS", essential="yes"),
            line("CELL_B", substitution_group="CELLS"),
            line("CASE"),
        ],
    )
    assert {group.name: group.essential for group in found.groups} == {"CELLS": True, "CASE": False}


def one_alternative() -> Alternative:
    """Return PACK made of CELL."""
    return alternatives(MAKE, [PACK, line("CELL")])[0]


def judged(*rows: Determination, t: int = 0) -> dict[str, bool]:
    """Return who holds that MAKE at PLANT confers origin in period t."""
    asked = lookups(periods(2), sites(PLANT="MY"), goods("PACK", "CELL"), MAKE, *rows)
    return dict(judgement(asked, "PLANT", one_alternative(), t))


def test_without_a_determination_nobody_confers_origin():
    """Origin is inherited: nobody ticks it away."""
    assert judged() == {"*": False}


def test_an_importer_judges_for_itself_and_others_by_the_common_row():
    """The row with most keys wins for each importer."""
    common = Determination(process="MAKE", confers_origin="yes")
    assert judged(common, Determination(process="MAKE", importer="US", confers_origin="no")) == {
        "*": True,
        "US": False,
    }
    assert judged(common, Determination(process="OTHER", importer="EU", confers_origin="no")) == {
        "*": True,
        "EU": True,
    }


def test_a_row_for_the_site_wins_over_the_process_alone():
    """At PLANT the process does not confer, whatever it does elsewhere."""
    assert judged(
        Determination(process="MAKE", confers_origin="yes"),
        Determination(process="MAKE", site="PLANT", confers_origin="no"),
    ) == {"*": False}


def test_an_expired_determination_counts_no_longer():
    """It must be valid on the last day of the period: the tenth day is enough for T1, not for T2."""
    row = Determination(process="MAKE", confers_origin="yes", valid_to=START + timedelta(days=9))
    assert judged(row, t=0) == {"*": True}
    assert judged(row, t=1) == {"*": False}
