"""Pages about the data: the downloads, and the codebook."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.shared import Link, NameView, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a data file."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A data file."""

    title: str
    href: str
    file: str
    description: str
    rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedItem:
    """Something that was added."""

    text: str
    language: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedGroup:
    """What was added of one kind."""

    title: str
    items: tuple[AddedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedOn:
    """What was added on one day."""

    day: str
    """`YYYY-MM-DD`."""
    day_text: str
    groups: tuple[AddedGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """The downloads with their dictionary. Template: `pages/data.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    downloads: tuple[Download, ...]
    schemas: tuple[Link, ...]
    licence: Link
    credits: tuple[str, ...]
    added: tuple[AddedOn, ...]
    """What was added, the latest day first, as far as files say so."""
    feed: str
    """The feed of additions, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term of a closed list."""

    term: str
    label: str
    definition: str
    words: tuple[NameView, ...] = ()
    """Labels of names: the words that bear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """A closed list of the vocabulary."""

    title: str
    id: str
    used_in: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A key of a record kind."""

    key: str
    required: bool
    type: str
    definition: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record kind and its keys."""

    title: str
    id: str
    where: Markup
    """The file that it is, or where it stands in one."""
    definition: Markup
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule that the check enforces."""

    link: Link
    """Its id, with the address of its page."""
    level: str
    meaning: Markup
    cure: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPage:
    """Vocabulary, record kinds and rules, from the code. Template: `pages/codebook.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    records: tuple[RecordView, ...]
    lists: tuple[TermList, ...]
    rules: tuple[RuleView, ...]
