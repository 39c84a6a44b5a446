"""Tags: the entities that a quote names, and the words that name them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from build_tools.field_types import PLAIN_TYPES, IdOf, TermOf, Text, fault
from build_tools.records.shared import Record, text_or_record


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


_SURFACE_SCHEMA = text_or_record(Surface, "text")


def _tag_schema(kind: str) -> WithJsonSchema:
    words = {**_SURFACE_SCHEMA, "type": [*PLAIN_TYPES, "object", "array"], "items": _SURFACE_SCHEMA}
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
