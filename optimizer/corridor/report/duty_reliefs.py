"""What reliefs and several entries do to a duty, as lines for people and as blocks for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.law.entry_split import EntrySplit
from corridor.law.relief_answer import ReliefAnswer, Way
from corridor.law.stack import Stack

_ANSWERS = {"yes": "can be had", "no": "gives nothing", "unknown": "not known"}


def relief_lines(answer: Stack, currency: str) -> Iterator[tuple[str, str]]:
    """Yield (indent, text) of the reliefs and the entries of an answer, in the order in which they are printed."""
    for one in answer.reliefs:
        yield "", f"Relief {one.relief}: {_ANSWERS[one.answer]}, evidence {one.evidence} ({one.reason})"
        if one.citation:
            yield "  ", one.citation
        for way in one.ways:
            yield "  ", f"{way.name}: {_sum(way.total, currency)}{_parts(way)}"
        for refund in one.refunds:
            if refund.answer != "yes":
                yield "    ", f"{refund.programme} is {_refused(refund.answer)}: {refund.reason}"
        if one.best is not None and one.saved is not None:
            less = f", {_sum(one.saved, currency)} less than {one.ways[0].name}" if one.saved else ""
            yield "  ", f"least: {one.best.name}{less}"
        if one.break_even is not None:
            yield "  ", f"both cost the same at a duty abroad of {100 * one.break_even:.6g} %"
    if answer.entries is not None:
        yield from _entry_lines(answer.entries, currency)


def reliefs_json(answer: Stack) -> list[dict[str, Any]]:
    """Return the reliefs for machines. Unknown sums are null, never 0."""
    return [_relief_json(one) for one in answer.reliefs]


def entries_json(split: EntrySplit | None) -> dict[str, Any] | None:
    """Return the fees of several entries for machines; null: not asked for."""
    if split is None:
        return None
    return {
        "entries": split.entries,
        "value_each": round(split.value_each, 2),
        "fees": [{"fee": fee.fee, "amount": fee.amount, "reason": fee.reason} for fee in split.fees],
        "total": split.total,
        "total_of_one": split.total_of_one,
        "extra": split.extra,
        "notes": list(split.notes),
    }


def _relief_json(one: ReliefAnswer) -> dict[str, Any]:
    """Return a relief for machines."""
    return {
        "relief": one.relief,
        "answer": one.answer,
        "ways": [
            {
                "way": way.name,
                "duty": _cents(way.duty),
                "refund": _cents(way.refund),
                "duty_abroad": _cents(way.abroad),
                "cost": _cents(way.cost),
                "deferral": _cents(way.deferral),
                "total": _cents(way.total),
                "reason": way.words,
            }
            for way in one.ways
        ],
        "best": None if one.best is None else one.best.name,
        "saved": _cents(one.saved),
        "break_even": None if one.break_even is None else float(f"{one.break_even:.12g}"),
        "refunds": [
            {
                "programme": refund.programme,
                "record": refund.record,
                "answer": refund.answer,
                "amount": refund.amount,
                "reason": refund.reason,
                "evidence": refund.evidence,
            }
            for refund in one.refunds
        ],
        "reason": one.reason,
        "citation": one.citation,
        "evidence": one.evidence,
    }


def _entry_lines(split: EntrySplit, currency: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of several entries."""
    each = f"{split.entries} x {_sum(split.value_each, currency)}"
    total = f"{_sum(split.total, currency)} of fees"
    extra = f", {_sum(split.extra, currency)} more than in one entry" if split.extra > 0 else ""
    less = f", {_sum(-split.extra, currency)} less than in one entry" if split.extra < 0 else ""
    yield "", f"Entries: {each}: {total}{extra}{less}"
    for fee in split.fees:
        yield "  ", f"{fee.fee}: {_sum(fee.amount, currency)} ({fee.reason})"
    for note in split.notes:
        yield "  ", note


def _parts(way: Way) -> str:
    """Return what a total is made of, in words, and why."""
    parts = [f"duty {_figure(way.duty)}"]
    parts += [f"refund {_figure(-way.refund)}"] if way.refund else []
    parts += [f"duty abroad {_figure(way.abroad)}"] if way.abroad != 0.0 else []
    parts += [f"cost {_figure(way.cost)}"] if way.cost else []
    parts += [f"paying later {_figure(-way.deferral)}"] if way.deferral else []
    made = f" = {', '.join(parts)}" if len(parts) > 1 else ""
    return f"{made} ({way.words})" if way.words else made


def _refused(answer: str) -> str:
    """Return what drawback does not give, in words."""
    return "not refunded" if answer == "no" else "not counted"


def _sum(money: float | None, currency: str) -> str:
    """Return a sum of money in words."""
    return f"{_figure(money)} {currency}".rstrip() if money is not None else "unknown"


def _figure(money: float | None) -> str:
    """Return a sum to the cent."""
    return "unknown" if money is None else f"{money:,.2f}"


def _cents(money: float | None) -> float | None:
    """[importer currency] Return a sum to the cent for machines."""
    return None if money is None else round(money, 2)
