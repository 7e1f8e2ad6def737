"""What the worksheets of origin need of the law and the model: rules of the lots made, judgements, penalties, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from corridor.audit.case import Case, open_case
from corridor.audit.rule_choices import ChosenRule, parse_choice
from corridor.law.origin.lookup import rule_for
from corridor.law.origin.materials import Material
from corridor.pipeline.origin_gaps import GAP_COLUMNS, GAP_INPUT_COLUMNS, gaps_of
from corridor.pipeline.origin_stakes import STAKE_COLUMNS, stakes_of
from corridor.reference.law import Law
from corridor.result.lineage import Lineage
from corridor.schema.border import Penalty
from corridor.schema.content import ContentRule
from corridor.schema.goods import Determination, Process
from corridor.schema.results import Production
from corridor.schema.row import EACH
from corridor.tables.tables import Model, frame

RULE_COLUMNS = (
    "scheme", "product", "site", "process", "alternative", "rule_choice", "period", "kind", "way", "rule", "is_default",
    "citation", "evidence", "provision_citation", "provision_evidence", "value_basis", "material_basis", "tolerance",
    "tolerance_of", "tolerance_relaxes", "cumulation", "cumulates_with", "roll_up", "direct_transport", "averaging",
    "proof", "no_drawback", "law_status", "hs", "hs_edition", "rule_edition", "codes", "tests", "minimal",
    "must_originate",
)  # fmt: skip
"""Columns of label table origin_rules; `way` is the alternative of the rule, `codes` those in the rule's edition,
`must_originate` materials of which it allows nothing that does not."""

_PROVIDED = (
    "value_basis", "material_basis", "tolerance", "tolerance_of", "tolerance_relaxes", "cumulation", "cumulates_with",
    "roll_up", "direct_transport", "averaging", "proof", "no_drawback",
)  # fmt: skip
"""Columns of origin_provisions that are kept as they are."""

_JUDGED = ("confers_origin", "basis", "ruling_no", "evidence", "valid_to", "source")
DETERMINED_COLUMNS = ("site", "process", "product", "importer", *_JUDGED)
"""Columns of label table origin_judgements: which judgement on origin holds for the lots made."""


def origin_labels(
    model: Model, law: Law, tables: Mapping[str, pd.DataFrame], objective: float | None
) -> dict[str, pd.DataFrame]:
    """Return the label tables on origin of a run: by name, each with its columns also where it has no rows."""
    labels = {kind.TABLE: frame(kind, model.tables[kind]) for kind in (Determination, Process, ContentRule)}
    labels[Penalty.TABLE] = frame(Penalty, law.penalties)
    case = open_case(model, law, tables, objective or 0.0)
    spans = [(row.period, row.start, row.end) for row in case.book.calendar.periods]
    lineage = Lineage.of(tables, spans)
    labels["origin_rules"] = pd.DataFrame(list(_rules(case)), columns=list(RULE_COLUMNS))
    labels["origin_judgements"] = pd.DataFrame(list(_judgements(case)), columns=list(DETERMINED_COLUMNS))
    labels["origin_stakes"] = pd.DataFrame(list(stakes_of(case, lineage)), columns=list(STAKE_COLUMNS))
    gaps, inputs = gaps_of(case, lineage)
    labels["origin_gaps"] = pd.DataFrame(gaps, columns=list(GAP_COLUMNS))
    labels["origin_gap_inputs"] = pd.DataFrame(inputs, columns=list(GAP_INPUT_COLUMNS))
    return labels


def _rules(case: Case) -> Iterator[dict[str, object]]:
    """Yield the rules that lots satisfy, each once."""
    seen: set[tuple[object, ...]] = set()
    for lot in case.plan[Production]:
        choice = parse_choice(lot.rule_choice)
        for chosen in choice.rules if choice and lot.quantity else ():
            where = {column: getattr(lot, column) for column in RULE_COLUMNS[1:7]}
            key = (chosen.agreement, *where.values())
            if key not in seen:
                seen.add(key)
                product, process = case.book.products[lot.product], case.book.processes[lot.process]
                good = {"hs": product.hs or "", "hs_edition": product.hs_edition}
                made = {
                    "tests": process.tests,
                    "minimal": process.minimal,
                    "must_originate": _forced(case, lot, chosen),
                }
                said = _content(case, chosen, lot) or _agreement(case, chosen, lot)
                blank = dict.fromkeys(RULE_COLUMNS, "")
                yield {**blank, "scheme": chosen.agreement, **where, **good, **made, **said}


def _forced(case: Case, lot: Production, chosen: ChosenRule) -> str:
    """Return the materials of which the way chosen allows nothing that does not originate."""
    recipe = case.recipes.get((lot.process, lot.alternative))
    tests = [one for one in case.lot_rules.tests(lot) if one.scheme == chosen.agreement and one.forbids]
    products = [line.product for line in recipe.inputs] if recipe else []
    return ";".join(one for one in products if any(test.test.weight(one)[0] for test in tests))


def _agreement(case: Case, chosen: ChosenRule, lot: Production) -> dict[str, object]:
    """Return what an agreement asks of a lot."""
    agreements, law = case.agreements, case.book.law
    product = case.book.products[lot.product]
    provision = agreements.provision(chosen.agreement, lot.period)
    made = Material(lot.product, product.hs or "", product.hs_edition, product.origin_part)
    found = rule_for(law, chosen.agreement, made, EACH, agreements.last_day(lot.period))
    way = chosen.alternative or f"CONTENT{100 * (chosen.content or 0.0):g}"
    said: dict[str, object] = {"kind": "agreement", "way": way, "is_default": "no", "evidence": "D"}
    if found is not None:
        said |= {"rule": found.text, "citation": found.citation, "evidence": found.evidence}
        said["is_default"] = "yes" if found.is_default else "no"
    if provision is None:
        return said
    return {
        **said,
        **{column: getattr(provision, column) for column in _PROVIDED},
        "provision_citation": provision.citation,
        "provision_evidence": provision.evidence,
        "law_status": provision.status,
        "rule_edition": provision.hs_edition,
        "codes": ";".join(made.codes(law, provision.hs_edition)),
    }


def _content(case: Case, chosen: ChosenRule, lot: Production) -> dict[str, object] | None:
    """Return what a content rule asks of a lot; None if the scheme is none."""
    day = case.agreements.last_day(lot.period)
    rows = [
        row
        for row in case.book.tables[ContentRule]
        if row.rule == chosen.agreement and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    ]
    if not rows:
        return None
    row = max(rows, key=lambda one: one.valid_from)
    form = "nothing" if row.form == "none" else f"{row.form.replace('_', ' ')} {100 * row.limit:g} % by {row.base}"
    return {
        "kind": "content_rule",
        "way": chosen.alternative,
        "rule": f"{form} of {row.attribute} {row.among} ({row.tier.replace('_', ' ')})",
        "is_default": "no",
        "citation": row.source,
        "evidence": row.evidence or "D",
        "value_basis": row.base,
        "averaging": "period",
    }


def _judgements(case: Case) -> Iterator[tuple[object, ...]]:
    """Yield which judgement on origin holds for what is made where: for each importer, and for all others (`*`)."""
    made = sorted({(lot.site, lot.process, lot.product) for lot in case.plan[Production] if lot.quantity})
    for site, process, product in made:
        for importer in (EACH, *case.book.importers):
            row = case.book.determinations.find(site, process, product, importer, "non_preferential")
            if row is not None:
                yield site, process, product, importer, *(getattr(row, column) for column in _JUDGED)
