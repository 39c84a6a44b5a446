"""A source of the live corpus that is set to be withheld: what is left of its words is what contributors wrote themselves."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from build_tools import pipeline
from build_tools.exports.feed import feed
from build_tools.project import Project
from build_tools.settings import Settings
from tests.corpus_support import REPOSITORY

SOURCE = "004-after-astana-round-17"
"""The one with the longest quotations of speakers."""
RUN = 6
"""Words in a row that nobody writes twice by chance."""
OF_THE_TEXT = {"quote", "prefix", "suffix", "actors", "places", "agreements", "words"}
"""Keys of a passage whose values are words of the source."""


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every stretch of six words, whatever stands between them."""
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(islice(words, start, None) for start in range(RUN)), strict=False))


def own_words(value: Any) -> Iterator[str]:
    """Yield the texts of a record that contributors wrote, and names that they recorded."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in OF_THE_TEXT:
                yield from own_words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from own_words(inner)
    else:
        yield str(value)


def test_withheld_text_is_nowhere(tmp_path: Path) -> None:
    """No page, data file, record of the search or entry of the feed has six words in a row of it, but in texts of ours."""
    for folder in ("seeds", "annotations", "docs"):
        ignored = shutil.ignore_patterns("passes") if folder == "annotations" else None
        shutil.copytree(REPOSITORY / folder, tmp_path / folder, ignore=ignored)
    record = tmp_path / f"annotations/sources/{SOURCE}.yml"
    record.write_text(re.sub(r"(?m)^(\s+display:) \w+$", r"\1 none", record.read_text("utf-8")), "utf-8")
    project = Project.at(tmp_path)
    checked = pipeline.check(project)
    assert checked.corpus is not None
    source = checked.corpus.sources[SOURCE]
    assert source.record.rights.display == "none"

    withheld = runs(source.text.raw)
    allowed: set[tuple[str, ...]] = set()
    for path in sorted((tmp_path / "annotations").rglob("*.yml")):
        allowed |= runs(" | ".join(own_words(yaml.safe_load(path.read_text("utf-8")))))
    for other in checked.corpus.sources.values():
        allowed |= runs(other.text.raw) if other.id != SOURCE else set()
    secret = withheld - allowed
    assert len(secret) > len(withheld) * 0.8

    files = dict(pipeline.generate_checked(checked, Settings()).files)
    files["feed.xml"] = feed(checked.corpus, Settings(site_url="https://example.org/"))
    shown: dict[str, set[tuple[str, ...]]] = {}
    for name, content in files.items():
        text = content if isinstance(content, str) else content.decode("utf-8", errors="ignore")
        if found := runs(html.unescape(re.sub(r"<[^>]+>", " ", text))) & secret:
            shown[name] = found
    assert shown == {}
    assert f"sources/{SOURCE}.md" in files
