"""Records on the corpus as a whole: its questions, its words for readers, its closed lists."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.field_types import (
    CountryCode,
    Day,
    DocsPage,
    GeoJsonName,
    Hedge,
    Id,
    IdOf,
    Language,
    LinkTemplate,
    Markdown,
    OneOrMore,
    Pattern,
    SchemaType,
    TermOf,
    Text,
    WebLink,
)
from build_tools.records.shared import Record, References


class Answer(Record):
    """A possible answer to a question."""

    id: Id = Field(description="Id, unique within the question.")
    text: Text = Field(description="The answer in your own words.")


class Question(Record):
    """A question on which sources can be compared: `annotations/questions/<id>.yml`."""

    question: Text = Field(description="The question, neutrally put.")
    about: Annotated[tuple[Annotated[Text, IdOf("entity")], ...], OneOrMore()] = Field(
        default=(), description="What it is about."
    )
    measures: Annotated[tuple[Annotated[Text, TermOf("measures")], ...], OneOrMore()] = Field(
        default=(), description="Measures of the figures that it is about; its verdict then holds for these figures."
    )
    answers: tuple[Answer, ...] = Field(min_length=1, description="The possible answers; claims point to them.")
    verdict: Annotated[Text, TermOf("verdicts")] = Field(description="How the answers stand to each other.")
    reason: Markdown = Field(description="Why; with citations.")
    settle: Text | None = Field(default=None, description="What would settle it.")
    added: Day | None = Field(default=None, description="Day on which it was added; the feed of additions has it.")
    references: References


class Licence(Record):
    """A licence with its address."""

    name: Text = Field(description="Short name.")
    url: WebLink = Field(description="Address of its text.")


class WayIn(Record):
    """A way to take part in the work on the corpus."""

    title: Text = Field(description="What one does, in a few words.")
    text: Text = Field(description="A sentence or two: for whom it is, and what it takes.")
    page: DocsPage = Field(description="The hand-written page that tells how: its path below docs/.")


class HowToCite(Record):
    """How the corpus is cited as a work."""

    authors: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="Who is named as its author: persons or a body, each as one name."
    )
    version: Text | None = Field(default=None, description="Version, where releases are numbered.")
    released: Day | None = Field(
        default=None, description="Day of the release; left out, the day of the latest addition stands for it."
    )


class Corpus(Record):
    """What the corpus is, in words for its readers: `annotations/corpus.yml`."""

    title: Text = Field(description="Title of the home page.")
    tagline: Text = Field(description="One line under it.")
    description: Text = Field(description="Two or three sentences on what the corpus holds.")
    introduction: Markdown | None = Field(
        default=None, description="A longer introduction for the home page, with citations."
    )
    language: Language = Field(default="en", description="Language of names and notes.")
    licence: Licence = Field(description="Licence of the annotations.")
    citation: HowToCite = Field(default=HowToCite(), description="How the corpus is cited as a work.")
    featured: Annotated[tuple[Annotated[Text, IdOf("entity")], ...], OneOrMore()] = Field(
        default=(), description="Entities that the home page draws into."
    )
    featured_questions: Annotated[tuple[Annotated[Text, IdOf("question")], ...], OneOrMore()] = Field(
        default=(), description="Questions that the home page begins with; the first one is shown large."
    )
    take_part: Annotated[tuple[WayIn, ...], OneOrMore()] = Field(
        default=(), description="Ways to take part, as the home page offers them."
    )
    credits: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="Credits that data taken from others ask for."
    )
    references: References


class ShapeFile(Record):
    """A file of outlines in `annotations/map/`, with what its users are owed."""

    file: GeoJsonName = Field(description="Name of a GeoJSON file in annotations/map/.")
    shows: Text = Field(description="What its outlines are, in words for readers.")
    basis: Text = Field(description="Where they were taken from, and how they were changed.")
    licence: Licence = Field(description="Licence of the outlines.")


class MapFile(Record):
    """Outlines for the maps: `annotations/map.yml`. Without it, maps show the countries of the tool."""

    shapes: Annotated[tuple[ShapeFile, ...], OneOrMore()] = Field(
        default=(), description="Files with outlines of places, or finer ones of countries."
    )
    countries: dict[Annotated[Text, IdOf("place")], CountryCode] = Field(
        default_factory=dict, description="Places that are countries: id and ISO 3166-1 code of two letters."
    )


class TermRecord(Record):
    """A word of a closed list in `annotations/vocabulary.yml`."""

    label: Text = Field(description="What readers see.")
    definition: Text = Field(description="What annotators go by.")
    inverse: Text | None = Field(default=None, description="Relation types: the label read from the other side.")
    url: LinkTemplate | None = Field(default=None, description="Authorities: address of an item, with {} for its id.")
    pattern: Pattern | None = Field(default=None, description="Authorities: regular expression of an id.")
    kind: Annotated[Text, TermOf("measure_kinds")] | None = Field(
        default=None, description="Measures: how the quantity stands to time."
    )
    members: Annotated[tuple[Annotated[Text, IdOf("actor")], ...], OneOrMore()] = Field(
        default=(), description="Sides: the actors that are looked at together."
    )
    schema_org: SchemaType | None = Field(
        default=None, description="Types of entities: the type of schema.org that search engines are told."
    )
    words: dict[Language, Annotated[tuple[Text, ...], OneOrMore()]] = Field(
        default_factory=dict,
        description="Labels: the words that make a name one that bears it, each form that texts use, by language.",
    )


class CuesRecord(Record):
    """Words of a language that a claim is likely to stand beside, and words that hedge its numbers."""

    reporting: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        min_length=1, description="Words that report speech, each form that texts use: said, says, according to."
    )
    amounts: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        min_length=1, description="Words of vague amounts: dozens, several. Numerals are known without them."
    )
    dates: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="Words of time: yesterday, last week. Months and weekdays are known without them."
    )
    qualifiers: dict[Annotated[Text, TermOf("qualifiers")], Annotated[tuple[Hedge, ...], OneOrMore()]] = Field(
        default_factory=dict,
        description="Words that hedge a number, by qualifier: over, more than; nearly, almost. They are looked for "
        "directly before a number, and with `…` before them directly behind it: `… or more`. Where any are listed, "
        "the qualifiers of figures must be those of their quotes.",
    )


_TermMap = dict[Id, TermRecord]


class VocabularyFile(Record):
    """The closed lists of a corpus: `annotations/vocabulary.yml`."""

    actor_types: _TermMap = Field(description="Types of actors.")
    place_types: _TermMap = Field(description="Types of places.")
    agreement_types: _TermMap = Field(description="Types of agreements.")
    relation_types: _TermMap = Field(default_factory=dict, description="Relations between entities.")
    measures: _TermMap = Field(default_factory=dict, description="Measures of figures.")
    authorities: _TermMap = Field(default_factory=dict, description="Authorities whose ids are recorded.")
    sides: _TermMap = Field(default_factory=dict, description="Actors looked at together where names are compared.")
    labels: _TermMap = Field(default_factory=dict, description="Words whose use for actors is compared.")
    cues: dict[Language, CuesRecord] = Field(
        default_factory=dict, description="Words that a claim is likely to stand beside, by language of the sources."
    )
