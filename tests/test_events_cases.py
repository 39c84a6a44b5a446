"""Every case in `tests/cases/events/` gives exactly the events that it lists, in that order; adding a case is adding a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.collation.events import Event, events_of, precision_of
from build_tools.dates import parse_date
from tests.core_support import CASES, check_files, read_case

EVENT_CASES = sorted((CASES / "events").glob("*.yml"))


def shown(event: Event) -> str:
    """Return an event as a case writes it."""
    where = f"{event.source_id}#{event.passage.id}.{event.number}" if event.passage else event.source_id
    parts = [
        event.date.text,
        event.precision,
        f"{event.year}-{event.month:02}",
        (" + ".join(f"{kind} {name}" for kind, name in event.types) or f"{event.kind} {event.type}".strip())
        + (" due" if event.due else ""),
        where or event.record_id,
        f"by {'+'.join(event.speakers) or 'text'}" if event.passage else "",
        f"via {'+'.join(event.via)}" if event.via else "",
        f"{len(event.statements)} statements" if len(event.statements) > 1 else "",
        f"touches {' '.join(event.entity_ids)}" if event.entity_ids else "",
        f"inferred {' / '.join(event.inferred)}" if event.inferred else "",
        f"delay {event.delay[0]}..{event.delay[1]}" if event.delay else "",
    ]
    return "; ".join(part for part in parts if part)


@pytest.mark.parametrize("path", EVENT_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The events of a corpus are those listed; those of an entity are the ones among them that touch it, in order."""
    case = read_case(path)
    checked = check_files(tmp_path, case["files"])
    assert checked.corpus is not None
    assert checked.problems == []
    found = events_of(checked.corpus)
    sources = case.get("sources", True)
    assert [shown(e) for e in found.all if sources or e.kind != "source"] == case["events"]
    for entity_id in checked.corpus.entities:
        assert found.of_entity.get(entity_id, ()) == tuple(e for e in found.all if entity_id in e.entity_ids)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2020-02-17", "day"),
        ("2020-02", "month"),
        ("2020-02-XX", "month"),
        ("2020", "year"),
        ("2020-XX", "year"),
        ("2020-XX-XX", "year"),
        ("201X", "interval"),
        ("20XX", "interval"),
        ("2020-21", "season"),
        ("2020-02-17/2020-02-18", "interval"),
        ("2019/2020-02", "interval"),
        ("2020-02~", "about"),
        ("2020-02-17?", "about"),
        ("2019%", "about"),
        ("2019~/2020", "about"),
        ("2020/..", "open"),
        ("../2020-02", "open"),
        ("/2020-02~", "open"),
    ],
)
def test_precision(text: str, precision: str) -> None:
    """Every form of a date has one precision; what is open or only about right is called so, whatever its digits."""
    assert precision_of(parse_date(text)) == precision
