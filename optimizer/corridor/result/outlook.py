"""Who could make a product where, and under which agreements it would originate: asked before anything is solved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InputOutlook:
    """An input as one test sees it."""

    input: str
    source: str
    """Cheapest source: an offer, or the site that makes it; empty: none is known."""
    origin: str
    """Non-preferential origin at that source."""
    originates: bool
    """Whether it counts as originating there: its supplier declares it, or its maker passes the rule in this answer."""
    counts_if_foreign: bool
    """Whether the test counts it where it does not originate."""
    share: float | None
    """[1] What it counts for at the cheapest source, of the value of the output; None: no value is known."""


@dataclass(frozen=True)
class TestOutlook:
    """A test of one way to qualify."""

    __test__ = False  # pytest would take the class for one of its own

    name: str
    basis: str
    limit: float
    """[1] Largest share of the output's value that may count, margin included."""
    by_status: bool
    """Whether it asks for a change of code or for originating inputs: those that count must originate."""
    share: float | None
    """[1] What counts at the cheapest sources."""
    inputs: tuple[InputOutlook, ...]

    @property
    def passes(self) -> bool | None:
        """Whether it is met at the cheapest sources; None: a value is not known."""
        return None if self.share is None else self.share <= self.limit + 1e-9


@dataclass(frozen=True)
class WayOutlook:
    """One alternative of a rule."""

    name: str
    tests: tuple[TestOutlook, ...]

    @property
    def passes(self) -> bool | None:
        """Whether it is met at the cheapest sources; None: a value is not known."""
        answers = [one.passes for one in self.tests]
        return False if False in answers else None if None in answers else True


@dataclass(frozen=True)
class AgreementOutlook:
    """A maker under one agreement."""

    agreement: str
    claimable: bool
    """Whether the model may claim it."""
    rule: str
    """Empty: there is no rule, all inputs must originate."""
    is_default: bool
    citation: str
    evidence: str
    law_status: str
    ways: tuple[WayOutlook, ...]
    obstacle: str = ""
    """Why there is no way at all; empty: there are ways."""


@dataclass(frozen=True)
class Maker:
    """A site and process that could make the product."""

    site: str
    site_name: str
    country: str
    process: str
    alternative: str
    minimal: bool
    confers_origin: bool
    """Whether a judgement says that goods made there have the country's non-preferential origin."""
    agreements: tuple[AgreementOutlook, ...]


@dataclass(frozen=True)
class OriginOutlook:
    """The answer."""

    product: str
    name: str
    hs: str
    hs_edition: int
    day: str
    """Day whose rules are shown: the last of the horizon."""
    makers: tuple[Maker, ...]
    offers: tuple[tuple[str, str, str, str], ...]
    """(offer, site, non-preferential origin, agreements declared) of those that sell the product."""
    horizon: str
