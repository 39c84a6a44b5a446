"""The records that contributors write, one class per kind: the only place where keys are spelled.

Validation, the JSON Schemas, the codebook page and the messages all come from these classes. After
validation records are frozen and typed; no dictionaries travel on.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from build_tools.characters import quoted
from build_tools.field_types import (
    CitationTarget,
    Edtf,
    FileName,
    Id,
    IdOf,
    Language,
    Latitude,
    LineRange,
    LinkTemplate,
    Longitude,
    Markdown,
    Number,
    OneOrMore,
    Pattern,
    Sha256,
    TermOf,
    Text,
    WebLink,
    fault,
    one_of,
)
from build_tools.problems import nearest_hint
from build_tools.vocabulary import Vocabulary


class Record(BaseModel):
    """Common behaviour: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# ---- shared parts -----------------------------------------------------------------------------


def _name_from_text(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Name(Record):
    """A name or spelling under which an entity is found in quotes."""

    text: Text = Field(description="The spelling, exactly as texts write it.")
    language: Language | None = Field(default=None, description="Language tag, where it is not that of the corpus.")
    kind: Annotated[Text, TermOf("name_kinds")] = Field(default="name", description="What kind of name it is.")


def _linked_from_text(value: Any) -> Any:
    if isinstance(value, str):
        return {"id": value}
    if isinstance(value, dict) and len(value) == 1 and "id" not in value:
        ((key, target),) = value.items()
        return {"id": key, "cite": target}
    return value


class LinkedId(Record):
    """An id, with what backs the link."""

    id: Annotated[Text, IdOf("entity")] = Field(description="Id of the entity.")
    cite: CitationTarget | None = Field(default=None, description="The passage or reference that says so.")


Linked = Annotated[
    LinkedId,
    BeforeValidator(_linked_from_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "x-ids": ["entity"]},
                {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "propertyNames": {"x-ids": ["entity"]},
                    "additionalProperties": {"type": "string"},
                },
            ]
        }
    ),
]
NameEntry = Annotated[
    Name,
    BeforeValidator(_name_from_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string"},
                        "language": {"type": "string"},
                        "kind": {"type": "string", "x-terms": "name_kinds"},
                    },
                    "required": ["text"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


def _external_ids(value: Any, info: ValidationInfo) -> Any:
    vocabulary: Vocabulary = (info.context or {}).get("vocabulary") or Vocabulary()
    if not isinstance(value, dict) or "authorities" not in vocabulary.lists:
        return value
    faults: list[InitErrorDetails] = []
    for authority, identifier in value.items():
        error = _external_id_fault(vocabulary, authority, identifier)
        if error:
            faults.append({"type": error, "loc": (authority,), "input": identifier})
    if faults:
        raise ValidationError.from_exception_data("same_as", faults)
    return value


def _external_id_fault(vocabulary: Vocabulary, authority: str, identifier: Any) -> PydanticCustomError | None:
    authorities = vocabulary.terms("authorities")
    if authority not in authorities:
        hint = nearest_hint(authority, authorities) or one_of(authorities)
        return fault("unknown-term", f"must be a word of the list authorities; found {quoted(authority, 60)}", hint)
    pattern = authorities[authority].pattern
    if isinstance(identifier, str) and pattern and not re.fullmatch(pattern, identifier):
        found = f"must be an id of {authorities[authority].label}; found {quoted(identifier, 80)}"
        return fault("bad-external-id", found, "copy the id alone, not the address")
    return None


References = Annotated[
    dict[Id, Text],
    Field(
        default_factory=dict, description="References outside the corpus, cited as `[@key]`: key and full reference."
    ),
]
SameAs = Annotated[
    dict[Text, Text],
    BeforeValidator(_external_ids),
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"x-terms": "authorities"},
            "additionalProperties": {"type": ["string", "integer"]},  # many ids look like numbers to an editor
        }
    ),
    Field(default_factory=dict, description="Verified ids of the same thing at other authorities."),
]


