"""Rows of a tariff archive for tests: a sample that is always there, and the whole archive where it is at hand."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from corridor.reference.hts_read import read_hts
from corridor.reference.hts_records import Edition

SAMPLE = Path(__file__).with_name("hts_sample.json")
"""Rows of the Harmonized Tariff Schedule, 2026 revision 10 (USITC, public domain); long descriptions are cut."""

SYMBOLS = {"KR": "KORUS", "AU": "AUSFTA", "JP": "USJTA", "JO": "USJFTA", "A": "GSP", "A_PLUS": "GSP_LEAST"}

EDITION = Edition("XX", "2026 revision 10", date(2026, 6, 8), "tariff", "KP", "OTHER_COLUMN")


def sample():
    """Return the rows of the sample."""
    return read_hts(SAMPLE)


def archive(name):
    """Return the path of an archive in the folder that CORRIDOR_TARIFFS names, or skip the test and say why."""
    folder = os.environ.get("CORRIDOR_TARIFFS", "")
    path = Path(folder, name)
    if not folder or not path.is_file():
        pytest.skip(f"CORRIDOR_TARIFFS names no folder with {name}: it holds published tariffs and lists")
    return path


def written(folder, *entries, name="small.json"):
    """Write rows of an archive and return the file; what an entry leaves out is empty."""
    empty = {"htsno": "", "indent": "0", "description": "", "general": "", "special": "", "other": "", "footnotes": []}
    path = folder / name
    path.write_text(json.dumps([empty | entry for entry in entries]), encoding="utf-8")
    return path
