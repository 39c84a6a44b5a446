"""The page of what annotators inferred: dates and numbers that a quote does not show, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.corpus import AnchoredPassage, CorpusSource
from build_tools.dates import date_text
from build_tools.page_models.comparisons import Inference, InferencesPage, InferencesSection
from build_tools.records import Claim
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views.common import Page
from build_tools.views.words import toc

SHOWN = 1000
"""Inferences on the page at most; the others stand on the pages of their sources."""

_Found = tuple[str, str, str]
"""What was inferred, its value for readers, and the reason."""
_Alike = dict[tuple[str, str], list[str]]
"""By value and reason what of a passage was inferred: the date of an event is often that of what it shows, too."""


def inferences_view(collation: Collation, settings: Settings) -> InferencesPage:
    """Return the page of inferences, source by source."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.INFERENCES)
    sections = []
    total = shown = 0
    for source in corpus.sources.values():
        rows = []
        for passage in source.passages:
            for (value, reason), what in _alike(_inferred(page, passage)).items():
                total += 1
                if shown < SHOWN:
                    shown += 1
                    rows.append(_row(page, passage, tuple(what), value, reason))
        if rows or source.record.published_basis:
            sections.append(_section(page, source, tuple(rows)))
    return InferencesPage(
        title="What was inferred",
        toc=toc(*((section.source.label, section.id) for section in sections)),
        sections=tuple(sections),
        total=total,
        shown=shown,
    )


def _section(page: Page, source: CorpusSource, rows: tuple[Inference, ...]) -> InferencesSection:
    return InferencesSection(
        id=urls.group_anchor(source.id),
        source=page.source(source),
        published_basis=source.record.published_basis or "",
        rows=rows,
    )


def _alike(found: Iterator[_Found]) -> _Alike:
    """Put together what has one value for one reason."""
    alike: _Alike = {}
    for what, value, reason in found:
        names = alike.setdefault((value, reason), [])
        if what not in names:
            names.append(what)
    return alike


def _row(page: Page, passage: AnchoredPassage, what: tuple[str, ...], value: str, reason: str) -> Inference:
    return Inference(
        what=what, value=value, reason=reason, quote=normalise(page.quote(passage)), href=page.passage_href(passage)
    )


def _inferred(page: Page, passage: AnchoredPassage) -> Iterator[_Found]:
    for claim in passage.record.claims:
        yield from _of_claim(page, claim, passage)
    for relation in passage.record.relations:
        if relation.date and relation.date_inferred:
            label = page.corpus.vocabulary.label("relation_types", relation.type)
            yield f"Date of a relation, {label}", date_text(relation.date), relation.date_inferred
    for report in passage.record.provisions:
        if report.date and report.date_inferred:
            label = page.corpus.vocabulary.label("report_types", report.report)
            yield f"Date of a report, {label}", date_text(report.date), report.date_inferred


def _of_claim(page: Page, claim: Claim, passage: AnchoredPassage) -> Iterator[_Found]:
    label = page.corpus.vocabulary.label("claim_types", claim.type)
    if claim.date and claim.date_inferred:
        yield f"Date, {label}", date_text(claim.date), claim.date_inferred
    if claim.due and claim.due_inferred:
        yield f"By when, {label}", date_text(claim.due), claim.due_inferred
    if claim.figure and (claim.figure.inferred or claim.figure.period_inferred):
        figure = page.figure(claim.figure, passage)
        value = ", ".join(part for part in (figure.text, figure.period_text) if part)
        yield f"Figure, {figure.measure_label}", value, figure.inferred