class Entity(Record):
    """What actors, places and agreements have in common."""

    name: Text = Field(description="The name that pages use.")
    type: Text = Field(description="What kind of thing it is.")
    names: Annotated[tuple[NameEntry, ...], OneOrMore()] = Field(
        default=(), description="Every other spelling under which texts name it."
    )
    summary: Markdown | None = Field(
        default=None, description="One to three sentences of your own; each ends with a citation."
    )
    part_of: Annotated[tuple[Linked, ...], OneOrMore()] = Field(default=(), description="What it is a part of.")
    same_as: SameAs
    references: References
    notes: Markdown | None = Field(
        default=None, description="Remarks for readers: doubts, traps, how names were told apart."
    )


class DateRange(Record):
    """When an actor existed or held its part, as far as it is verified."""

    start: Edtf | None = Field(default=None, description="First date.")
    end: Edtf | None = Field(default=None, description="Last date.")
    basis: Text = Field(description="What it rests on.")


class Actor(Entity):
    """An actor: `annotations/actors/<id>.yml`."""

    type: Annotated[Text, TermOf("actor_types")] = Field(description="Type of actor.")
    leads: Annotated[tuple[Linked, ...], OneOrMore()] = Field(
        default=(), description="What the actor heads or commands."
    )
    dates: DateRange | None = Field(default=None, description="When it existed or held its part.")


class Coordinates(Record):
    """A point, with how far it can be trusted."""

    lat: Latitude = Field(description="Degrees north, WGS 84.")
    lon: Longitude = Field(description="Degrees east, WGS 84.")
    precision: Annotated[Text, TermOf("coordinate_precisions")] = Field(description="What the point stands for.")
    basis: Text = Field(description="Where it was taken from, with its licence.")


class Place(Entity):
    """A place: `annotations/places/<id>.yml`."""

    type: Annotated[Text, TermOf("place_types")] = Field(description="Type of place.")
    coordinates: Coordinates | None = Field(
        default=None, description="Point of the place; only from a source that is named."
    )


class Provision(Record):
    """What an agreement lays down, in your own words."""

    id: Id = Field(description="Id, unique within the agreement.")
    text: Text = Field(description="The provision in your own words.")
    reference: Id = Field(description="Key of `references` that it is taken from.")


class Agreement(Entity):
    """An agreement: `annotations/agreements/<id>.yml`."""

    type: Annotated[Text, TermOf("agreement_types")] = Field(description="Type of agreement.")
    date: Edtf | None = Field(default=None, description="When it was concluded, or the period of a process.")
    place: Annotated[Text, IdOf("place")] | None = Field(default=None, description="Where it was concluded.")
    parties: Annotated[tuple[Linked, ...], OneOrMore()] = Field(default=(), description="Who is bound by it.")
    builds_on: Annotated[tuple[Linked, ...], OneOrMore()] = Field(
        default=(), description="Earlier agreements that it refers to."
    )
    provisions: Annotated[tuple[Provision, ...], OneOrMore()] = Field(default=(), description="What it lays down.")


# ---- sources ----------------------------------------------------------------------------------


class Rights(Record):
    """What may be shown of a source, and why."""

    display: Annotated[Text, TermOf("rights_displays")] = Field(
        default="excerpts", description="How much of the text is shown."
    )
    statement: Text = Field(description="What is known about the rights.")


class Source(Record):
    """A source: `annotations/sources/<id>.yml`."""

    file: FileName = Field(description="Name of the file in seeds/.")
    sha256: Sha256 = Field(description="SHA-256 of the file when it was annotated.")
    headline: Text = Field(description="Headline, as printed; in brackets where the editors supply one.")
    label: Annotated[Text, Field(max_length=40)] = Field(description="Short name for tables and cards.")
    outlet: Text = Field(description="Who published it, or `unknown`.")
    publisher: Annotated[Text, IdOf("actor")] | None = Field(default=None, description="The actor that published it.")
    author: Text | None = Field(default=None, description="Byline.")
    published: Edtf = Field(description="When it was published.")
    published_basis: Text | None = Field(
        default=None, description="What the date rests on, where the text does not carry it."
    )
    language: Language = Field(description="Language of the text.")
    translated_from: Language | None = Field(default=None, description="Language that it was translated from.")
    url: WebLink | None = Field(default=None, description="Address of the original.")
    archive_url: WebLink | None = Field(default=None, description="Address of an archived copy.")
    boilerplate: Annotated[tuple[LineRange, ...], OneOrMore()] = Field(
        default=(), description="Lines of the file that are not the article, such as 21-34."
    )
    headings: Annotated[tuple[LineRange, ...], OneOrMore()] = Field(
        default=(), description="Lines of the file that are headings of sections."
    )
    rights: Rights = Field(description="What may be shown.")
    references: References
    notes: Markdown | None = Field(default=None, description="Remarks for readers: origin, traps, slips.")


