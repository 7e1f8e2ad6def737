"""Rows for plans small enough to be reckoned by hand."""

from datetime import date

import pandas as pd

from corridor.result.run import Run
from corridor.schema.catalog import RESULT_TABLES

FLOW = {
    "mode": "sea",
    "route": "DIRECT",
    "option": "MFN",
    "tag": "-",
    "np_origin": "CN",
    "end_use": "none",
    "importer": "",
    "transaction_value": 0.0,
    "customs_value": 0.0,
    "insurance": 0.0,
    "export_tax": 0.0,
    "duty": 0.0,
    "carrying": 0.0,
    "freight": 0.0,
    "transit_days": 0.0,
}
LOT = {"process": "MAKE", "alternative": "*", "rule_choice": "none", "tag": "-"}


def small_run(costs, **rows):
    """Return a run of two periods of 100 days with the given rows and cost lines."""
    rows["costs"] = [{"line": f"cost_{line}", "amount": amount} for line, amount in costs.items()]
    tables = {
        kind.TABLE: pd.DataFrame(rows.get(kind.TABLE, []), columns=list(kind.model_fields)) for kind in RESULT_TABLES
    }
    periods = pd.DataFrame(
        [
            {"period": "T1", "start": date(2027, 1, 1), "end": date(2027, 4, 10)},
            {"period": "T2", "start": date(2027, 4, 11), "end": date(2027, 7, 19)},
        ]
    )
    products = pd.DataFrame([{"product": "PART", "name": "Part", "unit": "unit", "disposal_cost": 3.0}])
    return Run({"currency": "USD", "money_unit": 1.0}, tables, {"periods": periods, "products": products})


def bought(site, quantity, cost, period="T1", state="CN", product="PART"):
    return {
        "offer": "O",
        "state": state,
        "period": period,
        "site": site,
        "product": product,
        "quantity": quantity,
        "cost": cost,
    }


def shipped(start, end, quantity, period="T1", state="CN", product="PART", **more):
    return {
        **FLOW,
        "product": product,
        "state": state,
        "from_site": start,
        "to_site": end,
        "ship_period": period,
        "quantity": quantity,
        **more,
    }


def handed(site, quantity, period="T1", state="CN", product="PART"):
    return {"site": site, "product": product, "state": state, "period": period, "end_use": "none", "quantity": quantity}
