"""What a plan enters within tariff-rate quotas, as a result table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from corridor.compiled.labels import Floats
from corridor.network.network import Network
from corridor.schema.quota_results import QuotaUse


def quotas_of(network: Network, ship: Floats, negligible: float) -> pd.DataFrame:
    """Return one row for each period of a quota that some shipment may enter within, or whose rest goes to one.

    `ship` [unit] is what departs on each arc; quantities up to `negligible` are not listed, and count nothing.
    """
    rows, uses, rests = network.quotas, network.quota_arcs, network.quota_rests
    shipped = np.where(ship > negligible, ship, 0.0)
    used = np.zeros(len(rows))
    weights = uses["weight"].to_numpy(dtype=float)
    np.add.at(used, uses["quota"].to_numpy(dtype=int), weights * shipped[uses["arc"].to_numpy(dtype=int)])
    amount = rows["amount"].to_numpy(dtype=float)
    carried = np.zeros(len(rows))
    # Periods of a quota stand in order of time, so what is left of one is known when its turn comes.
    for source, target in sorted(rests[["source", "target"]].itertuples(index=False, name=None)):
        carried[target] += amount[source] + carried[source] - used[source]
    found = rows.assign(carried_in=carried, available=amount + carried, used=used)
    return found[list(QuotaUse.model_fields)]
