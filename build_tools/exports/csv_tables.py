"""CSV tables: UTF-8, comma, line feed. Stable columns; what a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from build_tools.corpus import Corpus
from build_tools.exports.rows import ROWS, Cell, Row, Table
from build_tools.settings import Settings

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(value: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: texts that begin like a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_text(table: Table, rows: Iterable[Row]) -> str:
    """Return a table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _ in table.columns])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_files(corpus: Corpus, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield every table as (path below docs/, CSV)."""
    for table, rows_of in ROWS.items():
        yield table.file, csv_text(table, rows_of(corpus, settings))
