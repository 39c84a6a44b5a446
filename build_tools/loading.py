"""Load: read every file of a corpus and validate each on its own.

Checks that need more than one record are in `checks`; finding quotes is `anchoring`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from build_tools.characters import quoted
from build_tools.field_types import id_fault, is_id
from build_tools.former_ids import FormerIds
from build_tools.loaded import Loaded, Located, Progress
from build_tools.loading_outlines import MAP_FOLDER, load_outlines
from build_tools.loading_texts import load_texts
from build_tools.locations import Location
from build_tools.parsing import parse_record
from build_tools.parsing_hints import beginning, known_keys
from build_tools.problems import Problem, nearest, nearest_hint
from build_tools.project import Project, list_files, read_file
from build_tools.records import (
    Actor,
    Agreement,
    Corpus,
    DismissalFile,
    Entity,
    MapFile,
    Origin,
    PassageFile,
    Place,
    Question,
    Record,
    RenamesFile,
    Source,
    VocabularyFile,
)
from build_tools.value_cures import mended_id
from build_tools.vocabulary import CORPUS_LISTS, Cues, Term, merged
from build_tools.yaml_reader import LIMITS, Mapping, Node, Scalar, Sequence, plain_text, read_yaml

ENTITY_FOLDERS: dict[str, tuple[str, type[Entity]]] = {
    "actors": ("actor", Actor),
    "places": ("place", Place),
    "agreements": ("agreement", Agreement),
}
"""Folder of each kind of entity, with the name of the kind and its record."""
FOLDERS = (*ENTITY_FOLDERS, "sources", "passages", "dismissals", "questions", "origins", MAP_FOLDER)
KEPT_FOLDER = "passes"
"""Folder in which a team keeps its independent passes: read by `compare` alone, no part of the corpus."""

T = TypeVar("T", bound=Record)


def load(project: Project, progress: Progress = lambda items, _what, _total: items) -> Loaded:
    """Read the whole corpus. Never raises for what contributors wrote."""
    loaded = Loaded(project)
    files, problems = list_files(project, project.annotations)
    loaded.problems += problems
    by_folder: dict[str, list[Path]] = {}
    for path in files:
        parts = path.relative_to(project.annotations).parts
        by_folder.setdefault(parts[0] if len(parts) > 1 else "", []).append(path)
    _load_top(loaded, by_folder.pop("", []))
    by_folder.pop(KEPT_FOLDER, None)
    for folder in sorted(set(by_folder) - set(FOLDERS)):
        for path in by_folder.pop(folder):
            loaded.broken_ids.add(path.stem)
            near = nearest(folder, FOLDERS)
            meant = project.shown(project.annotations / near / path.name)
            hint = f"move it to {meant}" if near else f"folders: {', '.join(FOLDERS)}"
            loaded.problems.append(
                Problem(
                    Location(project.shown(path)),
                    "file-misplaced",
                    f"must lie in a folder of its kind; found {quoted(folder, 60)}",
                    hint,
                )
            )
    for folder, (kind, record) in ENTITY_FOLDERS.items():
        _load_entities(loaded, by_folder.get(folder, []), kind, record)
    for path in by_folder.get("sources", []):
        _load_flat(loaded, path, Source, loaded.sources)
    for path in by_folder.get("questions", []):
        _load_flat(loaded, path, Question, loaded.questions)
    for path in by_folder.get("origins", []):
        _load_flat(loaded, path, Origin, loaded.origins)
    passage_files = by_folder.get("passages", [])
    if project.passages != project.annotations / "passages":
        passage_files, problems = list_files(project, project.passages)
        loaded.problems += problems
    for path in progress(passage_files, "reading passages", len(passage_files)):
        _load_passages(loaded, path)
    for path in by_folder.get("dismissals", []):
        _load_dismissals(loaded, path)
    load_outlines(loaded, by_folder.get(MAP_FOLDER, []))
    load_texts(loaded)
    return loaded


def _read(loaded: Loaded, path: Path, record: type[T]) -> tuple[T | None, list[Node]]:
    """Return the record of a file and, for lists of passages and dismissals, each item as it was read."""
    shown = loaded.project.shown(path)
    try:
        content = read_file(path, LIMITS.bytes)
    except OSError as error:
        loaded.problems.append(
            Problem(
                Location(shown),
                "file-unreadable",
                f"the file must be one that can be read: {error.strerror or error}",
                "give whoever runs the check the right to read it",
            )
        )
        return None, []
    root, problems = read_yaml(content, shown, known=known_keys(record))
    loaded.problems += [_with_beginning(problem, record) for problem in problems]
    if root is None:
        return None, []
    parsed, problems = parse_record(record, root, shown, loaded.vocabulary, plain_text(content))
    loaded.problems += problems
    listed = root.items.get("passages") or root.items.get("dismissals")
    return parsed, listed.items if isinstance(listed, Sequence) else []


def _with_beginning(problem: Problem, record: type[Record]) -> Problem:
    """Return the problem of an empty file with the lines that its record begins with."""
    lines = beginning(record) if problem.rule == "yaml-empty" else []
    return replace(problem, hint="\n".join((f"{problem.hint}; it begins so:", *lines))) if lines else problem


def _load_top(loaded: Loaded, paths: list[Path]) -> None:
    known = {"vocabulary.yml", "corpus.yml", "map.yml", "renames.yml"}
    for path in paths:
        if path.name not in known:
            loaded.broken_ids.add(path.stem)
            hint = (
                nearest_hint(path.name, sorted(known))
                or "move it to the folder of its kind, such as annotations/actors/, or delete it"
            )
            loaded.problems.append(
                Problem(
                    Location(loaded.project.shown(path)),
                    "file-misplaced",
                    f"a file directly in annotations/ must be one of {', '.join(sorted(known))}",
                    hint,
                )
            )
    present = {path.name: path for path in paths}
    annotations = loaded.project.annotations
    # The vocabulary comes first: every other file is read by it.
    for name in ("vocabulary.yml", "corpus.yml"):
        if name not in present:
            loaded.problems.append(
                Problem(
                    Location(loaded.project.shown(annotations / name)),
                    "file-unreadable",
                    f"the corpus must have {name}",
                    f"write {loaded.project.shown(annotations / name)}; the codebook has its keys",
                )
            )
    if "vocabulary.yml" in present:
        parsed, _ = _read(loaded, present["vocabulary.yml"], VocabularyFile)
        if parsed is not None:
            loaded.vocabulary = merged(
                {
                    name: {
                        term: Term(
                            label=r.label,
                            definition=r.definition,
                            inverse=r.inverse or "",
                            url=r.url or "",
                            pattern=r.pattern or "",
                            kind=r.kind or "",
                            members=r.members,
                            schema_org=r.schema_org or "",
                            words=tuple(r.words.items()),
                        )
                        for term, r in getattr(parsed, name).items()
                    }
                    for name in CORPUS_LISTS
                },
                {
                    language: Cues(
                        reporting=r.reporting,
                        amounts=r.amounts,
                        dates=r.dates,
                        qualifiers=tuple(r.qualifiers.items()),
                    )
                    for language, r in parsed.cues.items()
                },
            )
    if "corpus.yml" in present:
        corpus, _ = _read(loaded, present["corpus.yml"], Corpus)
        if corpus is not None:
            loaded.corpus = Located(corpus, loaded.project.shown(present["corpus.yml"]))
    if "map.yml" in present:
        of_maps, _ = _read(loaded, present["map.yml"], MapFile)
        if of_maps is not None:
            loaded.map = Located(of_maps, loaded.project.shown(present["map.yml"]))
    if "renames.yml" in present:
        renames, _ = _read(loaded, present["renames.yml"], RenamesFile)
        if renames is not None:
            loaded.renames = Located(renames, loaded.project.shown(present["renames.yml"]))
            loaded.former = FormerIds(renames)


def _file_id(loaded: Loaded, path: Path, depth: int) -> str | None:
    """Return the id that a file's name is, or report why it is none. `depth` counts from the folder of the kind."""
    shown = loaded.project.shown(path)
    annotations, kind = loaded.project.annotations, loaded.project.passages
    if not path.is_relative_to(kind):
        kind = annotations / path.relative_to(annotations).parts[0]
    if len(path.relative_to(kind).parts) != depth:
        folder = loaded.project.shown(kind) + ("/<source-id>" if depth > 1 else "")
        loaded.problems.append(
            Problem(
                Location(shown),
                "file-misplaced",
                f"must lie in {folder}/",
                f"move it to {folder}/{path.name}" + (_sources_line(loaded) if depth > 1 else ""),
            )
        )
        loaded.broken_ids.add(path.stem)
        return None
    if path.suffix != ".yml":
        stem = path.name.partition(".")[0]
        loaded.broken_ids.add(stem)
        loaded.problems.append(
            Problem(
                Location(shown),
                "file-misplaced",
                f"must end in .yml; found {quoted(path.name, 80)}",
                f"rename it to {stem}.yml",
            )
        )
        return None
    error = id_fault(path.stem)
    if error:
        context = error.context or {}
        mended = mended_id(path.stem)
        hint = f"rename the file to {mended}.yml" if is_id(mended) and mended != path.stem else context["hint"]
        loaded.problems.append(Problem(Location(shown), "bad-id", f"the file name {context['message']}", hint))
        loaded.broken_ids |= {path.stem, mended}
        return None
    return path.stem


