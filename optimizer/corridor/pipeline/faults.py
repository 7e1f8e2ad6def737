"""Faults that only the law and the expansion can find: a duty without a record, goods that can go nowhere."""

from __future__ import annotations

from corridor.errors import Fault, FaultError
from corridor.network.expand import expand
from corridor.quotes import apply
from corridor.reference.load import law_of
from corridor.schema.supply import Quote
from corridor.tables.tables import Model


def faults_of(model: Model) -> tuple[Fault, ...]:
    """Return every fault and note of turning checked tables into a network; nothing is solved."""
    try:
        law = law_of(model)
        quoted = apply(model, law) if model.tables[Quote] else model
        return (*quoted.faults, *expand(quoted, law).notes)
    except FaultError as error:
        return (*model.faults, *error.faults)
