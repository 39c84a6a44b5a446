"""What a passage says: claims with their figures, relations, reports of agreements."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, WithJsonSchema, model_validator

from build_tools.field_types import Edtf, Id, IdOf, Number, OneOrMore, TermOf, Text, fault
from build_tools.records.shared import Record


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
        default=None, description="Why a number, a hedge or a date is given that the quote does not show."
    )
    period_inferred: Text | None = Field(
        default=None,
        description="Why `since` or `until` is given, where the quote does not show all of it; the number it shows.",
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
            message = f"must have 'low' below 'high'; found {self.low} and {self.high}"
            raise fault("bad-value", message, f"write 'low: {self.high}' and 'high: {self.low}'")
        return self


_ActorIds = Annotated[tuple[Annotated[Text, IdOf("actor")], ...], OneOrMore()]
SaidBy = Annotated[
    _ActorIds,
    Field(
        default=(), description="Who says so; several where they say it together; left out for the text’s own voice."
    ),
]
Via = Annotated[
    _ActorIds, Field(default=(), description="Who passes it on, in order from the text outwards to the speaker.")
]
OriginId = Annotated[
    Annotated[Text, IdOf("origin")] | None,
    Field(default=None, description="Id of the speech, briefing or report that it goes back to."),
]
Answers = Annotated[dict[Id, Id], WithJsonSchema({"type": "object", "x-answers": True})]
"""Question ids, each with the id of one of its answers."""
DateInferred = Annotated[
    Text | None, Field(default=None, description="Why the date is given, where the quote does not show all of it.")
]


class Claim(Record):
    """What somebody says in a passage, or the text in its own voice."""

    type: Annotated[Text, TermOf("claim_types")] = Field(description="Type of claim.")
    said_by: SaidBy
    via: Via
    origin: OriginId
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
    answers: Answers = Field(default_factory=dict, description="Questions that it answers: question id and answer id.")
    rejects: Answers = Field(default_factory=dict, description="Answers that it denies: question id and answer id.")


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
    origin: OriginId


class AgreementReport(Record):
    """How a passage reports an agreement or one of its provisions."""

    agreement: Annotated[Text, IdOf("agreement")] = Field(description="Id of the agreement.")
    provision: Id | None = Field(default=None, description="Id of the provision; left out for the whole.")
    report: Annotated[Text, TermOf("report_types")] = Field(description="What is reported of it.")
    by: Annotated[Text, IdOf("actor")] | None = Field(default=None, description="Who is said to have done so.")
    date: Edtf | None = Field(default=None, description="When what is reported happened.")
    date_inferred: DateInferred
    said_by: SaidBy
    via: Via
    origin: OriginId
