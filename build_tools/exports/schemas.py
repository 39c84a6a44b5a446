"""JSON Schemas of every kind of file, from the record classes: for editors and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from build_tools.records import RECORD_KINDS
from build_tools.vocabulary import Vocabulary

FOLDER = "data/schemas"


def schema_files(vocabulary: Vocabulary, ids: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return (path below docs/, JSON) of the schema of each record kind.

    `ids` are the ids known by kind (`actor`, `place`, `agreement`): references are limited to them.
    """
    return [
        (
            f"{FOLDER}/{kind}.schema.json",
            json.dumps(record_schema(kind, vocabulary, ids), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        )
        for kind in RECORD_KINDS
    ]


def record_schema(kind: str, vocabulary: Vocabulary, ids: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record kind, closed lists and ids written out."""
    schema = RECORD_KINDS[kind].model_json_schema(by_alias=True)
    filled: dict[str, Any] = _fill(schema, vocabulary, ids)
    filled["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return filled


def _fill(node: Any, vocabulary: Vocabulary, ids: Mapping[str, tuple[str, ...]]) -> Any:
    """Replace the marks of the field types: `x-terms`, `x-ids` and `x-single` (one item may stand for a list)."""
    if isinstance(node, list):
        return [_fill(item, vocabulary, ids) for item in node]
    if not isinstance(node, dict):
        return node
    filled = {
        key: _fill(value, vocabulary, ids)
        for key, value in node.items()
        if key not in ("x-terms", "x-ids", "x-single") and not (key == "title" and isinstance(value, str))
    }
    if "x-single" in node:
        listed = {key: filled.pop(key) for key in ("type", "items")}
        filled["anyOf"] = [listed, listed["items"]]
    if "x-terms" in node:
        terms = vocabulary.terms(node["x-terms"])
        filled["enum"] = list(terms)
        filled["markdownEnumDescriptions"] = [term.definition for term in terms.values()]
    if "x-ids" in node:
        kinds = ids if node["x-ids"] == ["entity"] else node["x-ids"]
        known = sorted(identifier for kind in kinds for identifier in ids.get(kind, ()))
        if known:
            filled["enum"] = known
            filled.pop("pattern", None)
            filled.pop("maxLength", None)
    return filled
