"""Pages that compare sources: the questions on which they differ."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.page_models.comparisons import (
    AnswerGroup,
    QuestionPage,
    QuestionsPage,
    QuestionTeasers,
)
from build_tools.page_models.passages import ClaimRow
from build_tools.page_models.shared import QuestionTeaser, TeaserAnswer, TeaserSource
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.figures import question_figures
from build_tools.views.hub import ways
from build_tools.views.origins import origin_note
from build_tools.views.words import toc

VERDICT_ORDER = ("conflict", "differ", "series", "not-comparable", "agree")
"""What is contested comes first."""


def questions_view(collation: Collation, settings: Settings) -> QuestionsPage:
    """Return the page of all questions in small, by verdict: what conflicts first, then by their words."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.QUESTIONS)
    sections = []
    for verdict in VERDICT_ORDER:
        alike = [i for i in _in_order(corpus, corpus.questions) if corpus.questions[i].record.verdict == verdict]
        if alike:
            sections.append(
                QuestionTeasers(
                    id=f"verdict-{verdict}",
                    title=corpus.vocabulary.label("verdicts", verdict).capitalize(),
                    definition=corpus.vocabulary.definition("verdicts", verdict),
                    questions=tuple(question_teaser(page, question_id) for question_id in alike),
                )
            )
    found = ways(page)
    return QuestionsPage(
        title="Where the sources differ",
        toc=toc(
            *((f"Questions: {section.title.lower()}", section.id) for section in sections),
            ("Ways to compare", "ways") if found else None,
        ),
        ways=found,
        sections=tuple(sections),
    )


def _in_order(corpus: Corpus, ids: Iterable[str]) -> list[str]:
    """Put questions in order: what conflicts first, then by their words."""
    records = {i: corpus.questions[i].record for i in ids}
    return sorted(records, key=lambda i: (VERDICT_ORDER.index(records[i].verdict), records[i].question, i))


def teasers(page: Page, ids: Iterable[str]) -> tuple[QuestionTeaser, ...]:
    """Return questions in small, what conflicts first."""
    return tuple(question_teaser(page, question_id) for question_id in _in_order(page.corpus, ids))


def question_teaser(page: Page, question_id: str) -> QuestionTeaser:
    """Return a question in small: who gives which answer."""
    corpus, record = page.corpus, page.corpus.questions[question_id].record
    return QuestionTeaser(
        anchor=urls.question_anchor(question_id),
        href=page.href(urls.question_page(question_id)),
        question=record.question,
        verdict=record.verdict,
        verdict_label=corpus.vocabulary.label("verdicts", record.verdict),
        verdict_definition=corpus.vocabulary.definition("verdicts", record.verdict),
        answers=tuple(
            TeaserAnswer(
                text=answer.text,
                sources=_told_by(page, corpus.answers.get((question_id, answer.id), ())),
                denied_by=_told_by(page, corpus.rejections.get((question_id, answer.id), ())),
            )
            for answer in record.answers
        ),
    )


def _told_by(page: Page, placed: Iterable[PlacedClaim]) -> tuple[TeaserSource, ...]:
    """Return the sources of claims, each with whom it has say so, by the shortest way; its own voice comes first."""
    told: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for claim in placed:
        ways = told.setdefault(claim.passage.source_id, {})
        said_by, via = claim.claim.said_by, claim.claim.via
        ways[said_by] = min(ways.get(said_by, via), via, key=len)
    return tuple(
        TeaserSource(
            source=page.source(page.corpus.sources[source_id]),
            voices=tuple(_voice(page, by, ways[by]) for by in sorted(ways, key=bool)) if any(ways) else (),
        )
        for source_id, ways in told.items()
    )


def _voice(page: Page, said_by: Iterable[str], via: Iterable[str]) -> str:
    speakers = " and ".join(page.entity(entity_id).name for entity_id in said_by)
    through = (f", via {page.entity(entity_id).name}" for entity_id in via)
    return "".join((f"according to {speakers}", *through)) if speakers else "in its own voice"


def question_view(collation: Collation, settings: Settings, question_id: str) -> QuestionPage:
    """Return the page of a question."""
    figures = collation.figures
    corpus = figures.corpus
    page = Page(collation, settings, urls.question_page(question_id))
    located = corpus.questions[question_id]
    record = located.record
    answers = answer_groups(page, question_id)
    sources = {row.source.id for answer in answers for row in (*answer.claims, *answer.denials)}
    reason = page.notes(record.reason, record.references)
    assert reason is not None
    references = page.references
    compared = question_figures(page, figures, question_id)
    return QuestionPage(
        title=record.question,
        toc=toc(
            ("Answers", "answers"),
            ("Figures", "figures") if compared else None,
            ("Verdict", "verdict"),
            ("References", "references") if references else None,
        ),
        verdict=record.verdict,
        verdict_label=corpus.vocabulary.label("verdicts", record.verdict),
        verdict_definition=corpus.vocabulary.definition("verdicts", record.verdict),
        reason=reason,
        settle=record.settle or "",
        about=tuple(page.entity(entity_id) for entity_id in record.about),
        answers=answers,
        origins=origin_note(page, _answering(corpus, question_id)),
        source_count=len(sources),
        figures=compared,
        references=references,
        edit=page.edit(located),
    )


def answer_groups(page: Page, question_id: str) -> tuple[AnswerGroup, ...]:
    """Return the answers to a question, each with the claims that give and those that deny it."""
    corpus = page.corpus
    return tuple(
        AnswerGroup(
            id=urls.answer_anchor(answer.id),
            text=answer.text,
            claims=_rows(page, corpus.answers.get((question_id, answer.id), ())),
            denials=_rows(page, corpus.rejections.get((question_id, answer.id), ())),
            origins=origin_note(page, corpus.answers.get((question_id, answer.id), ())),
            denial_origins=origin_note(page, corpus.rejections.get((question_id, answer.id), ())),
        )
        for answer in corpus.questions[question_id].record.answers
    )


def _answering(corpus: Corpus, question_id: str) -> tuple[PlacedClaim, ...]:
    """Return the claims that give or deny an answer to a question, each once, in order of the answers."""
    found: dict[tuple[str, str, int], PlacedClaim] = {}
    for answer in corpus.questions[question_id].record.answers:
        for claims in (corpus.answers, corpus.rejections):
            found |= {(*c.passage.key, c.number): c for c in claims.get((question_id, answer.id), ())}
    return tuple(found.values())


def _rows(page: Page, placed: Iterable[PlacedClaim]) -> tuple[ClaimRow, ...]:
    """Return claims for a list, those of one passage together."""
    of_passage: dict[tuple[str, str], list[PlacedClaim]] = {}
    for claim in placed:
        of_passage.setdefault(claim.passage.key, []).append(claim)
    return tuple(page.claim_row(of[0].passage, (claim.claim for claim in of)) for of in of_passage.values())
