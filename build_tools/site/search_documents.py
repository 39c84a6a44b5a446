"""The documents that the search engine indexes: one for each record, made to be read by it alone.

What is searched is folded text, the words of what a result shows first and in their order, so that the number of a
word that was found tells which word to mark. What a result shows stands beside it as JSON in the id of an empty
element: the engine hands ids back as they are and searches none of them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_tools.folding import indexed

_NAMED = ("actor", "place", "agreement")
_TITLE_WEIGHT = {**dict.fromkeys(_NAMED, 9), "question": 4, "figure": 4, "source": 3, "page": 2}
"""How much a word in a title counts beside one in a text; of an entity its other names count the same."""
_TEXT_WEIGHT = {"page": 0.3}
"""Pages about the site are long and speak of everything; what the sources say comes before them."""
_AROUND_WEIGHT = 0.3
"""A sentence is found under each of its passages; first under the one whose words were asked for."""
_BESIDE_WEIGHT = 0.5

_SPACE = re.compile(r"\s")

Record = Mapping[str, Any]
"""A `SearchRecord` as it was written for this stage, empty parts left out."""


def document(record: Record) -> str:
    """Return the document of a record."""
    weight = _TITLE_WEIGHT.get(record["kind"], 1)
    parts = [
        (_text(record.get("title")), weight),
        (_text(record.get("quote")), _TEXT_WEIGHT.get(record["kind"], 1)),
        (record.get("before", ""), _AROUND_WEIGHT),
        (record.get("after", ""), _AROUND_WEIGHT),
        *((_text(name), weight) for name in record.get("names", ())),
        (" ".join(record.get(key, "") for key in ("said", "note", "date", "also")), _BESIDE_WEIGHT),
    ]
    return "".join(_lines(record, parts))


def _lines(record: Record, parts: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body data-pagefind-body>\n'
    for text, weight in parts:
        words = indexed(text)
        if words:
            yield f'<p data-pagefind-weight="{weight}">{html.escape(words)}</p>\n'
    for name in ("kind", "source"):
        if record.get(name):
            yield f'<i data-pagefind-filter="{name}[title]" title="{html.escape(record[name])}"></i>\n'
    shown = json.dumps({key: record[key] for key in record if key != "also"}, ensure_ascii=False, separators=(",", ":"))
    # the engine drops white space from ids
    shown = _SPACE.sub(lambda space: f"\\u{ord(space[0]):04x}", shown)
    yield f'<i id="{html.escape(shown)}"></i></body></html>\n'


def _text(part: Record | None) -> str:
    return str(part.get("text", "")) if part else ""
