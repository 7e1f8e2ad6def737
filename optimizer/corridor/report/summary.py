"""A run for machines: what run.json says, and the plan in short, as plain JSON values.

Amounts are in the model's unit of money, unrounded, as in the result tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from numbers import Integral, Real
from typing import Any

from corridor.report.binding import capacity_use, what_binds
from corridor.report.content import Content
from corridor.report.delivered import Demands
from corridor.report.denied_claims import denied_claims, denied_json
from corridor.report.disclaimer import weak_duty_share
from corridor.report.evidence_documents import documents
from corridor.report.lines import cost_lines
from corridor.report.origin_book import OriginBook
from corridor.report.sheets_claims import missing_of
from corridor.report.sheets_duty import duty_by_programme
from corridor.report.sheets_fees import fees_by_name
from corridor.result.run import Run
from corridor.schema.results import Shortfall


def as_json(run: Run) -> dict[str, Any]:
    """Return a run as values that `json.dumps(..., allow_nan=False)` takes.

    A figure that is not finite (a gap before the first plan) becomes None.
    """
    content = Content.of(run)
    names, landed = content.names, content.landed
    values: dict[str, Any] = plain(
        {
            **run.info,
            "costs": cost_lines(run),
            **_demand(content),
            "plan": _plan(content),
            "landed": [
                {
                    "site": site,
                    "product": product,
                    "quantity": landed.quantities[site, product],
                    "unit": names.unit_code(product),
                    "cost": sum(parts),
                    "parts": dict(zip(landed.lines, parts, strict=True)),
                }
                for (site, product), parts in landed.delivered.items()
            ],
            "left": {place: dict(zip(landed.lines, parts, strict=True)) for place, parts in landed.left.items()},
            "duty": [
                {"importer": importer, "programme": programme, "amount": amount, "evidence": evidence}
                for importer, programme, amount, evidence in duty_by_programme(run)
            ],
            "fees": [
                {"importer": importer, "fee": fee, "amount": amount, "evidence": evidence}
                for importer, fee, amount, evidence in fees_by_name(run)
            ],
            "claims": _claims(content),
            "claims_denied": denied_json(run, denied_claims(run)) if content.has_plan else None,
            "duty_on_evidence_c_or_d": weak_duty_share(run) if content.has_plan else None,
            "binding": [vars(item) for item in what_binds(run)] if content.has_plan else [],
            "capacity": [{**vars(item), "share": item.share} for item in capacity_use(run)] if content.has_plan else [],
            "folder": None if run.folder is None else str(run.folder),
            "disclaimer": content.disclaimer,
        }
    )
    return values


def _plan(content: Content) -> list[dict[str, Any]]:
    """Return what is bought, made and delivered where, over the horizon, with shares of the product."""
    names = content.names
    return [
        {
            "stage": line.stage,
            "stage_name": content.stages.titles.get(line.stage, "Demand"),
            "activity": line.activity,
            "product": line.product,
            "product_name": names.product(line.product),
            "site": site,
            "site_name": names.site(site),
            "country": names.country(site),
            "quantity": quantity,
            "unit": names.unit_code(line.product),
            "share": quantity / line.quantity,
        }
        for line in content.lines
        for site, quantity in line.sites
    ]


def _claims(content: Content) -> list[dict[str, Any]]:
    """Return the claims of a plan with the documents that are missing, those that save most first."""
    book = OriginBook(content.run, content.names)
    found = documents(book) if book.claims else []
    return [{**row, "missing": [one.subject for one in missing_of(book, row, found)]} for row in book.claims]


def _demand(content: Content) -> dict[str, Any]:
    """Return what is delivered of each product, and the demands that stay short; nothing without a plan."""
    if not content.has_plan:
        return {"delivered": [], "short": []}
    demands, names = Demands.of(content.run), content.names
    return {
        "delivered": [
            {
                "product": product,
                "unit": names.unit_code(product),
                "demanded": met.demanded,
                "delivered": met.delivered,
                "short": met.short if met.is_short else 0.0,
            }
            for product, met in demands.by_product().items()
        ],
        "short": [
            {**dict(zip(Shortfall.KEY, key, strict=True)), "demanded": met.demanded, "short": met.short}
            for key, met in demands.short.items()
        ],
    }


def plain(value: Any) -> Any:
    """Return a value made of nothing but what JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if isfinite(value) else None
    if isinstance(value, Sequence | set | frozenset):
        return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value.isoformat() if isinstance(value, date) else str(value)
