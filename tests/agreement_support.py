"""What the tests of agreement share."""

from __future__ import annotations

from typing import Any


def exchanged(value: Any) -> Any:
    """Return a document with A and B exchanged."""
    if isinstance(value, dict):
        names = {"a": "b", "b": "a", "only_a": "only_b", "only_b": "only_a"}
        return {
            names.get(key, key): sorted([two, one, count] for one, two, count in item)
            if key == "pairs"
            else exchanged(item)
            for key, item in value.items()
        }
    return [exchanged(item) for item in value] if isinstance(value, list) else value
