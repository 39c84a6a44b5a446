"""What the search finds: entities, provisions, passages, questions, figures and sources, each with its place.

Words of a source that may not be shown are in no record; lines that no passage touches are, where all may be shown.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from build_tools import rights, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import AnchoredPassage, Corpus, CorpusEntity, CorpusSource
from build_tools.dates import date_text
from build_tools.locations import Span
from build_tools.markdown_notes import plain_text
from build_tools.page_models.search import SearchPage, SearchRecord, SearchText
from build_tools.page_models.shared import Link
from build_tools.records import Agreement
from build_tools.settings import Settings
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.views.words import direction, outlet_text, voices_text


def search_records(collation: Collation) -> Iterator[SearchRecord]:
    """Yield every record of the corpus, kind after kind."""
    corpus = collation.corpus
    for entity in corpus.entities.values():
        yield _entity(corpus, entity)
        yield from _provisions(corpus, entity)
    for question_id, question in corpus.questions.items():
        yield SearchRecord(
            kind="question",
            address=urls.public(urls.question_page(question_id), "", ""),
            title=_text(corpus, question.record.question),
            quote=_text(corpus, " · ".join(answer.text for answer in question.record.answers)),
            note=corpus.vocabulary.label("verdicts", question.record.verdict),
        )
    for measure in collation.figures.by_measure:
        yield SearchRecord(
            kind="figure",
            address=urls.public(urls.measure_page(measure), "", ""),
            title=_text(corpus, corpus.vocabulary.label("measures", measure)),
            quote=_text(corpus, corpus.vocabulary.definition("measures", measure)),
        )
    for source in corpus.sources.values():
        yield from _source(corpus, source)


def records_file(collation: Collation) -> str:
    """Return the records as JSON, a line each, with the language of the corpus."""
    lines = [
        json.dumps(_lean(dataclasses.asdict(record)), ensure_ascii=False, separators=(",", ":"))
        for record in search_records(collation)
    ]
    language = json.dumps(collation.corpus.record.record.language)
    return f'{{"language":{language},"records":[\n' + ",\n".join(lines) + "\n]}\n"


def search_view(collation: Collation, settings: Settings) -> SearchPage:
    """Return the page of the search."""
    page = Page(collation, settings, urls.SEARCH)
    lists = [Link(text=PLURALS[kind], href=page.href(urls.section_index(kind))) for kind in KIND_ORDER]
    lists += [
        Link(text="Sources", href=page.href(urls.section_index("source"))),
        Link(text="Questions", href=page.href(urls.QUESTIONS)),
        Link(text="Names and spellings", href=page.href(urls.NAMES)),
    ]
    return SearchPage(
        title="Search",
        toc=(),
        lists=tuple(lists),
        entity_count=len(page.corpus.entities),
        passage_count=len(page.corpus.passages),
        source_count=len(page.corpus.sources),
    )


def _entity(corpus: Corpus, entity: CorpusEntity) -> SearchRecord:
    record = entity.record
    return SearchRecord(
        kind=entity.kind,
        address=urls.public(urls.entity_page(entity.kind, entity.id), "", ""),
        title=_text(corpus, record.name),
        names=tuple(_text(corpus, name.text, name.language or "") for name in record.names),
        quote=_text(corpus, plain_text(record.summary or "")),
        note=corpus.vocabulary.label(f"{entity.kind}_types", record.type),
    )


def _provisions(corpus: Corpus, entity: CorpusEntity) -> Iterator[SearchRecord]:
    if isinstance(entity.record, Agreement):
        page = urls.entity_page(entity.kind, entity.id)
        for provision in entity.record.provisions:
            yield SearchRecord(
                kind="provision",
                address=urls.public(page, urls.provision_anchor(provision.id), ""),
                title=_text(corpus, entity.record.name),
                quote=_text(corpus, provision.text),
            )


def _source(corpus: Corpus, source: CorpusSource) -> Iterator[SearchRecord]:
    record = source.record
    page = urls.source_page(source.id)
    yield SearchRecord(
        kind="source",
        address=urls.public(page, "", ""),
        title=_text(corpus, record.headline, record.language),
        note=", ".join(filter(None, (outlet_text(record.outlet), record.author))),
        date=date_text(record.published),
        also=record.label,
    )
    if not rights.may_show(source):
        return
    for passage in source.passages:
        yield _passage(corpus, source, passage)
    if rights.display(source) == "full":
        for line in rights.article_lines(source):
            if not any(passage.span.overlaps(line) for passage in source.passages):
                yield SearchRecord(
                    kind="source",
                    address=urls.public(page, urls.line_anchor(source.text.line_at(line.start)), ""),
                    title=_text(corpus, record.headline, record.language),
                    quote=_text(corpus, _words(source, line.start, line.end), record.language),
                    source=record.label,
                )


def _passage(corpus: Corpus, source: CorpusSource, passage: AnchoredPassage) -> SearchRecord:
    around: Span = rights.context_span(source, passage.span)
    return SearchRecord(
        kind="passage",
        address=urls.public(urls.source_page(source.id), urls.passage_anchor(passage.id), ""),
        title=SearchText(text=""),
        quote=_text(corpus, _words(source, passage.span.start, passage.span.end), source.record.language),
        before=_words(source, around.start, passage.span.start).lstrip(),
        after=_words(source, passage.span.end, around.end).rstrip(),
        said=voices_text(corpus, passage.record.claims),
        date=date_text(source.record.published),
        source=source.record.label,
    )


def _lean(value: Any) -> Any:
    """Return a record without what is empty: most of each is, and all of it is fetched with a result."""
    if isinstance(value, dict):
        return {key: lean for key, part in value.items() if (lean := _lean(part))}
    return [_lean(part) for part in value] if isinstance(value, (list, tuple)) else value


def _words(source: CorpusSource, start: int, end: int) -> str:
    """Return a stretch of a source; runs of white space are one space, at its ends too."""
    raw = source.text.raw[start:end]
    lead, trail = (" " if raw[:1].isspace() else ""), (" " if raw[-1:].isspace() else "")
    words = " ".join(raw.split())
    return f"{lead}{words}{trail}" if words else lead


def _text(corpus: Corpus, text: str, language: str = "") -> SearchText:
    """Return a text, with its language if that is another one than the corpus has."""
    if not language or language == corpus.record.record.language:
        return SearchText(text=text)
    return SearchText(text=text, language=language, direction=direction(language))
