"""The indexes of the sections, and their rows."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.shared import EntityRef, NameView, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """A line of a section index."""

    entity: EntityRef
    also: tuple[NameView, ...]
    """Some other names, native script first."""
    mention_count: int
    passage_count: int
    source_count: int
    first: str
    """EDTF of the earliest source that mentions it, or ""."""
    first_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Index of actors, places or agreements. Template: `pages/index.html.jinja`."""

    kind: str
    title: str
    intro: str
    toc: tuple[TocEntry, ...]
    rows: tuple[IndexRow, ...]
    total_sources: int
    new_href: str
    """Where a new record is begun, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A line of the index of sources."""

    source: SourceRef
    passage_count: int
    mention_count: int
    claim_count: int
    word_count: int
    rights_label: str
    coins: str
    """OpenURL context object of the source, for reference managers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIndexPage:
    """Index of sources. Template: `pages/sources.html.jinja`."""

    title: str
    intro: str
    toc: tuple[TocEntry, ...]
    rows: tuple[SourceRow, ...]
    propose: str = ""
    """Address of the form by which a source is proposed, or "" where no repository is known."""
