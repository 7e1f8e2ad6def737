"""Two standard forms of one program are the same: rows and columns by name, explicit zeros dropped, to 4 ulp."""

from __future__ import annotations

import numpy as np

from corridor.compiled import StandardForm

ULPS = 4


def close(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether numbers agree to a few units in the last place; infinities must be the same."""
    finite = np.isfinite(one) & np.isfinite(other)
    if (one[~finite] != other[~finite]).any():
        return False
    a, b = one[finite], other[finite]
    return bool((np.abs(a - b) <= ULPS * np.spacing(np.maximum(np.abs(a), np.abs(b)))).all())


def assert_same(ours: StandardForm, theirs: StandardForm) -> None:
    """Assert that two forms are one program. Columns that `theirs` lacks must be in no row and cost nothing in
    `ours`, rows that it lacks must be empty.
    """
    our_rows = {name: number for number, name in enumerate(ours.rows)}
    our_columns = {name: number for number, name in enumerate(ours.columns)}
    rows = [our_rows.pop(name) for name in theirs.rows]
    columns = [our_columns.pop(name) for name in theirs.columns]
    matrix = ours.matrix.copy()
    matrix.eliminate_zeros()
    spare = list(our_rows.values())
    assert matrix[spare].nnz == 0, f"rows {list(our_rows)} are missing"
    unused = list(our_columns.values())
    assert matrix[:, unused].nnz == 0, f"columns {list(our_columns)} are missing"
    assert not ours.cost[unused].any()
    left, right = matrix[rows][:, columns].tocoo(), theirs.matrix.copy()
    right.eliminate_zeros()
    right = right.tocoo()
    one, other = (np.lexsort((part.col, part.row)) for part in (left, right))
    assert left.nnz == right.nnz
    assert (left.row[one] == right.row[other]).all()
    assert (left.col[one] == right.col[other]).all()
    assert close(left.data[one], right.data[other])
    assert ours.maximize == theirs.maximize
    assert close(np.array([ours.offset]), np.array([theirs.offset]))
    assert close(ours.cost[columns], theirs.cost)
    assert close(ours.row_lower[rows], theirs.row_lower)
    assert close(ours.row_upper[rows], theirs.row_upper)
    assert close(ours.col_lower[columns], theirs.col_lower)
    assert close(ours.col_upper[columns], theirs.col_upper)
    assert (ours.integer[columns] == theirs.integer).all()
