"""The pages on rules of origin: what the records hold, and the words of the rule language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from textwrap import dedent

from corridor.reference.law import Law
from corridor.reference.load import reference_law
from corridor.schema import rule_language
from corridor.schema.origin import OriginProvision
from corridor.schema.process_tests import HORIZONTAL, OF_PRODUCTS
from pieces import prose, table

LEVELS = "ABCD"
"""Evidence levels, the strongest first."""


@cache
def all_known() -> Law:
    """Return the law with every record that there is, whatever the day of the build."""
    return reference_law(date.max)


def origin_page() -> str:
    """Return how many rules are recorded and what they rest on, the agreements, and where they can be claimed."""
    law = all_known()
    provisions = sorted(law.provisions, key=lambda row: row.agreement)
    parts = {
        "How much is recorded": f"{_totals(law)}\n\n{_counts(law, provisions)}",
        "How each agreement decides": _provisions(provisions),
        "Where a claim can save duty": _claims(law, provisions),
    }
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts.items())


def language_page() -> str:
    """Return the grammar of the rule language and the words for processes."""
    grammar, _, words = (rule_language.__doc__ or "").partition("\n\n")[2].partition("\n\nFORMULA")
    return "\n\n".join(
        [
            "## Grammar",
            f"```text\n{dedent(grammar).rstrip()}\n```",
            prose(f"FORMULA{words}".replace("\n", " ").strip()),
            "## Process tests",
            "Of whole chapters, and of the goods that the shipped models are about:",
            _words(HORIZONTAL),
            "Of single products, as the published rules of the United Kingdom's agreements name them:",
            _words(OF_PRODUCTS),
        ]
    )


def _totals(law: Law) -> str:
    """Return the sentence on how much rests on assumption."""
    rules = law.origin_rules
    assumed = sum(row.evidence == "D" for row in rules)
    own = sum(row.evidence == "D" for row in law.provisions)
    return (
        f"{len(rules)} rules of {len({row.agreement for row in rules})} agreements. **{assumed} of the rules"
        f" ({100 * assumed / len(rules):.0f} %), and the provisions of {own} of the {len(law.provisions)} agreements,"
        " rest on assumption (evidence D)**: recalled, taken over from a like agreement, or read in a copy of uncertain"
        " edition. Read the text of the agreement before you rely on one of them."
    )


def _counts(law: Law, provisions: Iterable[OriginProvision]) -> str:
    """Return rules by agreement and evidence."""
    by_level: Counter[tuple[str, str]] = Counter((row.agreement, row.evidence) for row in law.origin_rules)
    names = {row.agreement: row.name for row in law.agreements}
    rows = [
        [
            f"`{row.agreement}`",
            names[row.agreement],
            str(row.hs_edition),
            *(str(by_level[row.agreement, level]) for level in LEVELS),
            f"`{row.default_rule}`" if row.default_rule else "none",
            row.evidence,
        ]
        for row in provisions
    ]
    heads = ["agreement", "name", "HS of the rules", *(f"rules {level}" for level in LEVELS)]
    return table([*heads, "rule of all other goods", "evidence of its provisions"], rows)


def _provisions(provisions: Iterable[OriginProvision]) -> str:
    """Return the provisions that differ most between agreements."""
    rows = [
        [
            f"`{row.agreement}`",
            row.value_basis,
            row.material_basis,
            f"{100 * row.tolerance:g} % of {row.tolerance_of}, {row.tolerance_relaxes}",
            row.cumulation + (f" with {row.cumulates_with.replace(';', ', ')}" if row.cumulates_with else ""),
            row.roll_up,
            row.direct_transport,
            row.averaging,
        ]
        for row in provisions
    ]
    heads = ["agreement", "value of goods", "value of materials", "tolerance", "cumulation", "roll-up"]
    return table([*heads, "direct transport", "averaging"], ([prose(cell) for cell in row] for row in rows))


def _claims(law: Law, provisions: Iterable[OriginProvision]) -> str:
    """Return at whose border preferential rates are recorded."""
    at: dict[str, set[str]] = {}
    for rate in law.special_rates:
        at.setdefault(rate.agreement, set()).add(rate.importer)
    rows = [[f"`{row.agreement}`", ", ".join(sorted(at.get(row.agreement, ()))) or "none"] for row in provisions]
    return table(["agreement", "importers with recorded special rates"], rows)


def _words(words: Iterable[str]) -> str:
    """Return words in a row."""
    return ", ".join(f"`{word}`" for word in words) + "."
