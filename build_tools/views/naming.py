"""What sources call whom: the pages of names and of wording, and names by voice for pages of entities and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from build_tools import rights, urls
from build_tools.collation.collation import Collation
from build_tools.collation.naming import OWN, Calling, Form, Unnamed, Uses, Voice, forms, label_use
from build_tools.corpus import Corpus, CorpusSource
from build_tools.page_models.naming import (
    EntityNaming,
    Extent,
    FormView,
    LabelRow,
    LabelSection,
    Names,
    NamesCell,
    NamesPage,
    NamesRow,
    NamesSection,
    SideNaming,
    SideSection,
    SourceNames,
    VoiceForms,
    VoiceView,
    WordingPage,
    WordsLooked,
)
from build_tools.page_models.shared import EntityRef, Link, TocEntry
from build_tools.settings import Settings
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.views.words import direction, language_label

COLUMNS = 12
"""Up to so many sources have a column or a row each."""
SHOWN_FORMS = 12
"""How many forms of a name a list shows."""
SHOWN_ROWS = 60
"""How many rows a label has."""
_SHOWN_WORDS = 3
_UNTOLD = {"": "the source itself", "quoted": "a quoted voice", "ironic": "the source, in irony"}
"""Who speaks where no speaker is told, by usage."""

Target = Callable[[Form], str]
"""Where a form leads: to its first passage."""


# ---- names by voice ---------------------------------------------------------------------------


def card_of(page: Page) -> Target:
    """Return what leads to the card of a form's first passage on the page of the entity that it names first."""

    def href(form: Form) -> str:
        return page.entity_at(form.entity_ids[0], *form.uses.passages[0]).href

    return href


def in_text(page: Page) -> Target:
    """Return what leads to a form's first passage in the text of its source."""
    return lambda form: page.passage_href(page.corpus.passages[form.uses.passages[0]])


def names_of(
    page: Page,
    entity_ids: Iterable[str],
    sources: Iterable[CorpusSource],
    target: Target,
    *,
    by_speaker: bool = True,
) -> Names:
    """Return what some sources call some entities, by voice; words that rights withhold are counted alone."""
    ids, given = tuple(entity_ids), tuple(sources)
    shown = [source.id for source in given if rights.may_show(source)]
    total = sum(len(page.corpus.mentions_of.get((i, source.id), ())) for i in ids for source in given)
    found = forms(page.corpus, ids, shown, by_speaker=by_speaker)
    own = [form for form in found if form.voice == OWN]
    others = found[len(own) :]
    kept = (*own[:SHOWN_FORMS], *others[:SHOWN_FORMS])
    most = max((form.uses.count for form in kept), default=1)
    return Names(
        total=total,
        own=tuple(_form(form, target, most) for form in own[:SHOWN_FORMS]),
        others=tuple(
            VoiceForms(
                voice=voice_view(page, voice) if by_speaker else _usage_view(page, voice.usage),
                forms=tuple(_form(form, target, most) for form in group),
            )
            for voice, group in groupby(others[:SHOWN_FORMS], key=lambda form: form.voice)
        ),
        more=len(found) - len(kept),
        withheld=total > 0 and not shown,
    )


def _form(form: Form, target: Target, most: int) -> FormView:
    return FormView(
        text=form.words,
        language=form.language,
        direction=direction(form.language),
        count=form.uses.count,
        href=target(form),
        where=_where(form.uses, form.source_count),
        source_count=form.source_count,
        share=round(100 * form.uses.count / most, 2),
    )


def _where(uses: Uses, sources: int) -> str:
    """Return what a count leads to, in words."""
    if uses.passage_count == 1:
        return "Its passage"
    return f"The first of {uses.passage_count:,} passages" + (f" in {sources:,} sources" if sources > 1 else "")


def voice_view(page: Page, voice: Voice) -> VoiceView:
    """Return a voice with its label and speakers."""
    return VoiceView(
        usage_label=page.corpus.vocabulary.label("usages", voice.usage) if voice.usage else "",
        speakers=tuple(page.entity(entity_id) for entity_id in voice.speakers),
        untold=_UNTOLD[voice.usage],
    )