def _sources_line(loaded: Loaded) -> str:
    """Return the ids of the sources, where they are few."""
    listed = sorted(loaded.sources)
    return f"; <source-id> is one of: {', '.join(listed)}" if 0 < len(listed) <= 12 else ""


def _load_entities(loaded: Loaded, paths: list[Path], kind: str, record: type[Entity]) -> None:
    for path in paths:
        identifier = _file_id(loaded, path, 1)
        if identifier is None:
            continue
        shown = loaded.project.shown(path)
        if identifier in loaded.kinds:
            other = loaded.kinds[identifier]
            loaded.problems.append(
                Problem(
                    Location(shown),
                    "duplicate-id",
                    f"an id must be unique over actors, places and agreements; '{identifier}' is also "
                    f"{with_article(other)}",
                    f"rename the file to {identifier}-{kind}.yml, and write that id where this record is meant",
                )
            )
            continue
        loaded.kinds[identifier] = kind
        parsed, _ = _read(loaded, path, record)
        if parsed is None:
            loaded.broken_ids.add(identifier)
        else:
            loaded.entities[identifier] = Located(parsed, shown)


def with_article(kind: str) -> str:
    """Return `an actor`, `a place`."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _load_flat(loaded: Loaded, path: Path, record: type[T], into: dict[str, Located[T]]) -> None:
    identifier = _file_id(loaded, path, 1)
    if identifier is None:
        return
    parsed, _ = _read(loaded, path, record)
    if parsed is None:
        loaded.broken_ids.add(identifier)
    else:
        into[identifier] = Located(parsed, loaded.project.shown(path))


def _load_passages(loaded: Loaded, path: Path) -> None:
    if _file_id(loaded, path, 2) is None:
        return
    source_id = path.parent.name
    parsed, items = _read(loaded, path, PassageFile)
    if parsed is None:
        loaded.broken_ids.add(f"passages of {source_id}")
        return
    shown = loaded.project.shown(path)
    if parsed.added:
        loaded.added[shown] = parsed.added
    into = loaded.passages.setdefault(source_id, [])
    for index, (passage, item) in enumerate(zip(parsed.passages, items, strict=True)):
        into.append(Located(passage, shown, ("passages", index), item.line))
        quote = item.items.get("quote") if isinstance(item, Mapping) else None
        if isinstance(quote, Scalar) and quote.remark:
            loaded.remarks[shown, ("passages", index)] = quote.remark


def _load_dismissals(loaded: Loaded, path: Path) -> None:
    if _file_id(loaded, path, 2) is None:
        return
    parsed, items = _read(loaded, path, DismissalFile)
    if parsed is None:
        return
    shown = loaded.project.shown(path)
    into = loaded.dismissals.setdefault(path.parent.name, [])
    into.extend(
        Located(dismissal, shown, ("dismissals", index), items[index].line)
        for index, dismissal in enumerate(parsed.dismissals)
    )
