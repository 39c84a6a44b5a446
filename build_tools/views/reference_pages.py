"""Pages about the data: the downloads with their dictionary, and the codebook, both from the code."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from build_tools import urls
from build_tools.additions import Addition, additions
from build_tools.citations import files as citation_files
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.dates import date_text
from build_tools.exports import feed, network_graphml, places_geojson, rows, schemas, web_annotations
from build_tools.field_types import IdOf, TermOf
from build_tools.page_models.reference_pages import (
    AddedGroup,
    AddedItem,
    AddedOn,
    CodebookPage,
    Column,
    DataPage,
    Download,
    FieldView,
    RecordView,
    RuleView,
    TermList,
    TermView,
)
from build_tools.page_models.shared import Link, NameView, TocEntry
from build_tools.records import (
    RECORD_KINDS,
    AgreementReport,
    Answer,
    Claim,
    Coordinates,
    CuesRecord,
    DateRange,
    Dismissal,
    EntityTag,
    Figure,
    HowToCite,
    Licence,
    LinkedId,
    Name,
    Passage,
    Provision,
    Relation,
    Rights,
    Route,
    ShapeFile,
    Surface,
    TermRecord,
    WayIn,
)
from build_tools.rules import RULES
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.rule_pages import marked
from build_tools.views.words import direction, language_label
from build_tools.vocabulary import CORPUS_LISTS, TOOL_LISTS, TOOL_TITLES, Term


def data_view(collation: Collation, settings: Settings) -> DataPage:
    """Return the page of downloads."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.DATA)
    record = corpus.record.record
    added = _additions(page)
    return DataPage(
        title="Data",
        toc=(
            TocEntry(title="Downloads", id="downloads"),
            *((TocEntry(title="Recently added", id="added"),) if added else ()),
            TocEntry(title="Schemas", id="schemas"),
            TocEntry(title="Licence", id="licence"),
        ),
        downloads=tuple(_downloads(page)),
        schemas=tuple(
            Link(text=f"{kind}.schema.json", href=page.href(f"{schemas.FOLDER}/{kind}.schema.json"))
            for kind in RECORD_KINDS
        ),
        licence=Link(text=record.licence.name, href=record.licence.url, external=True),
        credits=record.credits,
        added=added,
        feed=page.href(feed.FILE) if feed.has_feed(settings) else "",
    )


def _downloads(page: Page) -> Iterator[Download]:
    """Yield every file to take away: tables first, then what programs of other kinds read."""
    corpus = page.corpus
    mentions = sum(len(found) for found in corpus.mentions_in.values())
    counts = {
        rows.MENTIONS: mentions,
        rows.PASSAGES: len(corpus.passages),
        rows.CLAIMS: len(corpus.claims),
        rows.RELATIONS: sum(len(passage.record.relations) for passage in corpus.passages.values()),
        rows.REPORTS: sum(len(passage.record.provisions) for passage in corpus.passages.values()),
    }
    for table in rows.ROWS:
        described = f"CSV, UTF-8. Each row is {table.row}."
        yield _download(page, table.title, table.file, described, counts[table], table.columns)
    yield _download(
        page,
        places_geojson.TITLE,
        places_geojson.FILE,
        "GeoJSON, UTF-8. Each feature is one place; those without a recorded point have no geometry. "
        "Points and identifications are as sure as their precision says.",
        sum(1 for entity in corpus.entities.values() if entity.kind == "place"),
        places_geojson.COLUMNS,
    )
    yield _download(
        page,
        network_graphml.TITLE,
        network_graphml.FILE,
        "GraphML, for Gephi and its like. Each node is one entity that a relation joins, each edge one "
        "statement of a relation: two may be joined by several.",
        counts[rows.RELATIONS],
        (
            *((f"node {name}", meaning) for name, meaning in network_graphml.NODES),
            *((f"edge {name}", meaning) for name, meaning in network_graphml.EDGES),
        ),
    )
    yield _download(
        page,
        web_annotations.TITLE,
        web_annotations.FILE,
        "W3C Web Annotation collection, JSON-LD: passages and mentions, each with a TextQuoteSelector and a "
        "TextPositionSelector. Offsets count the code points of the raw file that passages.csv names.",
        mentions + len(corpus.passages),
    )
    for one in citation_files.DOWNLOADS:
        yield _download(page, one.title, one.file, one.description, len(corpus.sources))


