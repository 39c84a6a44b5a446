"""The rows behind every tabular export, and what their columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from build_tools import rights, urls
from build_tools.corpus import AnchoredPassage, Corpus, shortest_passages
from build_tools.records import AgreementReport, Claim, Figure, Relation
from build_tools.settings import Settings

Cell = str | int | Decimal
"""A value of a table: a text, or a number, which every program reads as one."""
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file, what a row is, and its columns with their meaning."""

    file: str
    title: str
    row: str
    columns: tuple[tuple[str, str], ...]


_FILE = ("source_file", "Name of the source’s file in seeds/.")
_START = ("start", "First code point of the passage in the raw file, counted from 0.")
_END = ("end", "Code point after the last one: the interval is half-open.")

_ANNOTATION_FILE = ("annotation_file", "File that the annotation is kept in.")
_PASSAGE = (
    _FILE,
    _START,
    _END,
    ("quote", "The words of the source, line ends as they are; empty where its rights forbid showing them."),
    ("source", "Id of the source."),
    ("passage", "Id of the passage, unique within the source."),
    ("permalink", "Address of the passage on the site."),
    ("line", "Line of the file on which it begins, counted from 1."),
)
_VOICES = (
    ("said_by", "Ids of the actors who say so, separated by spaces; empty for the source’s own voice."),
    ("via", "Ids of those who pass it on, from the source outwards to the speaker, separated by spaces."),
    ("origin", "Id of the speech, briefing or report that it goes back to, if it is recorded."),
)
_FIGURE = (
    ("measure", "What its figure counts, a term of the codebook; empty where the claim has no figure."),
    ("value", "The number, in plain digits."),
    ("low", "Lower end of a range."),
    ("high", "Upper end of a range."),
    ("words", "The words of a vague amount; empty where the rights of the source forbid showing them."),
    ("qualifier", "How the source hedges the number, a term of the codebook."),
    ("unit", "Unit of the number."),
    ("since", "Start of the period counted; EDTF."),
    ("until", "End of the period counted; EDTF."),
    ("scope", "What is counted, and where, in the words of the annotators."),
    ("inferred", "Why a number, a hedge or a date of the figure is given that the quote does not show."),
    ("period_inferred", "Why since or until is given, where the quote does not show all of it."),
)

MENTIONS = Table(
    "data/mentions.csv",
    "Mentions",
    "one stretch of a source that names one entity",
    (
        _FILE,
        ("start", "First code point of the mention in the raw file, counted from 0."),
        _END,
        ("surface", "The words of the source; empty where its rights forbid showing them."),
        ("entity", "Id of the actor, place or agreement that the words name."),
        ("kind", "actor, place or agreement."),
        ("source", "Id of the source."),
        ("passage", "Id of the shortest passage that tags the mention."),
        ("permalink", "Address of that passage on the site."),
        ("name", "Name of the entity."),
        ("line", "Line of the file, counted from 1."),
        ("usage", "quoted or ironic where the words are not the source’s own name for the entity, else empty."),
    ),
)
PASSAGES = Table(
    "data/passages.csv",
    "Passages",
    "one annotated passage of a source",
    (
        *_PASSAGE,
        ("entities", "Ids of the entities tagged in it, in reading order, separated by spaces."),
        ("claims", "Number of claims in it."),
        _ANNOTATION_FILE,
    ),
)
CLAIMS = Table(
    "data/claims.csv",
    "Claims",
    "one claim of a passage",
    (
        *_PASSAGE,
        ("number", "Position of the claim among those of its passage, counted from 1."),
        ("type", "Type of claim, a term of the codebook."),
        *_VOICES,
        ("about", "Ids of the actors, places and agreements that it is about, separated by spaces."),
        ("date", "When it happened, or as of when it holds; EDTF."),
        ("date_inferred", "Why the date is given, where the quote does not show all of it."),
        ("due", "By when a demand, warning, intention or prediction is to come; EDTF."),
        ("due_inferred", "Why that date is given, where the quote does not show all of it."),
        *_FIGURE,
        ("answers", "Answers to questions, as question=answer, separated by spaces."),
        ("rejects", "Answers that it denies, as question=answer, separated by spaces."),
        _ANNOTATION_FILE,
    ),
)
RELATIONS = Table(
    "data/relations.csv",
    "Relations",
    "one relation between two entities that one passage states",
    (
        *_PASSAGE,
        ("number", "Position of the relation among those of its passage, counted from 1."),
        ("from", "Id of the entity that the relation starts from."),
        ("type", "Type of relation, a term of the codebook."),
        ("to", "Id of the entity that it leads to."),
        ("date", "When it holds or held; EDTF."),
        ("date_inferred", "Why the date is given, where the quote does not show all of it."),
        ("extent", "How far it holds, in the words of the annotators."),
        *_VOICES,
        _ANNOTATION_FILE,
    ),
)
REPORTS = Table(
    "data/agreement-reports.csv",
    "Reports on agreements",
    "what one passage reports of an agreement or of one of its provisions",
    (
        *_PASSAGE,
        ("number", "Position of the report among those of its passage, counted from 1."),
        ("agreement", "Id of the agreement."),
        ("provision", "Id of the provision, unique within the agreement; empty for the whole."),
        ("report", "What is reported of it, a term of the codebook."),
        ("by", "Id of the actor who is said to have done so."),
        ("date", "When what is reported happened; EDTF."),
        ("date_inferred", "Why the date is given, where the quote does not show all of it."),
        *_VOICES,
        _ANNOTATION_FILE,
    ),
)


