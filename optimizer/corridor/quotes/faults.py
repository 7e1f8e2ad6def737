"""Faults of quotes, worded the same way everywhere."""

from __future__ import annotations

from corridor.errors import Fault, FaultError, Severity
from corridor.schema.supply import Quote

TABLE = Quote.TABLE


def fault(
    quote: Quote, column: str, value: object, rule: str, remedy: str, severity: Severity = Severity.ERROR
) -> Fault:
    """Return a fault of one quote; `value` is what stands in `column`."""
    shown = "" if value is None else str(value)
    return Fault(TABLE, None, column, "", shown, f"quote {quote.quote}: {rule}", remedy, severity)


def refuse(quote: Quote, column: str, value: object, rule: str, remedy: str) -> FaultError:
    """Return the exception for one fault that keeps a quote from becoming an offer."""
    return FaultError([fault(quote, column, value, rule, remedy)])
