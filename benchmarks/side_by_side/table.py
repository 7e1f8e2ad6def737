"""The tables in benchmarks/README.md, made from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.side_by_side.records import Record

BEGIN = "<!-- side by side: written by `python -m benchmarks`, do not edit -->"
END = "<!-- side by side: end -->"

Values = Mapping[str, Mapping[str, Mapping[str, float]]]
"""case -> peer -> metric -> value"""

Cell = Callable[[Mapping[str, float]], str]


def text(records: Sequence[Record], machines: Mapping[str, Mapping[str, str]]) -> str:
    """Return all tables as Markdown. `machines`: benchmark -> where and when it was measured."""
    parts = [_section(name, title, note, make, records, machines) for name, title, note, make in _SECTIONS]
    return "\n".join(part for part in parts if part)


def put(place: Path, tables: str) -> None:
    """Write tables between the markers of a file. Raises ValueError if the file has no markers."""
    content = place.read_text(encoding="utf-8")
    before, begin, rest = content.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{place} has no lines `{BEGIN}` and `{END}` to write between")
    place.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}", encoding="utf-8")


def _section(
    name: str, title: str, note: str, make: Callable[[Values], Iterator[str]], records: Sequence[Record],
    machines: Mapping[str, Mapping[str, str]],
) -> str:  # fmt: skip
    values = _values(records, name)
    lines = list(make(values)) if values else []
    if not lines:
        return ""
    machine = machines.get(name, {})
    measured = "; ".join(machine[key] for key in ("date", "machine", "versions", "load") if key in machine)
    return "\n".join([f"### {title}", "", note, "", *lines, "", f"Measured: {measured or 'unknown'}.", ""])


def _values(records: Sequence[Record], benchmark: str) -> Values:
    found: dict[str, dict[str, dict[str, float]]] = {}
    for r in records:
        if r.benchmark == benchmark:
            found.setdefault(r.case, {}).setdefault(r.peer, {})[r.metric] = r.value
    return found


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _number(value: float | None, unit: str = "") -> str:
    """Return a number with three digits."""
    if value is None:
        return "-"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f}{unit}"


def _ratio(value: float | None, base: float | None) -> str:
    return "-" if not value or not base else f"{_number(value / base)}"


def _build(values: Values) -> Iterator[str]:
    rows = []
    for case, peers in values.items():
        floor, own = (peers.get(peer, {}).get("cpu_s") for peer in ("floor", "compiled"))
        columns = _number(peers.get("compiled", {}).get("columns"))
        for peer, found in peers.items():
            cpu = found.get("cpu_s")
            ratios = [_ratio(cpu, floor), _ratio(cpu, own)]
            rest = [_number(found.get("peak_mb")), _number(found.get("wall_s")), f"{found.get('repeats', 1):.0f}"]
            rows.append([case, columns, peer, _number(cpu), *ratios, *rest])
    yield from _grid(("case", "columns", "peer", "CPU s", "x floor", "x compiled", "peak MB", "wall s", "n"), rows)


def _update(values: Values) -> Iterator[str]:
    rows = []
    for case, peers in values.items():
        own = peers.get("compiled", {}).get("cpu_s")
        for peer, found in peers.items():
            times = [found.get(name) for name in ("cpu_s", "first_cpu_s", "assign_s")]
            shown = [_number(None if time is None else 1000 * time) for time in times]
            rows.append([case, peer, shown[0], _ratio(times[0], own), shown[1], shown[2]])
    yield from _grid(("what changes", "peer", "update ms", "x compiled", "first ms", "writing the numbers ms"), rows)


def _solve(values: Values) -> Iterator[str]:
    rows = []
    for case, peers in values.items():
        if "lp" not in case.split() and "what-if" not in case:
            continue
        own = peers.get("compiled", {}).get("cpu_s")
        for peer, found in peers.items():
            rows.append([case, peer, _number(found.get("cpu_s")), _ratio(found.get("cpu_s"), own),
                         _number(found.get("wall_s")), f"{found.get('repeats', 1):.0f}"])  # fmt: skip
    if rows:
        yield from _grid(("linear programs", "peer", "CPU s", "x compiled", "wall s", "n"), rows)
        yield ""
    rows = [
        [case, peer, _span(found, "cpu_s", "least_s", "most_s"), _span(found, "gap", "least_gap", "most_gap", 100.0),
         f"{found['solved']:.0f} of {found['repeats']:.0f}", _number(found.get("first_plan_s")),
         _number(None if "first_plan_gap" not in found else 100 * found["first_plan_gap"])]
        for case, peers in values.items() for peer, found in peers.items() if "solved" in found
    ]  # fmt: skip
    if rows:
        head = ("with decisions", "peer", "CPU s: median (range)", "gap %: median (range)", "to 1 % in 60 s",
                "first plan after s", "its gap %")  # fmt: skip
        yield from _grid(head, rows)


def _span(found: Mapping[str, float], middle: str, least: str, most: str, scale: float = 1.0) -> str:
    low, mid, high = (_number(scale * found[name]) for name in (least, middle, most))
    return f"{mid} ({low} to {high})"


_PHASES = ("read", "law", "network", "formulation", "compile", "solve", "tables", "audit", "write", "rest")


def _path(values: Values) -> Iterator[str]:
    found = {case: peers["compiled"] for case, peers in values.items() if "compiled" in peers}
    rows = [[phase, *(_number(figures.get(f"{phase}_s")) for figures in found.values())] for phase in _PHASES]
    rows.append(["in all", *(_number(figures.get("cpu_s")) for figures in found.values())])
    rows.append(["of it HiGHS", *(_number(figures.get("highs_s")) for figures in found.values())])
    rows.append(["share that is not HiGHS", *(f"{figures['own_share']:.0%}" for figures in found.values())])
    if found:
        yield from _grid(("CPU s", *found), rows)


_SECTIONS = (
    ("build", "Build", "From the tables of one generated network to the same linear program in HiGHS, each time in a "
     "new process that has built a small one before; medians of n. `peak MB`: memory beyond what was there before. "
     "`floor`: numpy by hand, without names, checks or updates. PuLP and OR-Tools get the rows ready as arrays, and "
     "OR-Tools' transfer to a solver is missing: both favour them. linopy is its sparse mode, its faster one. Peers "
     "that are missing at 1m would take minutes and were left out.", _build),
    ("update", "Update", "A share of all duty rates changes; CPU time until HiGHS has the new program, medians. "
     "`rebuild`: compile anew and pass everything. `first`: the first update of its kind.", _update),
    ("solve", "Solve", "`compiled` in a what-if: update, then Corridor's own choice of start; beside it a cold solve, "
     "and the race of two threads (CPU of both). `3k mip` and `10k mip` what-ifs keep today's openings. With "
     "decisions: `highs` without, `compiled` with a first plan; five seeds of the solver.", _solve),
    ("path", "From tables to results", "CPU seconds by phase of one linear program, from the CSV folder to the "
     "written and audited run.", _path),
)  # fmt: skip
