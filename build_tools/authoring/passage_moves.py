"""Write what followed a corrected text into the files that quote it: passages, dismissals, the ranges of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from build_tools.authoring.moving import Look, Moved, Texts
from build_tools.editing import scalars
from build_tools.editing.layout import find
from build_tools.editing.yaml_file import YamlFile
from build_tools.locations import KeyPath, Span
from build_tools.records import Surface
from build_tools.sources import SourceText

_TAG_KEYS = ("actors", "places", "agreements")


@dataclass(frozen=True, slots=True)
class Place:
    """Something to look at, in a file."""

    file: str
    line: int
    what: str
    """What it belongs to, such as `passage 'headline'`."""
    look: Look


@dataclass
class FileMoves:
    """The changes of one file, made as it is gone through."""

    file: YamlFile
    texts: Texts
    looks: list[Place] = field(default_factory=list)

    def passages(self) -> None:
        """Follow every passage of a file of passages."""
        for index, item in enumerate(_items(self.file.values, "passages")):
            keys: KeyPath = ("passages", index)
            if isinstance(item, dict) and isinstance(item.get("quote"), str):
                self._passage(keys, item, f"passage '{item.get('id', index + 1)}'")

    def dismissals(self) -> None:
        """Follow every dismissal of a file of dismissals."""
        for index, item in enumerate(_items(self.file.values, "dismissals")):
            keys: KeyPath = ("dismissals", index)
            if isinstance(item, dict) and isinstance(item.get("quote"), str):
                self._quote(keys, item, f"dismissal {index + 1}")
            elif isinstance(item, dict):
                for place, words in _texts(item.get("words"), (*keys, "words")):
                    self._words(place, words, f"dismissal {index + 1}", self.texts.follow_everywhere)

    # ---- inside ----

    def _look(self, keys: KeyPath, what: str, look: Look) -> None:
        self.looks.append(Place(self.file.path, self.file.line(keys), what, look))

    def _passage(self, keys: KeyPath, item: dict[str, Any], what: str) -> None:
        moved = self._quote(keys, item, what)
        if moved is None or moved.old is None:
            return
        for key in _TAG_KEYS:
            for place, surface in _surfaces(item.get(key), (*keys, key)):
                self._surface(place, surface, what, moved.old, moved.new)
        old, new, old_quote, new_quote = self.texts.old, self.texts.new, moved.old, moved.new
        for place, words in list(_amounts(item.get("claims"), (*keys, "claims"))):
            self._words(
                place,
                words,
                what,
                lambda text: self.texts.follow_words(text, _found(text, old, old_quote), _found(text, new, new_quote)),
            )

    def _quote(self, keys: KeyPath, item: dict[str, Any], what: str) -> Moved | None:
        moved = self.texts.follow_quote(item["quote"], item.get("prefix"), item.get("suffix"))
        if isinstance(moved, Look):
            self._look((*keys, "quote"), what, moved)
            return None
        self._put(keys, moved.keys, ("quote", "prefix", "suffix"))
        return moved

    def _put(self, keys: KeyPath, wanted: dict[str, str], names: tuple[str, ...]) -> None:
        """Make the given keys of a mapping those that are wanted: changed, added behind the first, or removed."""
        present = self.file.value(keys)
        for name in names:
            if name in wanted and name not in present:
                self.file.add_key(keys, name, wanted[name], after=names[0])
            elif name in wanted and present[name] != wanted[name]:
                self.file.set_text((*keys, name), wanted[name])
            elif name in present and name not in wanted:
                self.file.remove((*keys, name))

    def _surface(self, keys: KeyPath, given: object, what: str, old: Span, new: Span) -> None:
        try:
            surface = Surface.model_validate({"text": given} if isinstance(given, str) else given)
        except ValidationError:
            return  # faulty before, and reported by the check
        followed = self.texts.follow_surface(surface, old, new)
        if isinstance(followed, Look):
            self._look(keys, what, followed)
        elif followed and isinstance(given, dict):
            self._put(keys, followed, ("text", "prefix", "suffix"))
        elif followed and len(followed) == 1:
            self.file.set_text(keys, followed["text"])
        elif followed:
            spot = find(self.file.layout, keys)
            self.file.value(keys[:-1])[keys[-1]] = dict(followed)
            self.file.replace_lines((spot.start, spot.end, scalars.flow(followed)))

    def _words(self, keys: KeyPath, words: str, what: str, follow: Callable[[str], str | Look]) -> None:
        followed = follow(words)
        if isinstance(followed, Look):
            self._look(keys, what, followed)
        elif followed != words:
            self.file.set_text(keys, followed)


def put_ranges(file: YamlFile, key: str, ranges: list[str]) -> None:
    """Make the ranges under a key of a record those given; remarks of ranges that stay stay."""
    present = file.values.get(key)
    old = [present] if isinstance(present, str) else list(present or [])
    if old == ranges:
        return
    if not ranges:
        file.remove((key,))
        return
    if isinstance(present, str):
        file.set_text((key,), ranges[0])
        for more in ranges[1:]:
            file.add_item((key,), more)
        return
    for index, (one, other) in enumerate(zip(old, ranges, strict=False)):
        if one != other:
            file.set_text((key, index), other)
    for more in ranges[len(old) :]:
        file.add_item((key,), more)
    for index in range(len(old) - 1, len(ranges) - 1, -1):
        file.remove((key, index))


def _items(values: dict[str, Any], key: str) -> list[Any]:
    listed = values.get(key)
    return listed if isinstance(listed, list) else []


def _texts(value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts of a list, or the single one that stands for it, each with its way."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        yield from (((*keys, index), text) for index, text in enumerate(value) if isinstance(text, str))


def _surfaces(value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    """Yield the given words of tags, each with its way; tags by id alone have none."""
    if isinstance(value, list):
        for index, tag in enumerate(value):
            if isinstance(tag, dict):
                yield from _surfaces(tag, (*keys, index))
    elif isinstance(value, dict):
        for entity_id, given in value.items():
            if isinstance(given, list):
                yield from (((*keys, entity_id, index), one) for index, one in enumerate(given))
            else:
                yield (*keys, entity_id), given


def _amounts(claims: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the words of vague amounts in claims, each with its way."""
    listed = claims if isinstance(claims, list) else [claims]
    for index, claim in enumerate(listed):
        figure = claim.get("figure") if isinstance(claim, dict) else None
        if isinstance(figure, dict) and isinstance(figure.get("words"), str):
            way = (*keys, index) if isinstance(claims, list) else keys
            yield (*way, "figure", "words"), figure["words"]


def _found(words: str, text: SourceText, quote: Span) -> list[Span]:
    """Return where words stand in a quote, whatever their case, as the check looks for those of figures."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    return [Span(match.start(), match.end()) for match in pattern.finditer(text.raw, quote.start, quote.end)]
