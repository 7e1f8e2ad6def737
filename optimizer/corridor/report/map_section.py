"""What the map shows of a plan: its sites, and its shipments as arcs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corridor.report.carried import Carried
from corridor.report.content import Content
from corridor.report.delivered import Demands
from corridor.report.money import in_cents, share_out, short_money
from corridor.report.names import NBSP, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.report.tidy import SMALLEST
from corridor.report.tracing import quantity_of
from corridor.report.worldmap.drawing import Arc, Spot, draw_map
from corridor.schema.results import Delivery, Production, Purchase

COLOURS = 8
"""Number of stage colours; deeper stages use them again."""
_WIDTHS = (1.3, 7.0)
"""[px] Narrowest and widest arc."""
_WIDTHS_OF_MANY = (0.8, 5.0)
"""[px] The same where there are many."""
_MANY = 60
"""Arcs from which on they are drawn narrower."""
_MOST_ARCS = 400
"""Arcs beyond this would hide the map; those that carry least are left out, and the text says so."""


def stage_colour(stage: int) -> int:
    """Return the number of a stage's colour, from 1."""
    return (stage - 1) % COLOURS + 1


def map_section(content: Content, goods: Sequence[Carried]) -> tuple[str, str]:
    """Return the map as SVG, and what it does not show in words."""
    places: dict[str, tuple[float, float]] = {}
    for site, row in content.names.sites.items():
        lon, lat = number_of(row.get("lon")), number_of(row.get("lat"))
        if lon is not None and lat is not None:
            places[site] = (lon, lat)
    pairs: dict[tuple[str, str], list[Carried]] = defaultdict(list)
    for item in goods:
        if item.from_site in places and item.to_site in places and item.from_site != item.to_site:
            pairs[item.from_site, item.to_site].append(item)
    ranked = sorted(pairs, key=lambda pair: (-sum(item.value for item in pairs[pair]), pair))
    drawn = ranked[:_MOST_ARCS]
    most = max((sum(item.value for item in pairs[pair]) for pair in drawn), default=0.0)
    widths = _WIDTHS_OF_MANY if len(drawn) > _MANY else _WIDTHS
    arcs = [_arc(content, pair, pairs[pair], places, most, widths) for pair in reversed(drawn)]
    activity = _activity(content)
    short = _short(content)
    touched = sorted({*activity, *short, *(site for item in goods for site in (item.from_site, item.to_site))})
    weight: dict[str, float] = defaultdict(float)
    for item in goods:
        weight[item.from_site] += item.value
        weight[item.to_site] += item.value
    shown = sorted(
        (site for site in touched if site in places), key=lambda site: (site not in short, -weight[site], site)
    )
    spots = [_spot(content, site, places[site], activity.get(site, []), short.get(site, [])) for site in shown]
    missing = [content.names.site(site) for site in touched if site not in places]
    words = []
    if missing:
        words.append(f"Without coordinates, and therefore not on the map: {', '.join(missing)}.")
    if len(ranked) > len(drawn):
        words.append(f"{len(ranked) - len(drawn)} connections that carry least are not drawn.")
    return draw_map(spots, arcs, f"World map of the flows of {content.title}"), " ".join(words)


def _arc(
    content: Content,
    pair: tuple[str, str],
    items: Sequence[Carried],
    places: Mapping[str, tuple[float, float]],
    most: float,
    widths: tuple[float, float],
) -> Arc:
    names = content.names
    value = sum(item.value for item in items)
    main = max(items, key=lambda item: (item.value, item.product))
    lines = [f"{names.site(pair[0])} to {names.site(pair[1])}"]
    for item in items:
        duty = in_cents(item.duty, names.money_unit)
        lines.append(
            f"{names.product(item.product)}: {item.quantity:,.1f}{NBSP}{names.unit(item.product)}, worth "
            f"{short_money(in_cents(item.value, names.money_unit))}{NBSP}{names.currency}, "
            f"{'/'.join(item.modes)}, {item.longest_days:,.0f}{NBSP}days"
            + (f", duty {short_money(duty)}{NBSP}{names.currency}" if duty else "")
        )
    narrow, wide = widths
    width = narrow + (wide - narrow) * (value / most) ** 0.5 if most > 0 else narrow
    colour = stage_colour(content.stages.of_product[main.product])
    return Arc(places[pair[0]], places[pair[1]], width, colour, "\n".join(lines))


def _spot(
    content: Content, site: str, place: tuple[float, float], activity: Sequence[str], short: Sequence[str]
) -> Spot:
    names = content.names
    market = "market" if short or any(line.startswith("delivered") for line in activity) else "site"
    look = f"{market} short" if short else market
    return Spot(names.site(site), *place, "\n".join([_place(content, site), *activity, *short]), look)


def _short(content: Content) -> dict[str, list[str]]:
    """Return site -> what its demand lacks, in words."""
    found: dict[str, list[str]] = defaultdict(list)
    if content.has_plan:
        for (site, product), met in Demands.of(content.run).by_site().items():
            if met.is_short:
                amount = content.names.amount(met.short, product)
                found[site].append(f"stays short: {amount} of {content.names.product(product)}")
    return found


def _place(content: Content, site: str) -> str:
    """Return name and country of a site."""
    return ", ".join(filter(None, [content.names.site(site), content.names.country(site)]))


def _activity(content: Content) -> dict[str, list[str]]:
    """Return site -> what happens there, in words."""
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for word, row_class in (("bought", Purchase), ("made", Production), ("delivered", Delivery)):
        for row in records(content.run.table(row_class)):
            sums[text_of(row["site"]), word, text_of(row["product"])] += quantity_of(row)
    found: dict[str, list[str]] = defaultdict(list)
    for (site, word, product), quantity in sorted(sums.items()):
        if quantity >= SMALLEST:
            unit = content.names.unit(product)
            found[site].append(f"{word}: {quantity:,.1f} {unit} of {content.names.product(product)}")
    return found


def lane_sheet(content: Content, goods: Sequence[Carried]) -> Sheet:
    """Return the shipments of the horizon by product and pair of sites: the figures behind the map."""
    names = content.names
    goods = sorted(goods, key=lambda item: (-item.value, item.product, item.from_site, item.to_site))
    value = share_out([item.value for item in goods], names.money_unit)
    duty = share_out([item.duty for item in goods], names.money_unit, content.printed.get("cost_duty"))
    way = share_out([item.way_cost for item in goods], names.money_unit)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            names.product(item.product),
            _place(content, item.from_site),
            _place(content, item.to_site),
            ", ".join(item.modes),
            item.longest_days,
            item.quantity,
            names.unit(item.product),
            value[i],
            duty[i],
            way[i],
        )
        for i, item in enumerate(goods)
    )
    columns = (
        Column("Product"),
        Column("From"),
        Column("To"),
        Column("Mode"),
        Column("Longest way", "number", "days"),
        Column("Quantity", "quantity"),
        Column("Unit"),
        Column("Cost carried at the start", "money", names.currency),
        Column("Duty", "money", names.currency, total="sum"),
        Column("Cost of the way, with duty and fees", "money", names.currency, total="sum"),
    )
    return Sheet(
        "lanes", "Shipments by pair of sites", columns, rows, "Those that carry most come first.", "Nothing is shipped."
    )