def permalink(passage: AnchoredPassage, settings: Settings) -> str:
    """Return the public address of a passage; from the root of the site where its address is not known."""
    return urls.public(urls.source_page(passage.source_id), urls.passage_anchor(passage.id), settings.site_url)


def mention_rows(corpus: Corpus, settings: Settings) -> Iterator[Row]:
    """Yield the rows of `MENTIONS`: sources by publication, then reading order."""
    for source in corpus.sources.values():
        shown = rights.may_show(source)
        passages = shortest_passages(source)
        for mention in corpus.mentions_in[source.id]:
            entity = corpus.entities[mention.entity_id]
            passage = passages[mention]
            span = mention.span
            yield (
                source.record.file,
                span.start,
                span.end,
                source.text.raw[span.start : span.end] if shown else "",
                entity.id,
                entity.kind,
                source.id,
                passage.id,
                permalink(passage, settings),
                entity.record.name,
                source.text.line_at(span.start),
                mention.usage,
            )


def passage_rows(corpus: Corpus, settings: Settings) -> Iterator[Row]:
    """Yield the rows of `PASSAGES`: sources by publication, then reading order."""
    for passage, first in _passages(corpus, settings):
        tagged = " ".join(passage.tagged_ids())
        yield (*first, tagged, len(passage.record.claims), passage.located.file)


def claim_rows(corpus: Corpus, settings: Settings) -> Iterator[Row]:
    """Yield the rows of `CLAIMS`: those of a passage in the order of its file."""
    for passage, first in _passages(corpus, settings):
        shown = rights.may_show(corpus.sources[passage.source_id])
        for number, claim in enumerate(passage.record.claims, 1):
            yield (
                *first,
                number,
                claim.type,
                *_voices(claim),
                " ".join(claim.about),
                claim.date or "",
                claim.date_inferred or "",
                claim.due or "",
                claim.due_inferred or "",
                *_figure_cells(claim.figure, shown=shown),
                _pairs(claim.answers),
                _pairs(claim.rejects),
                passage.located.file,
            )


def relation_rows(corpus: Corpus, settings: Settings) -> Iterator[Row]:
    """Yield the rows of `RELATIONS`: those of a passage in the order of its file."""
    for passage, first in _passages(corpus, settings):
        for number, relation in enumerate(passage.record.relations, 1):
            yield (
                *first,
                number,
                relation.from_,
                relation.type,
                relation.to,
                relation.date or "",
                relation.date_inferred or "",
                relation.extent or "",
                *_voices(relation),
                passage.located.file,
            )


def report_rows(corpus: Corpus, settings: Settings) -> Iterator[Row]:
    """Yield the rows of `REPORTS`: those of a passage in the order of its file."""
    for passage, first in _passages(corpus, settings):
        for number, report in enumerate(passage.record.provisions, 1):
            yield (
                *first,
                number,
                report.agreement,
                report.provision or "",
                report.report,
                report.by or "",
                report.date or "",
                report.date_inferred or "",
                *_voices(report),
                passage.located.file,
            )


ROWS: Mapping[Table, Callable[[Corpus, Settings], Iterator[Row]]] = MappingProxyType(
    {
        MENTIONS: mention_rows,
        PASSAGES: passage_rows,
        CLAIMS: claim_rows,
        RELATIONS: relation_rows,
        REPORTS: report_rows,
    }
)
"""Every table, with what yields its rows."""


def _passages(corpus: Corpus, settings: Settings) -> Iterator[tuple[AnchoredPassage, Row]]:
    """Yield every passage with the cells that each row on it begins with: those of `_PASSAGE`."""
    for source in corpus.sources.values():
        shown = rights.may_show(source)
        for passage in source.passages:
            span = passage.span
            yield (
                passage,
                (
                    source.record.file,
                    span.start,
                    span.end,
                    source.text.raw[span.start : span.end] if shown else "",
                    source.id,
                    passage.id,
                    permalink(passage, settings),
                    source.text.line_at(span.start),
                ),
            )


def _voices(statement: Claim | Relation | AgreementReport) -> Row:
    return " ".join(statement.said_by), " ".join(statement.via), statement.origin or ""


def _figure_cells(figure: Figure | None, *, shown: bool) -> Row:
    """Return the cells of `_FIGURE`, empty where there is none; the `words` of a figure are those of the source."""
    if figure is None:
        return ("",) * len(_FIGURE)
    return (
        figure.measure,
        *("" if number is None else number for number in (figure.value, figure.low, figure.high)),
        (figure.words or "") if shown else "",
        *(text or "" for text in (figure.qualifier, figure.unit, figure.since, figure.until, figure.scope)),
        figure.inferred or "",
        figure.period_inferred or "",
    )


def _pairs(answers: Mapping[str, str]) -> str:
    return " ".join(f"{question}={answer}" for question, answer in sorted(answers.items()))
