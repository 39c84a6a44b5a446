"""Pages of a mini corpus, byte for byte: any change of what readers get is seen in review.

After a change that is meant: `UPDATE_EXPECTED=1 make test ARGS=tests/test_expected_pages.py`, then read
the difference and commit it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from build_tools import pipeline

MINI = Path(__file__).parent / "projects" / "mini"
EXPECTED = MINI / "expected"
# The codebook and the schemas repeat the code itself; tests of their own hold them to it.
PAGES = (
    "index.md",
    "actors/index.md",
    "actors/ida-brandt.md",
    "actors/ferrymen.md",
    "places/index.md",
    "places/ansley.md",
    "agreements/lorn-compact.md",
    "sources/index.md",
    "sources/herald.md",
    "compare/index.md",
    "compare/names.md",
    "compare/wording.md",
    "compare/questions/why-closed.md",
    "compare/inferences.md",
    "compare/origins.md",
    "compare/coverage.md",
    "compare/figures/index.md",
    "compare/figures/traffic.md",
    "compare/timeline/index.md",
    "compare/ledger.md",
    "compare/relations.md",
    "map/index.md",
    "search/index.md",
    ".generated.search.json",
    "data/index.md",
    "data/mentions.csv",
    "data/passages.csv",
    "data/claims.csv",
    "data/relations.csv",
    "data/network.graphml",
    "data/places.geojson",
    "map/index.md",
    "data/agreement-reports.csv",
    "data/places.geojson",
    "data/annotations.jsonld",
    "data/citations.bib",
    "data/citations.ris",
    "data/citations.csl.json",
    "data/citations/herald.json",
    "data/annotating/registry.json",
    "data/annotating/sources/herald.json",
    "feed.xml",
)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every generated file of the mini corpus."""
    generated = pipeline.generate(MINI)
    assert generated.problems == []
    files = {path: content for path, content in generated.files if isinstance(content, str)}  # the rest are pictures
    if os.environ.get("UPDATE_EXPECTED"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path in PAGES:
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_bytes(files[path].encode())
    return files


@pytest.mark.parametrize("path", PAGES)
def test_page_is_as_expected(made: dict[str, str], path: str) -> None:
    """A generated file is, byte for byte, the one that was reviewed."""
    assert made[path] == (EXPECTED / path).read_bytes().decode()


def test_no_page_is_left_out(made: dict[str, str]) -> None:
    """Every generated file is expected, but for those that repeat the code."""
    others = {path for path in made if path not in PAGES}
    assert all(path.startswith(("codebook/", "data/schemas/", "agreements/index")) for path in others)
