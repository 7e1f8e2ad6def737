"""A run to report on: batteries for three markets around the Pacific, made up from end to end.

Every quantity follows from the ones before it, so that the balances close and the cost lines add up. All
figures are assumptions of this test and describe nothing real.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from corridor.result.run import Run
from corridor.schema.catalog import RESULT_TABLES

NASTY = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
"""A name that is a script, for tests that names stay text."""

PERIODS = {"H1": (date(2027, 1, 1), date(2027, 6, 30)), "H2": (date(2027, 7, 1), date(2027, 12, 31))}
SITES = {
    "ANTOFAGASTA": ("Antofagasta", "CL", -23.65, -70.40, "mine"),
    "KWINANA": ("Kwinana", "AU", -32.24, 115.77, "refinery"),
    "KUANTAN": ("Kuantan", "MY", 3.98, 103.43, "cell"),
    "SINGAPORE": ("Singapore hub", "SG", 1.29, 103.85, "port"),
    "RAYONG": ("Rayong", "TH", 12.68, 101.28, "cell"),
    "ULSAN": ("Ulsan", "KR", 35.54, 129.31, "cell"),
    "NAGOYA": ("Nagoya", "JP", 35.08, 136.88, "pack;market"),
    "LONG_BEACH": ("Long Beach", "US", 33.75, -118.19, "port"),
    "RENO": ("Reno", "US", 39.53, -119.81, "pack;market"),
    "VANCOUVER": ("Vancouver", "CA", 49.28, -123.12, "market"),
}
PRODUCTS = {
    "LIOH": ("Lithium hydroxide", "t", "LITHIUM", 50.0),
    "CELL": ("Cell", "MWh", "CELLS", None),
    "PACK": ("Pack", "MWh", "PACKS", None),
}


@dataclass(frozen=True)
class Way:
    """A lane of the example; `layers` are (programme, rate, evidence)."""

    product: str
    from_site: str
    to_site: str
    share: float
    days: float
    freight: float
    mode: str = "sea"
    importer: str = ""
    layers: tuple[tuple[str, float, str], ...] = ()


WAYS = (
    Way("LIOH", "ANTOFAGASTA", "KUANTAN", 0.6, 42, 160.0, importer="MY"),
    Way("LIOH", "ANTOFAGASTA", "ULSAN", 0.4, 35, 150.0, importer="KR", layers=(("KR_BASE", 0.05, "B"),)),
    Way("LIOH", "KWINANA", "KUANTAN", 0.5, 12, 70.0, importer="MY"),
    Way("LIOH", "KWINANA", "RAYONG", 0.3, 16, 80.0, importer="TH", layers=(("TH_BASE", 0.01, "C"),)),
    Way("LIOH", "KWINANA", "ULSAN", 0.2, 21, 90.0, importer="KR"),
    Way("CELL", "KUANTAN", "SINGAPORE", 0.7, 2, 300.0, mode="barge", importer="SG"),
    Way("CELL", "KUANTAN", "NAGOYA", 0.3, 12, 900.0, importer="JP"),
    Way("CELL", "RAYONG", "NAGOYA", 1.0, 14, 950.0, importer="JP"),
    Way(
        "CELL",
        "ULSAN",
        "LONG_BEACH",
        1.0,
        15,
        1500.0,
        importer="US",
        layers=(("US_BASE", 0.034, "B"), ("US_RECIPROCAL", 0.15, "C")),
    ),
    Way(
        "CELL",
        "SINGAPORE",
        "LONG_BEACH",
        1.0,
        24,
        1900.0,
        importer="US",
        layers=(("US_BASE", 0.034, "B"), ("US_RECIPROCAL", 0.19, "D")),
    ),
    Way("CELL", "LONG_BEACH", "RENO", 1.0, 2, 250.0, mode="road"),
    Way(
        "PACK",
        "RENO",
        "VANCOUVER",
        0.3,
        3,
        400.0,
        mode="road",
        importer="CA",
        layers=(("CA_BASE", 0.025, "A"),),
    ),
)
VALUES = {"LIOH": 11_000.0, "CELL": 62_000.0, "PACK": 90_000.0}
ORIGINS = {"ANTOFAGASTA": "CL", "KWINANA": "AU@Q12", "KUANTAN": "MY", "RAYONG": "TH", "ULSAN": "KR"}
BOUGHT = {"ANTOFAGASTA": ("OFFER_CL", 900.0, 10_500.0), "KWINANA": ("Q12", 1_400.0, 11_250.5)}
MAKERS = {
    "KUANTAN": ("CELL_MAKING", "LIOH", 0.6, "CELL", "MY", 21_000.0),
    "RAYONG": ("CELL_MAKING", "LIOH", 0.6, "CELL", "TH", 23_500.0),
    "ULSAN": ("CELL_MAKING", "LIOH", 0.6, "CELL", "KR", 26_000.0),
    "NAGOYA": ("PACK_MAKING", "CELL", 1.0, "PACK", "JP", 14_000.0),
    "RENO": ("PACK_MAKING", "CELL", 1.0, "PACK", "US", 17_333.33),
}
"""Site -> process, input, input per output, output, state of the output, conversion cost."""
STEPS = (
    ("ANTOFAGASTA",),
    ("KWINANA",),
    ("KUANTAN",),
    ("RAYONG",),
    ("ULSAN",),
    ("SINGAPORE",),
    ("LONG_BEACH",),
    ("NAGOYA",),
    ("RENO",),
    ("VANCOUVER",),
)


@dataclass
class _Plan:
    """Rows of the result tables and what is where."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    stock: dict[tuple[str, str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    lines: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, table: str, line: str | None = None, **row: Any) -> None:
        self.rows[table].append(row)
        if line:
            self.lines[line] += row["cost"]

    def here(self, site: str, period: str) -> list[tuple[str, str, float]]:
        return [(p, s, q) for (at, p, s, t), q in self.stock.items() if at == site and t == period and q > 0]


