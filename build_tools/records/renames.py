"""Records of renames: ids that records had before, so that their addresses lead on."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from build_tools.characters import quoted
from build_tools.field_types import Id, Text, fault, id_fault
from build_tools.records.shared import Record


def _part_id(value: str) -> str:
    whole, mark, part = value.partition("#")
    if not mark or id_fault(whole) or id_fault(part):
        raise fault(
            "bad-id", f"must be two ids with # between them; found {quoted(value, 170)}", "such as source#passage"
        )
    return value


PartId = Annotated[
    Text,
    AfterValidator(_part_id),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$"}),
]
"""An id that is unique within a record only, with that of the record before it: `source#passage`."""


class RenamesFile(Record):
    """Ids that records had before, each with that of today; `rename` and `merge` keep them, and old addresses lead on.

    The file is `annotations/renames.yml`. No old id is given away again.
    """

    entities: dict[Id, Id] = Field(default_factory=dict, description="Old ids of actors, places and agreements.")
    sources: dict[Id, Id] = Field(default_factory=dict, description="Old ids of sources.")
    passages: dict[PartId, PartId] = Field(
        default_factory=dict, description="Old ids of passages, as `source#passage`."
    )
    questions: dict[Id, Id] = Field(default_factory=dict, description="Old ids of questions.")
    answers: dict[PartId, PartId] = Field(default_factory=dict, description="Old ids of answers, as `question#answer`.")
    origins: dict[Id, Id] = Field(default_factory=dict, description="Old ids of origins.")
    provisions: dict[PartId, PartId] = Field(
        default_factory=dict, description="Old ids of provisions, as `agreement#provision`."
    )
