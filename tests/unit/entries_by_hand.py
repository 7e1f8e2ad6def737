"""The sample of entry lines: what was due on each, by rates written here by hand from the law, without the engine.

Run `python -m tests.unit.entries_by_hand > data/samples/entries.csv` to write the sample again. Goods and values are
made up. Rates are per cent of the customs value, each with where it stands; fees are worked out below.
"""

import csv
import sys
from decimal import ROUND_HALF_UP, Decimal

from corridor.paths import DATA

SAMPLE = DATA / "samples" / "entries.csv"

VEHICLE, OTHER_2025, OTHER_2026 = "8507600010", "8507600020", "8507600090"
"""Lithium-ion batteries: for electric vehicles; others, as numbered in 2025 and in 2026. Column 1 general: 3.4 %."""
MAGNET = "8505110070"
"""Sintered neodymium-iron-boron. Column 1 general: 2.1 %, free under SPI JP and the free-trade agreements."""
FLAKE, CARBONATE, SYRINGE, CHIP, CHIP_2025 = "25041010", "28369100", "9018310040", "8542310045", "85423100"
"""Column 1 general: flake graphite free, lithium carbonate 3.7 %, syringes free, processors free."""
SHAFT, MASK = "8708996805", "6307909870"
"""Drive shafts 2.5 %, disposable face masks 7 %."""

RECIPROCAL, FENTANYL, PARTS = "IEEPA_RECIPROCAL", "IEEPA_FENTANYL", "S232_AUTO_PARTS"

RIGHT = (
    # entry, line, code, origin, day, value, mode, end use, claim, rates, where they stand
    ("E01", 1, OTHER_2025, "CN", "2025-01-15", "100000", "sea", "none", "", {"MFN": "3.4", "CN301": "7.5"},
     "list 4A, 9903.88.15"),
    ("E02", 1, MAGNET, "CN", "2025-02-10", "48250.50", "air", "none", "", {"MFN": "2.1", FENTANYL: "10"},
     "9903.01.20 from 4 February; no China list names magnets before 2026"),
    ("E03", 1, VEHICLE, "CN", "2025-03-03", "250000", "sea", "auto_part", "",
     {"MFN": "3.4", "CN301": "25", FENTANYL: "10"}, "9903.91.01; section 232 on parts begins on 3 May"),
    ("E04", 1, SYRINGE, "CN", "2025-03-10", "20000", "sea", "none", "", {"CN301": "100", FENTANYL: "20"},
     "9903.91.03; 9903.01.24 from 4 March"),
    ("E05", 1, OTHER_2025, "MY", "2025-04-04", "60000", "sea", "none", "", {"MFN": "3.4"}, "the last day of none"),
    ("E06", 1, OTHER_2025, "MY", "2025-04-05", "60000", "sea", "none", "", {"MFN": "3.4", RECIPROCAL: "10"},
     "9903.01.25"),
    ("E07", 1, MAGNET, "JP", "2025-04-09", "33333.33", "air", "none", "US_JP_TA", {RECIPROCAL: "24"},
     "9903.01.53, the one day of country rates; SPI JP is free and still pays MPF"),
    ("E08", 1, CHIP_2025, "CN", "2025-05-01", "90000", "air", "none", "", {"CN301": "50", FENTANYL: "20"},
     "9903.91.05; processors are in annex II: no reciprocal duty"),
    ("E09", 1, OTHER_2025, "CN", "2025-05-13", "8000", "sea", "none", "",
     {"MFN": "3.4", "CN301": "7.5", FENTANYL: "20", RECIPROCAL: "125"}, "9903.01.63, its last day"),
    ("E10", 1, OTHER_2025, "CN", "2025-05-14", "8000", "sea", "none", "",
     {"MFN": "3.4", "CN301": "7.5", FENTANYL: "20", RECIPROCAL: "10"}, "10 % from 14 May"),
    ("E11", 1, SHAFT, "DE", "2025-06-20", "40000", "air", "auto_part", "", {"MFN": "2.5", PARTS: "25"},
     "9903.94.05, which displaces the reciprocal duty"),
    ("E12", 1, SHAFT, "MX", "2025-06-20", "75000", "road", "auto_part", "USMCA", {},
     "SPI S free, parts that qualify free of section 232 (9903.94.06) and of the fentanyl duty; no MPF"),
    ("E13", 1, SHAFT, "DE", "2025-08-20", "40000", "air", "auto_part", "", {"MFN": "2.5", PARTS: "12.5"},
     "15 % in all for the EU from 1 August"),
    ("E14", 1, OTHER_2025, "JP", "2025-08-20", "120000", "sea", "none", "", {"MFN": "3.4", RECIPROCAL: "11.6"},
     "15 % in all for Japan, with effect from 7 August"),
    ("E14", 2, OTHER_2025, "VN", "2025-08-20", "80000", "sea", "none", "", {"MFN": "3.4", RECIPROCAL: "20"},
     "9903.02.69"),
    ("E15", 1, CARBONATE, "KR", "2025-08-20", "210000", "sea", "none", "KORUS", {},
     "SPI KR free, annex II, no MPF"),
    ("E16", 1, FLAKE, "CN", "2025-09-07", "54321.99", "sea", "none", "", {FENTANYL: "20", RECIPROCAL: "10"},
     "flake graphite joins annex II on 8 September"),
    ("E17", 1, FLAKE, "CN", "2025-09-08", "54321.99", "sea", "none", "", {FENTANYL: "20"}, "annex II"),
    ("E18", 1, SYRINGE, "CN", "2025-11-10", "20000", "sea", "none", "",
     {"CN301": "100", FENTANYL: "10", RECIPROCAL: "10"}, "fentanyl at 10 % again"),
    ("E19", 1, SHAFT, "KR", "2025-11-20", "64000", "sea", "auto_part", "KORUS", {PARTS: "15"},
     "15 % in all, of the KORUS rate; no MPF"),
    ("E20", 1, MAGNET, "CN", "2025-12-31", "41000", "air", "none", "", {"MFN": "2.1", FENTANYL: "10"},
     "the last day without 9903.91.06"),
    ("E21", 1, MAGNET, "CN", "2026-01-01", "41000", "air", "none", "",
     {"MFN": "2.1", "CN301": "25", FENTANYL: "10"}, "9903.91.06"),
    ("E22", 1, OTHER_2026, "MY", "2026-02-19", "98765.43", "sea", "none", "", {"MFN": "3.4", RECIPROCAL: "19"},
     "9903.02.39, the last day"),
    ("E23", 1, OTHER_2026, "MY", "2026-02-20", "98765.43", "sea", "none", "", {"MFN": "3.4"},
     "IEEPA has stopped, section 122 has not begun"),
    ("E24", 1, SYRINGE, "SG", "2026-03-15", "15000", "sea", "none", "USSFTA", {"S122": "10"}, "9903.03.01; no MPF"),
    ("E25", 1, OTHER_2026, "MX", "2026-03-15", "70000", "rail", "none", "", {"MFN": "3.4", "S122": "10"},
     "no claim of USMCA"),
    ("E26", 1, OTHER_2026, "VN", "2026-07-24", "88000", "sea", "none", "", {"MFN": "3.4", "FL301": "12.5"},
     "91 FR 47318, the first day"),
    ("E27", 1, OTHER_2026, "JP", "2026-08-15", "100000", "sea", "none", "", {"MFN": "3.4", "FL301": "9.1"},
     "12.5 % in all for Japan"),
    ("E28", 1, VEHICLE, "CN", "2026-10-01", "500000", "sea", "auto_part", "",
     {"MFN": "3.4", "CN301": "25", PARTS: "25"}, "section 232 displaces the forced-labour duty"),
    ("E29", 1, CARBONATE, "CN", "2026-10-09", "4000", "air", "none", "", {"MFN": "3.7", "CN301": "25"},
     "list 3; exempt from the forced-labour duty"),
)  # fmt: skip

