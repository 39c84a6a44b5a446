"""W3C Web Annotations: one for each passage and each mention, in one collection.

A target names its source and carries two selectors: the quote with its neighbours, and its offsets in
code points of the raw file, half-open. Words of sources whose rights forbid showing them are left out.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator

from build_tools import rights, urls
from build_tools.corpus import AnchoredPassage, Corpus, CorpusSource, Mention, shortest_passages
from build_tools.exports.rows import permalink
from build_tools.locations import Span
from build_tools.settings import Settings

FILE = "data/annotations.jsonld"
TITLE = "Annotations"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NEIGHBOURS = 32

Json = dict[str, object]


def annotations_jsonld(corpus: Corpus, settings: Settings) -> str:
    """Return the collection as JSON-LD."""
    # An item a line: differences between releases can be read, and the fast encoder is used.
    items = [json.dumps(item, ensure_ascii=False) for item in _items(corpus, settings)]
    address = f"{settings.site_url}{FILE}"
    page: Json = {"id": f"{address}#page-1", "type": "AnnotationPage", "startIndex": 0, "items": []}
    collection: Json = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": corpus.record.record.title,
        "rights": corpus.record.record.licence.url,
        "total": len(items),
        "first": page,
    }
    before, after = json.dumps(collection, ensure_ascii=False).rsplit("[]", 1)
    listed = ",\n".join(items)
    return f"{before}[\n{listed}\n]{after}\n"


def _items(corpus: Corpus, settings: Settings) -> Iterator[Json]:
    for source in corpus.sources.values():
        shown = rights.shown_spans(source)
        for passage in source.passages:
            yield _passage(corpus, source, passage, shown, settings)
        passages = shortest_passages(source)
        for mention in corpus.mentions_in[source.id]:
            yield _mention(corpus, source, mention, passages[mention], shown, settings)


def _passage(
    corpus: Corpus, source: CorpusSource, passage: AnchoredPassage, shown: tuple[Span, ...], settings: Settings
) -> Json:
    tags = [_tagging(corpus, entity_id, settings) for entity_id in passage.tagged_ids()]
    note = passage.record.note
    comment: list[Json] = (
        [{"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": note}] if note else []
    )
    return {
        "id": permalink(passage, settings),
        "type": "Annotation",
        "motivation": "highlighting" if not tags and not comment else "tagging",
        "body": [*tags, *comment],
        "target": _target(source, passage.span, shown, settings),
    }


def _mention(
    corpus: Corpus,
    source: CorpusSource,
    mention: Mention,
    passage: AnchoredPassage,
    shown: tuple[Span, ...],
    settings: Settings,
) -> Json:
    address = urls.public(urls.source_page(source.id), "", settings.site_url)
    return {
        "id": f"{address}#char={mention.span.start},{mention.span.end};entity={mention.entity_id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {**_tagging(corpus, mention.entity_id, settings), "purpose": "identifying"},
        "target": _target(source, mention.span, shown, settings),
        "partOf": permalink(passage, settings),
    }


def _tagging(corpus: Corpus, entity_id: str, settings: Settings) -> Json:
    entity = corpus.entities[entity_id]
    return {
        "type": "SpecificResource",
        "purpose": "tagging",
        "source": urls.public(urls.entity_page(entity.kind, entity_id), "", settings.site_url),
    }


def _target(source: CorpusSource, span: Span, shown: tuple[Span, ...], settings: Settings) -> Json:
    selectors: list[Json] = []
    if rights.may_show(source):
        selectors.append(_quote_selector(source.text.raw, span, shown))
    selectors.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    return {"source": urls.public(urls.source_page(source.id), "", settings.site_url), "selector": selectors}


def _quote_selector(raw: str, span: Span, shown: tuple[Span, ...]) -> Json:
    """Return the quote with its neighbours, as far as those may be shown. `shown` is in reading order."""
    selector: Json = {"type": "TextQuoteSelector", "exact": raw[span.start : span.end]}
    first = _holding(shown, span.start)
    if first is not None and first.start < span.start:
        selector["prefix"] = raw[max(first.start, span.start - _NEIGHBOURS) : span.start]
    last = _holding(shown, span.end - 1)
    if last is not None and span.end < last.end:
        selector["suffix"] = raw[span.end : min(last.end, span.end + _NEIGHBOURS)]
    return selector


def _holding(spans: tuple[Span, ...], offset: int) -> Span | None:
    """Return the span that holds an offset."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and offset < spans[index].end else None