def example_run() -> Run:
    """Return the run."""
    plan = _Plan()
    plan.stock["NAGOYA", "CELL", "JP", "H1"] = 12.5
    for period in PERIODS:
        for (site,) in STEPS:
            _buy(plan, site, period)
            _make(plan, site, period)
            _ship(plan, site, period)
            _deliver(plan, site, period)
    _fixed(plan)
    _rest(plan)
    return Run(_info(plan), _tables(plan), _labels(), None)


def _buy(plan: _Plan, site: str, period: str) -> None:
    if site in BOUGHT:
        offer, quantity, price = BOUGHT[site]
        plan.stock[site, "LIOH", ORIGINS[site], period] += quantity
        plan.add(
            "purchases",
            "cost_purchase",
            offer=offer,
            state=ORIGINS[site],
            period=period,
            site=site,
            product="LIOH",
            quantity=quantity,
            cost=quantity * price,
        )


def _make(plan: _Plan, site: str, period: str) -> None:
    if site not in MAKERS:
        return
    process, needed, ratio, product, state, price = MAKERS[site]
    lot = {
        "site": site,
        "process": process,
        "alternative": "*",
        "product": product,
        "state": state,
        "rule_choice": "none",
        "tag": "-",
        "period": period,
    }
    made = 0.0
    for used, input_state, quantity in plan.here(site, period):
        if used == needed:
            made += quantity / ratio
            plan.stock[site, used, input_state, period] = 0.0
            plan.add("uses", **lot, input=used, input_state=input_state, value_class="-", quantity=quantity)
    plan.add("production", "cost_conversion", **lot, quantity=made, cost=made * price)
    plan.stock[site, product, state, period] += made


def _ship(plan: _Plan, site: str, period: str) -> None:
    begin, end = PERIODS[period]
    days = (end - begin).days + 1
    for product, state, quantity in plan.here(site, period):
        for way in (w for w in WAYS if (w.product, w.from_site) == (product, site)):
            moved = quantity * way.share
            plan.stock[site, product, state, period] -= moved
            late = way.days / days
            target = (way.to_site, product, state.split("@")[0])
            plan.stock[(*target, period)] += moved * (1 - late)
            if period == "H1":
                plan.stock[(*target, "H2")] += moved * late
            _flow(plan, way, state, period, moved)