def _download(
    page: Page, title: str, file: str, description: str, count: int, columns: Iterable[tuple[str, str]] = ()
) -> Download:
    return Download(
        title=title,
        href=page.href(file),
        file=file.rpartition("/")[2],
        description=description,
        rows=count,
        columns=tuple(Column(name=name, definition=meaning) for name, meaning in columns),
    )


_MOST_DAYS = 12


def _additions(page: Page) -> tuple[AddedOn, ...]:
    """Return the days on which something was added, the latest first."""
    days: dict[str, list[Addition]] = {}
    for addition in additions(page.corpus):
        days.setdefault(addition.day, []).append(addition)
    return tuple(
        AddedOn(
            day=day,
            day_text=date_text(day),
            groups=tuple(
                AddedGroup(
                    title=_ADDED[kind],
                    items=tuple(
                        AddedItem(
                            text=one.title,
                            language=one.language,
                            direction=direction(one.language),
                            href=page.href(one.page, one.anchor),
                        )
                        for one in listed
                        if one.kind == kind
                    ),
                )
                for kind in _ADDED
                if any(one.kind == kind for one in listed)
            ),
        )
        for day, listed in list(days.items())[:_MOST_DAYS]
    )


_ADDED = {"source": "Sources", "question": "Questions", "passages": "Passages"}


_FILES = {
    "source": "annotations/sources/<id>.yml",
    "actor": "annotations/actors/<id>.yml",
    "place": "annotations/places/<id>.yml",
    "agreement": "annotations/agreements/<id>.yml",
    "passages": "annotations/passages/<source-id>/<any-name>.yml",
    "dismissals": "annotations/dismissals/<source-id>/<any-name>.yml",
    "question": "annotations/questions/<id>.yml",
    "origin": "annotations/origins/<id>.yml",
    "corpus": "annotations/corpus.yml",
    "map": "annotations/map.yml",
    "renames": "annotations/renames.yml",
    "vocabulary": "annotations/vocabulary.yml",
}
_PARTS: tuple[tuple[str, type[BaseModel], str], ...] = (
    ("Name", Name, "an item of `names`"),
    ("Words of a tag", Surface, "what stands behind an id in `actors`, `places` or `agreements` of a passage"),
    ("Dates of an actor", DateRange, "`dates` of an actor"),
    ("Coordinates", Coordinates, "`coordinates` of a place"),
    ("Route", Route, "`route` of a place"),
    ("File of outlines", ShapeFile, "an item of `shapes` of map.yml"),
    ("Provision", Provision, "an item of `provisions` of an agreement"),
    ("Rights", Rights, "`rights` of a source"),
    ("Passage", Passage, "an item of `passages`"),
    ("Claim", Claim, "an item of `claims` of a passage"),
    ("Figure", Figure, "`figure` of a claim"),
    ("Relation", Relation, "an item of `relations` of a passage"),
    ("Report on an agreement", AgreementReport, "an item of `provisions` of a passage"),
    ("Dismissal", Dismissal, "an item of `dismissals`"),
    ("Answer", Answer, "an item of `answers` of a question"),
    ("Licence", Licence, "`licence` of the corpus, or of a file of outlines"),
    ("How to cite", HowToCite, "`citation` of the corpus"),
    ("Way to take part", WayIn, "an item of `take_part` of the corpus"),
    ("Term", TermRecord, "a term of a list of the vocabulary"),
    ("Cues", CuesRecord, "an item of `cues` of the vocabulary, under its language tag"),
)


