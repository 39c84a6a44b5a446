"""Pages of figures: for each measure the sets of those that count the same thing, with a proposed verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.figures import FigureRow, Figures, FigureSet, Proposal
from build_tools.dates import date_text
from build_tools.page_models.figures import (
    FigurePassage,
    FigureRowView,
    FigureSetView,
    FiguresPage,
    FigureTeaser,
    FigureTeasers,
    MeasurePage,
    MeasureSection,
    PartView,
    TeaserFigure,
    VerdictView,
)
from build_tools.page_models.shared import Link
from build_tools.records import Claim
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views.common import Page
from build_tools.views.figure_words import particulars, time_text
from build_tools.views.origins import origin_note
from build_tools.views.plots import plots
from build_tools.views.words import toc

SHOWN_ROWS = 300
"""Figures on the page of a measure at most; the others stand on the pages of their sources."""
SHOWN_SETS = 12
"""Sets of a measure on the page of all figures, and of an entity on its page, at most."""
_SMALL = 6
"""Figures of a set in one line at most."""
_BY_DAY = frozenset({"other-date", "growing-count", "shrinking-count"})
"""Rules that speak of the days as of which figures hold."""


def figures_view(collation: Collation, settings: Settings) -> FiguresPage:
    """Return the page of all measures that have figures."""
    figures = collation.figures
    page = Page(collation, settings, urls.FIGURES)
    sections = tuple(_measure_section(page, figures, measure) for measure in figures.by_measure)
    compared = tuple(section for section in sections if section.sets.total)
    alone = tuple(section for section in sections if not section.sets.total)
    return FiguresPage(
        title="Figures",
        toc=toc(*((section.title, section.id) for section in compared), ("Standing alone", "alone") if alone else None),
        sections=compared,
        alone=alone,
        figure_count=sum(section.figure_count for section in sections),
        codebook_href=page.href(urls.CODEBOOK, "t-figure-rules"),
    )


def _measure_section(page: Page, figures: Figures, measure: str) -> MeasureSection:
    rows = _rows_of(figures, measure)
    return MeasureSection(
        id=urls.measure_anchor(measure),
        title=page.corpus.vocabulary.label("measures", measure),
        href=page.href(urls.measure_page(measure)),
        definition=page.corpus.vocabulary.definition("measures", measure),
        figure_count=len(rows),
        source_count=len({row.source_id for row in rows}),
        alone_count=len(figures.standing_alone[measure]),
        sets=_teasers(page, figures, figures.compared[measure], measure),
    )


def _rows_of(figures: Figures, measure: str) -> list[FigureRow]:
    """Return the figures of a measure, each once, whatever sets they are in."""
    rows = (row for found in figures.by_measure[measure] for row in found.rows if row.figure.measure == measure)
    return list({(*row.claims[0].passage.key, row.claims[0].number): row for row in rows}.values())


def measure_view(collation: Collation, settings: Settings, measure: str) -> MeasurePage:
    """Return the page of the figures of one measure: what is compared, then what stands alone."""
    figures = collation.figures
    page = Page(collation, settings, urls.measure_page(measure))
    vocabulary = page.corpus.vocabulary
    rows = _rows_of(figures, measure)
    sets, alone = figures.compared[measure], figures.standing_alone[measure]
    shown = _shown(sets)
    room = SHOWN_ROWS - sum(count for _, count in shown)
    alone_rows = tuple(_row(page, found.rows[0], _why_alone(page, found)) for found in alone[:room])
    kind = vocabulary.terms("measures")[measure].kind
    views = tuple(figure_set(page, figures, found, rows=count) for found, count in shown)
    return MeasurePage(
        title=vocabulary.label("measures", measure),
        toc=toc(*((view.title, view.anchor) for view in views), ("Stands alone", "alone") if alone_rows else None),
        definition=vocabulary.definition("measures", measure),
        kind_label=vocabulary.label("measure_kinds", kind) if kind else "",
        kind_definition=vocabulary.definition("measure_kinds", kind) if kind else "",
        figure_count=len(rows),
        source_count=len({row.source_id for row in rows}),
        sets=views,
        alone=alone_rows,
        alone_count=len(alone),
        set_count=len(sets),
        row_count=sum(len(found.rows) for found in (*sets, *alone)),
        rows_shown=sum(len(view.rows) for view in views) + len(alone_rows),
        index_href=page.href(urls.FIGURES, urls.measure_anchor(measure)),
        codebook_href=page.href(urls.CODEBOOK, "t-figure-rules"),
    )


def _shown(sets: Iterable[FigureSet]) -> list[tuple[FigureSet, int]]:
    """Return the sets that the page of their measure has room for, each with how many of its rows."""
    shown, room = [], SHOWN_ROWS
    for found in sets:
        if room <= 0:
            break
        shown.append((found, min(room, len(found.rows))))
        room -= len(found.rows)
    return shown


def _why_alone(page: Page, found: FigureSet) -> str:
    """Return why nothing is compared with a figure, where that is more than that no other counts the same."""
    if found.question_id:
        return f"The only figure that answers “{page.corpus.questions[found.question_id].record.question}”"
    return "" if found.rows[0].about else "It names nothing that it is about"


# ---- a set ----------------------------------------------------------------------------------------


def figure_set(page: Page, figures: Figures, found: FigureSet, *, rows: int = SHOWN_ROWS) -> FigureSetView:
    """Return a set in which something is compared, with its first `rows` rows."""
    proposal = found.proposal
    assert proposal is not None  # what stands alone has no section
    vocabulary = page.corpus.vocabulary
    return FigureSetView(
        anchor=urls.figure_set_anchor(found.key),
        title=_title(page, found),
        question=_question(page, found),
        stands=_stands(page, found),
        proposed=_verdict(page, proposal.verdict),
        rule_label=vocabulary.label("figure_rules", proposal.rule),
        rule_definition=vocabulary.definition("figure_rules", proposal.rule),
        particulars=tuple(particulars(vocabulary, found)),
        origins=origin_note(page, (placed for row in found.rows for placed in row.claims)),
        parts=tuple(_part(page, part) for part in islice(_parts(proposal), SHOWN_SETS)),
        about=() if found.question_id else tuple(page.entity(i) for i in found.rows[0].about),
        unit="" if found.question_id else found.rows[0].figure.unit or "",
        figure_count=len(found.rows),
        source_count=len({row.source_id for row in found.rows}),
        plots=plots(page, found.rows, dated=proposal.rule in _BY_DAY, scoped=proposal.verdict == "not-comparable"),
        rows=tuple(_row(page, row) for row in found.rows[:rows]),
        measures=tuple(
            Link(text=vocabulary.label("measures", measure), href=_href(page, figures, found, measure))
            for measure in found.measures
        ),
    )


def question_figures(page: Page, figures: Figures, question_id: str) -> FigureSetView | None:
    """Return the figures that a question holds together, without their table; None where there are not two of them."""
    found = figures.by_question.get(question_id)
    return None if found is None or found.alone else figure_set(page, figures, found, rows=0)


def _href(page: Page, figures: Figures, found: FigureSet, measure: str) -> str:
    """Return the link to a set on the page of a measure; to the page alone where that has no room for the set."""
    on_page = found.key in _on_pages(figures)[measure]
    return page.href(urls.measure_page(measure), urls.figure_set_anchor(found.key) if on_page else "")


@lru_cache(maxsize=1)
def _on_pages(figures: Figures) -> Mapping[str, frozenset[str]]:
    """Return the keys of the sets that the page of each measure shows; kept, as pages of entities link to them."""
    return {measure: frozenset(found.key for found, _ in _shown(sets)) for measure, sets in figures.compared.items()}


def _title(page: Page, found: FigureSet) -> str:
    if found.question_id:
        return page.corpus.questions[found.question_id].record.question
    names = ", ".join(page.corpus.entities[i].record.name for i in found.rows[0].about)
    unit = found.rows[0].figure.unit
    return f"{names} ({unit})" if unit else names


def _question(page: Page, found: FigureSet) -> Link | None:
    if not found.question_id:
        return None
    question = page.corpus.questions[found.question_id].record.question
    return Link(text=question, href=page.href(urls.question_page(found.question_id)))


def _stands(page: Page, found: FigureSet) -> VerdictView:
    if found.question_id:
        return _verdict(page, page.corpus.questions[found.question_id].record.verdict)
    assert found.proposal is not None  # only what is compared is shown so
    return _verdict(page, found.proposal.verdict)


def _verdict(page: Page, verdict: str) -> VerdictView:
    vocabulary = page.corpus.vocabulary
    return VerdictView(
        verdict=verdict,
        verdict_label=vocabulary.label("verdicts", verdict),
        verdict_definition=vocabulary.definition("verdicts", verdict),
    )


def _parts(proposal: Proposal) -> Iterator[Proposal]:
    for part in proposal.parts:
        yield part
        yield from _parts(part)


def _part(page: Page, part: Proposal) -> PartView:
    vocabulary = page.corpus.vocabulary
    return PartView(
        stands=_verdict(page, part.verdict),
        rule_label=vocabulary.label("figure_rules", part.rule),
        rule_definition=vocabulary.definition("figure_rules", part.rule),
        time_text=time_text(part.rows),
        figures=_in_small(page, part.rows),
        more=max(0, len(part.rows) - _SMALL),
    )


def _reasons(claim: Claim) -> Iterator[str]:
    """Yield why something of a figure or its date is inferred."""
    figure = claim.figure
    given = (figure.inferred, figure.period_inferred) if figure else ()
    yield from filter(None, (*given, claim.date_inferred))


def _row(page: Page, row: FigureRow, note: str = "") -> FigureRowView:
    first = row.claims[0]
    return FigureRowView(
        figure=page.figure(row.figure, first.passage),
        claim=page.claim(first.claim, first.passage),
        about=tuple(page.entity(i) for i in row.about),
        source=page.source(page.corpus.sources[row.source_id]),
        since_text=date_text(row.since),
        until_text=date_text(row.until),
        as_of_text="" if row.until else date_text(row.as_of),
        as_of_published=row.as_of_published,
        inferred=tuple(dict.fromkeys(reason for placed in row.claims for reason in _reasons(placed.claim))),
        passages=tuple(
            FigurePassage(href=page.passage_href(placed.passage), quote=normalise(page.quote(placed.passage)))
            for placed in row.claims
        ),
        note=note,
    )


# ---- sets in small --------------------------------------------------------------------------------


def figure_teasers(page: Page, figures: Figures, entity_id: str) -> FigureTeasers:
    """Return in small the sets that compare figures about or by an entity."""
    return _teasers(page, figures, [found for found in figures.by_entity.get(entity_id, ()) if not found.alone])


def _teasers(page: Page, figures: Figures, sets: Sequence[FigureSet], measure: str = "") -> FigureTeasers:
    items = tuple(figure_teaser(page, figures, found, measure) for found in sets[:SHOWN_SETS])
    return FigureTeasers(items=items, total=len(sets))


def figure_teaser(page: Page, figures: Figures, found: FigureSet, measure: str = "") -> FigureTeaser:
    """Return a set in which something is compared in one line; with a measure, of its figures those of that measure."""
    rows = [row for row in found.rows if row.figure.measure == measure] if measure else found.rows
    return FigureTeaser(
        href=_href(page, figures, found, measure or found.measures[0]),
        title=_title(page, found),
        measure_label=page.corpus.vocabulary.label("measures", measure or found.measures[0]),
        stands=_stands(page, found),
        by_people=bool(found.question_id),
        figures=_in_small(page, rows),
        more=max(0, len(rows) - _SMALL),
        of_other_measures=len(found.rows) - len(rows),
    )


def _in_small(page: Page, rows: Iterable[FigureRow]) -> tuple[TeaserFigure, ...]:
    return tuple(
        TeaserFigure(
            figure=page.figure(row.figure, row.claims[0].passage),
            source=page.source(page.corpus.sources[row.source_id]),
            href=page.passage_href(row.claims[0].passage),
        )
        for row in islice(rows, _SMALL)
    )
