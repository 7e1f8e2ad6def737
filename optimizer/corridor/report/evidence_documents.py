"""The documents that a plan's claims, origins and content rest on, and the money that each protects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from corridor.report.evidence_rests import Rest, claim_rests, compliance_rests, judgement_rests
from corridor.report.origin_book import OriginBook

PRESENT = ("A", "B")
"""Evidence levels of which the document is in hand."""

PROTECTS = (
    "Protects: the duty that falls due without the document, or the goods that then may not be delivered. Without a "
    "judgement on origin goods keep the origin of their essential input. A claim rests on several documents, so the "
    "amounts do not add up."
)
"""What the amounts are, for whoever reads them."""

KINDS = {
    "proof": "proof of origin",
    "rule": "text of the rule",
    "declaration": "supplier's declaration",
    "process": "record of the process",
    "determination": "determination of origin",
    "ruling": "ruling",
    "compliance": "supplier's compliance document",
}
"""Kind of a document -> what people call it."""


@dataclass(frozen=True)
class Document:
    """A document that something rests on."""

    kind: str
    subject: str
    """What it must say, in words."""
    status: str
    """present or missing."""
    reason: str
    evidence: str
    protects: float | None
    """[money] What is lost without it; None: no table gives an amount."""
    rests: tuple[str, ...]
    """What rests on it, in words."""
    source: str

    @property
    def missing(self) -> bool:
        """Whether the document is missing."""
        return self.status == "missing"


@dataclass
class _Gathered:
    first: Rest
    money: dict[str, float | None] = field(default_factory=dict)
    """What rests on it -> [money]; what stands twice in one claim counts once."""


def documents(book: OriginBook, product: str = "") -> list[Document]:
    """Return the documents needed, the missing ones first, ranked by the money they protect.

    With a product only those that claims on it rest on.
    """
    found: dict[tuple[str, str], _Gathered] = {}
    _gather(found, claim_rests(book, product))
    if not product:
        _gather(found, judgement_rests(book))
        _gather(found, compliance_rests(book))
    listed = [_document(one) for one in found.values()]
    order = list(KINDS)
    return sorted(listed, key=lambda one: (not one.missing, -(one.protects or 0.0), order.index(one.kind), one.subject))


def _gather(found: dict[tuple[str, str], _Gathered], rests: Iterable[Rest]) -> None:
    """Add what rests on documents, each document once."""
    for one in rests:
        gathered = found.setdefault((one.kind, one.subject), _Gathered(one))
        before = gathered.money.get(one.resting, 0.0)
        known = one.money is not None and before is not None
        gathered.money[one.resting] = max(before or 0.0, one.money or 0.0) if known else before or one.money
        if one.evidence > gathered.first.evidence:
            gathered.first = replace(gathered.first, evidence=one.evidence, source=one.source, until=one.until)


def _document(gathered: _Gathered) -> Document:
    """Return a document with its status."""
    one = gathered.first
    status, reason = _status(one)
    known = [amount for amount in gathered.money.values() if amount is not None]
    money = sum(known) if known else None
    return Document(
        one.kind, one.subject, status, reason, one.evidence or "none", money, tuple(gathered.money), one.source
    )


def _status(one: Rest) -> tuple[str, str]:
    """Return whether a document is in hand, and why."""
    if one.kind == "proof":
        return "missing", "issued for each shipment; no table says that it is in hand"
    if one.until and one.needed_on and one.until < one.needed_on:
        return "missing", f"expired on {one.until}, needed on {one.needed_on}"
    if one.evidence in PRESENT:
        return "present", f"evidence {one.evidence}"
    if not one.evidence:
        return "missing", "no evidence is stated"
    return "missing", f"evidence {one.evidence}: no document in hand"
