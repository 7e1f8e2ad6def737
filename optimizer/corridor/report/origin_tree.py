"""The proof tree of a claim: from the goods claimed down to what suppliers declare, or to goods wholly obtained.

Goods of one state at a place are mixed, so each source has its share of what leaves. What does not originate under the
agreement is not followed further: it counts against the lot as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from corridor.report.names import Record, number_of, text_of
from corridor.report.origin_book import OriginBook, money_of
from corridor.report.state_words import origin_of, statuses_of
from corridor.result.lineage import Place, Source, lot_key

WHOLLY_OBTAINED = "wholly_obtained"
"""Process test of goods that are grown, caught or mined there."""


FROM_START = "there from the start (table stocks), or a by-product"
"""What goods are that nothing in the plan brought."""

Path: TypeAlias = frozenset[tuple[Place, str]]
"""Places and periods on the way down."""


@dataclass(frozen=True)
class Node:
    """A step of a proof."""

    kind: str
    """claim, lot, shipment, purchase, input, not_originating, from_start or circle."""
    text: str
    product: str
    site: str
    state: str
    period: str
    quantity: float
    """[unit]"""
    evidence: str
    """Weakest evidence of the step itself; empty: it needs none."""
    citation: str
    row: Record
    """The result row it stands for, empty where there is none."""
    children: tuple[Node, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield this node and all below it, with their depth."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)

    def as_json(self) -> dict[str, Any]:
        """Return the tree as plain values."""
        words = ("kind", "text", "product", "site", "state", "period", "quantity", "evidence", "citation")
        return {**{word: getattr(self, word) for word in words}, "from": [one.as_json() for one in self.children]}


@dataclass(frozen=True)
class Proofs:
    """Builds proof trees under one agreement."""

    book: OriginBook
    scheme: str

    def of_claim(self, claim: Record) -> Node:
        """Return the proof tree of a claimed flow."""
        place = Place(text_of(claim["from_site"]), text_of(claim["product"]), text_of(claim["state"]))
        quantity, period = number_of(claim["quantity"]) or 0.0, text_of(claim["ship_period"])
        names = self.book.names
        text = (
            f"{self.scheme} is claimed on {names.amount(quantity, place.product)} {names.product(place.product)}, "
            f"{names.site(place.site)} to {names.site(text_of(claim['to_site']))}"
        )
        children = self._sources(place, period, quantity, frozenset())
        evidence, citation = text_of(claim["evidence"]), text_of(claim["citation"])
        return Node("claim", text, place.product, place.site, place.state, period, quantity, evidence, citation, claim,
                    children)  # fmt: skip

    def _sources(self, place: Place, period: str, quantity: float, path: Path) -> tuple[Node, ...]:
        """Return where goods of a place come from, each source with its share."""
        sources = self.book.lineage.sources(place, period)
        whole = sum(one.quantity for one in sources)
        if (place, period) in path:
            return (self._leaf("circle", "goods that run in a circle: see above", place, period, quantity),)
        if not whole:
            return (self._leaf("from_start", FROM_START, place, period, quantity),)
        parts = [(one, quantity * one.quantity / whole) for one in sources]
        return tuple(self._source(place, one, part, path | {(place, period)}) for one, part in parts)

    def _leaf(self, kind: str, text: str, place: Place, period: str, quantity: float) -> Node:
        return Node(kind, text, place.product, place.site, place.state, period, quantity, "", "", {})

    def _source(self, place: Place, one: Source, quantity: float, path: Path) -> Node:
        if one.kind == "start":
            return self._leaf("from_start", FROM_START, place, one.period, quantity)
        if one.kind == "made":
            return self._lot(one.row, quantity, path)
        return self._shipment(one, quantity, path) if one.kind == "moved" else self._purchase(one, quantity)

    def _shipment(self, one: Source, quantity: float, path: Path) -> Node:
        """Return a shipment and where its goods come from."""
        row, names = one.row, self.book.names
        before = Place(text_of(row["from_site"]), text_of(row["product"]), text_of(row["state"]))
        text = f"shipped from {names.site(before.site)} to {names.site(text_of(row['to_site']))}, {row['mode']}"
        children = self._sources(before, one.period, quantity, path)
        return Node("shipment", text, *before[1:2], before.site, before.state, one.period, quantity, "", "", row,
                    children)  # fmt: skip

    def _purchase(self, one: Source, quantity: float) -> Node:
        """Return goods bought: what the supplier declares is where a proof ends."""
        offer, names = text_of(one.row["offer"]), self.book.names
        row = self.book.offers.get(offer, {})
        until = text_of(row.get("proof_until"))[:10]
        evidence = text_of(row.get("evidence")) or "D"
        text = f"bought under {offer} ({names.offer(offer)}): the supplier declares that it originates"
        if not any(status.agreement == self.scheme and status.originating for status in self._statuses(one.row)):
            text = f"bought under {offer} ({names.offer(offer)}): declared content, or origin of a partner"
        text += f", proof until {until}" if until else ""
        place = Place(text_of(one.row["site"]), text_of(one.row["product"]), text_of(one.row["state"]))
        return Node("purchase", text, place.product, place.site, place.state, one.period, quantity, evidence,
                    text_of(row.get("source")), one.row)  # fmt: skip

    def _statuses(self, row: Record) -> tuple[Any, ...]:
        return statuses_of(text_of(row["state"]))

    def _lot(self, row: Record, quantity: float, path: Path) -> Node:
        """Return a lot, the rule it satisfies, and its inputs."""
        names = self.book.names
        rule = self.book.rule(row, self.scheme) or {}
        place = Place(text_of(row["site"]), text_of(row["product"]), text_of(row["state"]))
        obtained = WHOLLY_OBTAINED in text_of(rule.get("tests")).split(";")
        text = f"made by {row['process']} at {names.site(place.site)}"
        if rule:
            text += f", which satisfies {self.scheme} by {rule['way']} of: {rule['rule']}"
        elif text_of(row["rule_choice"]) == "none":
            text += ", without a claim of its own"
        text += "; wholly obtained" if obtained else ""
        scale = quantity / (number_of(row["quantity"]) or 1.0)
        uses = self.book.lineage.inputs(row)
        children = () if obtained else tuple(self._input(use, scale, path) for use in uses)
        return Node("lot", text, place.product, place.site, place.state, text_of(row["period"]), quantity,
                    text_of(rule.get("evidence")), text_of(rule.get("citation")), row, children)  # fmt: skip

    def _input(self, use: Record, scale: float, path: Path) -> Node:
        """Return an input: followed where something of it counts as originating."""
        place = Place(text_of(use["site"]), text_of(use["input"]), text_of(use["input_state"]))
        quantity, period = (number_of(use["quantity"]) or 0.0) * scale, text_of(use["period"])
        kind, text = "input", "counts as originating, in full or in part"
        if not self.counts(use):
            asked = "counts against the lot" if self._against(use) else "the way chosen does not ask it to"
            kind, text = "not_originating", f"does not originate under {self.scheme}; {asked}"
        children = self._sources(place, period, quantity, path) if kind == "input" else ()
        return Node(kind, text, place.product, place.site, place.state, period, quantity, "", "", use, children)

    def _against(self, use: Record) -> bool:
        """Whether a test of its lot counts something of an input."""
        lot = self.book.lots.get(lot_key(use), {})
        key = (text_of(use["input"]), text_of(use["input_state"]))
        return any(
            (text_of(row["input"]), text_of(row["input_state"])) == key and money_of(row, "counted") > 0
            for test in (self.book.tests_of(lot, self.scheme) if lot else ())
            for row in self.book.inputs_of(test)
        )

    def counts(self, use: Record) -> bool:
        """Whether something of an input counts as originating: by its own status, or by one that is cumulated with."""
        label = text_of(use["input_state"])
        lot = self.book.lots.get(lot_key(use), {})
        rule = (self.book.rule(lot, self.scheme) if lot else None) or {}
        cumulated = rule.get("cumulation") in ("diagonal", "extended")
        partners = {self.scheme, *(text_of(rule.get("cumulates_with")).split(";") if cumulated else ())}
        return any(one.agreement in partners for one in statuses_of(label)) or origin_of(label) in partners
