"""Origin statuses: what is known of a unit under an agreement, and how a label says it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from corridor.errors import UsageError

_LABEL = re.compile(r"^([A-Z0-9_]+)(?::([A-Z0-9_]+))?(?:([.=])([0-9]+(?:\.[0-9]+)?))?$")


class Status(NamedTuple):
    """What a unit is under one agreement. A state holds a sorted tuple of them."""

    agreement: str
    share: float = 1.0
    """[1] Content that counts as originating."""
    originating: bool = True
    """Whether the unit originates, so that preference may be claimed; else only its content is known."""
    party: str = ""
    """Country that conferred it; empty where the agreement does not ask (neither differential nor cumulation none)."""

    def label(self) -> str:
        """Return the status as text.

        `ATIGA`: originating; `ATIGA:MY`: conferred by Malaysia; `ATIGA.36.5`: not originating, with 36.5 % content;
        `ATIGA=60`: originating, but counted with 60 % as a material.
        """
        text = f"{self.agreement}:{self.party}" if self.party else self.agreement
        if self.originating and self.share == 1.0:
            return text
        return f"{text}{'=' if self.originating else '.'}{_percent(self.share)}"


def parse_status(text: str) -> Status:
    """Return the status that a label says. Raises UsageError if it says none."""
    found = _LABEL.match(text)
    share = Decimal(found[4] or "100") / 100 if found else Decimal(2)
    if found is None or share > 1:
        raise UsageError(
            f"{text!r} is no origin status; write AGREEMENT, AGREEMENT:COUNTRY, AGREEMENT.35 (35 % content) "
            "or AGREEMENT=60 (originating, counted with 60 %)"
        )
    return Status(found[1], float(share), found[3] != ".", found[2] or "")


def _percent(share: float) -> str:
    """Return a share as a percentage with all its digits: 0.365 as 36.5."""
    text = format(Decimal(repr(float(share))) * 100, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