def _usage_view(page: Page, usage: str) -> VoiceView:
    """Return a usage where it is not asked who speaks."""
    label = page.corpus.vocabulary.label("usages", usage)
    return VoiceView(usage_label=label, speakers=(), untold=label)


def _extent(corpus: Corpus, entity_ids: Iterable[str], sources: Iterable[CorpusSource]) -> Extent:
    """Return how many mentions of some entities there are in some sources, and in how many passages: the shortest."""
    among = {source.id for source in sources}
    found = [
        placed.passage.key
        for entity_id in entity_ids
        for source_id in corpus.mention_counts.get(entity_id, {})
        if source_id in among
        for placed in corpus.mentions_of[entity_id, source_id]
    ]
    return Extent(mentions=len(found), passages=len(set(found)), sources=len({source_id for source_id, _ in found}))


# ---- pages of entities and sources ------------------------------------------------------------


def entity_naming(page: Page, entity_id: str) -> EntityNaming | None:
    """Return what the sources call an entity, for its own page; None where no source names it."""
    corpus = page.corpus
    sources = tuple(corpus.sources[source_id] for source_id in corpus.mention_counts.get(entity_id, {}))
    if not sources:
        return None
    target = card_of(page)
    return EntityNaming(
        extent=_extent(corpus, (entity_id,), sources),
        over_all=names_of(page, (entity_id,), sources, target, by_speaker=False),
        rows=tuple(
            SourceNames(
                source=page.source(source),
                href=f"#{urls.group_anchor(source.id)}",
                names=names_of(page, (entity_id,), (source,), target),
            )
            for source in sources
        ),
        folded=len(sources) > COLUMNS,
    )


def source_sides(page: Page, source: CorpusSource) -> tuple[SideNaming, ...]:
    """Return what a source calls each side, for its own page; nothing where rights forbid showing its words."""
    if not rights.may_show(source):
        return ()
    found = (
        SideNaming(
            label=term.label,
            definition=term.definition,
            href=page.href(urls.WORDING, urls.side_anchor(side)),
            names=names_of(page, term.members, (source,), in_text(page)),
        )
        for side, term in page.corpus.vocabulary.terms("sides").items()
    )
    return tuple(side for side in found if side.names.total)


# ---- the page of names ------------------------------------------------------------------------


def names_view(collation: Collation, settings: Settings) -> NamesPage:
    """Return the page that shows what each source calls whom.

    Few sources have a column each; of many, the most frequent names over all are shown.
    """
    corpus = collation.corpus
    page = Page(collation, settings, urls.NAMES)
    columns = tuple(corpus.sources.values()) if len(corpus.sources) <= COLUMNS else ()
    sections = []
    for kind in KIND_ORDER:
        named = [i for i, e in corpus.entities.items() if e.kind == kind and i in corpus.mention_counts]
        if named:
            sections.append(
                NamesSection(
                    title=PLURALS[kind],
                    id=urls.SECTIONS[kind],
                    extent=_extent(corpus, named, corpus.sources.values()),
                    rows=tuple(_names_row(page, entity_id, columns) for entity_id in named),
                )
            )
    has_wording = any(corpus.vocabulary.terms(name) for name in ("labels", "sides"))
    return NamesPage(
        title="Names",
        toc=tuple(TocEntry(title=section.title, id=section.id) for section in sections),
        sources=tuple(page.source(source) for source in columns),
        total_sources=len(corpus.sources),
        wording_href=page.href(urls.WORDING) if has_wording else "",
        sections=tuple(sections),
    )


def _names_row(page: Page, entity_id: str, columns: tuple[CorpusSource, ...]) -> NamesRow:
    counts, target = page.corpus.mention_counts[entity_id], card_of(page)
    naming = [page.corpus.sources[source_id] for source_id in counts]
    return NamesRow(
        entity=page.entity(entity_id),
        cells=tuple(
            NamesCell(
                names=names_of(page, (entity_id,), (source,), target),
                href=page.entity_at(entity_id, source.id).href if source.id in counts else "",
            )
            for source in columns
        ),
        source_count=len(counts),
        over_all=None if columns else names_of(page, (entity_id,), naming, target, by_speaker=False),
    )


# ---- the page of wording ----------------------------------------------------------------------


