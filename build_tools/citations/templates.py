"""Citations of all passages of a source in one small file: each form once, with slots that a script fills.

So that no second writer of BibTeX or RIS is needed in the browser, what differs between two passages is cut out of
what the writers made: the words, the id of the passage and its line.
"""

from __future__ import annotations

import json
import re

from build_tools import rights, urls
from build_tools.citations.formats import FORMATS, tex
from build_tools.citations.items import as_passage, passage_item, source_item
from build_tools.corpus import Corpus, CorpusSource
from build_tools.settings import Settings

QUOTE, PASSAGE, LINE = 0, 1, 2
"""The slots."""


def source_file(source_id: str) -> str:
    """Return the path below docs/ of the file of a source."""
    return f"data/citations/{source_id}.json"


def passages_json(corpus: Corpus, source: CorpusSource, settings: Settings) -> str:
    """Return the file of a source.

    `forms` has, for each form, a list of texts and numbers of slots; `passages` has, by id, the words, the line, and
    the words as BibTeX has them where that is not the same. Words that may not be shown are "".
    """
    items = {passage.id: passage_item(corpus, passage, settings) for passage in source.passages}
    passages: dict[str, list[str]] = {}
    for passage_id, item in sorted(items.items()):
        escaped = tex(item.quote)
        passages[passage_id] = [item.quote, item.line] + ([escaped] if escaped != item.quote else [])
    made = {"language": source.record.language, "forms": _forms(corpus, source, settings), "passages": passages}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def _forms(corpus: Corpus, source: CorpusSource, settings: Settings) -> dict[str, list[str | int]]:
    item = source_item(source)
    said = repr(item) + corpus.record.record.title + settings.site_url
    marks = [mark for mark in map(chr, range(0xE000, 0xF8FF)) if mark not in said][:3]
    filled = as_passage(
        item,
        marks[PASSAGE],
        quote=marks[QUOTE] if rights.may_show(source) else "",
        line=marks[LINE],
        site=corpus.record.record.title,
        page=urls.public(urls.source_page(source.id), "", settings.site_url),
    )
    slots = re.compile(f"([{''.join(marks)}])")
    return {
        name: [marks.index(part) if part in marks else part for part in slots.split(write(filled)) if part]
        for name, (_, write, _) in FORMATS.items()
    }