WRONG = (
    # entry, line, code, origin, day, value, mode, end use, claim, due, paid instead, further columns,
    # {programme: what its cause says}
    ("W01", 1, OTHER_2026, "CN", "2026-02-10", "50000", "sea", "none", "",
     {"MFN": "3.4", "CN301": "25", FENTANYL: "10", RECIPROCAL: "10"}, {"CN301": "7.5"}, {},
     {"CN301": "paid as before 2026-01-01, when the duty changed"}),
    ("W02", 1, OTHER_2025, "KR", "2025-10-10", "66000", "sea", "none", "KORUS", {RECIPROCAL: "15"}, {"MFN": "3.4"}, {},
     {"MFN": "paid as without the claim of KORUS"}),
    ("W03", 1, OTHER_2026, "JP", "2026-03-20", "72000", "sea", "none", "US_JP_TA", {"MFN": "3.4", "S122": "10"},
     {"MFN": "0"}, {}, {"MFN": "not paid, as under the claim of US_JP_TA, which gives no right to it:"}),
    ("W04", 1, SYRINGE, "CN", "2026-05-10", "30000", "sea", "none", "", {"CN301": "100", "S122": "10"}, {"CN301": "0"},
     {"shipped_from": "KR"}, {"CN301": "not paid, as for origin KR, where it was shipped from"}),
    ("W05", 1, VEHICLE, "VN", "2025-10-15", "45000", "sea", "auto_part", "", {"MFN": "3.4", PARTS: "25"},
     {PARTS: "0", RECIPROCAL: "20"}, {},
     {PARTS: "not paid, as without regard to the end use auto_part",
      RECIPROCAL: "paid as without regard to the end use auto_part"}),
    ("W06", 1, OTHER_2025, "JP", "2025-10-20", "82000", "air", "none", "", {"MFN": "3.4", RECIPROCAL: "11.6"},
     {RECIPROCAL: "15"}, {}, {RECIPROCAL: "paid in full: record UP_TO_15_JP only fills the general base duty"}),
    ("W07", 1, MASK, "CN", "2025-06-15", "24000", "sea", "none", "",
     {"MFN": "7", "CN301": "25", FENTANYL: "20", RECIPROCAL: "10"}, {"CN301": "32.5"}, {},
     {"CN301": "paid for records R91_04 and LIST4A together"}),
    ("W08", 1, MAGNET, "VN", "2025-07-01", "50000", "sea", "none", "", {"MFN": "2.1", RECIPROCAL: "10"},
     {"MFN": "2.205", RECIPROCAL: "10.5"}, {"freight": "2500"},
     {"MFN": "paid as if the customs value were 52,500.00: it leaves international freight and insurance out",
      RECIPROCAL: "paid as if the customs value were 52,500.00: it leaves international freight and insurance out"}),
    ("W09", 1, OTHER_2026, "VN", "2026-02-21", "58000", "sea", "none", "", {"MFN": "3.4"}, {RECIPROCAL: "20"}, {},
     {RECIPROCAL: "paid as before 2026-02-20, when the duty ended"}),
    ("W10", 1, CHIP, "MY", "2026-10-02", "300000", "air", "none", "", {}, {}, {"MPF": "651.50"},
     {"MPF": "paid by the amounts of another year: record FY2026"}),
)  # fmt: skip

