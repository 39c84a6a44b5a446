"""What could be read of a corpus: records with their places, texts, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from build_tools.geography.geojson import Feature
from build_tools.locations import KeyPath, Location
from build_tools.problems import Problem
from build_tools.project import Project, read_file
from build_tools.records import Corpus, Dismissal, Entity, MapFile, Origin, Passage, Question, Record, Source
from build_tools.rules import Level
from build_tools.sources import SourceText
from build_tools.vocabulary import Vocabulary
from build_tools.yaml_reader import LIMITS, Mapping, locate, read_yaml

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
    outlines: list[tuple[str, Feature]] = field(default_factory=list)
    """Outlines of the files that it names, each with the path of its file."""
    broken_ids: set[str] = field(default_factory=set)
    """Ids of records whose file is there but faulty: what refers to them is not at fault."""
    problems: list[Problem] = field(default_factory=list)
    _reread: tuple[str, Mapping | None] | None = None

    def add(self, rule: str, file: str, keys: KeyPath, message: str, hint: str = "", *, at_key: bool = False) -> None:
        """Report a problem at a value inside a YAML file.

        Places of values are not kept in memory, but for the file that had the last problem: it is read a second time.
        """
        if self._reread is None or self._reread[0] != file:
            self._reread = (file, self._read_again(file))
        root = self._reread[1]
        location = Location(file) if root is None else locate(root, keys, file, at_key=at_key)
        self.problems.append(Problem(location, rule, message, hint))

    def unread_files(self) -> frozenset[str]:
        """Return the paths of files with errors of which no record could be read."""
        named = (self.entities, self.sources, self.questions, self.origins)
        read = {located.file for records in named for located in records.values()}
        read |= {located.file for listed in self.passages.values() for located in listed}
        read |= {located.file for listed in self.dismissals.values() for located in listed}
        read |= {located.file for located in (self.corpus, self.map) if located}
        return frozenset(p.location.path for p in self.problems if p.level is Level.ERROR) - read

    def _read_again(self, file: str) -> Mapping | None:
        try:
            return read_yaml(read_file(self.project.root / file, LIMITS.bytes), file)[0]
        except OSError:
            return None
