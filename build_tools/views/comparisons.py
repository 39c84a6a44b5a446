"""Pages that compare sources: what each calls whom, and the questions on which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from build_tools import urls
from build_tools.corpus import Corpus, CorpusSource, PlacedClaim
from build_tools.page_models.comparisons import (
    AnswerGroup,
    NamesCell,
    NamesPage,
    NamesRow,
    NamesSection,
    QuestionsPage,
    QuestionView,
)
from build_tools.page_models.passages import ClaimRow
from build_tools.page_models.shared import SurfaceCount, TocEntry
from build_tools.settings import Settings
from build_tools.views.common import KIND_ORDER, PLURALS, Page, direction, toc

_NAMES_COLUMNS = 12
_NAMES_SHOWN = 12


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