def _flow(plan: _Plan, way: Way, state: str, period: str, moved: float) -> None:
    key = {
        "product": way.product,
        "state": state,
        "from_site": way.from_site,
        "to_site": way.to_site,
        "mode": way.mode,
        "route": "DIRECT",
        "option": "MFN",
        "tag": "-",
        "ship_period": period,
    }
    value = VALUES[way.product]
    money = {
        "freight": moved * way.freight,
        "insurance": moved * value * 0.001,
        "export_tax": 0.0,
        "duty": sum(rate for _, rate, _ in way.layers) * value * moved,
        "carrying": moved * value * 0.08 * way.days / 365,
        "handling": moved * 25.0 if way.to_site == "SINGAPORE" else 0.0,
    }
    plan.rows["flows"].append(
        {
            **key,
            "quantity": moved,
            "np_origin": state.split("@")[0],
            "end_use": "none",
            "importer": way.importer,
            "transaction_value": value,
            "customs_value": value,
            **money,
            "transit_days": way.days,
        }
    )
    for part, amount in money.items():
        plan.lines[f"cost_{part}"] += amount
    for programme, rate, evidence in way.layers:
        plan.add(
            "duty_layers",
            **key,
            programme=programme,
            record="R1",
            status="applied",
            rate=rate,
            specific=0.0,
            base=moved * value,
            amount=rate * moved * value,
            reason=f"{way.product} of {state}",
            citation=f"made-up citation of {programme}",
            evidence=evidence,
        )


def _deliver(plan: _Plan, site: str, period: str) -> None:
    if "market" not in SITES[site][4]:
        return
    for product, state, quantity in plan.here(site, period):
        if product != "PACK":
            continue
        kept = 0.1 * quantity if site == "RENO" else 0.0
        scrapped = 0.01 * quantity if site == "NAGOYA" else 0.0
        plan.stock[site, product, state, period] = 0.0
        plan.add(
            "deliveries",
            site=site,
            product=product,
            state=state,
            period=period,
            end_use="none",
            quantity=quantity - kept - scrapped,
        )
        cost = kept * 900.0 + scrapped * 50.0
        plan.add(
            "stocks",
            site=site,
            product=product,
            state=state,
            period=period,
            quantity=kept,
            disposed=scrapped,
            cost=cost,
        )
        plan.lines["cost_stock"] += kept * 900.0
        plan.lines["cost_disposal"] += scrapped * 50.0
        if period == "H1":
            plan.stock[site, product, state, "H2"] += kept
        else:
            plan.lines["closing_quantity"] += kept


def _fixed(plan: _Plan) -> None:
    costs = (
        ("capability", "KUANTAN:CELL_MAKING", "H1", 1, 1, 4_000_000.0, "cost_opening"),
        ("capability", "KUANTAN:CELL_MAKING", "H2", 1, 0, 1_500_000.0, "cost_opening"),
        ("capability", "RAYONG:PACK_MAKING", "H2", 1, 1, 250_000.0, "cost_opening"),
        ("handling", "SINGAPORE:*", "H1", 1, 0, 120_000.0, "cost_opening"),
        ("lane", "RENO>VANCOUVER:road:DIRECT:PACK", "H1", 1, 0, 33_333.33, "cost_lane_fixed"),
        ("offer", "OFFER_CL", "Y2027", 1, 0, 75_000.0, "cost_purchase_fixed"),
        ("tooling", "Q12", "HORIZON", 1, 1, 60_000.01, "cost_purchase_fixed"),
        ("count", "CELL_SITES:RAYONG", "HORIZON", 1, 0, 0.0, None),
    )
    for kind, subject, window, is_open, opened, cost, line in costs:
        plan.add(
            "openings",
            line,
            kind=kind,
            subject=subject,
            window=window,
            open=is_open,
            opened=opened,
            closed=0,
            cost=cost,
        )


def _rest(plan: _Plan) -> None:
    kept = plan.lines.pop("closing_quantity")
    plan.rows["closing"].append({"site": "RENO", "product": "PACK", "quantity": kept, "value": 60_000.0})
    plan.lines["cost_closing"] -= kept * 60_000.0
    plan.add(
        "shortfall",
        "cost_shortfall",
        site="VANCOUVER",
        product="PACK",
        period="H1",
        end_use="none",
        demanded=400.0,
        quantity=12.25,
        cost=12.25 * 150_000.0,
    )
    plan.lines["cost_revenue"] += 0.0
    limits = (
        ("MOST_FROM_KOREA", "", "H1", 0.4, None, 0.4, 0.0, 0.0),
        ("AT_LEAST_TWO_CELL_SITES", "", "HORIZON", 3.0, 2.0, None, 0.0, 0.0),
        ("SOFT_CAP", "MY", "H2", 260.0, None, 250.0, 10.0, 5_000.0),
    )
    for limit, attribute, window, value, lower, upper, excess, cost in limits:
        plan.add(
            "limits",
            "cost_limit",
            limit=limit,
            attribute=attribute,
            window=window,
            value=value,
            lower=lower,
            upper=upper,
            excess=excess,
            cost=cost,
        )
    for name, key, value, dual in (
        ("limits_hold", "MOST_FROM_KOREA||H1|upper", 0.4, -812.5),
        ("making_at_most", "ULSAN:CELL_MAKING|H2", 700.0, -3_400.0),
        ("balance_of_goods", "RENO|PACK|US|H1", 0.0, 71_000.0),
    ):
        plan.add("duals", kind="row", name=name, key=key, value=value, dual_fixed_openings=dual)


