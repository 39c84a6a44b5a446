"""Plan how everything that quotes a source follows its corrected text: changed files, and what is left to a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.authoring.alignment import Alignment
from build_tools.authoring.line_ranges import follow_ranges
from build_tools.authoring.moving import Texts
from build_tools.authoring.passage_moves import FileMoves, Place, put_ranges
from build_tools.authoring.wording import wording_of
from build_tools.completeness.reading import language_of
from build_tools.corpus import Corpus
from build_tools.editing.changes import Changes
from build_tools.editing.refusal import EditRefused
from build_tools.editing.yaml_file import YamlFile
from build_tools.loading import KEPT_FOLDER
from build_tools.project import Project, list_files
from build_tools.registry import read_registry
from build_tools.sources import normalise, read_source_text


@dataclass(frozen=True)
class Reanchoring:
    """What is to be done after a text was corrected."""

    changes: Changes
    looks: tuple[Place, ...]
    """What a person must settle before the record takes the new text."""
    aside: tuple[Place, ...]
    """The same in independent passes, which are kept as they were made: nothing waits for it."""
    remarks: tuple[str, ...]


def plan(
    project: Project, corpus: Corpus, source_id: str, old_bytes: bytes, new_bytes: bytes, *, may_reword: bool
) -> Reanchoring:
    """Return how the annotations of a source follow from its annotated text to a new one.

    With `may_reword` quotes follow other changes of wording, too; those of digits, numbers and names never.

    The record takes the digest and the lines of the new text only where nothing is left to a person: until then the
    old text is known by the old digest, and the same plan can be made again.
    """
    source = corpus.sources[source_id]
    record, file = source.record, source.record.file
    try:
        old = read_source_text(old_bytes, file, record.boilerplate)
    except ValueError as error:
        raise EditRefused(
            f"{source.located.file}: 'boilerplate' must name lines of the annotated text: {error}"
        ) from None
    bare = read_source_text(new_bytes, file)
    alignment = Alignment(old.raw, bare.raw)
    boilerplate, remarks = follow_ranges(record.boilerplate, old, bare, alignment)
    headings, more = follow_ranges(record.headings, old, bare, alignment)
    new = read_source_text(new_bytes, file, tuple(boilerplate))
    others = (
        other.text.raw
        for other in corpus.sources.values()
        if other.id != source_id and language_of(other) == language_of(source)
    )
    cues = corpus.vocabulary.cues_of(record.language)
    wording = wording_of(
        record.language, read_registry(corpus), cues, (old.raw, new.raw), others, may_reword=may_reword
    )
    texts = Texts(old, new, alignment, wording)
    changes = Changes(project, f"reanchor {source_id}")
    looks = [
        place
        for kind in ("passages", "dismissals")
        for path in _files(project, project.annotations / kind / source_id)
        for place in _follow(changes, path, texts, kind)
    ]
    aside, faulty = _follow_passes(changes, source_id, texts)
    remarks += [f"headings: {remark}" for remark in more] + faulty
    if normalise(record.headline) in old.normalised and normalise(record.headline) not in new.normalised:
        remarks.append("the headline stood in the old text and does not stand in the new one: mend it in the record")
    if not looks:
        _write_record(changes, source_id, new_bytes, {"boilerplate": boilerplate, "headings": headings})
    return Reanchoring(changes, tuple(looks), tuple(aside), tuple(remarks))


def _files(project: Project, folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        files, _ = list_files(project, folder)
        yield from (path for path in files if path.suffix == ".yml")


def _follow(changes: Changes, path: Path, texts: Texts, kind: str) -> list[Place]:
    moves = FileMoves(YamlFile(changes.read(path), changes.project.shown(path)), texts)
    if kind == "passages":
        moves.passages()
    else:
        moves.dismissals()
    changes.write(path, moves.file.result())
    return moves.looks


def _follow_passes(changes: Changes, source_id: str, texts: Texts) -> tuple[list[Place], list[str]]:
    """Follow the passages of independent passes; a file that cannot be read is passed over with a remark."""
    looks: list[Place] = []
    remarks: list[str] = []
    for path in _files(changes.project, changes.project.annotations / KEPT_FOLDER):
        if path.parent.name == source_id:
            try:
                looks += _follow(changes, path, texts, "passages")
            except EditRefused as refusal:
                remarks.append(f"{changes.project.shown(path)}: passed over: {refusal}")
    return looks, remarks


def _write_record(changes: Changes, source_id: str, new_bytes: bytes, ranges: dict[str, list[str]]) -> None:
    path = changes.project.annotations / "sources" / f"{source_id}.yml"
    file = YamlFile(changes.read(path), changes.project.shown(path))
    file.set_text(("sha256",), hashlib.sha256(new_bytes).hexdigest())
    for key, listed in ranges.items():
        put_ranges(file, key, listed)
    changes.write(path, file.result())
