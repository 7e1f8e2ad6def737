"""Clauses on what is done to the goods: operations by name, and the stage that manufacture starts from."""

from __future__ import annotations

import re

from corridor.reference.uk_clause import Build, Clause, Goods, Pattern, pattern
from corridor.reference.uk_codes import CODES
from corridor.reference.uk_named import MATERIALS, OPERATIONS
from corridor.schema.rule_language import ProcessTest, Rule, all_of, any_of

_OPERATIONS: dict[str, str] = {
    r"spinning of natural(?: and/or| or| and) man-made staple fibres": "spinning_of_fibres",
    r"spinning of natural fibres": "spinning_of_natural_fibres",
    r"spinning of man-made staple fibres": "spinning_of_man_made_fibres",
    r"spinning": "spinning",
    r"extrusion of man-made (?:continuous filaments?|filament yarns?)": "extrusion_of_filament",
    r"extrusion of man-made (?:staple )?fib(?:re|er)s?": "extrusion_of_fibres",
    r"twisting or any mechanical operation": "twisting | mechanical_operation",
    r"twisting": "twisting",
    r"texturing": "texturing",
    r"(?:any )?mechanical operation": "mechanical_operation",
    r"weaving": "weaving",
    r"knitting": "knitting",
    r"knitted or crocheted to shape": "knitting_to_shape",
    r"crocheting": "crocheting",
    r"tufting": "tufting",
    r"nonwoven (?:fabric formation|process(?:es)?|techniques(?: including needle punching)?)": (
        "nonwoven_fabric_formation"
    ),
    r"fabric formation": "fabric_formation",
    r"(?:yarn dyeing|dyeing of yarn(?: of natural fibres)?)": "yarn_dyeing",
    r"dyeing": "dyeing",
    r"printing \(as standalone operation\)": "printing_standalone",
    r"(?:printing or dyeing|dyeing or printing),? accompanied by (?:at least two preparatory(?: or |/)finishing"
    r" operations"
    r" \(such as [^()]*\))": "printing_and_finishing | dyeing_and_finishing",
    r"printing,? (?:accompanied by|combined with|with) at least two preparatory(?: or |/)finishing"
    r" operations(?: \(such as [^()]*\))?": ("printing_and_finishing"),
    r"printing": "printing",
    r"coating": "coating",
    r"laminating": "laminating",
    r"metalising": "metalising",
    r"flocking": "flocking",
    r"making-up,? (?:\(including cutting(?: of fabric)?\)|including (?:the )?cutting(?: of (?:the"
    r" )?fabrics?)?)": "making_up",
    r"making-up": "making_up",
    r"carding or combing of silk waste": "carding_or_combing",
    r"splicing": "splicing",
    r"planing": "planing",
    r"sanding": "sanding",
    r"(?:end|finger)-jointing": "end_jointing",
    r"beading or moulding": "beading | moulding",
    r"(?:a )?chemical reaction": "chemical_reaction",
    r"purification": "purification",
    r"mixing and blending": "mixing_blending",
    r"blending": "mixing_blending",
    r"(?:a )?change in particle size": "particle_size",
    r"(?:the )?production of standard materials": "standard_materials",
    r"isomer separation": "isomer_separation",
    r"biotechnological processing": "biotechnological",
    r"refining": "refining",
    r"crushing(?:/| or )grinding": "crushing | grinding",
    r"non-originating materials (?:used )?undergo a diffusion": "diffusion",
    r"the operation of diffusion, in which integrated circuits are formed on a semi-conductor substrate by the"
    r" selective introduction"
    r" of an appropriate dopant(?:, whether or not assembled and/or tested in (?:a country other than those"
    r" specified in article"
    r"s? \d+(?: and \d+)?|a non-party))?": "diffusion",
}
"""Pattern of an operation -> the process test for it, or the tests that each do."""

