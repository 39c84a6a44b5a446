"""What a change does, as values: records that came, went or changed, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ADDED, CHANGED, REMOVED, RENAMED = "added", "changed", "removed", "renamed"
ACTIONS = (ADDED, CHANGED, REMOVED, RENAMED)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing about a record that is not as it was."""

    what: str
    """What it is, in words of the tool."""
    before: str
    """What contributors wrote, as text; "" where there was nothing."""
    after: str
    """Likewise; "" where there is nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record that came, went, or is not as it was."""

    action: str
    """One of `ACTIONS`."""
    key: str
    """Id of the record; of a passage `source-id#id`, of a term its list and itself."""
    title: str
    """Name, id or question: text of contributors."""
    file: str
    """Path of its file; of one that went, where it was."""
    line: int
    page: str = ""
    """Path below docs/ of the page that shows it, with its fragment, or ""."""
    words: str = ""
    """The words of a passage, as far as they may be shown."""
    details: tuple[Detail, ...] = ()
    renamed_from: str = ""
    """The former id."""


@dataclass(frozen=True, slots=True)
class Section:
    """All changes of records of one kind."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A problem, by what makes it the same before and after: lines move."""

    level: str
    rule: str
    file: str
    line: int
    message: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same problem."""
        return self.rule, self.file, self.message


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of a source stands in passages. Sentences; None where there was or is no such source."""

    source_id: str
    label: str
    before: tuple[int, int] | None
    """Inside passages, of all."""
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that readers will see differently, by their path below docs/."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a change does, whole."""

    base: str
    """What it was compared with, as it was named."""
    notes: tuple[str, ...]
    """What must be known to read the rest, a sentence each."""
    new_problems: tuple[Told, ...]
    gone_problems: tuple[Told, ...]
    sections: tuple[Section, ...]
    disagreements: Section
    """Figures and questions that stand to each other otherwise than before."""
    coverage: tuple[Covered, ...]
    """Sources of which more or less stands in passages than before."""
    pages: Pages | None
    """None where they were not compared; a note says why."""

    @property
    def empty(self) -> bool:
        """Whether nothing is different."""
        return not (
            self.new_problems
            or self.gone_problems
            or self.coverage
            or self.disagreements.changes
            or any(section.changes for section in self.sections)
            or (self.pages and (self.pages.added or self.pages.changed or self.pages.removed))
        )


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many changes there are of each action, those alone that occur."""
    listed = list(changes)
    found = {action: sum(change.action == action for change in listed) for action in ACTIONS}
    return {action: number for action, number in found.items() if number}
