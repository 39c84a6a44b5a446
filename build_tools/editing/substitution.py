"""Put other ids in the place of ids, wherever the files of a corpus name them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from build_tools.editing.changes import Changes
from build_tools.editing.refusal import EditRefused
from build_tools.editing.uses import FOLDER_KINDS, Use, citations, file_kind, follow, uses
from build_tools.editing.yaml_file import YamlFile
from build_tools.former_ids import PART_OF
from build_tools.loading import ENTITY_FOLDERS, KEPT_FOLDER
from build_tools.loading_outlines import MAP_FOLDER
from build_tools.project import Project, list_files

NewId = Callable[[str, str], str]
"""What an id of a kind (`former_ids.ID_KINDS`) is to be: itself where it stays. Ids of parts come whole."""

_CITED = re.compile(r"(?<=\[@)[a-z0-9-]+#[a-z0-9-]+(?=\])")
_PASSAGE = re.compile(r"(?<![A-Za-z0-9#-])[a-z0-9]+(?:-[a-z0-9]+)*#[a-z0-9]+(?:-[a-z0-9]+)*(?![A-Za-z0-9#-])")
_LISTED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACE = re.compile(r'("place"\s*:\s*)"([a-z0-9-]+)"')
_WORDS = ("quote", "words", "prefix", "suffix", "what", "reason", "cure")
"""Keys of kept files whose texts are words of people or of sources: one that is an id as well means nothing there."""


def replaced(new_ids: Mapping[str, Mapping[str, str]]) -> NewId:
    """Return other ids for some, by kind and id of today; a part moves along with its record."""

    def new_id(kind: str, identifier: str) -> str:
        new = new_ids.get(kind, {}).get(identifier, identifier)
        if kind not in PART_OF:
            return new
        whole, _, part = new.partition("#")
        return f"{new_ids.get(PART_OF[kind], {}).get(whole, whole)}#{part}"

    return new_id


def corpus_files(project: Project) -> list[Path]:
    """Return every file of the annotations. Raises EditRefused where one is a link: references in it cannot be seen."""
    files, problems = list_files(project, project.annotations)
    if problems:
        raise EditRefused(problems=problems)
    return files


def substitute(changes: Changes, path: Path, new_id: NewId, *, definitions: bool = True) -> int:
    """Plan other ids in one file of the annotations; return how many places change.

    Without `definitions` the ids of the parts that the file itself holds stay.
    """
    project = changes.project
    folder = path.relative_to(project.annotations).parts[0]
    if folder == MAP_FOLDER:
        return _substitute_outlines(changes, path, new_id) if path.suffix == ".geojson" else 0
    kind = file_kind(project, path)
    if not kind and (folder != KEPT_FOLDER or path.suffix != ".yml"):
        return 0
    file = YamlFile(changes.read(path), project.shown(path))
    if kind == "renames":
        count = 0
    elif kind:
        owner = path.parent.name if kind in ("passages", "dismissals") else path.stem
        count = substitute_in_record(file, kind, owner, new_id, definitions=definitions)
    elif _is_pass(file.values):
        count = substitute_in_record(file, "passages", path.parent.name, _without_passages(new_id))
    else:
        count = _substitute_kept(file, new_id)
    if count:
        changes.write(path, file.result())
    return count


def substitute_in_record(file: YamlFile, kind: str, owner: str, new_id: NewId, *, definitions: bool = True) -> int:
    """Change the ids of a record file; return how many places change."""
    found = [
        use
        for use in uses(kind, owner, file.values)
        if new_id(use.kind, use.id) != use.id and (definitions or not use.defines)
    ]
    count = 0
    for use in sorted(found, key=lambda use: use.is_key):  # the keys last: ways to values lead over them
        count += _change(file, use, new_id(use.kind, use.id))
    for keys, in_prose in list(citations(kind, file.values)):
        pattern = _CITED if in_prose else _PASSAGE
        count += file.replace_in(keys, pattern, lambda match: new_id("passage", match[0]))
    return count


def planned_uses(changes: Changes, path: Path, new_id: NewId) -> list[tuple[int, str, str]]:
    """Return line, old and new id of every place where a record file refers to what has a new id."""
    kind = file_kind(changes.project, path)
    if kind in ("", "renames"):
        return []
    file = YamlFile(changes.read(path), changes.project.shown(path))
    owner = path.parent.name if kind in ("passages", "dismissals") else path.stem
    found = [
        (file.line(use.keys), use.id, new_id(use.kind, use.id))
        for use in uses(kind, owner, file.values)
        if not use.defines and _written(use.kind, new_id(use.kind, use.id)) != _written(use.kind, use.id)
    ]
    for keys, in_prose in citations(kind, file.values):
        for match in (_CITED if in_prose else _PASSAGE).finditer(file.value(keys)):
            if new_id("passage", match[0]) != match[0]:
                found.append((file.line(keys), match[0], new_id("passage", match[0])))
    return found


def _written(kind: str, identifier: str) -> str:
    return identifier.partition("#")[2] if kind in PART_OF else identifier


def _change(file: YamlFile, use: Use, new: str) -> int:
    new = _written(use.kind, new)
    if use.is_key:
        file.rename_key(use.keys, new)
    elif file.value(use.keys) == new:  # a part of a record that was renamed
        return 0
    else:
        file.set_text(use.keys, new)
    return 1


def _is_pass(values: Any) -> bool:
    """Whether a kept file holds passages as the corpus does: then its ids are checked by `compare`."""
    passages = [value for _, value in follow(values, "passages.*")]
    return bool(passages) and all(isinstance(value, dict) and "quote" in value for value in passages)


def is_kept_pass(project: Project, path: Path, content: bytes) -> bool:
    """Whether a file is one of a pass that a team keeps: passages as in the corpus itself."""
    if path.suffix != ".yml" or not path.is_relative_to(project.annotations / KEPT_FOLDER):
        return False
    return _is_pass(YamlFile(content, project.shown(path)).values)


def _without_passages(new_id: NewId) -> NewId:
    """Leave the ids of passages alone but for their source: each pass gives its own."""

    def changed(kind: str, identifier: str) -> str:
        if kind != "passage":
            return new_id(kind, identifier)
        source, _, passage = identifier.partition("#")
        return f"{new_id('source', source)}#{passage}"

    return changed


def _substitute_kept(file: YamlFile, new_id: NewId) -> int:
    """Change what certainly is an id in a file that teams keep beside their passes, whatever its form is.

    That is the id of a passage anywhere, the id of a source under `source`, and texts that are nothing but ids.
    """
    count = 0
    for keys in list(_texts(file.values)):
        changed = file.replace_in(keys, _PASSAGE, lambda match: new_id("passage", match[0]))
        text, key = file.value(keys), next((key for key in reversed(keys) if isinstance(key, str)), "")
        if key == "source":
            changed |= file.replace_in(keys, _LISTED, lambda match: new_id("source", match[0]))
        elif key not in _WORDS and _LISTED.fullmatch(text.split(",")[0]):
            changed |= _substitute_listed(file, keys, text, new_id)
        count += changed
    return count


def _substitute_listed(file: YamlFile, keys: tuple[str | int, ...], text: str, new_id: NewId) -> bool:
    """Change a text that is a list of ids (`one, two`) or a question with its answer (`one: two`)."""
    question, mark, answer = text.partition(": ")
    if mark and _LISTED.fullmatch(answer) and _LISTED.fullmatch(question):
        whole, _, part = new_id("answer", f"{question}#{answer}").partition("#")
        new = f"{new_id('question', whole)}: {part}"
    elif all(_LISTED.fullmatch(part) for part in text.split(", ")):
        new = ", ".join(new_id("entity", part) for part in text.split(", "))
    else:
        return False
    if new != text:
        file.set_text(keys, new)
    return new != text


def _texts(values: Any, keys: tuple[str | int, ...] = ()) -> Any:
    """Yield the way to every text."""
    if isinstance(values, str):
        yield keys
    elif isinstance(values, (dict, list)):
        for key, value in values.items() if isinstance(values, dict) else enumerate(values):
            yield from _texts(value, (*keys, key))


def _substitute_outlines(changes: Changes, path: Path, new_id: NewId) -> int:
    """Change the places that outlines belong to; everything else of the file stays, byte for byte."""
    text = changes.read(path).decode("utf-8")
    count = 0

    def changed(match: re.Match[str]) -> str:
        nonlocal count
        new = new_id("entity", match[2])
        count += new != match[2]
        return f'{match[1]}"{new}"'

    new_text = _PLACE.sub(changed, text)
    if count:
        wanted = json.loads(text)
        for feature in wanted.get("features", ()):
            place = feature.get("properties", {}).get("place")
            if isinstance(place, str):
                feature["properties"]["place"] = new_id("entity", place)
        if json.loads(new_text) != wanted:
            raise EditRefused(
                f"{changes.project.shown(path)}: the outlines would say something else than what was meant"
            )
        changes.write(path, new_text.encode("utf-8"))
    return count


def move_named_files(changes: Changes, kind: str, new_ids: Mapping[str, str]) -> int:
    """Plan that files and folders named after records get their new ids; return how many files move."""
    project = changes.project
    moved = 0
    for path in corpus_files(project):
        folder, *parts = path.relative_to(project.annotations).parts
        of_folder = "entity" if folder in ENTITY_FOLDERS else FOLDER_KINDS.get(folder)
        if kind == of_folder and len(parts) == 1:
            parts = [f"{new_ids.get(path.stem, path.stem)}{path.suffix}"]
        elif kind == "source" and folder in ("passages", "dismissals"):
            parts[:-1] = [new_ids.get(part, part) for part in parts[:-1]]
        elif kind == "source" and folder == KEPT_FOLDER:
            stem = f"{new_ids.get(path.stem, path.stem)}{path.suffix}"
            parts = [*(new_ids.get(part, part) for part in parts[:-1]), stem]
        target = project.annotations.joinpath(folder, *parts)
        if target != path:
            changes.move(path, target)
            moved += 1
    return moved
