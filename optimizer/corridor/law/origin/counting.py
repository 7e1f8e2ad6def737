"""How much of a material counts as originating for a producer: cumulation and roll-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridor.law.origin.status import Status
from corridor.reference.law import Law
from corridor.schema.origin import OriginProvision

_ROUNDING = 1e-9
"""[1] By how much a content may miss a threshold because its digits are binary."""


def counted_share(
    law: Law, provision: OriginProvision, statuses: Sequence[Status], np_origin: str, country: str, by_status: bool
) -> float:
    """[1] Return what of a material counts as originating under an agreement for a producer in `country`.

    `statuses` are what is known of the material, `np_origin` is its non-preferential origin. With `by_status` a
    material counts whole or not at all, as a change of code asks; else its content counts where the agreement lets it.
    """
    own = [status for status in statuses if status.agreement == provision.agreement]
    shares = [_of_agreement(law, provision, status, country, by_status) for status in own]
    if provision.cumulation in ("diagonal", "extended"):
        shares.append(_of_others(law, provision, statuses, np_origin))
    return max(shares, default=0.0)


def _of_agreement(law: Law, provision: OriginProvision, status: Status, country: str, by_status: bool) -> float:
    """[1] Return what counts of a material with a status under the agreement itself."""
    if provision.cumulation == "none" and not _same_place(law, status.party, country):
        return 0.0
    if status.originating:
        return status.share if provision.roll_up == "none" and not by_status else 1.0
    return 0.0 if by_status else _of_content(provision, status.share)


def _of_content(provision: OriginProvision, share: float) -> float:
    """[1] Return what counts of a material that does not originate but has a content."""
    counted = share if provision.cumulation == "full" or provision.roll_up == "traced" else 0.0
    if provision.cumulation == "partial":
        if share >= provision.partial_to - _ROUNDING:
            return 1.0
        if share >= provision.partial_from - _ROUNDING:
            return share
    return counted


def _of_others(law: Law, provision: OriginProvision, statuses: Iterable[Status], np_origin: str) -> float:
    """[1] Return 1 if a material counts as one of those that the agreement cumulates with, else 0."""
    partners = frozenset(provision.cumulates_with.split(";"))
    origins = {np_origin, law.territory(np_origin)}
    claims = {status.agreement for status in statuses if status.originating}
    return 0.0 if partners.isdisjoint(origins | claims) else 1.0


def _same_place(law: Law, party: str, country: str) -> bool:
    """Return whether origin was conferred in the producer's own customs territory."""
    return bool(party) and law.territory(party) == law.territory(country)
