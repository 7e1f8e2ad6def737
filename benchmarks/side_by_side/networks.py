"""The networks that are measured on: generated once per run, stored, and loaded by each process."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from benchmarks.side_by_side.processes import in_process
from corridor.network.network import Network

PRESETS = {"3k": "k3", "10k": "k10", "100k": "k100", "1m": "m1", "4m": "m4"}
"""Case, named by its columns -> preset of the generator."""


@dataclass(frozen=True)
class Store:
    """A folder of networks, one file per case and kind."""

    folder: Path

    def path(self, case: str, kind: str = "lp") -> str:
        """Return the file of a network, which is made now if it is not there."""
        place = self.folder / f"{case}_{kind}.pickle"
        if not place.exists():
            in_process("network", preset=PRESETS[case], kind=kind, place=str(place))
        return str(place)


def loaded_network(place: str) -> Network:
    """Return a stored network."""
    with Path(place).open("rb") as file:
        network: Network = pickle.load(file)
    return network
