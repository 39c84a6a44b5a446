"""Records of actors, places, agreements and questions to be filled in: needed keys empty, the others as remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from build_tools.authoring.ids import proposed_id
from build_tools.authoring.new_texts import Refused
from build_tools.characters import FORBIDDEN, name_character, quoted
from build_tools.field_types import id_fault
from build_tools.loading import ENTITY_FOLDERS
from build_tools.project import Project
from build_tools.records import RECORD_KINDS, Record
from build_tools.site.atomic import create_file
from build_tools.yaml_text import yaml_text

KINDS = MappingProxyType({kind: folder for folder, (kind, _) in ENTITY_FOLDERS.items()} | {"question": "questions"})
"""Kinds of records that are begun by a name, with the folder of each in annotations/."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to be filled in."""

    id: str
    file: Path
    text: str


def propose_record(project: Project, kind: str, name: str, record_id: str | None) -> NewRecord | Refused:
    """Return a record of a kind of `KINDS` with this name (of a question, its words), or why there is none."""
    name = " ".join(name.split())
    match = FORBIDDEN.search(name)
    if match or not name:
        what = f"holds the invisible character {name_character(match[0])}" if match else "is empty"
        return Refused(f"the name {what}", "give the name as readers are to see it")
    folders = ENTITY_FOLDERS if kind != "question" else (KINDS[kind],)  # entities of all kinds share their ids
    taken = {path.stem for folder in folders for path in (project.annotations / folder).glob("*.yml")}
    if record_id is None:
        record_id = proposed_id(name, taken, (kind,))
    elif id_fault(record_id) or record_id in taken:
        why = "is taken" if record_id in taken else "is no id: small letters, digits and single hyphens make one"
        return Refused(f"--id: {quoted(record_id, 90)} {why}", f"for example {proposed_id(record_id, taken, (kind,))}")
    lines = "\n".join(_lines(RECORD_KINDS[kind], name))
    return NewRecord(record_id, project.annotations / KINDS[kind] / f"{record_id}.yml", f"{lines}\n")


def _lines(record: type[Record], name: str) -> Iterator[str]:
    yield "# Settle each TODO and take its remark out; keys that begin with # may be left out."
    for number, (key, field) in enumerate(record.model_fields.items()):
        if number == 0:  # every kind begins with what it is called
            yield f"{key}: {yaml_text(name)}"
        elif field.is_required():
            yield f"{key}:  # TODO: {field.description}"
        else:
            yield f"# {key}: …  # {field.description}"


def write_record(new: NewRecord) -> None:
    """Write the record. Raises FileExistsError where somebody else did in the meantime."""
    new.file.parent.mkdir(parents=True, exist_ok=True)
    create_file(new.file, new.text.encode("utf-8"))
