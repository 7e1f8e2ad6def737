"""How many duty stacks a second: random lines, origins, uses, claims and days through the vectorized engine.

Run `python -m benchmarks.duty_stacks [ROWS]`; it prints the number of stacks and the CPU seconds they took: as they
are, with value and quantities of each entry, and with these where every base duty is a mixed one and needs them.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from corridor.law.bulk import bulk
from corridor.reference.law import Law
from corridor.reference.load import reference_law

LINES, ORIGINS, USES, CLAIMS, DAYS = 100, 60, 4, 3, 800
"""Distinct values in a table of questions, or as many as the reference data know."""

IMPORTER = "US"
FIRST_DAY = np.datetime64("2025-01-01")


def questions(law: Law, rows: int, seed: int = 1) -> pd.DataFrame:
    """Return a table of random duty questions about what the law has most records of."""
    draw = np.random.default_rng(seed)
    index = law.importer(IMPORTER)
    named = sorted({origin for one in index.measures for origin in one.origins if origin in law.territories})
    origins = [*named, *(code for code in sorted(law.territories) if code not in named)][:ORIGINS]
    uses = ["none", *sorted({use for one in index.measures for use in one.named_end_uses()})]
    choices = {
        "code": [code for code in index.base_codes if len(code) >= 8],
        "origin": origins,
        "end_use": uses[:USES],
        "claim": ["", *law.claims(IMPORTER)[: CLAIMS - 1]],
        "date": FIRST_DAY + np.arange(DAYS),
    }
    choices["code"] = choices["code"][:: max(1, len(choices["code"]) // LINES)][:LINES]
    columns = {name: np.array(values)[draw.integers(len(values), size=rows)] for name, values in choices.items()}
    return pd.DataFrame({"importer": np.full(rows, IMPORTER), **columns})


def with_amounts(table: pd.DataFrame, seed: int = 2) -> pd.DataFrame:
    """Return a table of questions with a value and quantities in each row, hardly two of them the same."""
    draw, rows = np.random.default_rng(seed), len(table)
    return table.assign(
        value=draw.uniform(10.0, 1e6, rows).round(2),
        quantity_kg=draw.uniform(1.0, 1e5, rows).round(1),
        quantity_unit=draw.integers(1, 1000, rows),
    )


def mixed(law: Law) -> Law:
    """Return a law in which the base duty of each line is its rate or 0.50 a kilogram, whichever is higher."""
    changed = {"specific": 0.5, "specific_unit": "kg", "combine": "higher"}
    rates = (row.model_copy(update=changed if row.rate and not row.specific else {}) for row in law.base_rates)
    return replace(law, base_rates=tuple(rates))


def main(rows: int) -> None:
    """Print the number of stacks, the CPU seconds and how many are known, without amounts and with them."""
    law = reference_law(date.today())
    table = questions(law, rows)
    shape = " x ".join(str(table[name].nunique()) for name in ("code", "origin", "end_use", "claim", "date"))
    print(f"{rows} stacks ({shape})")
    given = with_amounts(table)
    for words, of, asked in (("as they are", law, table), ("with amounts", law, given), ("mixed", mixed(law), given)):
        begin = time.process_time()
        found = bulk(of, asked)
        seconds = time.process_time() - begin
        print(f"{words}: {seconds:.2f} CPU seconds; {found['rate'].notna().mean():.1%} known")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
