"""Repair what has one certain cure: renamed ids, words that differ from their source in marks alone, order of keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from build_tools.anchoring import find_all
from build_tools.characters import quoted
from build_tools.editing.changes import Changes
from build_tools.editing.joining import join_twins
from build_tools.editing.key_sorting import sort_keys
from build_tools.editing.likeness import Alike, alike
from build_tools.editing.refusal import EditRefused
from build_tools.editing.substitution import (
    NewId,
    corpus_files,
    planned_uses,
    substitute,
)
from build_tools.editing.uses import FOLDER_KINDS, file_kind
from build_tools.editing.yaml_file import YamlFile
from build_tools.loaded import Loaded
from build_tools.locations import KeyPath
from build_tools.sources import SourceText, normalise


@dataclass(frozen=True, slots=True, order=True)
class Fixed:
    """One thing that is mended."""

    file: str
    line: int
    """1-based, in the file as it was."""
    what: str


def plan_fixes(loaded: Loaded) -> tuple[Changes, list[Fixed], list[str]]:
    """Plan every safe repair of a corpus, faulty records among it; also say which files are left, and why.

    Files that are no YAML are passed over: the check reports them.
    """
    changes = Changes(loaded.project, "check --fix")
    fixed: list[Fixed] = []
    left: list[str] = []
    new_id = _today(loaded)
    for path in corpus_files(loaded.project):
        kind = file_kind(loaded.project, path)
        try:
            if kind:
                # listed first: what is refused on the way does not count as mended
                fixed += list(_fix_ids(changes, path, new_id))
                fixed += list(_fix_record(changes, loaded, path, kind))
        except EditRefused as refusal:
            left += refusal.reasons
    fixed += _move_files(changes, loaded)
    return changes, sorted(fixed), left


def _today(loaded: Loaded) -> NewId:
    """Return the ids of today for those of before, and ids as they are written for those with a slip of the pen."""
    living = loaded.ids()

    def new_id(kind: str, identifier: str) -> str:
        if identifier in living[kind]:
            return identifier
        now = loaded.former.now(kind, identifier)
        if now in living[kind]:
            return now
        bare = identifier.removesuffix(".yml").lower()  # no id has a dot or a capital letter
        return bare if bare in living[kind] else identifier

    return new_id


def _fix_ids(changes: Changes, path: Path, new_id: NewId) -> Iterator[Fixed]:
    shown = changes.project.shown(path)
    for line, old, new in planned_uses(changes, path, new_id):
        yield Fixed(shown, line, f"{quoted(old, 90)} is {quoted(new, 90)} now")
    substitute(changes, path, new_id, definitions=False)


def _fix_record(changes: Changes, loaded: Loaded, path: Path, kind: str) -> Iterator[Fixed]:
    shown = changes.project.shown(path)
    file = YamlFile(changes.read(path), shown)
    source = loaded.texts.get(loaded.former.now("source", path.parent.name))
    if kind in ("passages", "dismissals") and source is not None:
        found = [(file.line(keys), keys, words) for keys, words in _words(file.values, kind, source)]
        for line, keys, words in found:
            yield Fixed(shown, line, f"{_differing(file.value(keys), words)} now, as in the source")
            file.set_text(keys, words)
    if kind == "passages":
        names = {
            i: (located.record.name, *(name.text for name in located.record.names))
            for i, located in loaded.entities.items()
        }
        for line, identifier in join_twins(file, names):
            yield Fixed(shown, line, f"the tags of {quoted(identifier, 90)} in this passage are one now")
    for line in sort_keys(file, kind):
        yield Fixed(shown, line, "the keys of the record are in order now")
    changes.write(path, file.result())


def _differing(old: str, new: str) -> str:
    """Return what changes in a text, with a little of what stands around it."""
    same = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, old.rfind(" ", 0, max(0, same - 8)) + 1)
    return f"{quoted(old[start:], 40)} is {quoted(new[start:], 40)}"


def _move_files(changes: Changes, loaded: Loaded) -> Iterator[Fixed]:
    """Plan new places for folders that are named after a renamed source, and `.yml` for `.yaml`."""
    former = {old: loaded.former.now("source", old) for old in loaded.former.listed("source")}
    lost = {old: now for old, now in former.items() if now in loaded.sources and old not in loaded.sources}
    for path in corpus_files(loaded.project):
        folder, *parts = path.relative_to(loaded.project.annotations).parts
        target = path
        if folder in ("passages", "dismissals") and len(parts) > 1 and parts[0] in lost:
            target = loaded.project.annotations.joinpath(folder, lost[parts[0]], *parts[1:])
        if target.suffix == ".yaml" and folder in FOLDER_KINDS:
            target = target.with_suffix(".yml")
        if target != path and not changes.exists(target):
            changes.move(path, target)
            yield Fixed(loaded.project.shown(path), 1, f"lies in {loaded.project.shown(target)} now")


# ---- words of sources ----


@lru_cache(maxsize=64)
def _alike(source: SourceText) -> Alike:
    return alike(source.normalised)


def _words(values: Any, kind: str, source: SourceText) -> Iterator[tuple[KeyPath, str]]:
    """Yield the way to each text that a source has in other letters, with those letters."""
    listed = values.get(kind)
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(item, dict) or not isinstance(item.get("quote"), str):
            continue
        found = _place(item, source)
        if found is None:
            continue
        (start, end), changed = found
        for key, words in changed.items():
            yield (kind, index, key), words
        quote = source.normalised[start:end]
        for key in ("actors", "places", "agreements"):
            tags = item.get(key)
            for keys, words in _surfaces(tags if isinstance(tags, list) else []):
                new = _in_quote(words, quote)
                if new != words:
                    yield (kind, index, key, *keys), new


def _place(item: dict[str, Any], source: SourceText) -> tuple[tuple[int, int], dict[str, str]] | None:
    """Return the one place of a quote, and what of `quote`, `prefix`, `suffix` is to be other; None if unsure."""
    quote, text = item["quote"], source.normalised
    exact = normalise(quote)
    places = [(start, start + len(exact)) for start in find_all(text, exact)] or _alike(source).places(quote)
    if len(places) > 1 or "prefix" in item or "suffix" in item:
        places = [place for place in places if _context(item, place, source) is not None]
    if len(places) != 1:
        return None
    (start, end) = places[0]
    changed = {} if text[start:end] == exact else {"quote": text[start:end]}
    return places[0], changed | (_context(item, places[0], source) or {})


def _context(item: dict[str, Any], place: tuple[int, int], source: SourceText) -> dict[str, str] | None:
    """Return what of `prefix` and `suffix` is to be other at a place; None if they are not even alike there."""
    text, changed = source.normalised, {}
    before, after = text[: place[0]].rstrip(" "), text[place[1] :].lstrip(" ")
    for key, beside in (("prefix", before), ("suffix", after)):
        words = item.get(key)
        if not isinstance(words, str):
            continue
        exact = normalise(words)
        if (beside.endswith if key == "prefix" else beside.startswith)(exact):
            continue
        reach = 4 * len(words) + 40
        near = alike(beside[-reach:] if key == "prefix" else beside[:reach])
        fitting = [(s, e) for s, e in near.places(words) if (e == len(near.text) if key == "prefix" else s == 0)]
        if len(fitting) != 1:
            return None
        changed[key] = near.text[slice(*fitting[0])]
    return changed


def _surfaces(tags: list[Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield the way to every text that names an entity, from its list of tags."""
    for index, tag in enumerate(tags):
        if not isinstance(tag, dict) or not tag:
            continue
        key = "surfaces" if "id" in tag else next(iter(tag))
        given = tag.get(key)
        for number, surface in enumerate(given) if isinstance(given, list) else [(-1, given)]:
            keys: KeyPath = (index, key) if number < 0 else (index, key, number)
            if isinstance(surface, str):
                yield keys, surface
            elif isinstance(surface, dict) and isinstance(surface.get("text"), str):
                yield (*keys, "text"), surface["text"]


def _in_quote(words: str, quote: str) -> str:
    """Return the letters in which a quote has words; the words themselves if it has them, or not for certain."""
    if normalise(words) in quote:
        return words
    found = {quote[start:end] for start, end in alike(quote).places(words) if _is_whole(quote, start, end)}
    return found.pop() if len(found) == 1 else words


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())
