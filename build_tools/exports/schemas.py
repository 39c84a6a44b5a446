"""JSON Schemas of every kind of file, from the record classes: for editors and for programs.

They are of draft 7, the newest that every editor knows. Keys, terms and ids carry what an editor shows of them: the
definition of a key, that of a term, the name behind an id. All of it is plain text (`enumDescriptions`, not its
Markdown twin): contributed words are shown, never read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from build_tools.corpus import Corpus
from build_tools.field_types import is_id
from build_tools.loaded import Loaded
from build_tools.records import RECORD_KINDS, Entity, Origin, Question
from build_tools.vocabulary import Vocabulary

FOLDER = "data/schemas"
EDITOR_FOLDER = ".schemas"
"""Where the command `schemas` writes them, below the root of a corpus. Git and the check pass it over."""
FILES: Mapping[str, tuple[str, ...]] = {
    "source": ("annotations/sources/*.yml",),
    "actor": ("annotations/actors/*.yml",),
    "place": ("annotations/places/*.yml",),
    "agreement": ("annotations/agreements/*.yml",),
    "passages": (
        "annotations/passages/*/*.yml",
        "annotations/passes/*/*/*/*.yml",
    ),  # a pass of two in a folder of its round
    "dismissals": ("annotations/dismissals/*/*.yml",),
    "question": ("annotations/questions/*.yml",),
    "origin": ("annotations/origins/*.yml",),
    "corpus": ("annotations/corpus.yml",),
    "map": ("annotations/map.yml",),
    "renames": ("annotations/renames.yml",),
    "vocabulary": ("annotations/vocabulary.yml",),
}
"""Which files are of a kind, as patterns for an editor."""
_SHOWN_NAMES = 6
_DEFINITIONS = "definitions"


@dataclass(frozen=True, slots=True)
class Known:
    """What ids may be written, with what an editor shows of each."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Ids by kind (`actor`, `place`, `agreement`, `origin`, `question`), each with a line on it; "" where none is."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Ids of the answers by id of the question, each with its text; none where the question could not be read."""

    def of(self, kinds: Iterable[str]) -> dict[str, str]:
        """Return the ids of some kinds together, sorted; `entity` stands for actors, places and agreements."""
        asked = [kind for name in kinds for kind in (("actor", "place", "agreement") if name == "entity" else (name,))]
        return dict(sorted((i, text) for kind in asked for i, text in self.ids.get(kind, {}).items()))


def known_of_corpus(corpus: Corpus) -> Known:
    """Return what a whole corpus knows."""
    return _known(
        corpus.vocabulary,
        {entity.id: (entity.kind, entity.record) for entity in corpus.entities.values()},
        {question_id: located.record for question_id, located in corpus.questions.items()},
        {origin_id: located.record for origin_id, located in corpus.origins.items()},
    )


def known_of_files(loaded: Loaded) -> Known:
    """Return what is known of a corpus that may be faulty: a record that cannot be read has an id all the same."""
    read = {identifier: located.record for identifier, located in loaded.entities.items()}
    entities = {identifier: (kind, read.get(identifier)) for identifier, kind in loaded.kinds.items()}
    unread = {identifier: None for identifier in loaded.broken_ids - loaded.kinds.keys() if is_id(identifier)}
    return _known(
        loaded.vocabulary,
        entities,
        unread | {question_id: located.record for question_id, located in loaded.questions.items()},
        unread | {origin_id: located.record for origin_id, located in loaded.origins.items()},
    )


def _known(
    vocabulary: Vocabulary,
    entities: Mapping[str, tuple[str, Entity | None]],
    questions: Mapping[str, Question | None],
    origins: Mapping[str, Origin | None],
) -> Known:
    ids: dict[str, dict[str, str]] = {"actor": {}, "place": {}, "agreement": {}}
    for identifier, (kind, record) in sorted(entities.items()):
        ids[kind][identifier] = _entity_line(vocabulary, kind, record) if record else ""
    ids["question"] = {i: record.question if record else "" for i, record in sorted(questions.items())}
    ids["origin"] = {i: record.name if record else "" for i, record in sorted(origins.items())}
    answers = {i: {a.id: a.text for a in record.answers} for i, record in sorted(questions.items()) if record}
    return Known(vocabulary, ids, answers)


def _entity_line(vocabulary: Vocabulary, kind: str, record: Entity) -> str:
    """Return the name of an entity with its type, and what else it is called."""
    term = vocabulary.terms(f"{kind}_types").get(record.type)
    line = f"{record.name} ({term.label.lower() if term else record.type})"
    others = [name.text for name in record.names if name.text.casefold() != record.name.casefold()]
    if not others:
        return line
    return f"{line}; also: {', '.join(others[:_SHOWN_NAMES])}" + ("…" if len(others) > _SHOWN_NAMES else "")


def schema_files(known: Known, folder: str = FOLDER) -> list[tuple[str, str]]:
    """Return (path, JSON) of the schema of each record kind, in a folder."""
    return [
        (
            f"{folder}/{kind}.schema.json",
            json.dumps(record_schema(kind, known), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        )
        for kind in RECORD_KINDS
    ]


def record_schema(kind: str, known: Known) -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of one record kind, closed lists and ids written out."""
    written = RECORD_KINDS[kind].model_json_schema(by_alias=True, ref_template=f"#/{_DEFINITIONS}/{{model}}")
    written[_DEFINITIONS] = written.pop("$defs", {})
    filling = _Filling(known)
    schema: dict[str, Any] = filling.fill(written)
    schema[_DEFINITIONS] |= filling.shared
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    return schema


