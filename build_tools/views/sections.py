"""Home, the indexes of the sections, and the pages that compare sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from build_tools import rights, urls
from build_tools.corpus import Corpus, CorpusSource, PlacedClaim
from build_tools.dates import date_text
from build_tools.page_models.comparisons import (
    AnswerGroup,
    NamesCell,
    NamesPage,
    NamesRow,
    NamesSection,
    QuestionsPage,
    QuestionView,
)
from build_tools.page_models.home import Count, Featured, HomePage
from build_tools.page_models.indexes import IndexPage, IndexRow, SourceIndexPage, SourceRow
from build_tools.page_models.passages import ClaimRow
from build_tools.page_models.shared import SurfaceCount, TocEntry
from build_tools.records import Agreement
from build_tools.settings import Settings
from build_tools.views.common import KIND_ORDER, PLURALS, Page, direction, name_view, toc

_HOME_ROWS = 12
_NAMES_COLUMNS = 12
_NAMES_SHOWN = 12
_ALSO = 4
_OPEN_VERDICTS = ("conflict", "differ")


def index_row(page: Page, entity_id: str) -> IndexRow:
    """Return an entity as a line of a table."""
    corpus = page.corpus
    counts = corpus.mention_counts.get(entity_id, {})
    first = next((s for s in corpus.sources.values() if s.id in counts), None)
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


def index_view(corpus: Corpus, settings: Settings, kind: str) -> IndexPage:
    """Return the index of actors, places or agreements."""
    page = Page(corpus, settings, urls.section_index(kind))
    return IndexPage(
        kind=kind,
        title=PLURALS[kind],
        intro=_INTROS[kind],
        toc=(),
        rows=tuple(index_row(page, i) for i, entity in corpus.entities.items() if entity.kind == kind),
        total_sources=len(corpus.sources),
        new_href=settings.new_link(f"annotations/{urls.SECTIONS[kind]}"),
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
    )


def source_index_view(corpus: Corpus, settings: Settings) -> SourceIndexPage:
    """Return the index of sources."""
    page = Page(corpus, settings, urls.section_index("source"))
    return SourceIndexPage(
        title="Sources",
        intro="The texts that everything else on this site is drawn from, in the order of their publication.",
        toc=(),
        rows=tuple(source_row(page, source) for source in corpus.sources.values()),
    )


def names_view(corpus: Corpus, settings: Settings) -> NamesPage:
    """Return the page that shows what each source calls whom.

    Few sources have a column each; of many, the most frequent names over all are shown.
    """
    page = Page(corpus, settings, urls.NAMES)
    columns = tuple(corpus.sources.values()) if len(corpus.sources) <= _NAMES_COLUMNS else ()
    sections = []
    for kind in KIND_ORDER:
        rows = tuple(
            NamesRow(
                entity=page.entity(entity_id),
                cells=tuple(_names_cell(page, entity_id, source) for source in columns),
                source_count=len(corpus.mention_counts[entity_id]),
                surfaces=() if columns else _names_over_all(page, entity_id),
            )
            for entity_id, entity in corpus.entities.items()
            if entity.kind == kind and entity_id in corpus.mention_counts
        )
        if rows:
            sections.append(NamesSection(title=PLURALS[kind], id=urls.SECTIONS[kind], rows=rows))
    language = corpus.record.record.language
    return NamesPage(
        title="Names",
        toc=tuple(TocEntry(title=section.title, id=section.id) for section in sections),
        sources=tuple(page.source(source) for source in columns),
        total_sources=len(corpus.sources),
        language=language,
        direction=direction(language),
        sections=tuple(sections),
    )


def _names_over_all(page: Page, entity_id: str) -> tuple[SurfaceCount, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for source_id in page.corpus.mention_counts[entity_id]:
        for surface in page.surfaces(entity_id, page.corpus.sources[source_id]):
            counts[surface.text, surface.usage_label] += surface.count
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        SurfaceCount(text=text, count=count, usage_label=usage) for (text, usage), count in ordered[:_NAMES_SHOWN]
    )


def _names_cell(page: Page, entity_id: str, source: CorpusSource) -> NamesCell:
    total = page.corpus.mention_counts.get(entity_id, {}).get(source.id, 0)
    return NamesCell(
        surfaces=page.surfaces(entity_id, source),
        href=page.entity(entity_id, urls.group_anchor(source.id)).href if total else "",
        total=total,
    )


def question_view(page: Page, question_id: str) -> QuestionView:
    """Return a question with the claims that answer it."""
    corpus = page.corpus
    located = corpus.questions[question_id]
    record = located.record
    answers = []
    sources: set[str] = set()
    for answer in record.answers:
        placed = corpus.answers.get((question_id, answer.id), ())
        denying = corpus.rejections.get((question_id, answer.id), ())
        sources |= {claim.passage.source_id for claim in (*placed, *denying)}
        answers.append(
            AnswerGroup(
                text=answer.text,
                claims=_rows(page, placed),
                denials=_rows(page, denying),
            )
        )
    on_page = page.path == urls.QUESTIONS
    reason = page.notes(record.reason, record.references)
    assert reason is not None
    return QuestionView(
        id=question_id,
        anchor=urls.question_anchor(question_id)
        if on_page
        else page.href(urls.QUESTIONS, urls.question_anchor(question_id)),
        question=record.question,
        verdict_label=corpus.vocabulary.label("verdicts", record.verdict),
        verdict=record.verdict,
        verdict_definition=corpus.vocabulary.definition("verdicts", record.verdict),
        reason=reason,
        settle=record.settle or "",
        about=tuple(page.entity(entity_id) for entity_id in record.about),
        answers=tuple(answers),
        source_count=len(sources),
        edit=page.edit(located),
    )


def _rows(page: Page, placed: Iterable[PlacedClaim]) -> tuple[ClaimRow, ...]:
    """Return claims for a list; of those that one voice makes in one passage the first: its words say it all."""
    first: dict[tuple[object, ...], PlacedClaim] = {}
    for claim in placed:
        first.setdefault((claim.passage.key, claim.claim.said_by, claim.claim.via), claim)
    return tuple(page.claim_row(claim) for claim in first.values())


def questions_view(corpus: Corpus, settings: Settings) -> QuestionsPage:
    """Return the page of all questions: what conflicts first, then by their words."""
    page = Page(corpus, settings, urls.QUESTIONS)
    order = ("conflict", "differ", "not-comparable", "agree")
    ids = sorted(
        corpus.questions,
        key=lambda i: (order.index(corpus.questions[i].record.verdict), corpus.questions[i].record.question, i),
    )
    questions = tuple(question_view(page, question_id) for question_id in ids)
    references = page.references
    return QuestionsPage(
        title="Where the sources differ",
        toc=tuple(TocEntry(title=q.question, id=q.anchor) for q in questions)
        + (toc(("References", "references")) if references else ()),
        questions=questions,
        references=references,
    )


def home_view(corpus: Corpus, settings: Settings) -> HomePage:
    """Return the home page."""
    page = Page(corpus, settings, urls.HOME)
    record = corpus.record.record
    introduction = page.notes(record.introduction, record.references)
    references = page.references  # only these: what a question's reason cites is listed on its own page
    open_ids = [i for v in _OPEN_VERDICTS for i, q in corpus.questions.items() if q.record.verdict == v]
    open_ids = list(dict.fromkeys((*record.featured_questions, *open_ids)))
    questions = tuple(question_view(page, i) for i in open_ids[:_HOME_ROWS])
    actors, places = (_most_mentioned(page, kind) for kind in ("actor", "place"))
    featured = tuple(_featured(page, entity_id) for entity_id in record.featured)
    return HomePage(
        title=record.title,
        tagline=record.tagline,
        description=record.description,
        introduction=introduction,
        references=references,
        toc=toc(
            ("Agreements", "agreements") if featured else None,
            ("Where the sources differ", "questions") if questions else None,
            ("Sources", "sources"),
            ("Actors", "actors") if actors else None,
            ("Places", "places") if places else None,
            ("References", "references") if references else None,
        ),
        counts=_counts(page),
        featured=featured,
        questions=questions,
        sources=tuple(source_row(page, source) for source in islice(corpus.sources.values(), _HOME_ROWS)),
        actors=actors,
        places=places,
    )


def _most_mentioned(page: Page, kind: str) -> tuple[IndexRow, ...]:
    rows = [
        index_row(page, i)
        for i, e in page.corpus.entities.items()
        if e.kind == kind and i in page.corpus.mention_counts
    ]
    return tuple(sorted(rows, key=lambda row: (-row.mention_count, row.entity.name.casefold()))[:_HOME_ROWS])


def _counts(page: Page) -> tuple[Count, ...]:
    corpus = page.corpus
    kinds = {kind: sum(1 for e in corpus.entities.values() if e.kind == kind) for kind in KIND_ORDER}
    named = [(len(corpus.sources), "source", urls.section_index("source"))]
    named += [(kinds[kind], PLURALS[kind].lower()[:-1], urls.section_index(kind)) for kind in KIND_ORDER]
    named += [
        (len(corpus.passages), "passage", urls.DATA),
        (sum(len(mentions) for mentions in corpus.mentions_in.values()), "mention", urls.NAMES),
        (len(corpus.claims), "claim", urls.QUESTIONS),
    ]
    return tuple(
        Count(number=n, label=label if n == 1 else f"{label}s", href=page.href(target)) for n, label, target in named
    )


def _featured(page: Page, entity_id: str) -> Featured:
    corpus = page.corpus
    record = corpus.entities[entity_id].record
    passages = corpus.passages_of.get(entity_id, ())
    showable = [p for p in passages if rights.may_show(corpus.sources[p.source_id])]
    # The passage that is about it rather than one that names it among much else.
    best = min(
        showable,
        key=lambda p: (not p.record.provisions, len(p.tagged_ids()), p.span.end - p.span.start, p.key),
        default=None,
    )
    return Featured(
        entity=page.entity(entity_id),
        date_text=date_text(record.date) if isinstance(record, Agreement) and record.date else "",
        passage_count=len(passages),
        source_count=len(corpus.mention_counts.get(entity_id, {})),
        quote=page.runs(corpus.sources[best.source_id], best, best.span, entity_id) if best else (),
        quote_href=page.passage_href(best) if best else "",
        quote_source=page.source(corpus.sources[best.source_id]) if best else None,
    )
