"""Origin states in words: `MY~ATIGA` is "MY, originating under ATIGA"."""

from __future__ import annotations

import re

from corridor.errors import UsageError
from corridor.law.origin.status import Status, parse_status

_LABEL = re.compile(
    r"(?P<origin>[A-Z0-9_]+)(?P<views>(?:\+[A-Z0-9_]+:[A-Z0-9_]+)*)(?P<statuses>(?:~[A-Z0-9_:=.]+)*)"
    r"(?:/(?P<use>[a-z_]+))?(?:@(?P<offer>[A-Z0-9_]+))?"
)


def statuses_of(label: str) -> tuple[Status, ...]:
    """Return the statuses on a label, in its order; none where it is no label."""
    found = _LABEL.fullmatch(label)
    try:
        return tuple(parse_status(part) for part in found["statuses"].split("~")[1:]) if found else ()
    except UsageError:
        return ()


def origin_of(label: str) -> str:
    """Return the non-preferential origin on a label; the label itself where it is none."""
    found = _LABEL.fullmatch(label)
    return found["origin"] if found else label


def state_words(label: str, content_rules: frozenset[str] = frozenset()) -> str:
    """Return an origin state in words; `content_rules` are the statuses that are no agreements.

    What is no label stays as it is.
    """
    found = _LABEL.fullmatch(label)
    if found is None:
        return label
    parts = [found["origin"]]
    for view in found["views"].split("+")[1:]:
        importer, _, origin = view.partition(":")
        parts.append(f"{origin} for {importer}")
    statuses = statuses_of(label)
    agreements = [one for one in statuses if one.agreement not in content_rules]
    originating = [_originating(one) for one in agreements if one.originating]
    if originating:
        parts.append(f"originating under {_listed(originating)}")
    contents = [f"{_percent(one.share)} content under {one.agreement}" for one in agreements if not one.originating]
    satisfied = [one.agreement for one in statuses if one.agreement in content_rules]
    parts += contents
    parts += [f"satisfies {_listed(satisfied)}"] if satisfied else []
    parts += [f"for use as {found['use'].replace('_', ' ')}"] if found["use"] else []
    parts += [f"bound to offer {found['offer']}"] if found["offer"] else []
    return ", ".join(parts)


def _originating(status: Status) -> str:
    """Return the agreement of a status, with the party that conferred it and what counts of it."""
    more = [f"conferred by {status.party}"] if status.party else []
    more += [f"counted with {_percent(status.share)}"] if status.share != 1.0 else []
    return f"{status.agreement} ({', '.join(more)})" if more else status.agreement


def _percent(share: float) -> str:
    return f"{100 * share:.6g} %"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
