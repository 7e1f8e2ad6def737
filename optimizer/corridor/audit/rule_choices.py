"""The rule choice of a lot as tables write it: `none`, `ATIGA=CTH+RCEP=RVC_BD40`, `ATIGA=CONTENT35/CELL:CN~ATIGA`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corridor.law.origin.status import parse_status

NO_RULE = "none"
"""Rule choice of a lot whose output has no status."""

_CLAIM = re.compile(r"(?P<agreement>[A-Z0-9_]+)=(?P<alternative>[A-Z0-9_&.]+)")
_CONTENT = re.compile(r"(?:(?P<alternative>.+)&)?CONTENT(?P<percent>[0-9]+(?:\.[0-9]+)?)")
_PART = re.compile(r"/([A-Z0-9_]+):([^/:]+(?::[^/:]+)*(?:/[a-z_]+)?)")


class ChosenRule(NamedTuple):
    """What a lot satisfies for one agreement."""

    agreement: str
    alternative: str
    """Name of an alternative of the rule; empty: only a content is claimed."""
    content: float | None
    """[1] Least content, where one is claimed."""


class RuleChoice(NamedTuple):
    """What a lot satisfies, and which kind of each discrete part it is made of."""

    rules: tuple[ChosenRule, ...]
    parts: tuple[tuple[str, str], ...] = ()
    """(product, label of a state) of each discrete part."""


@lru_cache(maxsize=10_000)
def parse_choice(text: str) -> RuleChoice | None:
    """Return the rule choice that a text means, or None if it is none."""
    if text == NO_RULE:
        return RuleChoice(())
    stated, _, rest = text.partition("/")
    rules = [_rule(part) for part in stated.split("+")]
    named = f"/{rest}" if rest else ""
    parts = tuple((found[1], found[2]) for found in _PART.finditer(named))
    if None in rules or "".join(f"/{product}:{label}" for product, label in parts) != named:
        return None
    found_rules = tuple(rule for rule in rules if rule is not None)
    agreements = [rule.agreement for rule in found_rules]
    return RuleChoice(found_rules, parts) if agreements == sorted(set(agreements)) else None


def _rule(text: str) -> ChosenRule | None:
    """Return what a lot satisfies for one agreement, or None if the text does not say it."""
    match = _CLAIM.fullmatch(text)
    if match is None:
        return None
    content = _CONTENT.fullmatch(match["alternative"])
    if content is None:
        return ChosenRule(match["agreement"], match["alternative"], None)
    if float(content["percent"]) > 100:
        return None
    share = parse_status(f"{match['agreement']}.{content['percent']}").share
    return ChosenRule(match["agreement"], content["alternative"] or "", share)