# ---- passages ---------------------------------------------------------------------------------


class Surface(Record):
    """The words that name an entity in a quote."""

    text: Text = Field(description="The words, as the quote has them.")
    prefix: Text | None = Field(default=None, description="Words just before, to pick one of several occurrences.")
    suffix: Text | None = Field(default=None, description="Words just after.")
    usage: Annotated[Text, TermOf("usages")] | None = Field(
        default=None, description="Where the words are not the text's own name for the entity."
    )


def _tag(value: Any) -> Any:
    """Accept `id`, `{id: words}`, `{id: {text, prefix}}` and `{id: [words, …]}`."""
    if isinstance(value, str):
        return {"id": value}
    if isinstance(value, dict):
        if len(value) != 1:
            raise fault(
                "wrong-shape",
                "must be an id, or one id with the words that name it: 'id: words'",
                "begin a new list item for each id",
            )
        ((entity, surfaces),) = value.items()
        listed = surfaces if isinstance(surfaces, list) else [surfaces]
        return {"id": entity, "surfaces": [{"text": s} if isinstance(s, str) else s for s in listed]}
    return value


class EntityTag(Record):
    """An entity that a quote names."""

    id: Annotated[Text, IdOf("entity")] = Field(description="Id of the entity.")
    surfaces: tuple[Surface, ...] = Field(
        default=(), description="The words that name it, where they are not one of its names."
    )


_SURFACE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {key: {"type": "string"} for key in ("text", "prefix", "suffix")}
            | {"usage": {"type": "string", "x-terms": "usages"}},
            "required": ["text"],
            "additionalProperties": False,
        },
    ]
}


def _tag_schema(kind: str) -> WithJsonSchema:
    words = {"anyOf": [*_SURFACE_SCHEMA["anyOf"], {"type": "array", "items": _SURFACE_SCHEMA}]}
    mapping = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"x-ids": [kind]},
        "additionalProperties": words,
    }
    return WithJsonSchema({"anyOf": [{"type": "string", "x-ids": [kind]}, mapping]})


ActorTag = Annotated[EntityTag, BeforeValidator(_tag), _tag_schema("actor")]
PlaceTag = Annotated[EntityTag, BeforeValidator(_tag), _tag_schema("place")]
AgreementTag = Annotated[EntityTag, BeforeValidator(_tag), _tag_schema("agreement")]


class Figure(Record):
    """A quantity that a claim states."""

    measure: Annotated[Text, TermOf("measures")] = Field(description="What is measured.")
    value: Number | None = Field(default=None, description="The number, in plain digits.")
    low: Number | None = Field(default=None, description="Lower end of a range.")
    high: Number | None = Field(default=None, description="Upper end of a range.")
    words: Text | None = Field(default=None, description="The words of a vague amount, such as dozens.")
    qualifier: Annotated[Text, TermOf("qualifiers")] | None = Field(
        default=None, description="How the text hedges the number."
    )
    unit: Text | None = Field(default=None, description="Unit, in the plural, such as people.")
    since: Edtf | None = Field(default=None, description="Start of the period counted.")
    until: Edtf | None = Field(default=None, description="End of the period counted.")
    scope: Text | None = Field(default=None, description="What is counted, and where.")
    inferred: Text | None = Field(
        default=None, description="Why a number or date is given that the quote does not show."
    )

    @model_validator(mode="after")
    def _one_amount(self) -> Figure:
        given = [self.value is not None, self.low is not None or self.high is not None, self.words is not None]
        if sum(given) != 1:
            raise fault(
                "bad-value",
                "must have exactly one of 'value', 'low'/'high' or 'words'",
                "vague amounts such as dozens go under 'words'",
            )
        if self.low is not None and self.high is not None and self.low > self.high:
            raise fault("bad-value", f"must have 'low' below 'high'; found {self.low} and {self.high}")
        return self