MPF_YEARS = (("2026-10-01", "34.58", "670.86"), ("2025-10-01", "33.58", "651.50"), ("2024-10-01", "32.71", "634.62"))
"""First day, least and largest merchandise processing fee of an entry: 0.3464 % between them (19 USC 58c)."""

NO_MPF = ("KORUS", "USMCA", "USSFTA")
"""Claims that are free of it (19 USC 58c(b)(10) to (21)); the trade agreement with Japan is not one of them."""

COLUMNS = (
    "entry", "line", "importer", "hs", "origin", "entry_date", "value", "freight", "mode", "end_use", "claim",
    "shipped_from", "paid",
)  # fmt: skip


def cents(amount):
    """Return an amount to the cent, halves up."""
    return Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def merchandise_fee(day, value):
    """Return the merchandise processing fee on the lines of an entry that are not free of it."""
    least, most = next((low, high) for first, low, high in MPF_YEARS if day >= first)
    return max(Decimal(least), min(Decimal(most), cents(value * Decimal("0.003464"))))


def fees(lines):
    """Return the fees on an entry, all on its first line: rows begin as those of RIGHT do."""
    day, mode = lines[0][4], lines[0][6]
    charged = [Decimal(line[5]) for line in lines if line[8] not in NO_MPF]
    found = {"MPF": merchandise_fee(day, sum(charged))} if charged else {}
    if mode == "sea":  # Harbor maintenance fee, 0.125 %.
        found["HMF"] = cents(sum(Decimal(line[5]) for line in lines) * Decimal("0.00125"))
    return found


def paid(value, rates, charged):
    """Return the column `paid`: duties at per cent of a value, and fees."""
    duties = {name: cents(Decimal(value) * Decimal(rate) / 100) for name, rate in rates.items()}
    return ";".join(f"{name}:{amount}" for name, amount in {**duties, **charged}.items() if amount)


def rows():
    """Return all lines of the sample, in order of entry."""
    found = []
    for line in RIGHT:
        lines = [other for other in RIGHT if other[0] == line[0]]
        charged = fees(lines) if line is lines[0] else {}
        found.append(_row(line, paid(line[5], line[9], charged)))
    for line in WRONG:
        instead = {name: text for name, text in line[11].items() if name not in COLUMNS}
        charged = {**fees([line]), **{name: Decimal(text) for name, text in instead.items()}}
        more = {name: text for name, text in line[11].items() if name in COLUMNS}
        found.append(_row(line, paid(line[5], {**line[9], **line[10]}, charged), **more))
    return found


def _row(line, sums, **more):
    """Return a line of the sample by column."""
    entry, number, code, origin, day, value, mode, use, claim = line[:9]
    given = {
        "entry": entry, "line": str(number), "importer": "US", "hs": code, "origin": origin, "entry_date": day,
        "value": value, "mode": mode, "end_use": use, "claim": claim, "paid": sums,
    }  # fmt: skip
    return {column: {**given, **more}.get(column, "") for column in COLUMNS}


def causes():
    """Return (entry, line, programme) of every planted difference -> how its cause begins. Fees are of the entry."""
    return {
        (line[0], "*" if name == "MPF" else str(line[1]), name): text
        for line in WRONG
        for name, text in line[12].items()
    }


if __name__ == "__main__":
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())
