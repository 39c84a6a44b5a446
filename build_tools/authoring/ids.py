"""Ids proposed from words: readable, in the form that ids have, and not taken yet."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from build_tools.field_types import id_fault
from build_tools.value_cures import mended_id

_LENGTH = 48
"""Characters of a proposed id at most, before a number is added; the form allows more."""


def proposed_id(words: str, taken: Container[str], fallbacks: Iterable[str], *, count: int = 6) -> str:
    """Return an id made of the first `count` words, with a number behind it where it is taken.

    Words in letters that ids have no room for give none; the first of the `fallbacks` that gives one serves then.
    """
    for text in (words, *fallbacks):
        stem = _stem(text, count)
        if stem:
            return _free(stem, taken)
    return _free("new", taken)


def _stem(text: str, count: int) -> str:
    stem = ""
    for word in mended_id(text).split("-")[:count]:
        longer = f"{stem}-{word}" if stem else word
        if len(longer) > _LENGTH:
            stem = stem or word[:_LENGTH]
            break
        stem = longer
    return stem if re.search("[a-z]", stem) else ""  # numbers left over from words in other letters name nothing


def _free(stem: str, taken: Container[str]) -> str:
    if stem not in taken and not id_fault(stem):
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
