"""What several kinds of pages show of passages: cards, claims, relations, reports."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from build_tools import rights, urls
from build_tools.collation.ledger import DENIED
from build_tools.corpus import AnchoredPassage, CorpusSource, PlacedRelation, PlacedReport
from build_tools.dates import date_text
from build_tools.locations import Span
from build_tools.page_models.passages import (
    AnswerView,
    ClaimRow,
    ClaimType,
    ClaimView,
    FigureView,
    PassageCard,
    RelationView,
    ReportView,
    Run,
    VoiceLine,
)
from build_tools.page_models.shared import (
    EntityRef,
    OriginRef,
)
from build_tools.records import Agreement, Claim, Figure
from build_tools.sources import normalise
from build_tools.views.linking import Linking
from build_tools.views.words import direction, figure_amount, unit_text

KIND_ORDER = ("actor", "place", "agreement")
SHOWN_SILENT = 60
"""How many are listed of those that do not mention something: lists of all would grow with the square of a corpus."""
PLURALS = {"actor": "Actors", "place": "Places", "agreement": "Agreements"}


class Page(Linking):
    """The page being arranged: what it shows of passages, claims, relations and reports."""

    # ---- passages -----------------------------------------------------------------------------

    def card(self, passage: AnchoredPassage, subject: str = "") -> PassageCard:
        """Return a passage as a card; mentions of `subject`, the entity of the page, are marked."""
        source = self.corpus.sources[passage.source_id]
        shown = rights.may_show(source)
        around = rights.context_span(source, passage.span)
        claims = self.claims(passage)
        return PassageCard(
            id=passage.id,
            anchor=urls.card_anchor(passage.source_id, passage.id),
            href=self.passage_href(passage),
            followed_href=self.passage_href(passage, subject),
            source=self.source(source),
            line=source.text.line_at(passage.span.start),
            shown=shown,
            runs=self.runs(source, passage, around, subject) if shown else (),
            voices=voice_lines(claims),
            claims=claims,
            relations=self.relations_in(passage),
            reports=self.reports_in(passage),
            entities=tuple(self.entity(entity_id) for entity_id in passage.tagged_ids()),
            note=self.notes(passage.record.note, source.record.references),
            edit=self.edit_passage(passage),
            cite=self.cite(passage),
        )

    def runs(self, source: CorpusSource, passage: AnchoredPassage, around: Span, subject: str = "") -> tuple[Run, ...]:
        """Return the text of `around` in pieces: quote or context, and which entity each names."""
        cuts = {around.start, around.end, passage.span.start, passage.span.end}
        for tagged in passage.mentions:
            cuts |= {tagged.span.start, tagged.span.end}
        edges = sorted(cuts)
        runs = []
        for start, end in pairwise(edges):
            piece = Span(start, end)
            covering = [m for m in passage.mentions if m.span.contains(piece)]
            # Where mentions nest, the one that the page is about is shown, else the innermost.
            mention = min(
                covering, key=lambda m: (m.entity_id != subject, m.span.end - m.span.start, m.entity_id), default=None
            )
            runs.append(
                Run(
                    text=source.text.raw[start:end],
                    in_quote=passage.span.contains(piece),
                    mention=self.entity(mention.entity_id) if mention else None,
                    is_subject=mention is not None and mention.entity_id == subject,
                )
            )
        return tuple(runs)

    # ---- claims, relations, reports -----------------------------------------------------------

    def claims(self, passage: AnchoredPassage) -> tuple[ClaimView, ...]:
        """Return the claims of a passage."""
        return tuple(self.claim(claim, passage) for claim in passage.record.claims)

    def claim(self, claim: Claim, passage: AnchoredPassage) -> ClaimView:
        """Return a claim of a passage with its voice and labels."""
        vocabulary = self.corpus.vocabulary
        return ClaimView(
            type_label=vocabulary.label("claim_types", claim.type),
            type_definition=vocabulary.definition("claim_types", claim.type),
            speakers=tuple(self.entity(entity_id) for entity_id in claim.said_by),
            via=tuple(self.entity(entity_id) for entity_id in claim.via),
            origin=self.origin(claim.origin),
            about=tuple(self.entity(entity_id) for entity_id in claim.about),
            date=claim.date or "",
            date_text=date_text(claim.date or ""),
            date_inferred=claim.date_inferred or "",
            due_text=date_text(claim.due or ""),
            due_inferred=claim.due_inferred or "",
            figure=self.figure(claim.figure, passage) if claim.figure else None,
            answers=tuple(
                self._answer(question, answer, rejected=rejected)
                for rejected, given in ((False, claim.answers), (True, claim.rejects))
                for question, answer in given.items()
            ),
        )

    def figure(self, figure: Figure, passage: AnchoredPassage) -> FigureView:
        """Return a quantity that a claim of the passage states."""
        vocabulary = self.corpus.vocabulary
        # A vague amount is words of the source, so its rights hold for it too.
        source = self.corpus.sources[passage.source_id]
        withheld = figure.words and not rights.may_show(source)
        language = source.record.language if figure.words and not withheld else ""
        amount = "[words not shown]" if withheld else figure_amount(figure)
        qualifier = vocabulary.label("qualifiers", figure.qualifier) if figure.qualifier else ""
        period = " ".join(
            part
            for part in (
                f"since {date_text(figure.since)}" if figure.since else "",
                f"until {date_text(figure.until)}" if figure.until else "",
            )
            if part
        )
        return FigureView(
            measure_label=vocabulary.label("measures", figure.measure),
            measure_definition=vocabulary.definition("measures", figure.measure),
            text=" ".join(part for part in (qualifier, amount, unit_text(figure)) if part),
            hedge=qualifier,
            amount=amount,
            unit=unit_text(figure),
            language=language,
            direction=direction(language) if language else "",
            period_text=period,
            scope=figure.scope or "",
            amount_inferred=figure.inferred or "",
            period_inferred=figure.period_inferred or "",
        )

    def _answer(self, question_id: str, answer_id: str, *, rejected: bool) -> AnswerView:
        question = self.corpus.questions[question_id].record
        answer = next(answer for answer in question.answers if answer.id == answer_id)
        return AnswerView(
            question=question.question,
            answer=answer.text,
            rejected=rejected,
            href=self.href(urls.question_page(question_id)),
        )

    def claim_row(self, passage: AnchoredPassage, claims: Iterable[Claim], subject: str = "") -> ClaimRow:
        """Return claims of a passage for a list; it leads to its card among those of `subject`, if there is one."""
        has_card = subject in passage.tagged_ids()
        views = [self.claim(claim, passage) for claim in claims]
        voices: dict[tuple[object, ...], dict[tuple[str, ...], ClaimView]] = {}
        for view in views:
            alike = voices.setdefault((view.speakers, view.via, view.origin), {})
            alike.setdefault((view.type_label, view.date_text, view.due_text), view)
        return ClaimRow(
            voices=tuple(tuple(alike.values()) for alike in voices.values()),
            figures=tuple(view.figure for view in views if view.figure is not None),
            quote=normalise(self.quote(passage)),
            source=self.source(self.corpus.sources[passage.source_id]),
            href=self.entity_at(subject, *passage.key).href if has_card else self.passage_href(passage),
        )

    def relations_in(self, passage: AnchoredPassage) -> tuple[RelationView, ...]:
        """Return the relations that a passage states."""
        return tuple(self.relation(PlacedRelation(relation, passage)) for relation in passage.record.relations)

    def relation(self, placed: PlacedRelation, subject: str = "") -> RelationView:
        """Return a relation, read from the side of `subject` if that is one of its sides."""
        relation = placed.relation
        term = self.corpus.vocabulary.terms("relation_types")[relation.type]
        inverted = subject == relation.to
        one, other = (relation.to, relation.from_) if inverted else (relation.from_, relation.to)
        return RelationView(
            subject=self.entity(one),
            label=(term.inverse or term.label) if inverted else term.label,
            definition=term.definition,
            object=self.entity(other),
            date_text=date_text(relation.date or ""),
            date_inferred=relation.date_inferred or "",
            extent=relation.extent or "",
            speakers=tuple(self.entity(entity_id) for entity_id in relation.said_by),
            via=tuple(self.entity(entity_id) for entity_id in relation.via),
            origin=self.origin(relation.origin),
            source=self.source(self.corpus.sources[placed.passage.source_id]),
            passage_href=self.passage_href(placed.passage),
        )

    def reports_in(self, passage: AnchoredPassage) -> tuple[ReportView, ...]:
        """Return the reports on agreements that a passage makes."""
        return tuple(self.report(PlacedReport(report, passage)) for report in passage.record.provisions)

    def report(self, placed: PlacedReport) -> ReportView:
        """Return a report on an agreement."""
        report = placed.report
        record = self.corpus.entities[report.agreement].record
        text = ""
        if report.provision and isinstance(record, Agreement):
            text = next(provision.text for provision in record.provisions if provision.id == report.provision)
        return ReportView(
            agreement=self.entity(report.agreement),
            provision=text,
            report_label=self.corpus.vocabulary.label("report_types", report.report),
            report_definition=self.corpus.vocabulary.definition("report_types", report.report),
            denies=report.report == DENIED,
            by=self.entity(report.by) if report.by else None,
            date_text=date_text(report.date or ""),
            date_inferred=report.date_inferred or "",
            speakers=tuple(self.entity(entity_id) for entity_id in report.said_by),
            via=tuple(self.entity(entity_id) for entity_id in report.via),
            origin=self.origin(report.origin),
            passage_href=self.passage_href(placed.passage),
        )


_Voice = tuple[tuple[EntityRef, ...], tuple[EntityRef, ...], OriginRef | None]


def voice_lines(claims: Iterable[ClaimView]) -> tuple[VoiceLine, ...]:
    """Return who speaks in some claims of one passage, each voice once, with the types of its claims."""
    found: dict[_Voice, dict[tuple[str, str], int]] = {}
    for claim in claims:
        types = found.setdefault((claim.speakers, claim.via, claim.origin), {})
        key = claim.type_label, claim.type_definition
        types[key] = types.get(key, 0) + 1
    return tuple(
        VoiceLine(
            speakers=speakers,
            via=via,
            origin=origin,
            types=tuple(
                ClaimType(label=label, definition=definition, count=count)
                for (label, definition), count in types.items()
            ),
        )
        for (speakers, via, origin), types in found.items()
    )