def wording_view(collation: Collation, settings: Settings) -> WordingPage:
    """Return the page of labels and sides: who is called so by whom, and what each source calls each side."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.WORDING)
    shown = tuple(source for source in corpus.sources.values() if rights.may_show(source))
    labels = tuple(_label(page, label, shown) for label in corpus.vocabulary.terms("labels"))
    sides = tuple(_side(page, side, shown) for side in corpus.vocabulary.terms("sides"))
    return WordingPage(
        title="Labels and sides",
        toc=tuple(
            TocEntry(title=title, id=identifier, children=tuple(TocEntry(title=t, id=i) for t, i in children))
            for title, identifier, children in (
                ("Who is called what by whom", "labels", [(f"“{section.label}”", section.id) for section in labels]),
                ("Names for each side", "sides", [(section.label, section.id) for section in sides]),
            )
            if children
        ),
        extent=Extent(
            mentions=sum(len(corpus.mentions_in[source.id]) for source in shown),
            passages=sum(len(source.passages) for source in shown),
            sources=len(shown),
        ),
        withheld=len(corpus.sources) - len(shown),
        labels=labels,
        sides=sides,
        source_count=len(corpus.sources),
    )


def _label(page: Page, label: str, sources: tuple[CorpusSource, ...]) -> LabelSection:
    corpus = page.corpus
    term = corpus.vocabulary.terms("labels")[label]
    found = label_use(corpus, term, (source.id for source in sources))
    return LabelSection(
        id=urls.label_anchor(label),
        label=term.label,
        definition=term.definition,
        looked=tuple(
            WordsLooked(
                language=language,
                language_label=language_label(language),
                direction=direction(language),
                words=words,
            )
            for language, words in term.words
        ),
        unread=sum(not term.words_in(source.record.language) for source in sources),
        count=sum(calling.uses.count for calling in found.callings),
        rows=tuple(_calling(page, calling) for calling in found.callings[:SHOWN_ROWS]),
        total_rows=len(found.callings),
        unnamed_count=sum(unnamed.uses.count for unnamed in found.unnamed),
        unnamed=tuple(_unnamed(page, unnamed) for unnamed in found.unnamed[:SHOWN_ROWS]),
        total_unnamed=len(found.unnamed),
    )


def _calling(page: Page, calling: Calling) -> LabelRow:
    return _label_row(page, calling, page.entity(calling.entity_id), calling.voice, is_mixed=False)


def _unnamed(page: Page, unnamed: Unnamed) -> LabelRow:
    return _label_row(page, unnamed, None, Voice("", unnamed.speakers), is_mixed=unnamed.is_mixed)


def _label_row(
    page: Page, used: Calling | Unnamed, entity: EntityRef | None, voice: Voice, *, is_mixed: bool
) -> LabelRow:
    source = page.corpus.sources[used.source_id]
    passages = [page.corpus.passages[key] for key in used.uses.passages]
    return LabelRow(
        entity=entity,
        voice=voice_view(page, voice),
        is_mixed=is_mixed,
        source=page.source(source),
        words=used.words[:_SHOWN_WORDS],
        more_words=max(0, len(used.words) - _SHOWN_WORDS),
        count=used.uses.count,
        passages=tuple(
            Link(text=f"line {source.text.line_at(passage.span.start)}", href=page.passage_href(passage))
            for passage in passages
        ),
        more_passages=used.uses.passage_count - len(passages),
    )


def _side(page: Page, side: str, sources: tuple[CorpusSource, ...]) -> SideSection:
    term = page.corpus.vocabulary.terms("sides")[side]
    target = card_of(page)
    rows: tuple[SourceNames, ...] = ()
    if len(sources) <= COLUMNS:
        rows = tuple(
            SourceNames(source=page.source(source), href="", names=names_of(page, term.members, (source,), target))
            for source in sources
        )
    return SideSection(
        id=urls.side_anchor(side),
        label=term.label,
        definition=term.definition,
        members=tuple(page.entity(entity_id) for entity_id in term.members),
        extent=_extent(page.corpus, term.members, sources),
        rows=tuple(row for row in rows if row.names.total),
        over_all=None if len(sources) <= COLUMNS else names_of(page, term.members, sources, target, by_speaker=False),
    )
