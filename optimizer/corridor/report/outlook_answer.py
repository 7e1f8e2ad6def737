"""Who could make a product where, and by which rule it would originate: for people and for machines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from corridor.report.disclaimer import ESTIMATE
from corridor.report.summary import plain
from corridor.result.outlook import AgreementOutlook, InputOutlook, Maker, OriginOutlook, TestOutlook, WayOutlook

_VERDICTS = {True: "passes", False: "fails", None: "cannot be told: a value is not known"}


def outlook_json(found: OriginOutlook) -> dict[str, Any]:
    """Return the answer as plain values; `passes` says whether a way is met at the cheapest sources."""
    values: dict[str, Any] = asdict(found)
    for maker, made in zip(found.makers, values["makers"], strict=True):
        for under, agreement in zip(maker.agreements, made["agreements"], strict=True):
            for one, way in zip(under.ways, agreement["ways"], strict=True):
                way["passes"] = one.passes
    answer: dict[str, Any] = plain({**values, "disclaimer": ESTIMATE})
    return answer


def print_outlook(found: OriginOutlook, console: Console) -> None:
    """Print the answer, maker by maker."""
    code = f"HS {found.hs} (edition {found.hs_edition})" if found.hs else "no code of the Harmonized System"
    console.print(Text(f"{found.name} ({found.product}), {code}: rules of {found.day}", style="bold"))
    for offer, site, origin, declared in found.offers:
        words = f"originating under {declared.replace(';', ', ')}" if declared else "no origin declared"
        console.print(Text(f"Bought at {site} under {offer}: {origin}, {words}"))
    if not found.makers:
        console.print(Text("No site of the model makes it."))
    for maker in found.makers:
        _print_maker(maker, console)
    console.print(
        Text(
            "At the cheapest source of each input; what the model makes originates where its maker passes its rule. "
            f"Law known to {found.horizon}. {ESTIMATE}",
            style="dim",
        )
    )


def _print_maker(maker: Maker, console: Console) -> None:
    """Print one site and process."""
    alternative = "" if maker.alternative == "-" else f", {maker.alternative}"
    console.print(Text(f"{maker.site_name}, {maker.country}: {maker.process}{alternative}", style="bold"))
    if not maker.confers_origin:
        console.print(Text("  no judgement says that it confers non-preferential origin", style="yellow"))
    if maker.minimal:
        console.print(Text("  a minimal operation: it confers no preferential origin", style="yellow"))
    if not maker.agreements:
        console.print(Text("  its country is no party of an agreement of the model"))
    for under in maker.agreements:
        _print_under(under, console)


def _print_under(under: AgreementOutlook, console: Console) -> None:
    """Print the rule of one agreement and its ways."""
    rule = under.rule or "no rule of its own: all inputs must originate"
    default = " (the agreement's rule for goods without one of their own)" if under.is_default else ""
    unclaimed = "" if under.claimable else ", which model.yaml does not name"
    console.print(Text(f"  {under.agreement}{unclaimed}: {under.obstacle or rule}{default}"))
    if under.citation:
        hypothetical = ", hypothetical" if under.law_status == "hypothetical" else ""
        console.print(Text(f"    {under.citation}, evidence {under.evidence}{hypothetical}", style="dim"))
    for way in under.ways:
        _print_way(way, console)


def _print_way(way: WayOutlook, console: Console) -> None:
    style = {True: "green", False: "yellow", None: ""}[way.passes]
    verdict = _VERDICTS[way.passes] if way.tests else "passes: no input stands in its way"
    console.print(Text(f"    {way.name}: {verdict}", style=style))
    for test in way.tests:
        console.print(Text(f"      {_test_words(test)}"))
        for one in test.inputs:
            console.print(Text(f"        {_input_words(one, test)}"))


def _test_words(test: TestOutlook) -> str:
    """Return a test, and what counts in it, in words."""
    if test.by_status and test.limit <= 0:
        failing = [one.input for one in test.inputs if not one.originates]
        named = f"; {', '.join(failing)} does not" if len(failing) == 1 else f"; {', '.join(failing)} do not"
        return f"{test.name}: these inputs must originate{named if failing else ''}"
    counted = "not known" if test.share is None else f"{100 * test.share:.1f} %"
    if test.limit < 0:
        return f"{test.name} on {test.basis}: counts {counted} for the good (as -), at most {100 * test.limit:.1f} %"
    return f"{test.name} on {test.basis}: {counted} of the value counts, {100 * test.limit:.1f} % allowed"


def _input_words(one: InputOutlook, test: TestOutlook) -> str:
    if not one.source:
        return f"{one.input}: no source is known that reaches the site"
    origin = f"{one.origin}, would originate" if one.originates else f"{one.origin}, not originating"
    share = (
        "" if one.share is None or (test.by_status and test.limit <= 0) else f", {100 * one.share:.1f} % of the value"
    )
    return f"{one.input}: {one.source}, {origin}{share}"
