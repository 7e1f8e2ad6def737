"""Write Parquet: one typed column per column of the table."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from corridor.io.cells import OutTable

_TYPES = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "date": pa.date32()}


def parquet_bytes(table: OutTable) -> bytes:
    """Return a table as the content of a Parquet file."""
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.header)
    arrays = [pa.array(list(cells), type=_TYPES[kind]) for cells, kind in zip(columns, table.kinds, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, names=list(table.header)), sink)
    return bytes(sink.getvalue().to_pybytes())
