"""How many duty stacks a second: random lines, origins, uses, claims and days through the vectorized engine.

Run `python -m benchmarks.duty_stacks [ROWS]`; it prints the number of stacks and the CPU seconds they took.
"""

from __future__ import annotations

import sys
import time
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


def main(rows: int) -> None:
    """Print the number of stacks, the CPU seconds and how many are known."""
    law = reference_law(date.today())
    table = questions(law, rows)
    begin = time.process_time()
    found = bulk(law, table)
    seconds = time.process_time() - begin
    shape = " x ".join(str(table[name].nunique()) for name in ("code", "origin", "end_use", "claim", "date"))
    print(f"{len(found)} stacks ({shape}) in {seconds:.2f} CPU seconds; {found['rate'].notna().mean():.1%} known")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
