"""Records of sources: where a text comes from, and what may be shown of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.field_types import (
    Day,
    Edtf,
    FileName,
    IdOf,
    Language,
    LineRange,
    Markdown,
    OneOrMore,
    Sha256,
    TermOf,
    Text,
    WebLink,
)
from build_tools.records.shared import Record, References


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
    added: Day | None = Field(
        default=None, description="Day on which it was added to the corpus; the feed of additions has it."
    )
    references: References
    notes: Markdown | None = Field(default=None, description="Remarks for readers: origin, traps, slips.")
