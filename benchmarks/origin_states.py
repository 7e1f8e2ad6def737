"""What origin adds to a network: columns and seconds of the expansion, by the number of agreements.

Run `python -m benchmarks.origin_states [SIZE] [AGREEMENTS ...]`, as `python -m benchmarks.origin_states k10 0 1 2 4 8`.
It takes a generated network of linear quantities and lets the plan claim under made-up agreements. If every set of
agreements were a state of its own, the columns would grow with 2^n.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from dataclasses import replace
from datetime import date

from benchmarks.generator import generate, preset
from corridor.network.expand import expand
from corridor.reference.load import law_of
from corridor.schema.border import Agreement
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.places import Site
from corridor.schema.row import Row
from corridor.tables.tables import Model, Tables

SINCE = date(2000, 1, 1)
CITED = {"valid_from": SINCE, "citation": "generated", "evidence": "D"}
CHAPTERS = ("28", "85", "87")
"""Chapters of what generated networks make."""
RULES = ("CTH", "RVC(build_down, 40)", "CTH or RVC(build_down, 50)")


def with_agreements(model: Model, count: int, seed: int = 1) -> Model:
    """Return a model whose plan may claim under `count` agreements, each between half of its territories."""
    draw = random.Random(seed)
    law = law_of(model)
    territories = sorted({law.territory(site.country) for site in model.tables[Site]})
    importers = sorted({row.importer for row in model.tables[BaseRate]})
    rows: list[Row] = []
    names = tuple(f"AGREEMENT_{number + 1}" for number in range(count))
    for name in names:
        parties = sorted(draw.sample(territories, k=max(2, len(territories) // 2)))
        party = {"agreement": name, "name": name, "kind": "fta", "parties": ";".join(parties), "binding": "yes"}
        rows.append(Agreement.model_validate({**party, "citation": "generated", "evidence": "D"}))
        shape = {"hs_edition": 2022, "value_basis": "fob", "material_basis": "transaction_value"}
        kind = {"cumulation": "originating", "tolerance": 0.1, "tolerance_relaxes": "tariff_shift"}
        rows.append(OriginProvision.model_validate({"agreement": name, **CITED, **shape, **kind}))
        rule = draw.choice(RULES)
        rows += [
            OriginRule.model_validate({"agreement": name, "hs_from": code, "hs_to": code, "rule": rule, **CITED})
            for code in CHAPTERS
        ]
        rows += [
            SpecialRate.model_validate({"importer": importer, "agreement": name, "hs": code, **CITED})
            for importer in importers
            if importer in parties
            for code in CHAPTERS
        ]
    tables = dict(model.tables.rows)
    for row in rows:
        tables[row.TABLE] = (*tables.get(row.TABLE, ()), row)
    settings = model.settings.model_copy(update={"agreements": names})
    return replace(model, settings=settings, tables=Tables(tables))


def measure(model: Model) -> tuple[int, int, int, float]:
    """Return arcs, columns, tests of origin and CPU seconds of the expansion of a model, collected like a solve."""
    law = law_of(model)
    gc.disable()  # As pipeline/instance.py does.
    start = time.process_time()
    network = expand(model, law)
    spent = time.process_time() - start
    gc.enable()
    return len(network.arcs), network.unmerged_columns, len(network.origin_tests), spent


def main(size: str, counts: list[int]) -> None:
    """Print one line for each number of agreements."""
    plain = generate(preset(size, kind="lp", seed=1))
    print(f"{'agreements':>10} {'arcs':>10} {'columns':>10} {'x none':>7} {'2^n':>6} {'tests':>8} {'CPU s':>7}")
    first = None
    for count in counts:
        arcs, columns, tests, seconds = measure(with_agreements(plain, count))
        first = first or columns
        times = columns / first
        line = f"{count:>10} {arcs:>10,} {columns:>10,} {times:>7.2f} {2**count:>6} {tests:>8,} {seconds:>7.2f}"
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "k10", [int(one) for one in sys.argv[2:]] or [0, 1, 2, 4, 8, 12])
