"""What stands beside every duty total: what it is not, what the data leave out, and what rests on weak evidence."""

from __future__ import annotations

from collections import defaultdict

from corridor.law.parts import BASE_PROGRAMME
from corridor.report.names import Record, number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import CostLine, DutyLayer, FeeLayerResult, Flow

WEAK = ("C", "D")
"""Evidence levels: C broker, supplier or secondary source; D assumption."""

PAID = ("applied", "projected", "needs_evidence")
"""Status of the layers that the plan pays for."""

ESTIMATE = "Planning estimate, not a customs determination or legal advice; the importer of record remains responsible."
"""What no duty total is."""

NOT_IN_DATA = tuple(
    f"{what} beyond the records"
    for what in ("anti-dumping duties", "countervailing duties", "safeguard duties", "quotas")
)
"""What may be due at any importer on top of the base rate and is in no reference record."""

NOT_COUNTED = (
    "Anti-dumping, countervailing and safeguard duties, quotas beyond the records, and additional measures of "
    "importers beyond the recorded programmes are not in the data: they count only where the model's own programmes "
    "table states them."
)
"""The same for a plan, which also counts what its model states."""

IMPORT_TAXES = "VAT, GST and other import taxes"
"""What no answer and no plan counts."""

ENTRY_FEES = "fees on an entry beyond the records"
"""What a plan and an answer count only where the law has records of it, as of MPF and HMF in the US."""

NEVER_COUNTED = f"{IMPORT_TAXES} are never counted."
"""The first as a sentence."""

FEES_AS_RECORDED = "Fees on an entry count where they are recorded, as MPF and HMF in the US: here none is."
"""The second, where an answer or a plan holds no fee."""


def weak_duty_share(run: Run) -> float:
    """[1] Share of the duty paid whose layers rest on evidence C or D; 0 where no duty is paid."""
    paid = [row for row in records(run.table(DutyLayer)) if text_of(row["status"]) in PAID]
    total = sum(number_of(row["amount"]) or 0.0 for row in paid)
    weak = sum(number_of(row["amount"]) or 0.0 for row in paid if text_of(row["evidence"]) in WEAK)
    return weak / total if total > 0 else 0.0


def counted_fees(run: Run) -> list[str]:
    """Return the fees on entries that a plan counts or names as exempt, each with its importer, in order."""
    importer = {_flow_of(row): text_of(row["importer"]) for row in records(run.table(Flow))}
    return sorted({f"{text_of(row['fee'])} of {importer[_flow_of(row)]}" for row in records(run.table(FeeLayerResult))})


def fees_sentence(run: Run) -> str:
    """Return which fees on entries a plan counts, as a sentence."""
    names = counted_fees(run)
    if not names:
        return FEES_AS_RECORDED
    return f"Fees on an entry count where they are recorded: here {' and '.join(names)}."


def _flow_of(row: Record) -> tuple[str, ...]:
    """Return the key of the flow that a row belongs to."""
    return tuple(text_of(row[column]) for column in Flow.KEY)


def base_rate_alone(run: Run) -> list[str]:
    """Return the importers whose imports carry no programme in the plan, only the base rate."""
    importer = {_flow_of(row): row["importer"] for row in records(run.table(Flow))}
    programmes: dict[str, set[str]] = defaultdict(set)
    for row in records(run.table(DutyLayer)):
        entered = importer.get(_flow_of(row))
        programmes[text_of(entered)].add(text_of(row["programme"]))
    return sorted(name for name, found in programmes.items() if name and found == {BASE_PROGRAMME})


def sentences(run: Run) -> tuple[str, ...]:
    """Return the disclaimer of a run by sentence. Without a plan nothing is said of its duty."""
    weak = f" {percent(weak_duty_share(run))} % of duty rests on evidence C or D." if len(run.table(CostLine)) else ""
    alone = base_rate_alone(run)
    return (
        ESTIMATE,
        f"Law known to {_known(run)}; later entries are projections.{weak}",
        NOT_COUNTED,
        NEVER_COUNTED,
        fees_sentence(run),
        *([f"On imports into {', '.join(alone)} this plan counts the base rate only."] if alone else []),
    )


def disclaimer(run: Run) -> str:
    """Return the disclaimer of a run."""
    return " ".join(sentences(run))


def footer(run: Run) -> str:
    """Return the disclaimer in less than 250 characters: the footer of a sheet in Excel takes no more."""
    missing = "Anti-dumping, countervailing, safeguard duties: only where the model states them. No VAT or GST."
    return f"{ESTIMATE} Law known to {_known(run)}. {missing}"


def _known(run: Run) -> str:
    """Return the day up to which the law is known."""
    return text_of(run.info.get("horizon")) or text_of(run.info.get("known_at")) or "an unknown date"


def percent(share: float) -> str:
    """Return a share as a percentage; a small one is never printed as 0, nor a large one as 100."""
    value = 100 * share
    if 0 < value < 0.1:
        return "less than 0.1"
    if 99.9 < value < 100:
        return "more than 99.9"
    return f"{value:.1f}".removesuffix(".0")
