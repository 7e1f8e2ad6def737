"""Records read otherwise than they are written, and slips of the pen: what else a payment may be, in words.

Words are whole, beginning with "paid".
"""

from __future__ import annotations

from collections.abc import Iterator

from corridor.law.amounts import Due, added
from corridor.law.entry_lines import rounded_to_cents, same_money
from corridor.law.parts import BASE_PROGRAMME, COUNTED
from corridor.law.repricing import Repricing
from corridor.law.stack import Stack, StackLayer
from corridor.schema.programmes import Programme

SHIFTS = (
    (10.0, "ten times"),
    (100.0, "a hundred times"),
    (0.1, "a tenth of"),
    (0.01, "a hundredth of"),
)


def under_another_name(priced: Repricing, programme: str) -> Iterator[str]:
    """Yield the programme under whose name a duty was paid, or which duty was paid under this name."""
    due, paid = priced.due.get(programme, 0.0), priced.paid(programme)
    for other in priced.differing(priced.due):
        lacks, has = priced.due.get(other, 0.0), priced.paid(other)
        if other == programme:
            continue
        if not paid and due and same_money(has - lacks, due):
            yield f"paid under the name of {other}"
        if not has and lacks and same_money(paid - due, lacks):
            yield f"paid under this name: it was due as {other}"


def of_records(priced: Repricing, programme: str, answer: Stack) -> Iterator[str]:
    """Yield readings that the records of a programme which count do not allow."""
    rows = {row.record: row for row in priced.law.records(programme)}
    due, value = priced.due.get(programme, 0.0), priced.amounts.value
    counted = [layer for layer in answer.layers if layer.programme == programme and layer.status in COUNTED]
    for layer in counted:
        row = rows.get(layer.record)
        if row is None or row.rate is None:
            continue
        if row.semantics == "floor_total" and priced.matches(programme, row.rate * layer.charged_share * value):
            yield (
                f"paid in full: record {row.record} only fills the {row.floor_base} base duty up to "
                f"{100 * row.rate:.6g} %"
            )
        if layer.charged_share not in (0.0, 1.0) and priced.matches(programme, due / layer.charged_share):
            share = f"{100 * layer.charged_share:.6g} % of it ({row.charged_on})"
            yield f"paid on the whole value: record {row.record} is charged on {share}"
    yield from _added_up(priced, programme, answer)
    yield from _replaced(priced, programme, answer)


def not_due(priced: Repricing, programme: str, answer: Stack, *statuses: str) -> Iterator[str]:
    """Yield why a record whose duty was paid has no part in the duty, of records with one of the statuses."""
    for layer in _out(answer, programme):
        row = _row(priced, layer)
        if layer.status in statuses and row is not None and priced.matches(programme, own_amount(priced, row)):
            yield f"paid although it was not due: {layer.reason}"


def slips(due: float, paid: float) -> Iterator[str]:
    """Yield slips that turn what was due into what was paid."""
    if not due or not paid:
        return
    for factor, words in SHIFTS:
        if same_money(rounded_to_cents(due * factor), paid):
            yield f"paid {words} what was due: a decimal point in the wrong place"
    one, other = f"{100 * due:.0f}", f"{100 * paid:.0f}"
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    swapped = len(one) == len(other) and len(apart) == 2 and apart[1] - apart[0] == 1
    if swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]:
        yield "two digits changed places"


def twice(due: float, paid: float) -> Iterator[str]:
    """Yield that a sum was paid twice."""
    if due and same_money(2 * due, paid):
        yield "paid twice"


def of_another_record(priced: Repricing, programme: str, answer: Stack) -> Iterator[str]:
    """Yield a record of the programme for other goods whose duty is what was paid: of other origins, first of all."""
    named = {layer.record for layer in answer.layers if layer.programme == programme}
    day = priced.line.entry_date.toordinal()
    for one in priced.law.importer(priced.goods.importer).measures:
        row = one.record
        if row.programme != programme or row.record in named or not one.holds(day):
            continue
        about = one.lists_code(priced.goods.code) and not one.excepts_code(priced.goods.code)
        if about and priced.matches(programme, own_amount(priced, row)):
            yield f"paid by record {row.record}, which is for other goods: origins {row.origins.replace(';', ', ')}"


def own_amount(priced: Repricing, row: Programme) -> float:
    """[importer currency] Return what a record would add to the line, on the whole value, if it counted."""
    due = priced.due if row.floor_base == "claimed" else priced.general
    base = due.get(BASE_PROGRAMME, 0.0) / priced.amounts.value
    own = added(row, Due(base), priced.amounts)
    quantity = priced.amounts.quantity(own.unit) if own.specific else 0.0
    unknown = bool(own.unknown) or quantity is None
    return float("nan") if unknown else own.rate * priced.amounts.value + own.specific * (quantity or 0.0)


def _added_up(priced: Repricing, programme: str, answer: Stack) -> Iterator[str]:
    """Yield that all records of a bundle were paid, of which one counts."""
    bundles: dict[str, list[Programme]] = {}
    for layer in answer.layers:
        row = _row(priced, layer)
        if row is not None and row.bundle and layer.status in (*COUNTED, "switched_off") and _holds(priced, row):
            bundles.setdefault(row.bundle, []).append(row)
    for rows in bundles.values():
        own = [row for row in rows if row.programme == programme]
        if len(own) > 1 and priced.matches(programme, sum(own_amount(priced, row) for row in own)):
            names = " and ".join(row.record for row in own)
            yield f"paid for records {names} together: of bundle {own[0].bundle} only one counts"


def _replaced(priced: Repricing, programme: str, answer: Stack) -> Iterator[str]:
    """Yield a record that covers the goods and gives way to another, or that evidence would put in its place."""
    day = priced.line.entry_date
    counted = [
        row
        for layer in answer.layers
        if layer.programme == programme and layer.status in COUNTED and (row := _row(priced, layer)) is not None
    ]
    later = [row for row in counted if row.announced is not None and row.announced > day]
    for layer in _out(answer, programme):
        row = _row(priced, layer)
        if row is None or not counted or not _holds(priced, row):
            continue
        if not priced.matches(programme, own_amount(priced, row)):
            continue
        if layer.status == "switched_off" and later:
            yield (
                f"paid by record {row.record}, as known on the day: record {later[0].record} was announced on "
                f"{later[0].announced}, with effect from {later[0].valid_from}"
            )
        else:
            yield f"paid by record {row.record}: {layer.reason}"


def _out(answer: Stack, programme: str) -> Iterator[StackLayer]:
    """Yield the records of a programme that have no part in the duty."""
    return (layer for layer in answer.layers if layer.programme == programme and layer.status not in COUNTED)


def _row(priced: Repricing, layer: StackLayer) -> Programme | None:
    """Return the record of a layer; None of base and special rates, and of lists that were not read."""
    return next((row for row in priced.law.records(layer.programme) if row.record == layer.record), None)


def _holds(priced: Repricing, row: Programme) -> bool:
    """Return whether a record holds on the day of entry."""
    day = priced.line.entry_date
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
