"""Read a Parquet file to raw cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corridor.errors import Fault
from corridor.io.cells import BadCell, Raw, RawRow, RawTable
from corridor.io.faults import fatal
from corridor.io.limits import LARGEST_FILE, MOST_CELLS


def read_parquet(path: Path, file: str) -> tuple[RawTable | None, tuple[Fault, ...]]:
    """Return the table of a Parquet file and the faults of the file itself. Data begin in row 2."""
    try:
        with pq.ParquetFile(path) as opened:
            metadata = opened.metadata
            groups = (metadata.row_group(index) for index in range(metadata.num_row_groups))
            unpacked = sum(group.total_byte_size for group in groups)
            cells = metadata.num_rows * metadata.num_columns
            if unpacked > LARGEST_FILE or cells > MOST_CELLS:
                return None, (
                    fatal(
                        file,
                        f"{cells} cells of {unpacked} bytes; at most {MOST_CELLS} cells are read",
                        "Split the model, or leave out columns that are not used.",
                    ),
                )
            names = opened.schema_arrow.names
            columns = [column.to_pylist() for column in opened.read().columns]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        return None, (fatal(file, f"not a whole Parquet file ({reason})", "Write the file again."),)
    rows = tuple(
        RawRow(number, tuple(map(_cell, cells)))
        for number, cells in enumerate(zip(*columns, strict=True), start=2)
        if any(cell is not None and cell != "" for cell in cells)
    )
    return RawTable(path.stem, file, "parquet", 1, tuple(names), rows), ()


def _cell(value: Any) -> Raw:
    """Return a Parquet value as a raw cell."""
    if value is None or isinstance(value, str | bool | int | float):
        return None if value == "" else value
    if isinstance(value, datetime):
        midnight = datetime(value.year, value.month, value.day, tzinfo=value.tzinfo)
        return value.date() if value == midnight else value
    if isinstance(value, date):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return BadCell(type(value).__name__, "a value that is neither text, number nor day", "Store one of these.")
