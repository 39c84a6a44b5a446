"""Where a record names another: every place in a file that holds an id, by the kind of the file.

A way is written with `*` for each item of a list, or for the single item that stands without one, and for each value of
a mapping; a key in braces is a mapping whose keys are ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.loading import ENTITY_FOLDERS
from build_tools.locations import KeyPath
from build_tools.project import Project

_VOICES = ("said_by.*", "via.*")
_STATEMENTS = tuple(
    f"passages.*.{key}.*.{way}"
    for key, ways in {
        "claims": ("about.*",),
        "relations": ("from", "to"),
        "provisions": ("agreement", "by"),
    }.items()
    for way in (*ways, *_VOICES)
)
_ENTITIES: Mapping[str, tuple[str, ...]] = {
    "actor": ("part_of.*", "leads.*"),
    "place": ("part_of.*", "route.through.*"),
    "agreement": ("part_of.*", "parties.*", "builds_on.*", "place"),
    "source": ("publisher",),
    "question": ("about.*",),
    "origin": ("by.*",),
    "corpus": ("featured.*",),
    "map": ("{countries}",),
    "vocabulary": ("sides.*.members.*",),
    "passages": ("passages.*.actors.*", "passages.*.places.*", "passages.*.agreements.*", *_STATEMENTS),
}
_ORIGINS = tuple(f"passages.*.{key}.*.origin" for key in ("claims", "relations", "provisions"))
_ANSWERS = ("passages.*.claims.*.{answers}", "passages.*.claims.*.{rejects}")
_WAYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "entity": _ENTITIES,
    "origin": {"passages": _ORIGINS},
    "question": {"corpus": ("featured_questions.*",), "passages": _ANSWERS},
}
_PARTS: Mapping[str, tuple[str, str]] = {
    "passage": ("passages", "passages.*"),
    "provision": ("agreement", "provisions.*"),
    "answer": ("question", "answers.*"),
}
"""Kind of file and way of the records that have ids of parts."""
_PROSE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("actor", "place", "agreement"), ("summary", "notes")),
    "source": ("notes",),
    "question": ("reason",),
    "origin": ("basis",),
    "corpus": ("introduction",),
    "passages": ("passages.*.note",),
}
_BACKED = ("part_of.*", "leads.*", "parties.*", "builds_on.*")


FOLDER_KINDS: Mapping[str, str] = {
    **{folder: kind for folder, (kind, _) in ENTITY_FOLDERS.items()},
    "sources": "source",
    "questions": "question",
    "origins": "origin",
    "passages": "passages",
    "dismissals": "dismissals",
}
"""Kind of the records of each folder."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place that holds an id."""

    kind: str
    """One of `former_ids.ID_KINDS`."""
    id: str
    """With that of its record, for a part: `source#passage`."""
    keys: KeyPath
    is_key: bool = False
    """Whether the last key of the way is the id, not the value at its end."""
    defines: bool = False
    """Whether this is where the part that has the id is written."""


def file_kind(project: Project, path: Path) -> str:
    """Return the kind of record that a file of the annotations holds, a key of `RECORD_KINDS`; "" if none."""
    folder, *below = path.relative_to(project.annotations).parts
    if path.suffix != ".yml":
        return ""
    if not below:
        return path.stem if path.stem in ("corpus", "map", "vocabulary", "renames") else ""
    return FOLDER_KINDS.get(folder, "")


def uses(kind: str, owner: str, values: Any) -> Iterator[Use]:
    """Yield every id in the values of a file, but those inside prose.

    `owner` is the id that the file or its folder is named after: that of a source for passages.
    """
    for id_kind, by_file in _WAYS.items():
        for way in by_file.get(kind, ()):
            for keys, value in follow(values, way):
                yield from _named(id_kind, keys, value, braces=way.endswith("}"))
    for id_kind, (holder, way) in _PARTS.items():
        if kind == holder:
            for keys, value in follow(values, way):
                if isinstance(value, dict) and isinstance(value.get("id"), str):
                    yield Use(id_kind, f"{owner}#{value['id']}", (*keys, "id"), defines=True)
    if kind == "passages":
        for way in _ANSWERS:
            for keys, value in follow(values, way):
                for question, answer in value.items() if isinstance(value, dict) else ():
                    if isinstance(answer, str):
                        yield Use("answer", f"{question}#{answer}", (*keys, question))
        for keys, value in follow(values, "passages.*.provisions.*"):
            if isinstance(value, dict) and isinstance(value.get("provision"), str):
                yield Use("provision", f"{value.get('agreement')}#{value['provision']}", (*keys, "provision"))


def citations(kind: str, values: Any) -> Iterator[tuple[KeyPath, bool]]:
    """Yield the ways to every text that may cite passages, and whether it is prose or nothing but the target."""
    for way in _PROSE.get(kind, ()):
        for keys, value in follow(values, way):
            if isinstance(value, str):
                yield keys, True
    if kind in ("actor", "place", "agreement"):
        for way in _BACKED:
            for keys, value in follow(values, way):
                for key, below in value.items() if isinstance(value, dict) else ():
                    if isinstance(below, str) and (key == "cite" or len(value) == 1):
                        yield (*keys, key), False


def _named(id_kind: str, keys: KeyPath, value: Any, *, braces: bool) -> Iterator[Use]:
    if braces:
        for key in value if isinstance(value, dict) else ():
            yield Use(id_kind, key, (*keys, key), is_key=True)
    elif isinstance(value, str):
        yield Use(id_kind, value, keys)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield Use(id_kind, value["id"], (*keys, "id"))
        elif len(value) == 1:
            (key,) = value
            yield Use(id_kind, key, (*keys, key), is_key=True)


def follow(values: Any, way: str) -> Iterator[tuple[KeyPath, Any]]:
    """Yield (keys, value) of everything that a way leads to."""
    found: list[tuple[KeyPath, Any]] = [((), values)]
    for step in way.split("."):
        name = step.strip("{}")
        further: list[tuple[KeyPath, Any]] = []
        for keys, value in found:
            if name != "*":
                if isinstance(value, dict) and name in value:
                    further.append(((*keys, name), value[name]))
            elif isinstance(value, list):
                further += [((*keys, index), item) for index, item in enumerate(value)]
            elif isinstance(value, dict) and keys == ("sides",):
                further += [((*keys, key), item) for key, item in value.items()]
            else:  # a single item without list marks
                further.append((keys, value))
        found = further
    yield from found
