"""An instance ready to solve: quotes turned into offers, law, network, formulation, arrays."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from corridor.compiled import StandardForm, compile_model
from corridor.formulation import build
from corridor.network.expand import expand
from corridor.network.network import Network
from corridor.quotes import apply
from corridor.reference.law import Law
from corridor.reference.load import law_of
from corridor.schema.supply import Quote
from corridor.tables.tables import Model


@dataclass
class Stopwatch:
    """Seconds by phase."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(time.perf_counter() - start, 3)


@dataclass(frozen=True)
class Prepared:
    """An instance ready to solve."""

    model: Model
    """With the offers that its quotes became."""
    law: Law
    network: Network
    program: StandardForm
    pyomo_model: Any


def prepare(model: Model, watch: Stopwatch | None = None) -> Prepared:
    """Return an instance as a program. Raises FaultError where the tables do not give every coefficient."""
    watch = watch or Stopwatch()
    with watch.phase("law"):
        law = law_of(model)
        quoted = apply(model, law) if model.tables[Quote] else model
    with watch.phase("network"):
        network = expand(quoted, law)
    with watch.phase("formulation"):
        m = build(network)
    with watch.phase("compile"):
        program = compile_model(m)
    return Prepared(quoted, law, network, program, m)
