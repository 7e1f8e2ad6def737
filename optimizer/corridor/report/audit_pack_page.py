"""The audit pack as one HTML page: what fails first, then each claim with its worksheet and its proof tree."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

from corridor.report.disclaimer import disclaimer
from corridor.report.markup import open_table, paragraphs
from corridor.report.names import text_of
from corridor.report.origin_book import OriginBook
from corridor.report.origin_claims import LotSheet, Worksheet, share_words
from corridor.report.origin_tree import Node
from corridor.report.sheet import Sheet
from corridor.report.sheets_about import audit_word, status_words, title_of
from corridor.report.sheets_origin import claim_words, material_sheet, origin_test_sheet, without_test
from corridor.result.run import Run

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def pack_page(run: Run, book: OriginBook, sheets: Sequence[Worksheet], tables: Sequence[Sheet]) -> str:
    """Return the page of an audit pack; it needs no other file."""
    by_name = {sheet.name: sheet for sheet in tables}
    title = f"{title_of(run)}: audit pack of origin"
    head = _filled(
        "head.html",
        policy=_POLICY,
        title=escape(title),
        style=_asset("page.css"),
        subtitle=escape(f"Model {text_of(run.info.get('model'))}, law as known on {text_of(run.info.get('known_at'))}"),
        verdict=f'<p class="verdict fair">{escape(status_words(run))}; audit {escape(audit_word(run))}</p>',
    )
    return _filled(
        "audit_pack.html",
        head=head,
        disclaimer=f'<p class="disclaimer">{escape(disclaimer(run))}</p>',
        not_claimed=open_table(by_name["not claimed"]),
        claims=open_table(by_name["claims"]),
        worksheets="".join(_worksheet(book, number, sheet) for number, sheet in enumerate(sheets, start=1)),
        documents=open_table(by_name["documents"]),
        denied=open_table(by_name["claims denied"]),
    )


def _worksheet(book: OriginBook, number: int, sheet: Worksheet) -> str:
    """Return the section of one claim."""
    said = [text for lot in sheet.lots for text in _lot_words(book, lot)]
    said += [f"Claimed as bought: offer {offer}" for offer in sheet.bought]
    said += [f"Thin: {flag.text}" for flag in sheet.flags]
    needs = f"HS {sheet.hs} (edition {sheet.edition}); needs {text_of(sheet.claim['proof']) or 'a proof of origin'}"
    return (
        f'<section id="claim{number}"><h3>Claim {number}. {escape(claim_words(book, sheet.claim))}</h3>'
        f"{paragraphs([needs, *said])}"
        f"{open_table(origin_test_sheet(book, [sheet]))}{open_table(material_sheet(book, [sheet]))}"
        f'<h4>Proof</h4><ul class="proof">{_node(book, sheet.tree)}</ul></section>'
    )


def _lot_words(book: OriginBook, lot: LotSheet) -> list[str]:
    """Return what the tables do not say of a lot."""
    rule, made = lot.rule, f"{lot.lot['process']} at {book.names.site(text_of(lot.lot['site']))}"
    share = "" if lot.share > 1 - 1e-9 else f", {100 * lot.share:.3g} % of the claim"
    judged = "; ".join(share_words(test) for test, _ in lot.tests) or without_test(lot, book.names)
    return [
        f"{made}{share}: {rule.get('rule', 'rule not kept with the run')}, by {rule.get('way', '')}: {judged}",
        f"{rule.get('citation', '')}, evidence {rule.get('evidence', 'D')}; {rule.get('provision_citation', '')}, "
        f"evidence {rule.get('provision_evidence', 'D')}",
        f"Custody: {lot.custody}",
    ]


def _node(book: OriginBook, node: Node) -> str:
    """Return a step of a proof with the steps below it."""
    names = book.names
    state = f'<span class="unit">{escape(names.state(node.state))}</span>'
    amount = escape(names.amount(node.quantity, node.product))
    evidence = f" <b>evidence {escape(node.evidence)}</b>" if node.evidence else ""
    cited = f" <cite>{escape(node.citation)}</cite>" if node.citation else ""
    below = "".join(_node(book, child) for child in node.children)
    words = f"{amount} {escape(names.product(node.product))}, {state}: {escape(node.text)}{evidence}{cited}"
    return f'<li class="{node.kind}">{words}' + (f"<ul>{below}</ul>" if below else "") + "</li>"


def _filled(template: str, **parts: str) -> str:
    """Return a template with its parts; what looks like a placeholder within a part stays as it is."""
    return Template(_asset(template)).substitute(parts)


def _asset(name: str) -> str:
    return files("corridor.report").joinpath("assets", name).read_text(encoding="utf-8")
