"""A model in a scenario, with what only the law can tell of it: whether a duty would fall below zero."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from corridor.errors import Fault, FaultError
from corridor.law.duty import layers, turning_points
from corridor.law.goods import Goods
from corridor.law.layers import is_unknown, total_rate
from corridor.reference.law import Law
from corridor.reference.load import law_of
from corridor.scenario import Scenario, apply, find_scenario
from corridor.scenario.patches import ShockPatch
from corridor.schema.goods import Product, ProductCode
from corridor.schema.moving import Demand
from corridor.schema.places import Period, Site
from corridor.schema.programmes import Programme
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock
from corridor.tables.tables import Model

_SMALL = 1e-9
"""[1] A rate this near to zero is none."""


def in_scenario(model: Model, scenario: str | Path | Scenario) -> Model:
    """Return a model as it is in a scenario: one of its own by name, a YAML file, or one that was read.

    Raises UsageError if there is none, FaultError with every fault of it.
    """
    found = scenario if isinstance(scenario, Scenario) else find_scenario(model, scenario)
    patched = apply(model, found)
    faults = list(_below_zero(patched, found))
    if faults:
        raise FaultError(faults)
    return patched


def _below_zero(model: Model, scenario: Scenario) -> Iterator[Fault]:
    """Yield shocks that take more off than is due: an importer would be paid for importing."""
    patches = {patch.shock.text: patch for patch in scenario.patches if isinstance(patch, ShockPatch)}
    if not any(patch.shock.change == "minus" for patch in patches.values()):
        return
    law = law_of(model)
    for text, patch in patches.items():
        for record in model.tables[Programme]:
            if record.semantics == "rebate" and record.citation == f"scenario: {scenario.name}: {text}":
                found = next(_negative(model, law, record), None)
                if found is not None:
                    goods, rate = found
                    with_claim = f" under {goods.claim}" if goods.claim else ""
                    what = f"duty of {goods.importer} on {goods.code} of {goods.origin}{with_claim}"
                    rule = f"{what} would be {100 * rate:.4g} %: nobody is paid for importing"
                    remedy = (
                        "Take less off, narrow the shock, or replace the record that is to be lowered (`programme`)."
                    )
                    yield patch.spot.fault(text, rule, remedy)


def _negative(model: Model, law: Law, record: Programme) -> Iterator[tuple[Goods, float]]:
    """Yield goods of the model whose duty a record brings below zero, and the duty [1]."""
    periods = model.tables[Period]
    begin, end = min(row.start for row in periods).toordinal(), max(row.end for row in periods).toordinal()
    for goods in _goods(model, law, record):
        starts = {max(begin, record.valid_from.toordinal()), *map(int, turning_points(law, goods))}
        for day in sorted(start for start in starts if begin <= start <= end):
            found = layers(law, goods, day, day + 1)
            rate = 0.0 if is_unknown(found) else total_rate(found)
            if rate < -_SMALL:
                yield goods, rate


def _goods(model: Model, law: Law, record: Programme) -> Iterator[Goods]:
    """Yield what a model may ship under a record: by code, origin and claim."""
    tables, importer = model.tables, record.importer
    codes = {row.hs for row in tables[Product] if row.hs}
    codes |= {row.code for row in tables[ProductCode] if row.importer in (importer, EACH)}
    origins = {row.country for row in tables[Site]}
    origins |= {row.np_origin for table in (Offer, Stock) for row in tables[table] if row.np_origin}  # type: ignore[attr-defined]
    named = set(origins) if record.origins == EACH else set(record.origins.split(";"))
    stated = model.settings.agreements
    end_uses = sorted({"none", *(row.end_use for row in tables[Demand])})
    claims = [claim for claim in law.claims(importer) if stated == (EACH,) or claim in stated]
    for code in sorted(code for code in codes if record.hs == EACH or code.startswith(tuple(record.hs.split(";")))):
        for origin in sorted(one for one in origins if one in named or law.territory(one) in named):
            if law.territory(origin) != importer:
                for use, claim in product(end_uses, ("", *claims)):
                    yield Goods(importer, code, origin, use, claim)
