"""Makes and stores a network; nothing is measured."""

from __future__ import annotations

import pickle
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.generator import preset as parameters_of
from benchmarks.generator.parameters import Kind
from corridor.network.expand import expand
from corridor.reference.load import law_of


def measure(preset: str, kind: Kind, place: str) -> None:
    """Store the network of a preset. The file appears when it is complete."""
    model = generate(parameters_of(preset, kind))
    network = expand(model, law_of(model))
    unfinished = Path(place).with_suffix(".part")
    with unfinished.open("wb") as file:
        pickle.dump(network, file, protocol=5)
    unfinished.rename(place)
