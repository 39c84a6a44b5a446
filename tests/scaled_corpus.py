"""A corpus several times a given one: its sources and passages again under other ids, in other words.

What is copied as it is packs away almost to nothing, and a page of it would weigh less than one that people write. So
long words are written otherwise in each copy: in the text, in all that quotes it, and in what annotators wrote about it.
Names, numbers, citations and the words of closed lists stay, as the check asks for them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from build_tools.numerals import cardinal_words
from tests.corpus_support import yaml_text

HAND_WRITTEN = ("about", "assets", "contributing", "development")
"""Folders of docs/ whose pages the corpus and the site's contents name."""
_LONG_WORD = re.compile(r"\[@[^\]]*\]|\b[a-z]{5,}\b")
"""A long word, or a citation as a whole."""
_QUOTED = frozenset({"quote", "prefix", "suffix"})
"""Keys whose values are words of a source."""
_TOLD = frozenset({"note", "reason", "extent", "scope", "inferred", "date_inferred", "due_inferred", "period_inferred"})
"""Keys whose values are words about a source."""
_KEPT = frozenset({"name", "names", "actors", "places", "agreements", "words", "cues"})
"""Keys whose values the check looks for in the text."""


def scale_corpus(root: Path, folder: Path, times: int) -> Path:
    """Write the corpus of `root` that many times over into `folder`, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(root / "seeds", folder / "seeds")
    shutil.copytree(root / "annotations", folder / "annotations", ignore=shutil.ignore_patterns("passes"))
    for part in HAND_WRITTEN:
        shutil.copytree(root / "docs" / part, folder / "docs" / part)
    (folder / "mkdocs.yml").write_text(f"site_name: {times} times\nsite_url: https://example.org/\n", "utf-8")
    kept = frozenset(_kept_words(folder / "annotations"))
    for record in sorted((root / "annotations/sources").glob("*.yml")):
        for number in range(2, times + 1):
            _copy_source(folder, record.stem, number, kept)
    return folder


def copy_of(source_id: str, number: int) -> str:
    """Return the id of the copy of a source with this number; the first is the source itself."""
    return source_id if number == 1 else f"{source_id}-copy-{number}"


def _copy_source(folder: Path, source_id: str, number: int, kept: frozenset[str]) -> None:
    def reworded(text: str) -> str:
        return _LONG_WORD.sub(lambda found: _turned(found[0], number, kept), text)

    annotations, copied = folder / "annotations", copy_of(source_id, number)
    record = _read(annotations / f"sources/{source_id}.yml")
    text = reworded((folder / "seeds" / record["file"]).read_bytes().decode("utf-8")).encode("utf-8")
    record |= {
        "file": f"copy-{number}-{record['file']}",
        "sha256": hashlib.sha256(text).hexdigest(),
        "label": f"{record['label']} {number}",
        "headline": reworded(record["headline"]),
    }
    (folder / "seeds" / record["file"]).write_bytes(text)
    (annotations / f"sources/{copied}.yml").write_text(yaml_text(record), "utf-8")
    for part in ("passages", "dismissals"):
        for file in sorted((annotations / part / source_id).glob("*.yml")):
            target = annotations / part / copied / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(yaml_text(_words_changed(_read(file), reworded)), "utf-8")


def _turned(word: str, number: int, kept: frozenset[str]) -> str:
    at = number % len(word)
    return word if word in kept or word.startswith("[") else word[at:] + word[:at]


def _words_changed(value: Any, reworded: Callable[[str], str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _words_changed(item, reworded, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_words_changed(item, reworded, key) for item in value]
    return reworded(value) if key in _QUOTED | _TOLD else value


def _kept_words(annotations: Path) -> Iterator[str]:
    """Yield the words of names, tags, vague amounts and numbers, and those that the closed lists look for."""
    yield from cardinal_words("en")
    for file in sorted(annotations.rglob("*.yml")):
        yield from _LONG_WORD.findall(" ".join(_texts_below(_read(file), _KEPT)))


def _texts_below(value: Any, keys: frozenset[str], inside: bool = False) -> Iterator[str]:
    """Yield every text that stands, at whatever depth, below one of the keys."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _texts_below(item, keys, inside or name in keys)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_below(item, keys, inside)
    elif inside:
        yield str(value)


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # every scalar is text
