"""Indexes of the sections: actors, places, agreements and sources, a line each."""

from __future__ import annotations

from build_tools import rights, urls
from build_tools.citations.formats import coins
from build_tools.citations.items import source_item
from build_tools.collation.collation import Collation
from build_tools.corpus import CorpusSource
from build_tools.dates import date_text
from build_tools.page_models.indexes import IndexPage, IndexRow, SourceIndexPage, SourceRow
from build_tools.settings import Settings
from build_tools.views.common import PLURALS, Page
from build_tools.views.words import name_view

_ALSO = 4
_INTROS = {
    "actor": (
        "Who acts, speaks or is labelled in the sources. A label that gathers several actors is a record of its own."
    ),
    "place": (
        "Where: the territory that the sources speak of. "
        "A capital that stands for its government is counted with the government."
    ),
    "agreement": "What was agreed, and the negotiations that led to it, as far as the sources name them.",
}


def index_view(collation: Collation, settings: Settings, kind: str) -> IndexPage:
    """Return the index of actors, places or agreements."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.section_index(kind))
    rows = [index_row(page, i) for i, entity in corpus.entities.items() if entity.kind == kind]
    return IndexPage(
        kind=kind,
        title=PLURALS[kind],
        intro=f"{_INTROS[kind]} Most often named first.",
        toc=(),
        rows=tuple(sorted(rows, key=lambda row: -row.mention_count)),
        total_sources=len(corpus.sources),
        new_href=settings.new_link(f"annotations/{urls.SECTIONS[kind]}"),
    )


def index_row(page: Page, entity_id: str) -> IndexRow:
    """Return an entity as a line of a table."""
    corpus = page.corpus
    counts = corpus.mention_counts.get(entity_id, {})
    first = next((corpus.sources[source_id] for source_id in counts), None)
    names = corpus.entities[entity_id].record.names
    foreign = [name for name in names if name.language]
    own = [name for name in names if not name.language and name.kind in ("name", "abbreviation")]
    return IndexRow(
        entity=page.entity(entity_id),
        also=tuple(name_view(corpus, name) for name in (foreign + own)[:_ALSO]),
        mention_count=sum(counts.values()),
        passage_count=len(corpus.passages_of.get(entity_id, ())),
        source_count=len(counts),
        first=first.record.published if first else "",
        first_text=date_text(first.record.published) if first else "",
    )


def source_index_view(collation: Collation, settings: Settings) -> SourceIndexPage:
    """Return the index of sources."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.section_index("source"))
    return SourceIndexPage(
        title="Sources",
        intro="The texts that everything else on this site is drawn from, in the order of their publication.",
        toc=(),
        rows=tuple(source_row(page, source) for source in corpus.sources.values()),
        propose=settings.issue_link("new-source"),
    )


def source_row(page: Page, source: CorpusSource) -> SourceRow:
    """Return a source as a line of a table."""
    words = sum(len(source.text.raw[s.start : s.end].split()) for s in rights.article_lines(source))
    return SourceRow(
        source=page.source(source),
        passage_count=len(source.passages),
        mention_count=len(page.corpus.mentions_in[source.id]),
        claim_count=sum(len(p.record.claims) for p in source.passages),
        word_count=words,
        rights_label=page.corpus.vocabulary.label("rights_displays", rights.display(source)),
        coins=coins(source_item(source)),
    )
