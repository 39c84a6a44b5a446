"""Records of passages, and of what stands in a source and is rightly not annotated."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from build_tools.field_types import Day, Id, Markdown, OneOrMore, TermOf, Text, fault
from build_tools.records.shared import Record
from build_tools.records.statements import AgreementReport, Claim, Relation
from build_tools.records.tags import ActorTag, AgreementTag, PlaceTag


class Passage(Record):
    """A passage of a source."""

    id: Id = Field(description="Id, unique within the source; it becomes part of the address, so choose it to stay.")
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

    added: Day | None = Field(
        default=None, description="Day on which the file was added; the feed of additions has it."
    )
    passages: tuple[Passage, ...] = Field(min_length=1, description="The passages.")


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
