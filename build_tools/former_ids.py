"""Former ids: what records were called before, and what they are called now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.records import RenamesFile

ID_KINDS: Mapping[str, str] = {
    "entity": "entities",
    "source": "sources",
    "passage": "passages",
    "question": "questions",
    "answer": "answers",
    "origin": "origins",
    "provision": "provisions",
}
"""Kinds of ids that can be renamed, with the key of `renames.yml` that lists them."""
PART_OF: Mapping[str, str] = {"passage": "source", "answer": "question", "provision": "entity"}
"""Kinds whose ids are unique within a record only, with the kind of that record."""


@dataclass(frozen=True)
class FormerIds:
    """The renames of a corpus, followed to their ends."""

    record: RenamesFile = field(default_factory=RenamesFile)

    def listed(self, kind: str) -> Mapping[str, str]:
        """Return the renames of a kind as they are written."""
        found: dict[str, str] = getattr(self.record, ID_KINDS[kind])
        return found

    def now(self, kind: str, identifier: str) -> str:
        """Return what an id leads to: itself if it was never renamed, "" if the renames go in a circle.

        Ids of parts are those with that of their record: `source#passage`.
        """
        seen: set[str] = set()
        while identifier not in seen:
            seen.add(identifier)
            following = self._next(kind, identifier)
            if following == identifier:
                return identifier
            identifier = following
        return ""

    def _next(self, kind: str, identifier: str) -> str:
        steps = self._part_steps[kind] if kind in PART_OF else self.listed(kind)
        return steps[identifier] if identifier in steps else self.moved(kind, identifier)

    def moved(self, kind: str, identifier: str) -> str:
        """Return an id as it stands if only its record was renamed: a part moves along with the record."""
        if kind not in PART_OF:
            return identifier
        whole, _, part = identifier.partition("#")
        return f"{self.now(PART_OF[kind], whole) or whole}#{part}"

    @cached_property
    def _part_steps(self) -> Mapping[str, Mapping[str, str]]:
        """Each rename of a part by its id as written, and as it became when only its record was renamed."""
        return {
            kind: {self.moved(kind, old): new for old, new in self.listed(kind).items()} | dict(self.listed(kind))
            for kind in PART_OF
        }

    @cached_property
    def _before(self) -> dict[tuple[str, str], tuple[str, ...]]:
        before: dict[tuple[str, str], list[str]] = {}
        for kind in ID_KINDS:
            for old in self.listed(kind):
                before.setdefault((kind, self.now(kind, old)), []).append(old)
        return {key: tuple(sorted(ids)) for key, ids in before.items()}

    def before(self, kind: str, identifier: str) -> tuple[str, ...]:
        """Return the ids that lead to an id of today, sorted; for parts without that of their record."""
        found = self._before.get((kind, identifier), ())
        if kind not in PART_OF:
            return found
        return tuple(sorted({old.partition("#")[2] for old in found} - {identifier.partition("#")[2]}))

    def __bool__(self) -> bool:
        """Whether anything was renamed."""
        return any(self.listed(kind) for kind in ID_KINDS)
