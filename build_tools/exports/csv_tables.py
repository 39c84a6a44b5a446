"""CSV tables: UTF-8, comma, line feed. Stable columns; what a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from build_tools.corpus import Corpus
from build_tools.exports.rows import MENTIONS, PASSAGES, Table, mention_rows, passage_rows
from build_tools.settings import Settings

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(value: str | int) -> str | int:
    """Return a cell that no spreadsheet runs: texts that begin like a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_text(table: Table, rows: Iterable[tuple[str | int, ...]]) -> str:
    """Return a table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _ in table.columns])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue()


def mentions_csv(corpus: Corpus, settings: Settings) -> str:
    """Return every mention as CSV."""
    return csv_text(MENTIONS, mention_rows(corpus, settings))


def passages_csv(corpus: Corpus, settings: Settings) -> str:
    """Return every passage as CSV."""
    return csv_text(PASSAGES, passage_rows(corpus, settings))
