"""What could be read of a corpus: records with their places, texts, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from build_tools.characters import quoted
from build_tools.former_ids import FormerIds
from build_tools.geography.geojson import Feature
from build_tools.locations import KeyPath, Location
from build_tools.problems import Problem
from build_tools.project import Project, read_file
from build_tools.records import (
    Agreement,
    Corpus,
    Dismissal,
    Entity,
    MapFile,
    Origin,
    Passage,
    Question,
    Record,
    RenamesFile,
    Source,
)
from build_tools.rules import Level
from build_tools.sources import SourceText
from build_tools.vocabulary import Vocabulary
from build_tools.written_lines import WrittenLines
from build_tools.yaml_reader import LIMITS, Mapping, locate, plain_text, read_yaml

Progress = Callable[[Iterable[Any], str, int], Iterable[Any]]
"""Wraps a loop to show its progress: (items, what is done, how many)."""

T = TypeVar("T", bound=Record)


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A record, and where it is written."""

    record: T
    file: str
    """Path of its file relative to the root, POSIX."""
    keys: KeyPath = ()
    """Way to it inside the file."""
    line: int = 1
    """1-based line on which it begins."""


@dataclass(slots=True)
class Loaded:
    """Everything that could be read. Problems say what could not."""

    project: Project
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    corpus: Located[Corpus] | None = None
    entities: dict[str, Located[Entity]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind of each entity id."""
    sources: dict[str, Located[Source]] = field(default_factory=dict)
    texts: dict[str, SourceText] = field(default_factory=dict)
    """Text of each source, where it could be read."""
    passages: dict[str, list[Located[Passage]]] = field(default_factory=dict)
    """Passages of each source id, in order of files and lines."""
    added: dict[str, str] = field(default_factory=dict)
    """Day on which a file of passages was added, where it says so, by the path of the file."""
    remarks: dict[tuple[str, KeyPath], str] = field(default_factory=dict)
    """What stands behind ` #` on the line of a quote, by file and way to the passage."""
    dismissals: dict[str, list[Located[Dismissal]]] = field(default_factory=dict)
    """Dismissals of each source id, in order of files and lines."""
    questions: dict[str, Located[Question]] = field(default_factory=dict)
    origins: dict[str, Located[Origin]] = field(default_factory=dict)
    map: Located[MapFile] | None = None
    renames: Located[RenamesFile] | None = None
    former: FormerIds = field(default_factory=FormerIds)
    """What ids were renamed to."""
    outlines: list[tuple[str, Feature]] = field(default_factory=list)
    """Outlines of the files that it names, each with the path of its file."""
    broken_ids: set[str] = field(default_factory=set)
    """Ids of records whose file is there but faulty: what refers to them is not at fault."""
    problems: list[Problem] = field(default_factory=list)
    _reread: tuple[str, Mapping | None, WrittenLines | None] | None = None

    def add(self, rule: str, file: str, keys: KeyPath, message: str, hint: str = "", *, at_key: bool = False) -> None:
        """Report a problem at a value inside a YAML file.

        Places of values are not kept in memory, but for the file that had the last problem: it is read a second time.
        """
        root, _ = self._read_again(file)
        location = Location(file) if root is None else locate(root, keys, file, at_key=at_key)
        self.problems.append(Problem(location, rule, message, hint))

    def unread_files(self) -> frozenset[str]:
        """Return the paths of files with errors of which no record could be read."""
        named = (self.entities, self.sources, self.questions, self.origins)
        read = {located.file for records in named for located in records.values()}
        read |= {located.file for listed in self.passages.values() for located in listed}
        read |= {located.file for listed in self.dismissals.values() for located in listed}
        read |= {located.file for located in (self.corpus, self.map, self.renames) if located}
        return frozenset(p.location.path for p in self.problems if p.level is Level.ERROR) - read

    def ids(self) -> dict[str, frozenset[str]]:
        """Return the ids that records have, by kind (`former_ids.ID_KINDS`); of parts with that of their record."""
        passages = (f"{source}#{passage.record.id}" for source, found in self.passages.items() for passage in found)
        answers = (f"{i}#{answer.id}" for i, question in self.questions.items() for answer in question.record.answers)
        provisions = (
            f"{i}#{provision.id}"
            for i, entity in self.entities.items()
            if isinstance(entity.record, Agreement)
            for provision in entity.record.provisions
        )
        return {
            "entity": frozenset(self.kinds),
            "source": frozenset(self.sources),
            "passage": frozenset(passages),
            "question": frozenset(self.questions),
            "answer": frozenset(answers),
            "origin": frozenset(self.origins),
            "provision": frozenset(provisions),
        }

    def add_missing(
        self, kind: str, identifier: str, file: str, keys: KeyPath, message: str, hint: str, *, rule: str = "unknown-id"
    ) -> None:
        """Report an id that names nothing: what it was renamed to, if it was, otherwise `rule` with the hint.

        `kind` is one of `former_ids.ID_KINDS`; ids of parts come with that of their record. The problem stands at the
        key itself where an id is one.
        """
        at_key = bool(keys) and kind == "question" and keys[-1] == identifier
        now = self.former.now(kind, identifier)
        if now in ("", identifier):
            self.add(rule, file, keys, message, hint, at_key=at_key)
            return
        whole, _, part = now.partition("#")
        # answers and provisions are written without the id of their record
        written = quoted(part if kind in ("answer", "provision") and identifier.startswith(f"{whole}#") else now, 170)
        cure = f"write {written}" if keys else f"rename the folder to {written}"
        self.add(
            "renamed-id", file, keys, f"{message}; renamed to {written}", f"{cure}, or run `check --fix`", at_key=at_key
        )

    def lines(self, file: str) -> WrittenLines | None:
        """Return the lines of a file of which a record was read, to tell how they are written otherwise."""
        return self._read_again(file)[1]

    def _read_again(self, file: str) -> tuple[Mapping | None, WrittenLines | None]:
        if self._reread is None or self._reread[0] != file:
            try:
                content = read_file(self.project.root / file, LIMITS.bytes)
            except OSError:
                self._reread = (file, None, None)
            else:
                root = read_yaml(content, file)[0]
                self._reread = (file, root, WrittenLines(plain_text(content)) if root else None)
        return self._reread[1:]
