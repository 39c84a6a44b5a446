"""What records of several kinds share: strictness, names, links to entities, references, ids elsewhere."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from build_tools.characters import quoted
from build_tools.field_types import PLAIN_TYPES, CitationTarget, Id, IdOf, Language, TermOf, Text, fault
from build_tools.value_cures import term_cure, write
from build_tools.vocabulary import Vocabulary


class Record(BaseModel):
    """Common behaviour: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def text_or_record(record: type[Record], required: str) -> dict[str, Any]:
    """Return the JSON Schema of a record that may be written as one text, which then is its key `required`.

    Both shapes stand side by side, not as alternatives: editors then know which one a fault is in.
    """
    schema = record.model_json_schema()
    return {
        "type": [*PLAIN_TYPES, "object"],
        "properties": schema["properties"],
        "required": [required],
        "additionalProperties": False,
    }


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
NameEntry = Annotated[Name, BeforeValidator(_name_from_text), WithJsonSchema(text_or_record(Name, "text"))]


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
        hint = term_cure(authority, "authorities", vocabulary)
        return fault("unknown-term", f"must be a word of the list authorities; found {quoted(authority, 60)}", hint)
    pattern = authorities[authority].pattern
    if isinstance(identifier, str) and pattern and not re.fullmatch(pattern, identifier):
        found = f"must be an id of {authorities[authority].label}; found {quoted(identifier, 80)}"
        # An address ends with the id, or has it before a mark; a pattern is only ever asked about a whole part.
        parts = (part for part in re.split(r"[/?#=&:\s]+", identifier[-200:]) if re.fullmatch(pattern, part))
        inside = next(parts, "")
        return fault("bad-external-id", found, write(inside) if inside else "copy the id alone, not the address")
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
