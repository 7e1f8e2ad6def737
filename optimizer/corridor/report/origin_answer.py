"""What a plan says about the origin of a product, for people at a terminal: what fails first, worksheets, proofs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from corridor.report.audit_pack import asked
from corridor.report.disclaimer import disclaimer
from corridor.report.money import in_cents, money_text
from corridor.report.names import Record, number_of, text_of
from corridor.report.origin_book import OriginBook, money_of
from corridor.report.origin_claims import LotSheet, Worksheet, share_words, worksheets
from corridor.report.origin_tree import Node
from corridor.report.sheets_claims import NO_CLAIMS, VERDICTS, change_words, gaps_of
from corridor.report.sheets_origin import claim_words, without_test
from corridor.result.run import Run


def print_origin(run: Run, product: str, console: Console) -> None:
    """Print what fails, then each claim with its worksheet and proof. Raises UsageError as `asked` does."""
    book = asked(run, product)
    gaps, sheets = gaps_of(book, product), worksheets(book, product)
    console.print(Text(f"Origin of {book.names.product(product)}", style="bold"))
    if gaps:
        console.print(Text("What is not claimed, and why", style="bold"))
    for gap in gaps:
        _print_gap(book, gap, console)
    if not gaps:
        console.print(Text("Every shipment that could claim a preference does, or saves nothing by it."))
    console.print(Text("What is claimed" if sheets else NO_CLAIMS, style="bold"))
    for number, sheet in enumerate(sheets, start=1):
        _print_claim(book, number, sheet, console)
    console.print(Text(disclaimer(run), style="dim"))


def _print_gap(book: OriginBook, gap: Record, console: Console) -> None:
    """Print one shipment that claims nothing."""
    names, product = book.names, text_of(gap["product"])
    verdict = VERDICTS.get(text_of(gap["verdict"]), text_of(gap["verdict"]))
    amount = names.amount(number_of(gap["quantity"]) or 0.0, product)
    way = f"{names.site(text_of(gap['from_site']))} to {names.site(text_of(gap['to_site']))}, {gap['ship_period']}"
    head = f"  {gap['agreement']}, {amount}, {way}: {verdict}"
    console.print(Text(head, style="yellow"))
    console.print(Text(f"    a claim would save {_money(book, money_of(gap, 'saved'))}; {gap['reason']}"))
    if number_of(gap["value"]) is not None:
        console.print(Text(f"    {gap['test']} on {gap['basis']}: {_sides(book, gap)}"))
        for row in book.gap_inputs(gap):
            console.print(Text(f"      {_material(book, row)}"))
    if words := change_words(book, gap):
        cost = number_of(gap["change_cost"])
        console.print(Text(f"    cheapest change: {words}" + ("" if cost is None else f", {_money(book, cost)}")))


def _print_claim(book: OriginBook, number: int, sheet: Worksheet, console: Console) -> None:
    """Print the worksheet and the proof of one claim."""
    claim = sheet.claim
    head = f"  {number}. {claim_words(book, claim)}: saves {_money(book, money_of(claim, 'saved'))}"
    console.print(Text(f"{head}, evidence {claim['evidence']}", style="green"))
    console.print(Text(f"    HS {sheet.hs} (edition {sheet.edition}); needs {claim['proof'] or 'proof of origin'}"))
    for lot in sheet.lots:
        _print_lot(book, lot, console)
    for offer in sheet.bought:
        console.print(Text(f"    claimed as bought under offer {offer}"))
    tree = Tree(Text("Proof"), guide_style="dim")
    _grow(book, tree, sheet.tree.children)
    console.print(tree)


def _print_lot(book: OriginBook, lot: LotSheet, console: Console) -> None:
    """Print the worksheet of one lot."""
    rule, names = lot.rule, book.names
    made = f"{lot.lot['process']} at {names.site(text_of(lot.lot['site']))}"
    part = "" if lot.share > 1 - 1e-9 else f" ({100 * lot.share:.3g} % of the claim)"
    console.print(Text(f"    {made}{part}: {rule.get('rule', 'rule not kept with the run')}, by {rule.get('way', '')}"))
    console.print(Text(f"      {rule.get('citation', '')}, evidence {rule.get('evidence', 'D')}", style="dim"))
    for test, inputs in lot.tests:
        console.print(Text(f"      {test['test']} on {test['basis']}: {_sides(book, test)}; {share_words(test)}"))
        for row in inputs:
            console.print(Text(f"        {_material(book, row)}"))
    if not lot.tests:
        console.print(Text(f"      {without_test(lot, names)}"))
    console.print(Text(f"      custody: {lot.custody}"))
    for flag in lot.flags:
        console.print(Text(f"      thin: {flag.text}", style="yellow"))


def _sides(book: OriginBook, test: Record) -> str:
    """Return both sides of a test."""
    weighed = text_of(test["basis"]) == "mass"

    def told(column: str) -> str:
        amount = number_of(test[column]) or 0.0
        return f"{amount:,.3f} t" if weighed else _money(book, amount)

    room = f"short by {told('short')}" if number_of(test.get("short")) else f"headroom {_room(book, test, weighed)}"
    return f"value {told('value')}, counted {told('counted')}, allowed {told('allowed')}, {room}"


def _room(book: OriginBook, test: Record, weighed: bool) -> str:
    room = (number_of(test["allowed"]) or 0.0) - (number_of(test["counted"]) or 0.0)
    return f"{room:,.3f} t" if weighed else _money(book, room)


def _material(book: OriginBook, row: Record) -> str:
    """Return an input of a test in words."""
    names, code = book.names, text_of(row["input"])
    amount = names.amount(number_of(row["quantity"]) or 0.0, code)
    counted, value = (_money(book, number_of(row[column]) or 0.0) for column in ("counted", "value"))
    origin = names.state(text_of(row["input_state"]))
    return f"{amount} {names.product(code)}, {origin}: worth {value}, counts {counted}"


def _money(book: OriginBook, amount: float) -> str:
    return f"{money_text(in_cents(amount, book.names.money_unit))} {book.names.currency}"


def _grow(book: OriginBook, tree: Tree, nodes: Sequence[Node]) -> None:
    """Add the steps of a proof to a tree."""
    names = book.names
    for node in nodes:
        amount = names.amount(node.quantity, node.product)
        evidence = f" [{node.evidence}]" if node.evidence else ""
        words = f"{amount} {names.product(node.product)}, {names.state(node.state)}: {node.text}{evidence}"
        style = "yellow" if node.kind == "not_originating" else ""
        _grow(book, tree.add(Text(words, style=style)), node.children)
