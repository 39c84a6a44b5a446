"""Origins: every case in `tests/cases/origins/` gives the chains, voices, occasions and ways that were worked out for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from build_tools.collation import origins
from build_tools.collation.origins import Chain, OccasionGroup, Telling, VoiceGroup, Way
from build_tools.corpus import Corpus
from tests.core_support import CASES, check_files, read_case

ORIGIN_CASES = sorted((CASES / "origins").glob("*.yml"))


def corpus_of(root: Path, case: dict[str, object]) -> Corpus:
    """Check a case over the articles that all of them share; it must have no fault."""
    files = case["files"]
    assert isinstance(files, dict)
    checked = check_files(root, dict(read_case(CASES / "origins.yml")["files"]) | files)
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus


def shown_chain(chain: Chain) -> str:
    """Return a chain as a case writes it, from the source outwards."""
    named = [", ".join(ids) if role == "source" else f"{role} {', '.join(ids)}" for role, ids in chain.steps]
    return " < ".join(named)


def shown_tellings(tellings: Iterable[Telling]) -> str:
    """Return sources with their passages as a case writes them."""
    return " | ".join(f"{told.source_id} {', '.join(p.id for p in told.passages)}" for told in tellings)


def shown_voice(group: VoiceGroup) -> str:
    """Return a voice with its occasions and sources as a case writes it."""
    name = " + ".join(group.voice.actors) or f"[{group.voice.source_id}]"
    occasions = f" ({'in part: ' if group.partly else ''}{', '.join(group.occasions)})" if group.occasions else ""
    return f"{name}{occasions} = {shown_tellings(group.tellings)}"


def shown_way(way: Way) -> str:
    """Return a way to sources as a case writes it."""
    via = f" via {', '.join(way.via)}" if way.via else ""
    return f"{', '.join(way.said_by)}{via} to {shown_tellings(way.tellings)}"


def shown_occasion(group: OccasionGroup) -> str:
    """Return an occasion with its ways as a case writes it."""
    return f"{group.occasion} = {'; '.join(shown_way(way) for way in group.ways)}"


@pytest.mark.parametrize("path", ORIGIN_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The chains, counts, voices, occasions and ways through others are those that the case lists, in its order."""
    case = read_case(path)
    corpus = corpus_of(tmp_path, case)
    statements = list(origins.every_statement(corpus))
    assert [shown_chain(origins.chain_of(corpus, placed)) for placed in statements] == case["chains"]
    grouping = origins.group(corpus, statements)
    assert case["counts"] == {
        "statements": grouping.statement_count,
        "articles": len(grouping.source_ids),
        "origins": len(grouping.voices),
        "single": grouping.single,
    }
    assert [shown_voice(group) for group in grouping.voices] == case["voices"]
    index = origins.index(corpus)
    assert index.by_voice == grouping
    assert [shown_occasion(group) for group in index.by_occasion] == case["occasions"]
    assert [shown_way(way) for way in index.passed_on] == case["passed_on"]


@pytest.mark.parametrize("path", ORIGIN_CASES, ids=lambda path: path.stem)
def test_nothing_is_lost_or_counted_twice(path: Path, tmp_path: Path) -> None:
    """Every statement stands below one voice, and every way of an occasion leads to passages of that occasion."""
    corpus = corpus_of(tmp_path, read_case(path))
    index = origins.index(corpus)
    chains = [origins.chain_of(corpus, placed) for placed in origins.every_statement(corpus)]
    assert sum(group.statement_count for group in index.by_voice.voices) == len(chains)
    assert sum(group.statement_count for group in index.by_occasion) == sum(bool(chain.occasion) for chain in chains)
    for group in index.by_voice.voices:
        assert group.shared == (len({told.source_id for told in group.tellings}) > 1)
    for occasion in index.by_occasion:
        told = {p.key for telling in occasion.tellings for p in telling.passages}
        assert told == {p.key for way in occasion.ways for telling in way.tellings for p in telling.passages}


def test_part_of_a_list_is_grouped_alone(tmp_path: Path) -> None:
    """What is grouped are the statements given, in whatever order: others of the corpus do not count."""
    corpus = corpus_of(tmp_path, read_case(CASES / "origins/order-of-voices.yml"))
    some = [placed for placed in corpus.claims if "ann-lee" in placed.claim.said_by]
    grouping = origins.group(corpus, reversed(some))
    assert (grouping.statement_count, grouping.source_ids, grouping.single) == (2, ("courier", "herald"), True)
    empty = origins.group(corpus, ())
    assert (empty.statement_count, empty.source_ids, empty.voices, empty.single) == (0, (), (), False)