def _tables(plan: _Plan) -> Mapping[str, pd.DataFrame]:
    rows = {**plan.rows, "costs": [{"line": line, "amount": a} for line, a in sorted(plan.lines.items())]}
    extra = {"flows": ["handling"]}
    return {
        t.TABLE: pd.DataFrame(
            rows.get(t.TABLE, []), columns=list(dict.fromkeys([*t.model_fields, *extra.get(t.TABLE, [])]))
        )
        for t in RESULT_TABLES
    }


def _labels() -> Mapping[str, pd.DataFrame]:
    return {
        "periods": pd.DataFrame([{"period": p, "start": a, "end": b} for p, (a, b) in PERIODS.items()]),
        "sites": pd.DataFrame(
            [
                {"site": s, "name": n, "country": c, "lat": lat, "lon": lon, "roles": r}
                for s, (n, c, lat, lon, r) in SITES.items()
            ]
        ),
        "products": pd.DataFrame(
            [
                {"product": p, "name": n, "unit": u, "group": g, "disposal_cost": 50.0}
                for p, (n, u, g, _) in PRODUCTS.items()
            ]
        ),
        "capacity": pd.DataFrame(
            [
                {
                    "subject": "ULSAN:CELL_MAKING",
                    "kind": "process",
                    "period": "H2",
                    "used": 700.0,
                    "available": 700.0,
                    "unit": "MWh",
                },
                {
                    "subject": "KUANTAN:CELL_MAKING",
                    "kind": "process",
                    "period": "H1",
                    "used": 1_200.0,
                    "available": 2_000.0,
                    "unit": "MWh",
                },
                {
                    "subject": "RAYONG:CELL_MAKING",
                    "kind": "process",
                    "period": "H1",
                    "used": 640.0,
                    "available": 800.0,
                    "unit": "MWh",
                },
                {
                    "subject": "SINGAPORE:*",
                    "kind": "depot",
                    "period": "H1",
                    "used": 840.0,
                    "available": 900.0,
                    "unit": "MWh",
                },
            ]
        ),
    }


def _info(plan: _Plan) -> dict[str, Any]:
    objective = sum(plan.lines.values())
    return {
        "model": "pacific_batteries",
        "title": "Batteries around the Pacific (made up)",
        "status": "optimal",
        "objective": objective,
        "bound": objective * 0.9995,
        "gap": 0.0005,
        "audit": "passed",
        "currency": "USD",
        "money_unit": 1.0,
        "known_at": "2026-11-01",
        "horizon": "2026-12-31",
        "scenario": None,
        "network": {"columns": 120, "columns_unmerged": 180, "rows": 90, "nonzeros": 400, "binaries": 8},
        "seconds": {"load": 0.1, "solve": 0.4},
        "versions": {"corridor": "0.1.0", "highspy": "1.15.1"},
        "inputs": {"tables/sites.csv": "0" * 64},
        "evidence_weakest": "D",
        "assumptions": [
            "All figures are made up for a test.",
            "Lots of one origin are kept apart.",
            "[1 warning] lanes.csv row 3: transit of 42 days is long. Check it.",
            "[0 note] values: no agreed price. Add a row.",
        ],
        "warnings": ["[1 warning] model, column `capacity`: the plan fills a bound, got 'ULSAN'. Give it a capacity."],
        "sources": ["Nothing but imagination."],
    }


def renamed(run: Run, table: str, code: str, name: str) -> Run:
    """Return a run in which a site or product is called something else."""
    labels = run.labels[table].copy()
    labels.loc[labels[table.removesuffix("s")] == code, "name"] = name
    return Run(run.info, run.tables, {**run.labels, table: labels}, run.folder)


def without_plan(status: str = "infeasible") -> Run:
    """Return a run that ended without a plan."""
    run = example_run()
    info = {**run.info, "status": status, "objective": None, "bound": None, "gap": float("inf"), "audit": None}
    tables = {name: table.iloc[:0] for name, table in run.tables.items()}
    labels = {name: table for name, table in run.labels.items() if name != "capacity"}
    return Run(info, tables, labels, None)