_ActorIds = Annotated[tuple[Annotated[Text, IdOf("actor")], ...], OneOrMore()]
SaidBy = Annotated[
    _ActorIds,
    Field(
        default=(), description="Who says so; several where they say it together; left out for the text's own voice."
    ),
]
Via = Annotated[
    _ActorIds, Field(default=(), description="Who passes it on, in order from the text outwards to the speaker.")
]
DateInferred = Annotated[
    Text | None, Field(default=None, description="Why the date is given, where the quote does not show all of it.")
]


class Claim(Record):
    """What somebody says in a passage, or the text in its own voice."""

    type: Annotated[Text, TermOf("claim_types")] = Field(description="Type of claim.")
    said_by: SaidBy
    via: Via
    about: Annotated[tuple[Annotated[Text, IdOf("entity")], ...], OneOrMore()] = Field(
        default=(), description="What it is about."
    )
    date: Edtf | None = Field(default=None, description="When it happened, or as of when it holds.")
    date_inferred: DateInferred
    due: Edtf | None = Field(default=None, description="By when a demand, warning, intention or prediction is to come.")
    due_inferred: Text | None = Field(
        default=None, description="Why that date is given, where the quote does not show all of it."
    )
    figure: Figure | None = Field(default=None, description="The quantity stated.")
    answers: dict[Id, Id] = Field(
        default_factory=dict, description="Questions that it answers: question id and answer id."
    )
    rejects: dict[Id, Id] = Field(
        default_factory=dict, description="Answers that it denies: question id and answer id."
    )


