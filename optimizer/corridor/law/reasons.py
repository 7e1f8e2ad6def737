"""Why a part of a duty applies, in words."""

from __future__ import annotations

from corridor.law.goods import Goods
from corridor.law.parts import NO_RECORD, Part
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme


def reason(part: Part, goods: Goods, line: str) -> str:
    """Return why a part of the duty on goods of a tariff line counts, or what keeps it out."""
    said = _said(part, goods, line)
    if part.needs and part.status in ("needs_evidence", "unknown"):
        said += f"; evidence of {', '.join(part.needs)} decides"
    return said


def _said(part: Part, goods: Goods, line: str) -> str:
    """Return the words on the record itself."""
    row, note = part.row, f"; {part.why}" if part.why else ""
    if part.status == "switched_off":
        return part.why
    if part.status == "not_in_scope":
        decides = f"evidence of {', '.join(part.needs)} decides" if part.needs else "nothing would change if it did"
        return f"record {part.record} {part.why}: {decides}"
    if row is None:
        unread = f"the list of {part.programme} was not read for code {line}"
        return (unread if part.record != NO_RECORD else f"no base rate is recorded for code {line}") + note
    if isinstance(row, Programme):
        return _programme(part, row, goods, line)
    kind = "special rate" if isinstance(row, SpecialRate) else "base rate"
    unknown = f", {part.due.unknown}" if part.due.unknown else ""
    origin = f", origin {goods.origin}" if isinstance(row, BaseRate) and row.origins != "*" else ""
    return f"{kind} of line {row.hs} for code {line}{origin}{unknown}{note}"


def _programme(part: Part, row: Programme, goods: Goods, line: str) -> str:
    """Return the words on a programme record."""
    use = "" if row.end_uses == "*" else f", end use {goods.end_use}"
    said = f"covers code {line}, origin {goods.origin}{use}"
    if part.due.unknown:
        return f"{row.programme} {said}, and {part.due.unknown}"
    if row.semantics == "floor_total":
        said += f", fills the {row.floor_base} base duty up to {100 * (row.rate or 0.0):.6g} %"
    if row.semantics == "cap_total" and row.cap is not None:
        said += f", up to {100 * row.cap:.6g} % together with the {row.floor_base} base duty"
    if row.semantics == "min_price":
        said += f", fills the price up to {row.specific:.6g} per {row.specific_unit}"
    if row.charged_on != "value":
        said += f", charged on {100 * part.share:.6g} % of the value ({row.charged_on})"
    return f"{said}; {part.why}" if part.why else said
