"""A corpus with one place that very many passages name, and links of generated pages followed without building a site."""

from __future__ import annotations

import gzip
import hashlib
import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tests.corpus_support import links_of, small_corpus, write_files

SUBJECT = "places/weir.md"
"""The page of the place that every passage names."""
_IN_FILE = 200
"""A file of passages may not be very large."""
_FILLER = "while the gauge at the upper lock was read and entered in the book of the day"


def write_crowd(root: Path, sizes: Mapping[str, int], years: Mapping[str, str] | None = None) -> Path:
    """Write a corpus: for each source id so many passages; each names the weir, makes a claim about it and a relation."""
    term = {"label": "Thing", "definition": "A thing."}
    relation = {"feeds": {"label": "feeds", "inverse": "fed by", "definition": "Gives water to."}}
    vocabulary = {name: {"thing": term} for name in ("actor_types", "place_types", "agreement_types")}
    files: dict[str, str | bytes | dict[str, Any]] = small_corpus() | {
        "annotations/vocabulary.yml": {**vocabulary, "relation_types": relation},
        **{f"annotations/places/pond-{n}.yml": {"name": f"pond {n}", "type": "thing"} for n in range(30)},
    }
    for source_id, size in sizes.items():
        quotes = [f"Entry {n} of {source_id}: pond {n % 30} was fed by the weir, {_FILLER}." for n in range(size)]
        text = "\n".join(quotes) + "\n"
        record = files["annotations/sources/one.yml"]
        assert isinstance(record, dict)
        files[f"seeds/{source_id}.txt"] = text
        files[f"annotations/sources/{source_id}.yml"] = record | {
            "file": f"{source_id}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "headline": f"Of {source_id}",
            "label": source_id.capitalize(),
            "published": (years or {}).get(source_id, "2031"),
        }
        for first in range(0, size, _IN_FILE):
            passages = [_passage(first + n, quote) for n, quote in enumerate(quotes[first : first + _IN_FILE])]
            files[f"annotations/passages/{source_id}/from-{first}.yml"] = {"passages": passages}
    write_files(root, files)
    return root


def _passage(number: int, quote: str) -> dict[str, Any]:
    pond = f"pond-{number % 30}"
    return {
        "id": f"entry-{number}",
        "quote": quote,
        "places": [pond, "weir"],
        "claims": [{"type": "statement", "about": ["weir"]}],
        "relations": [{"from": "weir", "type": "feeds", "to": pond, "extent": f"entry {number}"}],
    }


def packed(content: str | bytes) -> int:
    """Return how many bytes a file has as hosts send it."""
    return len(gzip.compress(content.encode() if isinstance(content, str) else content, 6, mtime=0))


def dead_links(files: Mapping[str, str | bytes], beside: Collection[str] = ()) -> Iterator[str]:
    """Yield the links of generated pages that lead to no file, or to no element of a generated page.

    `beside` are the paths of files that are not generated.
    """
    pages = {name: LexborHTMLParser(text) for name, text in files.items() if name.endswith(".md")}
    ids = {name: {node.id for node in page.css("[id]")} for name, page in pages.items()}
    for name, page in pages.items():
        for href in set(links_of(page)):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) if parts.path else name
            if target in beside:
                continue
            if target not in files or (parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]):
                yield f"{name}: {href}"
