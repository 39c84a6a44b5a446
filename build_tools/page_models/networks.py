"""Relations: those of one entity as a table and as a drawing, and the page of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.passages import RelationView
from build_tools.page_models.shared import EntityRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEdge:
    """A relation between two entities, with every statement of it."""

    anchor: str
    """Id of its rows in a table."""
    type: str
    incoming: bool
    """Whether it is read from the side that it leads to."""
    subject: EntityRef
    label: str
    """Reads from `subject` to `object`, e.g. `backs`, `backed by`."""
    definition: str
    object: EntityRef
    statements: tuple[tuple[RelationView, ...], ...]
    """Each with every passage that makes it: views that differ in nothing else."""
    left_out: int
    """How many statements are not listed here."""
    source_count: int
    """In how many sources it is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EgoEdge:
    """An entity beside the one in the middle, and the line between them. Lengths are px."""

    entity: EntityRef
    text: tuple[str, ...]
    """Its name, cut to the room that there is; one line or two."""
    y: float
    """Middle of its row."""
    evidence: str
    """Where the statements stand."""
    weight: int
    """How many sources state it: 1, 2, or 3 for more."""
    quoted: bool
    """Whether no source says so itself, only those whom the sources quote."""
    title: str
    """Who says so and where, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EgoBand:
    """The entities that stand in one relation to the one in the middle."""

    label: str
    y: float
    """Base line of the label."""
    middle: float
    """Where the line to it divides, y."""
    incoming: bool
    """Whether the relation leads to the one in the middle."""
    directed: bool
    """False where the relation reads the same from both sides."""
    edges: tuple[EgoEdge, ...]
    more: str
    """How many are left out, in words, or ""."""
    more_href: str
    more_y: float
    """Middle of that row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EgoDrawing:
    """One way of drawing it."""

    layout: str
    """`sides`: the entity in the middle of two columns; `stem`: all others below it, in one column."""
    height: float
    middle: float
    """Where the entity in the middle stands, y."""
    text: tuple[str, ...]
    """Its name in lines."""
    start: tuple[EgoBand, ...]
    """What leads to it; of a stem none."""
    end: tuple[EgoBand, ...]
    """What leads from it; of a stem all."""
    foot: float
    """Where a stem ends, y."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EgoView:
    """An entity and those around it."""

    entity: EntityRef
    title: str
    description: str
    wide: EgoDrawing
    narrow: EgoDrawing | None
    """For phones, where that for wide screens has two columns."""
    weights: tuple[int, ...]
    """Those that lines have; 1 always."""
    quoted: bool
    """Whether a relation is stated only by those whom the sources quote."""
    undirected: bool
    left_out: int
    """How many relations are not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationGroup:
    """The relations of one type."""

    id: str
    label: str
    definition: str
    edges: tuple[RelationEdge, ...]
    """Those that most sources state first, then by names."""
    edge_count: int
    """How many there are; more than are listed, if they are very many."""
    statement_count: int
    weights: tuple[int, ...]
    """In how many sources each is stated: 1, 2, or 3 for more; the same order, at most as many as there is room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsPage:
    """The page of all relations. Template: `pages/relations.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    edge_count: int
    statement_count: int
    source_count: int
    total_sources: int
    groups: tuple[RelationGroup, ...]
    data_href: str
