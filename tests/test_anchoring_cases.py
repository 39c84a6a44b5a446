"""Every case in `tests/cases/anchoring/` puts its passages and mentions exactly where it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.corpus import AnchoredPassage, Corpus
from tests.core_support import CASES, check_files, read_case

ANCHORING_CASES = sorted((CASES / "anchoring").glob("*.yml"))


def shown(corpus: Corpus, passage: AnchoredPassage) -> dict[str, Any]:
    """Return a passage as a case writes it: offsets are code points of the raw file, half-open."""
    raw = corpus.sources[passage.source_id].text.raw
    fields: dict[str, Any] = {
        "span": [passage.span.start, passage.span.end],
        "words": raw[passage.span.start : passage.span.end],
    }
    mentions = []
    for mention in passage.mentions:
        span = mention.span
        entry = {"id": mention.entity_id, "span": [span.start, span.end], "words": raw[span.start : span.end]}
        mentions.append(entry | ({"usage": mention.usage} if mention.usage else {}))
    return fields | ({"mentions": mentions} if mentions else {})


@pytest.mark.parametrize("path", ANCHORING_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The passages of the letter stand, in reading order, where the case says, with exactly its mentions."""
    case = read_case(path)
    checked = check_files(tmp_path, case["files"])
    assert checked.problems == []
    assert checked.corpus is not None
    passages = checked.corpus.sources["letter"].passages
    found = {passage.id: shown(checked.corpus, passage) for passage in passages}
    assert found == case["passages"]
    assert list(found) == list(case["passages"])
