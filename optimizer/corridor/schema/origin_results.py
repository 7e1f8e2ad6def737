"""Tables of a run about preferential origin: what is claimed, and the tests that it rests on."""

from __future__ import annotations

from typing import ClassVar

from corridor.schema.results import Flow
from corridor.schema.row import Row


class Claim(Row):
    """A flow that enters under an agreement: what the claim saves, what it rests on."""

    TABLE: ClassVar[str] = "claims"
    KEY: ClassVar[tuple[str, ...]] = Flow.KEY

    product: str
    state: str
    from_site: str
    to_site: str
    mode: str
    route: str
    option: str
    tag: str
    ship_period: str
    importer: str
    quantity: float
    """[unit]"""
    customs_value: float
    """[money] Of the whole flow."""
    duty_unclaimed: float
    """[money] Duty of the flow if the claim were denied."""
    duty: float
    """[money] Duty with the claim."""
    cost: float
    """[money] Cost of proofs of origin."""
    saved: float
    """[money] duty_unclaimed - duty - cost, without what entry fees change."""
    proof: str
    """Proof of origin that the claim needs."""
    citation: str
    evidence: str
    """Weakest evidence of the provisions and the rate that the claim rests on."""


class OriginTest(Row):
    """One test of origin of one lot, or of all that an election averages: both sides, and how much room is left.

    Of an election that is made (table elections) process, alternative and state are `*`, product is what the election
    names, rule_choice is ELECTION:ALTERNATIVE, and period is its window.
    """

    TABLE: ClassVar[str] = "origin_tests"
    KEY: ClassVar[tuple[str, ...]] = (
        "site",
        "process",
        "alternative",
        "product",
        "state",
        "rule_choice",
        "tag",
        "period",
        "scheme",
        "test",
    )

    site: str
    process: str
    alternative: str
    product: str
    state: str
    rule_choice: str
    tag: str
    period: str
    scheme: str
    """Agreement or content rule."""
    test: str
    """Name of the test among those of the rule's alternative."""
    basis: str
    """What the output is measured by: fob, ex_works, ..., mass."""
    value: float
    """[money, or t] Value of the whole lot on the basis."""
    counted: float
    """[money, or t] What the test limits: counted materials, less what counts for the good."""
    allowed: float
    """[money, or t] Largest `counted` that passes, margin included."""
    headroom: float
    """[money, or t] allowed - counted, at least 0 up to rounding."""
    citation: str
    evidence: str


class OriginInput(Row):
    """An input of a lot in one of its tests of origin: a line of the worksheet.

    Of an election, goods that cannot qualify in the way elected are a line themselves, at their whole value.
    """

    TABLE: ClassVar[str] = "origin_inputs"
    KEY: ClassVar[tuple[str, ...]] = (*OriginTest.KEY, "input", "input_state")

    site: str
    process: str
    alternative: str
    product: str
    state: str
    rule_choice: str
    tag: str
    period: str
    scheme: str
    """Agreement or content rule."""
    test: str
    """Name of the test among those of the rule's alternative."""
    input: str
    input_state: str
    quantity: float
    """[unit of the input]"""
    value: float
    """[money, or t] What it is worth to the test: of several sources the dearest, or the cheapest where it helps."""
    counted: float
    """[money, or t] What the test counts of it: 0 of what originates, less than 0 where it helps."""
