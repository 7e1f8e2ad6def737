"""What rests on which document: claims, non-preferential origins, content of goods delivered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corridor.report.names import Record, label_rows, number_of, records, text_of
from corridor.report.origin_book import OriginBook, money_of
from corridor.report.origin_tree import Node, Proofs
from corridor.report.state_words import statuses_of
from corridor.result.lineage import Place
from corridor.schema.border_option import claim_of
from corridor.schema.results import Delivery, Production


@dataclass(frozen=True)
class Rest:
    """Something that rests on a document."""

    kind: str
    subject: str
    resting: str
    """What rests on it, in words."""
    money: float | None
    """[money] What is lost without the document; None: no table gives an amount."""
    evidence: str
    """Empty: none is stated."""
    source: str
    until: str = ""
    """Last day that the document holds; empty: it does not expire."""
    needed_on: str = ""
    """Last day on which it must hold."""


def claim_rests(book: OriginBook, product: str = "") -> Iterator[Rest]:
    """Yield what the claims of a plan rest on. Without the document the duty that the claim saves falls due."""
    for claim in book.claims:
        if product not in ("", text_of(claim["product"])):
            continue
        scheme, words = claim_of(text_of(claim["option"])), claim_words(book, claim)
        lost = money_of(claim, "duty_unclaimed") - money_of(claim, "duty")
        sold = _sold(book, claim)
        proof = text_of(claim["proof"]) or "proof of origin"
        subject = f"{proof} of {scheme} for {sold} into {claim['importer']}"
        yield Rest("proof", subject, words, lost, "D", text_of(claim["citation"]))
        tree = Proofs(book, scheme).of_claim(claim)
        yield from _of_tree(book, scheme, tree, words, lost, book.period_end(text_of(claim["ship_period"])))


def claim_words(book: OriginBook, claim: Record) -> str:
    """Return what a claim is called among the things that rest on a document."""
    to = book.names.site(text_of(claim["to_site"]))
    way = f"by {claim['mode']} {claim['route']}"
    return f"claim of {claim['option']} on {_sold(book, claim)} to {to}, {way}, {claim['ship_period']}"


def _sold(book: OriginBook, claim: Record) -> str:
    names = book.names
    return f"{names.product(text_of(claim['product']))} from {names.site(text_of(claim['from_site']))}"


def _of_tree(book: OriginBook, scheme: str, tree: Node, words: str, lost: float, day: str) -> Iterator[Rest]:
    """Yield what each source of the goods rests on; everything below a lot carries all of the lot's share."""
    whole = sum(one.quantity for one in tree.children) or 1.0
    for child in tree.children:
        money = lost * child.quantity / whole
        for _, node in child.walk():
            yield from _of_node(book, scheme, node, f"{words}, {_share(child.quantity / whole)}", money, day)


def _share(part: float) -> str:
    return "all of it" if part > 1 - 1e-9 else f"{100 * part:.3g} % of it"


def _of_node(book: OriginBook, scheme: str, node: Node, words: str, money: float, day: str) -> Iterator[Rest]:
    """Yield the documents of one step of a proof."""
    if node.kind == "purchase":
        row = book.offers.get(text_of(node.row["offer"]), {})
        subject = f"offer {node.row['offer']} ({book.names.offer(text_of(node.row['offer']))}): origin under {scheme}"
        evidence, source = text_of(row.get("evidence")), text_of(row.get("source"))
        yield Rest("declaration", subject, words, money, evidence, source, text_of(row.get("proof_until"))[:10], day)
    if node.kind != "lot":
        return
    rule = book.rule(node.row, scheme)
    if rule is None:
        return
    good = book.names.product(node.product)
    subject = f"{scheme}, rule for {good} ({rule['hs']}): {rule['rule']}"
    citations = "; ".join(dict.fromkeys(text_of(rule[one]) for one in ("citation", "provision_citation")))
    yield Rest("rule", subject, words, money, max(text_of(rule["evidence"]), text_of(rule["provision_evidence"])),
               citations)  # fmt: skip
    met = [test for test in text_of(rule["tests"]).split(";") if test and test.upper() in _conditions(rule)]
    for test in met:
        process = book.processes.get(text_of(node.row["process"]), {})
        subject = f"process {node.row['process']} at {book.names.site(node.site)}: {test.replace('_', ' ')}"
        yield Rest("process", subject, words, money, text_of(process.get("evidence")), text_of(process.get("source")))


def _conditions(rule: Record) -> list[str]:
    """Return the names of the conditions of the way chosen; of goods wholly obtained WO stands for its test."""
    names = text_of(rule["way"]).split("&")
    return [*names, *(["WHOLLY_OBTAINED"] if "WO" in names else [])]


