"""Link tables as what rules read: the pairs of an owner, and the coefficient of each pair."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from corridor.compiled import Components


def pairs(c: Components, links: pd.DataFrame, *, mutable: bool = False) -> tuple[Any, Any, Any]:
    """Return (set of pairs, pairs of each owner, coefficient of each pair) of a table of owner, member, coefficient.

    Mutable coefficients may change while the model lives.
    """
    owner, member, weight = (column.to_numpy() for _, column in links.items())
    found = c.Set({"owner": owner, "member": member})
    return found, c.Group(found, by=owner), c.Param(found, weight, mutable=mutable)


def owners(links: pd.Series) -> np.ndarray:
    """Return the ids that have links, in order."""
    return np.unique(links.to_numpy(dtype=np.int64))
