"""What sources call whom: names by voice, the pages of names and of wording, and their parts."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.shared import EntityRef, Link, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """Words that name somebody, and how often."""

    text: str
    language: str
    direction: str
    count: int
    href: str
    """The first passage that has them."""
    where: str
    """What the link leads to, and of how many passages it is the first."""
    source_count: int
    share: float
    """Per cent of the most frequent form of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """Whose words a name is."""

    usage_label: str
    """E.g. `quoted`; "" for the source's own voice."""
    speakers: tuple[EntityRef, ...]
    """Empty where they cannot be told."""
    untold: str
    """What stands where speakers would, e.g. `a quoted voice`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceForms:
    """The words of one voice, most frequent first."""

    voice: VoiceView
    forms: tuple[FormView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What somebody is called."""

    total: int
    """How many mentions there are."""
    own: tuple[FormView, ...]
    """In the voice of the source; most frequent first."""
    others: tuple[VoiceForms, ...]
    """What is quoted or ironic; the voice with most words first."""
    more: int
    """How many forms are left out."""
    withheld: bool
    """Whether rights forbid showing the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What counts come from."""

    mentions: int
    passages: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesCell:
    """What one source calls one entity."""

    names: Names
    href: str
    """The entity's passages of that source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRow:
    """One entity across the sources."""

    entity: EntityRef
    cells: tuple[NamesCell, ...]
    """In the order of the page's `sources`; empty where that has none."""
    source_count: int
    over_all: Names | None
    """The most frequent names over all sources, where there are too many sources for a column each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesSection:
    """The rows of one kind of entity."""

    title: str
    id: str
    extent: Extent
    rows: tuple[NamesRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPage:
    """What each source calls whom. Template: `pages/names.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    sources: tuple[SourceRef, ...]
    """The columns; empty where there are too many sources for a column each."""
    total_sources: int
    wording_href: str
    """The page of labels and sides, or "" where the corpus has none."""
    sections: tuple[NamesSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNames:
    """What one source calls the entity or the side at hand."""

    source: SourceRef
    href: str
    """Where more of it is found, or ""."""
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityNaming:
    """What the sources call an entity. Macro: `naming_table` of `partials/macros/naming.html.jinja`."""

    extent: Extent
    over_all: Names
    """Of all sources together; voices told apart by usage alone."""
    rows: tuple[SourceNames, ...]
    folded: bool
    """Whether there are too many rows to be read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNaming:
    """What one source calls a side."""

    label: str
    definition: str
    href: str
    """Its section on the page of wording."""
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsLooked:
    """The words of a label in one language."""

    language: str
    language_label: str
    direction: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """Somebody, or nobody in particular, is called so by one voice in one source."""

    entity: EntityRef | None
    voice: VoiceView
    is_mixed: bool
    """Nobody in particular: whether several voices speak in the passages."""
    source: SourceRef
    words: tuple[str, ...]
    """The first of them."""
    more_words: int
    count: int
    passages: tuple[Link, ...]
    """The first of them."""
    more_passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSection:
    """Who is called by a label by whom."""

    id: str
    label: str
    definition: str
    looked: tuple[WordsLooked, ...]
    unread: int
    """How many sources are in languages that it has no words of."""
    count: int
    """How often somebody is called so."""
    rows: tuple[LabelRow, ...]
    """The first of them."""
    total_rows: int
    unnamed_count: int
    unnamed: tuple[LabelRow, ...]
    """Words that stand in no name of an actor; the first of them."""
    total_unnamed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSection:
    """What the sources call a side."""

    id: str
    label: str
    definition: str
    members: tuple[EntityRef, ...]
    extent: Extent
    rows: tuple[SourceNames, ...]
    """Of each source; empty where there are too many for a row each."""
    over_all: Names | None
    """Of all sources together, where there are too many for a row each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPage:
    """Labels and sides. Template: `pages/wording.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    extent: Extent
    withheld: int
    """How many sources are left out because their words may not be shown."""
    labels: tuple[LabelSection, ...]
    sides: tuple[SideSection, ...]
    source_count: int
