"""What to try where there is no plan."""

from __future__ import annotations

from corridor.report.names import label_rows, number_of, text_of
from corridor.result.run import Run

_MOST = 5
"""Limits that are named."""
_INFEASIBLE = "infeasible"


def hints(run: Run) -> list[str]:
    """Return what makes a plan possible, or shows where it fails; none where the rules do not contradict each other."""
    if text_of(run.info.get("status")) != _INFEASIBLE:
        return []
    lines = ["The demand and the rules of this model cannot all be kept. Find the one that is too much:"]
    hard = [row for row in label_rows(run, "demand") if number_of(row.get("shortfall_penalty")) is None]
    if hard:
        lines.append(
            f"Give demand a shortfall_penalty ({_count(len(hard), 'row')} of table demand without one): the plan then "
            "says which demand stays short, and by how much."
        )
    strict = [text_of(row["limit"]) for row in label_rows(run, "limits") if number_of(row.get("price")) is None]
    if strict:
        more = f" and {len(strict) - _MOST} more" if len(strict) > _MOST else ""
        lines.append(
            f"Give limits a price ({', '.join(strict[:_MOST])}{more}): the plan then breaks a limit where it must, and "
            "says by how much."
        )
    if len(lines) == 1 and "demand" in run.labels:
        lines.append(
            "Every demand may stay short and every limit may be broken at a price: look at least quantities, required "
            "stocks, and goods that are there and can go nowhere."
        )
    return lines


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