def codebook_view(corpus: Corpus) -> CodebookPage:
    """Return the codebook: records, closed lists and rules."""
    records = [_record(kind.capitalize(), kind, record, f"`{_FILES[kind]}`") for kind, record in RECORD_KINDS.items()]
    records += [
        _record(title, title.lower().replace(" ", "-") + "-part", record, where) for title, record, where in _PARTS
    ]
    lists = [_list(corpus, name, title, "the tool") for name, title in TOOL_TITLES.items() if name in TOOL_LISTS]
    lists += [
        _list(corpus, name, title, "vocabulary.yml")
        for name, title in CORPUS_LISTS.items()
        if corpus.vocabulary.terms(name)
    ]
    rules = tuple(
        RuleView(
            link=Link(text=r.id, href=urls.relative("codebook", urls.rule_page(r.id))),
            level=str(r.level),
            meaning=marked(r.meaning),
            cure=marked(r.cure),
        )
        for r in RULES.values()
    )
    return CodebookPage(
        title="Codebook",
        toc=(
            TocEntry(title="Records", id="records", children=tuple(TocEntry(title=r.title, id=r.id) for r in records)),
            TocEntry(
                title="Closed lists",
                id="lists",
                children=tuple(TocEntry(title=entry.title, id=entry.id) for entry in lists),
            ),
            TocEntry(title="Rules", id="rules"),
        ),
        records=tuple(records),
        lists=tuple(lists),
        rules=rules,
    )


def _record(title: str, identifier: str, record: type[BaseModel], where: str) -> RecordView:
    definition = (record.__doc__ or "").split("\n")[0].split(": `")[0].rstrip(".") + "."
    fields = tuple(
        FieldView(
            key=field.alias or name,
            required=field.is_required(),
            type=_type_text(field.annotation, field.metadata),
            definition=marked(field.description or ""),
        )
        for name, field in record.model_fields.items()
    )
    return RecordView(
        title=title, id=f"r-{identifier}", where=marked(where), definition=marked(definition), fields=fields
    )


def _list(corpus: Corpus, name: str, title: str, origin: str) -> TermList:
    terms = corpus.vocabulary.terms(name)
    return TermList(
        title=title,
        id=f"t-{name.replace('_', '-')}",
        used_in=f"Defined by {origin}.",
        terms=tuple(
            TermView(term=term, label=entry.label, definition=entry.definition, words=_words(entry))
            for term, entry in terms.items()
        ),
    )


def _words(term: Term) -> tuple[NameView, ...]:
    return tuple(
        NameView(
            text=word,
            language=language,
            language_label=language_label(language),
            direction=direction(language),
            kind_label="",
        )
        for language, words in term.words
        for word in words
    )


def _type_text(annotation: Any, metadata: list[Any]) -> str:
    """Return the shape of a value in a word or two, for annotators."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        first, *rest = typing.get_args(annotation)
        return _type_text(first, rest)
    if origin in (typing.Union, types.UnionType):
        return _type_text(next(a for a in typing.get_args(annotation) if a is not type(None)), metadata)
    if origin is tuple:
        return f"list of {_type_text(typing.get_args(annotation)[0], [])}"
    if origin is dict:
        return "mapping"
    schema: dict[str, Any] = {}
    for item in metadata:
        if isinstance(item, TermOf):
            return f"term ({item.list_name.replace('_', ' ')})"
        if isinstance(item, IdOf):
            return f"id of {item.kind}"
        schema |= getattr(item, "json_schema", None) or {}
    if schema.get("description"):
        return str(schema["description"])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        titles = {part: title.lower() for title, part, _ in _PARTS}
        return {EntityTag: "tag", LinkedId: "id"}.get(annotation) or titles[annotation]
    return {"str": "text", "Decimal": "number", "float": "number"}.get(getattr(annotation, "__name__", ""), "text")