_STAGES: dict[str, str] = {
    r"unbleached single yarn": "from_unbleached_single_yarn",
    r"single yarn": "from_single_yarn",
    r"coir yarn": "from_coir_yarn",
    r"jute yarn": "from_jute_yarn",
    r"sisal yarn": "from_sisal_yarn",
    r"yarns?(?: or textile fibres)?": "from_yarn",
    r"unembroidered fabric \(other than knitted or crocheted\)": "from_unembroidered_woven_fabric",
    r"unembroidered fabric": "from_unembroidered_fabric",
    r"uncoated fabric": "from_uncoated_fabric",
    r"fabric": "from_fabric",
    r"(?:other )?natural fibres,? not carded or combed or otherwise (?:prepared|processed) for spinning": (
        "from_uncarded_natural_fibres"
    ),
    r"natural fibres": "from_natural_fibres",
    r"man-made staple fibres,? not carded or combed or otherwise (?:prepared|processed) for spinning": (
        "from_uncarded_man_made_fibres"
    ),
    r"chemical materials or textile pulp": "from_chemical_materials | from_textile_pulp",
    r"chemical materials": "from_chemical_materials",
    r"textile pulp": "from_textile_pulp",
    r"raw silk or silk waste,? carded or combed or otherwise prepared for spinning": "from_raw_silk",
    r"paper-making materials": "from_paper_making_materials",
    r"paper": "from_paper",
}
"""Pattern of what a text says manufacture starts from -> the process test for it."""

_OPERATION = "|".join(f"(?:{text})" for text in _OPERATIONS)
_STAGE = "|".join(f"(?:{text})" for text in _STAGES)
_LIST = rf"(?:{_OPERATION})(?:(?:,? (?:or|or by|or with)|,) (?:{_OPERATION}))*"
_EXTRUDED = r"extrusion of man-made fibres,? (?:combined with|accompanied by) spinning"
_FROM = r"(?:(?:manufacture |production )?from):?(?: - )? ?(?:non-originating )?"
_WITH = r",? (?:in each case )?(?:combined with|accompanied by|accompanied with|preceded by|followed by)(?: by)?"


def _tests(words: str, names: dict[str, str]) -> tuple[str, ...]:
    """Return the process tests for the operations or stages that a list names, in its order."""
    found: list[tuple[int, str]] = []
    rest = words
    for text, tests in names.items():
        for match in re.finditer(text, rest, re.IGNORECASE):
            found.extend((match.start(), test) for test in tests.split(" | "))
        rest = re.sub(text, lambda match: "#" * len(match[0]), rest, flags=re.IGNORECASE)
    return tuple(dict.fromkeys(test for _, test in sorted(found, key=lambda one: one[0])))


def _steps(match: re.Match[str], _: Goods) -> Clause | None:
    """Operations one after another: one of each list."""
    parts: list[Rule] = [ProcessTest(_tests(match["first"], _OPERATIONS))]
    if match.groupdict().get("second"):
        parts.append(ProcessTest(_tests(match["second"], _OPERATIONS)))
    return Clause(all_of(parts))


def _stage(match: re.Match[str], _: Goods) -> Clause | None:
    return Clause(ProcessTest(_tests(match["stages"], _STAGES)))


def _spun(match: re.Match[str], _: Goods) -> Clause | None:
    """Extrusion together with spinning, or spinning of fibres that are there."""
    extruded = all_of([ProcessTest(("extrusion_of_fibres",)), ProcessTest(("spinning",))])
    return Clause(any_of([extruded, ProcessTest(_tests(match["spun"], _OPERATIONS))]))


def _named(test: str) -> Build:
    """Return what builds the clause of one process test, or of several of which each does."""
    clause = Clause(ProcessTest(tuple(test.split(" | "))))
    return lambda _, __: clause


def _words(text: str) -> str:
    return text.replace("CODES", CODES)


PROCESSES: tuple[Pattern, ...] = (
    pattern(r"operations of refining and/or one or more specific process\(es\)", _named("refining | specific_process")),
    pattern(r"(?:one or more )?specific process\(es\)", _named("specific_process")),
    *(pattern(rf"(?:manufacture )?(?:by )?{_words(text)}", _named(test)) for text, test in OPERATIONS.items()),
    *(pattern(rf"{_FROM}{_words(text)}", _named(test)) for text, test in MATERIALS.items()),
    pattern(rf"{_EXTRUDED},? or (?P<spun>spinning of (?:natural|natural or man-made staple) fibres)", _spun),
    pattern(rf"(?P<spun>spinning of natural fibres) or {_EXTRUDED}", _spun),
    pattern(rf"(?P<first>{_LIST}){_WITH} (?P<second>{_LIST})", _steps),
    pattern(rf"(?P<first>{_LIST})(?: is undergone)?", _steps),
    pattern(rf"{_FROM}(?: -)? ?(?P<stages>(?:{_STAGE})(?:,?(?: -)?(?: or)?(?: -)? (?:{_STAGE}))*)", _stage),
)
"""Patterns of clauses, the more special first."""
