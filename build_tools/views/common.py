"""What several kinds of pages show: references to entities and sources, claims, cards of passages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from build_tools import rights, urls
from build_tools.citations.publisher import publisher_link
from build_tools.collation.collation import Collation
from build_tools.collation.ledger import DENIED
from build_tools.corpus import AnchoredPassage, CorpusSource, PlacedClaim, PlacedRelation, PlacedReport
from build_tools.dates import date_text
from build_tools.loaded import Located
from build_tools.locations import Span
from build_tools.markdown_notes import CitationMark, render_inline, render_notes
from build_tools.page_models.passages import (
    AnswerView,
    CiteLink,
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
    EditLink,
    EntityRef,
    OriginRef,
    Reference,
    SourceRef,
)
from build_tools.records import Agreement, Claim, Figure
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views.card_places import card_place
from build_tools.views.words import direction, figure_amount, outlet_text, unit_text

KIND_ORDER = ("actor", "place", "agreement")
SHOWN_SILENT = 60
"""How many are listed of those that do not mention something: lists of all would grow with the square of a corpus."""
PLURALS = {"actor": "Actors", "place": "Places", "agreement": "Agreements"}


class Page:
    """The page being arranged: resolves links from its folder and numbers its citations."""

    def __init__(self, collation: Collation, settings: Settings, path: str) -> None:
        self.collation = collation
        self.corpus = collation.corpus
        self.settings = settings
        self.path = path
        self.folder = posixpath.dirname(path)
        self._entities: dict[tuple[str, str], EntityRef] = {}
        self._sources: dict[tuple[str, str], SourceRef] = {}
        self._citations: dict[tuple[int, str], tuple[int, int]] = {}
        self._marks: dict[int, int] = {}
        self._references: list[Reference] = []

    # ---- links --------------------------------------------------------------------------------

    def href(self, target: str, fragment: str = "") -> str:
        """Return the link to a path below docs/."""
        if target == self.path and fragment:
            return f"#{fragment}"
        return urls.relative(self.folder, target, fragment)

    def entity(self, entity_id: str, fragment: str = "") -> EntityRef:
        """Return an entity as something to link to."""
        key = entity_id, fragment
        if key not in self._entities:
            self._entities[key] = self._entity(entity_id, fragment)
        return self._entities[key]

    def _entity(self, entity_id: str, fragment: str) -> EntityRef:
        entity = self.corpus.entities[entity_id]
        return EntityRef(
            id=entity_id,
            kind=entity.kind,
            kind_label=self.corpus.vocabulary.label("entity_kinds", entity.kind),
            name=entity.record.name,
            type_label=self.corpus.vocabulary.label(f"{entity.kind}_types", entity.record.type),
            href=self.href(urls.entity_page(entity.kind, entity_id), fragment),
        )

    def entity_at(self, entity_id: str, source_id: str, passage_id: str = "") -> EntityRef:
        """Return an entity with the way to the card of a passage of it, or to its passages in a source.

        Together with `views/card_places.py` this is the only place that knows on which page a card stands.
        """
        key = f"{source_id}--{passage_id}"  # ids hold no double hyphen, and no fragment begins with an id
        if (entity_id, key) not in self._entities:
            self._entities[entity_id, key] = replace(
                self.entity(entity_id), href=self.href(*card_place(self.collation, entity_id, source_id, passage_id))
            )
        return self._entities[entity_id, key]

    def source(self, source: CorpusSource, fragment: str = "") -> SourceRef:
        """Return a source as something to link to."""
        key = source.id, fragment
        if key not in self._sources:
            self._sources[key] = self._source(source, fragment)
        return self._sources[key]

    def _source(self, source: CorpusSource, fragment: str) -> SourceRef:
        record = source.record
        return SourceRef(
            id=source.id,
            label=record.label,
            headline=record.headline,
            outlet=outlet_text(record.outlet),
            published=record.published,
            published_text=date_text(record.published),
            language=record.language,
            direction=direction(record.language),
            href=self.href(urls.source_page(source.id), fragment),
        )

    def origin(self, origin_id: str | None) -> OriginRef | None:
        """Return a declared origin as something to link to; None for none."""
        if not origin_id:
            return None
        record = self.corpus.origins[origin_id].record
        return OriginRef(
            id=origin_id,
            name=record.name,
            type_label=self.corpus.vocabulary.label("origin_types", record.type),
            type_definition=self.corpus.vocabulary.definition("origin_types", record.type),
            href=self.href(urls.ORIGINS, urls.origin_anchor(origin_id)),
        )

    def passage_href(self, passage: AnchoredPassage, entity_id: str = "") -> str:
        """Return the permalink of a passage; with an entity, the reader can go on from there to its other passages."""
        target = urls.source_page(passage.source_id)
        chosen = {urls.FOLLOWED: entity_id} if entity_id else {}
        return self.href(urls.filtered(target, **chosen), urls.passage_anchor(passage.id))

    def cite(self, passage: AnchoredPassage) -> CiteLink:
        """Return how a passage is cited, and its words on the publisher's page where its address is known."""
        source = self.corpus.sources[passage.source_id]
        return CiteLink(
            href=self.href(urls.source_page(source.id), urls.CITE_ANCHOR),
            publisher=publisher_link(source, passage),
            archived=not source.record.url,
        )

    def edit(self, located: Located[Any]) -> EditLink:
        """Return where a record is edited."""
        return EditLink(file=located.file, line=located.line, href=self.settings.edit_link(located.file, located.line))

    # ---- notes and citations ------------------------------------------------------------------

    def notes(self, text: str | None, references: dict[str, str]) -> Markup | None:
        """Return a note as HTML; its citations join the references of the page."""
        if not text:
            return None
        return render_notes(text, lambda target: self._cite(target, references))

    def notes_inline(self, text: str, references: dict[str, str]) -> Markup:
        """Return one line of Markdown as HTML without a paragraph around it."""
        return render_inline(text, lambda target: self._cite(target, references))

    @property
    def references(self) -> tuple[Reference, ...]:
        """What the page has cited so far, in order."""
        return tuple(self._references)

    def _cite(self, target: str, references: dict[str, str]) -> CitationMark | None:
        source_id, mark, passage_id = target.partition("#")
        passage = self.corpus.passages.get((source_id, passage_id)) if mark else None
        if passage is None and (mark or target not in references):
            return None
        text = "" if passage else references[target]
        key = (0 if passage else 1, target if passage else text)
        if key not in self._citations:
            number = len(self._references) + 1
            self._citations[key] = (number, 0)
            self._references.append(self._reference(number, passage, text))
        number = self._citations[key][0]
        self._marks[number] = self._marks.get(number, 0) + 1
        return CitationMark(number, f"#ref-{number}", f"c-{number}-{self._marks[number]}")

    def _reference(self, number: int, passage: AnchoredPassage | None, text: str) -> Reference:
        back, anchor = f"c-{number}-1", f"ref-{number}"
        if passage is None:
            return Reference(number=number, anchor=anchor, back=back, text=text, quote="", href="", source=None)
        source = self.corpus.sources[passage.source_id]
        ref = self.source(source)
        line = source.text.line_at(passage.span.start)
        return Reference(
            number=number,
            anchor=anchor,
            back=back,
            text=f"{ref.label}, line {line}",
            quote=self.quote(passage),
            href=self.passage_href(passage),
            source=ref,
        )

    # ---- passages -----------------------------------------------------------------------------

    def quote(self, passage: AnchoredPassage) -> str:
        """Return the words of a passage, or "" where rights forbid showing them."""
        source = self.corpus.sources[passage.source_id]
        if not rights.may_show(source):
            return ""
        return source.text.raw[passage.span.start : passage.span.end]

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
            cut_before=False,
            cut_after=False,
            voices=voice_lines(claims),
            claims=claims,
            relations=self.relations_in(passage),
            reports=self.reports_in(passage),
            entities=tuple(self.entity(entity_id) for entity_id in passage.tagged_ids()),
            note=self.notes(passage.record.note, source.record.references),
            edit=self.edit(passage.located),
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

    def claim_row(self, placed: PlacedClaim, subject: str = "") -> ClaimRow:
        """Return a claim for a list; it leads to its passage's card among those of `subject`, if there is one."""
        passage = placed.passage
        has_card = subject in passage.tagged_ids()
        claim = self.claim(placed.claim, passage)
        return ClaimRow(
            claim=claim,
            figures=(claim.figure,) if claim.figure is not None else (),
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