class _Filling:
    """Replaces the marks of the field types by what is known; lists that several keys share are written once."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.shared: dict[str, Any] = {}

    def fill(self, node: Any) -> Any:
        """Return a schema without marks: `x-terms`, `x-ids`, `x-answers` and `x-single` (one may stand for a list)."""
        if isinstance(node, list):
            return [self.fill(item) for item in node]
        if not isinstance(node, dict):
            return node
        node = _without_null(node)
        if "propertyNames" in node and (named := self._named_keys(node)):
            return named
        if "x-answers" in node:
            return self._answers(node)
        filled = {
            key: self.fill(value)
            for key, value in node.items()
            if not key.startswith("x-") and not (key == "title" and isinstance(value, str))
        }
        if "x-terms" in node:
            filled |= self._terms(node["x-terms"])
        elif "x-ids" in node:
            filled |= self._ids(node["x-ids"])
        if "$ref" in filled and "type" in filled:  # what is referred to says it better
            filled = {key: value for key, value in filled.items() if key in ("$ref", "description")}
        if "x-single" in node:
            several = {key: filled.pop(key) for key in ("type", "items", "minItems") if key in filled}
            filled["anyOf"] = [several["items"], several]
        return filled

    def _share(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Put a schema among the definitions and return the way to it; another one there keeps its name."""
        number = 1
        while self.shared.setdefault(f"{name}-{number}" if number > 1 else name, schema) != schema:
            number += 1
        return {"$ref": f"#/{_DEFINITIONS}/{name}" + (f"-{number}" if number > 1 else "")}

    def _terms(self, list_name: str) -> dict[str, Any]:
        """Return the words of a closed list; {}, for any word, where the list could not be read."""
        if list_name not in self._known.vocabulary.lists:
            return {}
        terms = self._known.vocabulary.terms(list_name)
        return self._share(list_name, _choice({word: term.definition for word, term in terms.items()}))

    def _ids(self, kinds: list[str]) -> dict[str, Any]:
        """Return the ids of some kinds; {}, for any id, where none is known yet."""
        ids = self._known.of(kinds)
        if not ids:
            return {}
        told = " or ".join("an actor, a place or an agreement" if kind == "entity" else kind for kind in kinds)
        article = "" if kinds == ["entity"] else "an " if told[0] in "aeiou" else "a "
        cure = "ids are the names of the files; run `make schemas` after adding one"
        told = f"must be the id of {article}{told}; {cure}"
        return self._share(f"{'-or-'.join(kinds)}-ids", {**_choice(ids), "errorMessage": told})

    def _named_keys(self, node: dict[str, Any]) -> dict[str, Any]:
        """Return a mapping whose keys are ids or terms, each key with what it is; {} where none is known."""
        marks = node["propertyNames"]
        if "x-ids" in marks:
            keys = self._known.of(marks["x-ids"])
        elif "x-terms" in marks:
            keys = {word: term.label for word, term in self._known.vocabulary.terms(marks["x-terms"]).items()}
        else:
            return {}
        if not keys:
            return {}
        value = self.fill(node.get("additionalProperties") or next(iter(node["patternProperties"].values())))
        name = "-or-".join(marks.get("x-ids") or [marks["x-terms"]])
        if node.get("maxProperties") == 1:
            # Not proposed: beside the bare id an editor would merge the two into one that writes the id twice. It says
            # so in the definition, since what stands beside a reference is lost but for its description.
            value["doNotSuggest"] = True
        shared = value if "$ref" in value else self._share(f"{name}-values", value)
        rest: dict[str, Any] = {key: node[key] for key in ("type", "minProperties", "maxProperties") if key in node}
        properties = {key: {**shared, "description": text} if text else shared for key, text in keys.items()}
        mapping = self._share(f"{name}-mapping", {**rest, "additionalProperties": False, "properties": properties})
        return mapping | ({"description": node["description"]} if "description" in node else {})

    def _answers(self, node: dict[str, Any]) -> dict[str, Any]:
        """Return a mapping from questions to one of the answers of each."""
        properties: dict[str, Any] = {}
        for question_id, text in self._known.of(["question"]).items():
            answers = self._known.answers.get(question_id)
            properties[question_id] = {"description": text, **(_choice(answers) if answers else {"type": "string"})}
        mapping = {"type": "object", "additionalProperties": False, "properties": properties}
        return {"description": node.get("description", ""), **self._share("answer-mapping", mapping)}


def _choice(values: Mapping[str, str]) -> dict[str, Any]:
    """Return a text that is one of some values, each with a line on it. An editor takes `2024` for a number."""
    numbers = [value for value in values if value.isdecimal()]
    return {
        "type": ["string", "integer"] if numbers else "string",
        "enum": [*values, *map(int, numbers)],
        "enumDescriptions": [*values.values(), *(values[number] for number in numbers)],
    }


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that does not take nothing for a value: the check does not either."""
    node = {key: value for key, value in node.items() if key != "default" or value}
    choices = node.get("anyOf")
    if not choices or {"type": "null"} not in choices:
        return node
    (only,) = (choice for choice in choices if choice != {"type": "null"})
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**only, **rest}