class Relation(Record):
    """A relation between two entities that a passage states."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    from_: Annotated[Text, IdOf("entity")] = Field(
        alias="from", description="Id of the entity that the relation starts from."
    )
    type: Annotated[Text, TermOf("relation_types")] = Field(description="Type of relation.")
    to: Annotated[Text, IdOf("entity")] = Field(description="Id of the entity that it leads to.")
    date: Edtf | None = Field(default=None, description="When it holds or held.")
    date_inferred: DateInferred
    extent: Text | None = Field(
        default=None, description="How far it holds, in your own words: which part, under what condition."
    )
    said_by: SaidBy
    via: Via


class AgreementReport(Record):
    """How a passage reports an agreement or one of its provisions."""

    agreement: Annotated[Text, IdOf("agreement")] = Field(description="Id of the agreement.")
    provision: Id | None = Field(default=None, description="Id of the provision; left out for the whole.")
    report: Annotated[Text, TermOf("report_types")] = Field(description="What is reported of it.")
    by: Annotated[Text, IdOf("actor")] | None = Field(default=None, description="Who is said to have done so.")
    said_by: SaidBy
    via: Via


class Passage(Record):
    """A passage of a source."""

    id: Id = Field(description="Id, unique within the source; it becomes the permalink and never changes.")
    quote: Text = Field(description="The words, exactly as they stand in the source.")
    prefix: Text | None = Field(
        default=None, description="Words just before, only where the quote occurs more than once."
    )
    suffix: Text | None = Field(default=None, description="Words just after, likewise.")
    actors: Annotated[tuple[ActorTag, ...], OneOrMore()] = Field(default=(), description="Actors that the quote names.")
    places: Annotated[tuple[PlaceTag, ...], OneOrMore()] = Field(default=(), description="Places that the quote names.")
    agreements: Annotated[tuple[AgreementTag, ...], OneOrMore()] = Field(
        default=(), description="Agreements that the quote names."
    )
    claims: Annotated[tuple[Claim, ...], OneOrMore()] = Field(
        default=(), description="What is claimed in it, one item a claim."
    )
    relations: Annotated[tuple[Relation, ...], OneOrMore()] = Field(default=(), description="Relations that it states.")
    provisions: Annotated[tuple[AgreementReport, ...], OneOrMore()] = Field(
        default=(), description="How it reports agreements."
    )
    note: Markdown | None = Field(default=None, description="A doubt or remark for readers.")


class PassageFile(Record):
    """Passages of one source: `annotations/passages/<source-id>/<any-name>.yml`."""

    passages: tuple[Passage, ...] = Field(min_length=1, description="The passages.")


# ---- dismissals ---------------------------------------------------------------------------------


class Dismissal(Record):
    """What the check of completeness finds and is rightly left as it is, with the reason."""

    quote: Text | None = Field(default=None, description="The words, exactly as they stand in the source, once.")
    prefix: Text | None = Field(
        default=None, description="Words just before, only where the quote occurs more than once."
    )
    suffix: Text | None = Field(default=None, description="Words just after, likewise.")
    words: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="Instead of `quote`: words that are dismissed wherever they stand in the source."
    )
    findings: Annotated[tuple[Annotated[Text, TermOf("findings")], ...], OneOrMore()] = Field(
        min_length=1, description="Kinds of findings that are dismissed."
    )
    reason: Text = Field(description="Why nothing is annotated.")

    @model_validator(mode="after")
    def _one_place(self) -> Dismissal:
        if (self.quote is None) == (not self.words):
            raise fault(
                "bad-value",
                "must have either 'quote' or 'words'",
                "'quote' dismisses one place, 'words' every occurrence in the source",
            )
        if self.words and (self.prefix or self.suffix):
            raise fault("bad-value", "must have 'prefix' and 'suffix' only beside 'quote'", "write 'quote: …' instead")
        return self


class DismissalFile(Record):
    """Dismissals of one source: `annotations/dismissals/<source-id>/<any-name>.yml`."""

    dismissals: tuple[Dismissal, ...] = Field(min_length=1, description="The dismissals.")


# ---- questions, corpus ------------------------------------------------------------------------


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
    answers: tuple[Answer, ...] = Field(min_length=1, description="The possible answers; claims point to them.")
    verdict: Annotated[Text, TermOf("verdicts")] = Field(description="How the answers stand to each other.")
    reason: Markdown = Field(description="Why; with citations.")
    settle: Text | None = Field(default=None, description="What would settle it.")
    references: References


class Licence(Record):
    """A licence with its address."""

    name: Text = Field(description="Short name.")
    url: WebLink = Field(description="Address of its text.")


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
    featured: Annotated[tuple[Annotated[Text, IdOf("entity")], ...], OneOrMore()] = Field(
        default=(), description="Entities that the home page draws into."
    )
    featured_questions: Annotated[tuple[Id, ...], OneOrMore()] = Field(
        default=(), description="Questions that the home page begins with; the first one is shown large."
    )
    credits: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="Credits that data taken from others ask for."
    )
    references: References


class TermRecord(Record):
    """A word of a closed list in `annotations/vocabulary.yml`."""

    label: Text = Field(description="What readers see.")
    definition: Text = Field(description="What annotators go by.")
    inverse: Text | None = Field(default=None, description="Relation types: the label read from the other side.")
    url: LinkTemplate | None = Field(default=None, description="Authorities: address of an item, with {} for its id.")
    pattern: Pattern | None = Field(default=None, description="Authorities: regular expression of an id.")


class CuesRecord(Record):
    """Words of a language that a claim is likely to stand beside, for the check of completeness."""

    reporting: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        min_length=1, description="Words that report speech, each form that texts use: said, says, according to."
    )
    amounts: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        min_length=1, description="Words of vague amounts: dozens, several. Numerals are known without them."
    )
    dates: Annotated[tuple[Text, ...], OneOrMore()] = Field(
        default=(), description="Words of time: yesterday, last week. Months and weekdays are known without them."
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
    cues: dict[Language, CuesRecord] = Field(
        default_factory=dict, description="Words that a claim is likely to stand beside, by language of the sources."
    )


RECORD_KINDS: dict[str, type[Record]] = {
    "source": Source,
    "actor": Actor,
    "place": Place,
    "agreement": Agreement,
    "passages": PassageFile,
    "dismissals": DismissalFile,
    "question": Question,
    "corpus": Corpus,
    "vocabulary": VocabularyFile,
}
"""Every kind of file, by the name of its schema."""
