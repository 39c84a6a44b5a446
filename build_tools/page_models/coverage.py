"""The page of coverage, and the lists of what is not mentioned on other pages."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.shared import EntityRef, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """A state of coverage, for the legend and the heads of columns."""

    state: str
    """A word of the list `coverage_states`."""
    label: str
    definition: str
    sign: str
    """What stands for it in a grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A line of a source that a recorded name stands on, outside every mention."""

    line: int
    href: str
    """The line on the page of the source, or "" where it is not shown."""
    words: str
    """The words that stand there, or "" where they are not shown."""
    shared_with: tuple[EntityRef, ...]
    """Others that bear the same name."""
    reason: str = ""
    """Why it is not annotated, where somebody has said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentSource:
    """A source in a list of the page of an entity."""

    source: SourceRef
    places: tuple[PlaceView, ...] = ()
    place_count: int = 0
    missing: str = ""
    """What a name would have to be to be found there, e.g. `no Arabic name`; only of what cannot be searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentEntity:
    """An entity in a list of the page of a source."""

    entity: EntityRef
    places: tuple[PlaceView, ...] = ()
    place_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesInState:
    """The sources of which a state holds, on the page of an entity."""

    state: StateView
    count: int
    sources: tuple[SilentSource, ...]
    """The first of them, in order of publication: a list of thousands tells a reader nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitiesInState:
    """The entities of which a state holds, on the page of a source."""

    state: StateView
    count: int
    entities: tuple[SilentEntity, ...]
    """The first of them, by kind and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSums:
    """A source and of how many entities each state holds."""

    source: SourceRef
    counts: tuple[int, ...]
    """In the order of the page's `states`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """What one source has of one entity."""

    state: StateView
    count: int
    """Mentions, or places of its names; 0 where there are none."""
    href: str
    """The passages, or the line of the source; "" where there is nothing to lead to."""
    text: str
    """The cell in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One entity across the sources."""

    entity: EntityRef
    cells: tuple[CoverageCell, ...]
    """In the order of the page's `sources`; empty where that has none."""
    counts: tuple[int, ...]
    """In how many sources each state holds, in the order of the page's `states`."""
    first: SourceRef | None
    """The first source that mentions it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSection:
    """The rows of one kind of entity."""

    title: str
    id: str
    rows: tuple[CoverageRow, ...]
    total: int
    """How many there are; the rows are those that most sources mention, where they are fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UntaggedRow:
    """A name that stands in a source outside every mention."""

    source: SourceRef
    place: PlaceView
    entities: tuple[EntityRef, ...]
    """Who bears the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """What each source has of each entity. Template: `pages/coverage.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    states: tuple[StateView, ...]
    sums: tuple[SourceSums, ...]
    sources: tuple[SourceRef, ...]
    """The columns; empty where there are too many sources for a column each."""
    total_sources: int
    sections: tuple[CoverageSection, ...]
    untagged: tuple[UntaggedRow, ...]
    """The first places that wait for an annotation, by source and line."""
    untagged_total: int
    set_aside: tuple[UntaggedRow, ...]
    set_aside_total: int
