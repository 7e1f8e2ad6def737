"""The duty of a few goods at ten dates by rules written by hand from the text of the law, without the duty engine.

Run `python -m tests.unit.replay_by_hand > tests/unit/replay.csv` to write the golden table again.
"""

import csv
import sys
from pathlib import Path

TABLE = Path(__file__).with_name("replay.csv")

DAYS = (
    "2025-01-15", "2025-02-10", "2025-04-09", "2025-05-01", "2025-08-20",
    "2025-11-20", "2026-01-20", "2026-02-22", "2026-03-15", "2026-10-09",
)  # fmt: skip
"""Before all; fentanyl 10 %; the one day of country rates; China at 125 %; the rates of 7 August 2025; the Korean deal
and fentanyl at 10 % again; the four-year review of 2026; between IEEPA and section 122; section 122; the horizon."""

ORIGINS = ("CN", "MY", "VN", "JP", "KR", "SG", "DE")

BASE = {  # Column 1 general, HTS 2025 basic to 2026 revision 10, the same on all days.
    "8507600010": 0.034, "8507600020": 0.034, "8505110070": 0.021, "25041010": 0.0,
    "38011050": 0.0, "90183100": 0.0, "85423100": 0.0,
}  # fmt: skip

GOODS = (
    ("8507600010", "auto_part"), ("8507600010", "none"), ("8507600020", "none"), ("8505110070", "none"),
    ("25041010", "none"), ("38011050", "none"), ("90183100", "none"), ("85423100", "none"),
)  # fmt: skip

FIRST_OF_2026 = {"8507600020": (0.075, 0.25), "8505110070": (0.0, 0.25), "25041010": (0.0, 0.25)}
"""Section 301 on China that changed on 2026-01-01: list 4A, or no list, to 9903.91.06 (note 31(g))."""

SAME = {"8507600010": 0.25, "38011050": 0.25, "90183100": 1.0, "85423100": 0.5}
"""9903.91.01 (vehicle batteries), list 3, 9903.91.03, and 9903.91.05 since 2025-01-01."""

ONE_DAY = {"CN": 0.84, "MY": 0.24, "VN": 0.46, "JP": 0.24, "KR": 0.25, "SG": 0.10, "DE": 0.20}
"""Reciprocal rates of 2025-04-09: 9903.01.43 to .76; China 34 % raised to 84 % the day before; Singapore 10 %."""

AUGUST = {"CN": 0.10, "MY": 0.19, "VN": 0.20, "KR": 0.15, "SG": 0.10}
"""Reciprocal rates from 2025-08-07: 9903.02.39, .69, .56; China and Singapore pay 9903.01.25. JP, DE: 15 % in all."""


def china_301(code: str, day: str) -> float:
    """Section 301 on goods of China."""
    return SAME[code] if code in SAME else FIRST_OF_2026[code][day >= "2026-01-01"]


def fentanyl(day: str) -> float:
    """IEEPA fentanyl duty on goods of China: 10 % from 4 February, 20 % from 4 March, 10 % from 10 November 2025."""
    if not "2025-02-04" <= day <= "2026-02-19":
        return 0.0
    return 0.2 if "2025-03-04" <= day <= "2025-11-09" else 0.1


def on_annex_ii(code: str, origin: str, day: str) -> bool:
    """Free of the reciprocal duty: chips from the start, neodymium magnets and flake graphite from 2025-09-08.

    Goods of the EU on note 2(v)(xx), flake graphite among them, from 2025-09-01.
    """
    if code == "85423100":
        return True
    if code in ("8505110070", "25041010"):
        return day >= "2025-09-08" or (origin == "DE" and code == "25041010" and day >= "2025-09-01")
    return False


def reciprocal(code: str, origin: str, day: str) -> float:
    """IEEPA reciprocal duty, 2025-04-05 to 2026-02-19."""
    if not "2025-04-05" <= day <= "2026-02-19" or on_annex_ii(code, origin, day):
        return 0.0
    if day == "2025-04-09":
        return ONE_DAY[origin]
    if day < "2025-08-07":
        return 1.25 if origin == "CN" and "2025-04-10" <= day <= "2025-05-13" else 0.1
    fills_up = origin in ("JP", "DE") or (origin == "KR" and day >= "2025-11-14")
    return max(0.0, 0.15 - BASE[code]) if fills_up else AUGUST[origin]


def section_122(code: str, day: str) -> float:
    """10 % from 2026-02-24 to 2026-07-23 but for note 2(aa)(ii), which names the same three goods."""
    free = code in ("85423100", "8505110070", "25041010")
    return 0.1 if "2026-02-24" <= day <= "2026-07-23" and not free else 0.0


def forced_labour(code: str, origin: str, day: str) -> float:
    """Section 301 of 2026-07-24: MY 10 %; VN, SG and CN 12.5 %; up to 10 % for the EU, up to 12.5 % for JP and KR."""
    if day < "2026-07-24" or code in ("85423100", "8505110070", "25041010"):
        return 0.0
    total = {"JP": 0.125, "KR": 0.125, "DE": 0.1}
    if origin in total:
        return max(0.0, total[origin] - BASE[code])
    return 0.1 if origin == "MY" else 0.125


def auto_part(code: str, origin: str, day: str) -> float:
    """Section 232 on auto parts: 25 % from 2025-05-03; 15 % in all for DE, JP and KR from the days of their deals."""
    deals = {"DE": "2025-08-01", "JP": "2025-09-16", "KR": "2025-11-01"}
    if origin in deals and day >= deals[origin]:
        return max(0.0, 0.15 - BASE[code])
    return 0.25


def unknown(code: str, origin: str, day: str) -> bool:
    """Deposits on active anode material of China, by company, stood while the investigations ran."""
    return (code, origin) == ("38011050", "CN") and "2025-05-28" <= day <= "2026-03-11"


def total(code: str, use: str, origin: str, day: str) -> float | None:
    """[1] Return the whole ad valorem duty, or None where it is not known."""
    if unknown(code, origin, day):
        return None
    china = china_301(code, day) + fentanyl(day) if origin == "CN" else 0.0
    if use == "auto_part" and day >= "2025-05-03":  # Section 232 displaces the three below.
        return BASE[code] + china + auto_part(code, origin, day)
    others = reciprocal(code, origin, day) + section_122(code, day) + forced_labour(code, origin, day)
    return BASE[code] + china + others


def rows() -> list[tuple[str, str, str, str, str]]:
    """Return (code, end use, origin, day, total) of all cells; an unknown total is empty."""
    found = []
    for code, use in GOODS:
        for origin in ORIGINS:
            for day in DAYS:
                rate = total(code, use, origin, day)
                found.append((code, use, origin, day, "" if rate is None else f"{rate:.6g}"))
    return found


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("code", "end_use", "origin", "day", "total"))
    writer.writerows(rows())