def judgement_rests(book: OriginBook) -> Iterator[Rest]:
    """Yield the judgements that non-preferential origins rest on.

    Without one the goods keep the origin of their essential input: what is lost is the duty that they then pay more.
    Where the law does not tell that duty, the amount is not known.
    """
    columns = ("site", "process", "product", "importer")
    judged = {tuple(text_of(row[one]) for one in columns): row for row in label_rows(book.run, "origin_judgements")}
    names = book.names
    for stake in label_rows(book.run, "origin_stakes"):
        made = tuple(text_of(stake[column]) for column in ("site", "process", "made"))
        row = judged.get((*made, text_of(stake["judged_by"])))
        if row is None:
            continue
        inherited = number_of(stake["duty_inherited"])
        money = None if inherited is None else max(0.0, inherited - money_of(stake, "duty"))
        words = f"origin of {names.product(text_of(stake['product']))} from {names.site(text_of(stake['from_site']))}"
        words += f" at {names.site(text_of(stake['to_site']))}, {stake['mode']} {stake['route']}, {stake['option']}"
        words += f", {stake['ship_period']}, made in {stake['lot_period']}"
        yield from _of_judgement(book, row, words, money, book.period_end(text_of(stake["ship_period"])))


def _of_judgement(book: OriginBook, row: Record, words: str, money: float | None, day: str) -> Iterator[Rest]:
    """Yield a determination, and the ruling that it names."""
    names, number = book.names, text_of(row["ruling_no"])
    conferred = f"{row['process']} at {names.site(text_of(row['site']))} confers origin on"
    subject = f"{conferred} {names.product(text_of(row['product']))}" + ("" if number else ", without a ruling")
    evidence, until = text_of(row["evidence"]), text_of(row["valid_to"])[:10]
    source = text_of(row["source"]) or text_of(row["basis"])
    yield Rest("determination", subject, words, money, evidence, source, until, day)
    if number:
        yield Rest("ruling", f"ruling {number}", words, money, evidence, source, until, day)


def compliance_rests(book: OriginBook) -> Iterator[Rest]:
    """Yield what suppliers document about content: goods delivered, and credits, rest on it."""
    rules = {text_of(row["rule"]): row for row in label_rows(book.run, "content_rules")}
    demands = {
        tuple(text_of(row[column]) for column in ("site", "product", "end_use")): row
        for row in label_rows(book.run, "demand")
    }
    for row in records(book.run.table(Delivery)):
        demand = demands.get(tuple(text_of(row[column]) for column in ("site", "product", "end_use")), {})
        worth = number_of(demand.get("shortfall_penalty")) or number_of(demand.get("price"))
        money = None if worth is None else worth * (number_of(row["quantity"]) or 0.0)
        asked = [code for code in text_of(demand.get("content_rules")).split(";") if code in rules]
        place = Place(text_of(row["site"]), text_of(row["product"]), text_of(row["state"]))
        for code in asked:
            words = f"{book.names.product(place.product)} delivered to {book.names.site(place.site)}, {row['period']}"
            yield from _complying(book, code, place, text_of(row["period"]), words, money)
    for row in records(book.run.table(Production)):
        for code, rule in rules.items():
            credit = (number_of(rule.get("credit")) or 0.0) if book.rule(row, code) else 0.0
            if credit:
                place = Place(text_of(row["site"]), text_of(row["product"]), text_of(row["state"]))
                words = f"credit of {code} on {book.names.product(place.product)}, {row['period']}"
                money = credit * (number_of(row["quantity"]) or 0.0)
                yield from _complying(book, code, place, text_of(row["period"]), words, money)


def _complying(
    book: OriginBook, code: str, place: Place, period: str, words: str, money: float | None
) -> Iterator[Rest]:
    """Yield the offers whose compliance documents goods at a place rest on."""
    claim = {
        "option": code, "product": place.product, "from_site": place.site, "to_site": place.site,
        "state": place.state, "ship_period": period, "quantity": 1.0, "evidence": "", "citation": "",
    }  # fmt: skip
    entities = {text_of(row["entity"]): row for row in label_rows(book.run, "entities")}
    sites = book.names.sites
    for _, node in Proofs(book, code).of_claim(claim).walk():
        offer = book.offers.get(text_of(node.row.get("offer")), {}) if node.kind == "purchase" else {}
        if not any(status.agreement == code for status in statuses_of(text_of(node.row.get("state")))) or not offer:
            continue
        name = f"offer {offer['offer']} ({book.names.offer(text_of(offer['offer']))})"
        until, row = "", offer
        subject = f"{name}: {code}"
        if code in text_of(offer.get("complies_with")).split(";"):
            until = text_of(offer.get("proof_until"))[:10]
        else:
            entity = text_of(offer.get("producer_entity")) or text_of(sites.get(node.site, {}).get("entity"))
            row = entities.get(entity, {})
            subject = f"{name}: {code}, by what table entities says of {entity or 'its maker'}"
        evidence, source = text_of(row.get("evidence")), text_of(row.get("source"))
        yield Rest("compliance", subject, words, money, evidence, source, until, book.period_end(period))
