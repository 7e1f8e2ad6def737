"""Result tables without rows, for runs without a plan."""

from __future__ import annotations

import pandas as pd

from corridor.schema.catalog import RESULT_TABLES


def empty_tables() -> dict[str, pd.DataFrame]:
    """Return every result table with its columns and no rows."""
    return {row_class.TABLE: pd.DataFrame(columns=list(row_class.model_fields)) for row_class in RESULT_TABLES}
