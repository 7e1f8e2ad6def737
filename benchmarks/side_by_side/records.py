"""What was measured, one number per record, and the file of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

Figures = Mapping[str, float | None]
"""metric -> value"""


@dataclass(frozen=True)
class Record:
    """One number. `case` may name a variant of a size, as in `100k/tariff 10 %`."""

    benchmark: str
    case: str
    peer: str
    metric: str
    """cpu_s and wall_s [s], peak_mb [MB], gap [1], repeats [1], and what a benchmark has besides."""
    value: float


def of(benchmark: str, case: str, peer: str, figures: Figures) -> Iterator[Record]:
    """Yield the records of figures; those without a value are left out."""
    for metric, value in figures.items():
        if value is not None:
            yield Record(benchmark, case, peer, metric, round(float(value), 6))


def medians(repeats: Sequence[Figures]) -> dict[str, float | None]:
    """Return the median of each metric over repeats, and how many they were."""
    found: dict[str, float | None] = {}
    for metric in repeats[0]:
        values = [figures[metric] for figures in repeats]
        known = [value for value in values if value is not None]
        found[metric] = median(known) if known else None
    return {**found, "repeats": len(repeats)}


def read(path: Path) -> list[Record]:
    """Return the records of a file; none if there is no file."""
    if not path.exists():
        return []
    return [Record(**record) for record in json.loads(path.read_text(encoding="utf-8"))]


def merged(old: Iterable[Record], new: Sequence[Record]) -> list[Record]:
    """Return old and new records; whatever was measured again of a benchmark, case and peer replaces all of it."""
    again = {(r.benchmark, r.case, r.peer) for r in new}
    kept = [r for r in old if (r.benchmark, r.case, r.peer) not in again]
    return [*kept, *new]


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records as a JSON list, one record a line."""
    lines = ",\n".join(" " + json.dumps(asdict(record)) for record in records)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
