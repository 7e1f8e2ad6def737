"""How large an input file may be. Beyond these bounds a file is refused, not tried."""

from __future__ import annotations

LARGEST_FILE = 250 * 2**20
"""[bytes] Largest file, and largest unpacked content of a workbook or Parquet file."""

LARGEST_RATIO = 100
"""[1] Largest unpacked size over packed size of a workbook of more than `RATIO_FROM` unpacked bytes."""

RATIO_FROM = 10 * 2**20
"""[bytes] Below this size the ratio says nothing."""

MOST_PARTS = 1000
"""[1] Most files inside a workbook."""

MOST_CELLS = 4_000_000
"""[1] Most cells with content in a sheet or Parquet file."""
