"""A hundred published rules of origin of all 43 schemes, and what each says, written down by hand.

Drawn from the 41,255 of the UK trade tariff (Open Government Licence v3.0) with a fixed seed: two texts of each scheme
and fourteen of all. The expected rule was written from the text; where the importer and it disagreed, the text was
read again. `narrowed`: the language has no words for all of the text, and the rule asks for more than it. `unread`: it
is not read, on purpose.
"""

import csv
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("uk_rules_by_hand.csv")


class ByHand(NamedTuple):
    """A rule of a scheme and what it says."""

    scheme: str
    heading: str
    hs_min: str
    hs_max: str
    before: str
    """Text that stands before it in its set, where it goes on from there."""
    text: str
    kind: str
    rule: str


with _FILE.open(encoding="utf-8", newline="") as _lines:
    BY_HAND = tuple(ByHand(**row) for row in csv.DictReader(_lines))
