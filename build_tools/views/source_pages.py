"""Pages of sources: the annotated text, its index, what is known of the source, what it calls whom and leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools import rights, urls
from build_tools.collation.collation import Collation
from build_tools.collation.coverage import MENTIONED
from build_tools.corpus import CorpusSource
from build_tools.dates import date_text
from build_tools.page_models.shared import Fact, Link
from build_tools.page_models.source_pages import NamingRow, SourcePage
from build_tools.settings import Settings
from build_tools.views.common import SHOWN_SILENT, Page
from build_tools.views.comparisons import teasers
from build_tools.views.coverage import silence_of_source, writing_text
from build_tools.views.naming import in_text, names_of, source_sides
from build_tools.views.source_index import SourceIndex
from build_tools.views.source_text import margin_note, text_blocks
from build_tools.views.words import language_label, outlet_text, toc


def source_view(collation: Collation, settings: Settings, source_id: str) -> SourcePage:
    """Return the page of one source; `coverage` is computed where nobody did so before."""
    corpus, coverage = collation.corpus, collation.coverage
    source = corpus.sources[source_id]
    page = Page(collation, settings, urls.source_page(source_id))
    record = source.record
    shown = rights.shown_spans(source)
    article = sum(span.end - span.start for span in rights.article_lines(source))
    notes = page.notes(record.notes, record.references)
    index = SourceIndex(page, source)
    blocks = tuple(text_blocks(index, shown)) if shown else ()
    withheld = () if rights.may_show(source) else tuple(margin_note(index, p) for p in source.passages)
    groups = index.groups()
    questions = teasers(page, corpus.questions_in.get(source_id, ()))
    naming = _naming(page, source)
    silence = silence_of_source(page, coverage, source_id, SHOWN_SILENT)
    references = page.references
    return SourcePage(
        ref=page.source(source),
        address=urls.public(page.path, "", settings.site_url) if settings.site_url else "",
        toc=toc(
            ("Text", "text"),
            ("About this source", "about"),
            ("Compared with others", "questions") if questions else None,
            ("Index", "index") if groups else None,
            ("What it calls whom", "naming") if naming else None,
            ("Not mentioned here", "silence") if silence else None,
            ("References", "references") if references else None,
        ),
        facts=tuple(_facts(page, source)),
        rights_label=corpus.vocabulary.label("rights_displays", record.rights.display),
        rights_definition=corpus.vocabulary.definition("rights_displays", record.rights.display),
        rights_statement=record.rights.statement,
        preview=rights.shown_for_preview(source),
        shown_percent=round(100 * sum(s.end - s.start for s in shown) / article) if article else 0,
        passage_count=len(source.passages),
        mention_count=len(corpus.mentions_in[source_id]),
        claim_count=sum(len(p.record.claims) for p in source.passages),
        layers=index.layers(),
        blocks=blocks,
        withheld=withheld,
        index=groups,
        questions=questions,
        sides=source_sides(page, source),
        naming=naming,
        silence=silence,
        written=writing_text(coverage, source_id),
        notes=notes,
        references=references,
        edit=page.edit(source.located, source),
    )


def _facts(page: Page, source: CorpusSource) -> Iterable[Fact]:
    record = source.record
    publisher = page.entity(record.publisher) if record.publisher else None
    yield Fact(
        label="Outlet", values=(Link(text=outlet_text(record.outlet), href=publisher.href if publisher else ""),)
    )
    if record.author:
        yield Fact(label="Author", values=(Link(text=record.author),))
    yield Fact(label="Published", values=(Link(text=date_text(record.published), note=record.published_basis or ""),))
    translated = f"translated from {language_label(record.translated_from)}" if record.translated_from else ""
    yield Fact(label="Language", values=(Link(text=language_label(record.language), note=translated),))
    for label, url in (("Original", record.url), ("Archived copy", record.archive_url)):
        if url:
            yield Fact(label=label, values=(Link(text=url, href=url, external=True),))
    yield Fact(label="File", values=(Link(text=record.file, note=f"SHA-256 {record.sha256}"),))
    if record.boilerplate:
        yield Fact(
            label="Not the article",
            values=tuple(
                Link(text=f"{'lines' if '-' in r else 'line'} {r.replace('-', '–')}") for r in record.boilerplate
            ),
        )


def _naming(page: Page, source: CorpusSource) -> tuple[NamingRow, ...]:
    """Return what the source calls whom; nothing where rights forbid showing its words."""
    if not rights.may_show(source):
        return ()
    mentioned = page.collation.coverage.entities_with(source.id, MENTIONED, len(page.corpus.entities))
    return tuple(
        NamingRow(
            entity=page.entity_at(entity_id, source.id),
            names=names_of(page, (entity_id,), (source,), in_text(page)),
        )
        for entity_id in mentioned
    )
