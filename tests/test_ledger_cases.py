"""Every case in `tests/cases/ledger/` gives the ledgers and lineages that were worked out for it by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.collation.ledger import Entry, Ledger, ledger_of, ledgers
from build_tools.collation.lineage import NEAREST, Kin, lineage_of
from tests.core_support import CASES, check_files, read_case

LEDGER_CASES = sorted((CASES / "ledger").glob("*.yml"))


def told(entry: Entry, contested: bool) -> str:
    """Return an entry as a case writes it."""
    report = entry.placed.report
    by = f" by {entry.by}" if entry.by else ""
    said = f", says {' and '.join(report.said_by)}" if report.said_by else ""
    place = "#".join(entry.placed.passage.key)
    when = entry.date if entry.is_of_event else f"published {entry.date}"
    return f"{when}: {entry.type}{by}{said} ({place}){' contested' if contested else ''}"


def shown(ledger: Ledger) -> dict[str, Any]:
    """Return a ledger as a case writes it."""
    found: dict[str, Any] = {
        "sources": list(ledger.sources),
        "counts": dict(ledger.counts),
        "rows": {row.provision: [told(e, e in row.contested) for e in row.entries] for row in ledger.rows},
    }
    if ledger.parts:
        found["parts"] = {part.agreement: dict(part.counts) for part in ledger.parts}
    return found


def kin(item: Kin) -> str:
    """Return a kinship as a case writes it."""
    words = (item.side, item.agreement, item.date, f"by way of {item.through}" if item.through else "")
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("path", LEDGER_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The ledgers and lineages that a case lists are those found."""
    case = read_case(path)
    checked = check_files(tmp_path, case["files"])
    assert checked.problems == []
    corpus = checked.corpus
    assert corpus is not None
    for agreement, expected in case.get("ledger", {}).items():
        assert shown(ledger_of(corpus, agreement)) == expected
    for agreement, expected in case.get("lineage", {}).items():
        found = lineage_of(corpus, agreement, expected.get("nearest", NEAREST))
        assert found.date == expected.get("date", found.date)
        assert [kin(item) for item in found.dated] == expected["dated"]
        assert [kin(item) for item in found.undated] == expected.get("undated", [])
        assert list(found.cut) == expected.get("cut", [])


@pytest.mark.parametrize("path", LEDGER_CASES, ids=lambda path: path.stem)
def test_counts_agree(path: Path, tmp_path: Path) -> None:
    """Each report stands in one row of one ledger, in one cell of it, and the counts are those of the entries."""
    corpus = check_files(tmp_path, read_case(path)["files"]).corpus
    assert corpus is not None
    found = ledgers(corpus)
    placed = [entry.placed for ledger in found.values() for entry in ledger.entries]
    reports = [report for reports in corpus.reports_on.values() for report in reports]
    assert len(placed) == len(reports)
    assert all(report in placed for report in reports)
    for ledger in found.values():
        assert ledger.total == len(ledger.entries) == sum(n for row in ledger.rows for _, n in row.counts)
        cells = [e for row in ledger.rows for source in ledger.sources for e in row.of_source(source)]
        assert len(cells) == ledger.total
