"""Parts of pages of every kind: what is linked to, tables of contents, names, facts, references."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A heading of a page, for the table of contents beside it."""

    title: str
    id: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLink:
    """Where the data behind a page or a passage is kept."""

    file: str
    """Path of the YAML file in the repository, POSIX."""
    line: int
    """1-based line of the record in that file."""
    href: str
    """Address of the editor for that file, or "" where no repository is known."""
    forms: tuple[tuple[str, str], ...] = ()
    """Issue forms for those who edit no files: what each is for, and its address with what is known filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRef:
    """An actor, place or agreement as something to link to."""

    id: str
    kind: str
    """`actor`, `place` or `agreement`."""
    kind_label: str
    name: str
    type_label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A source as something to link to."""

    id: str
    label: str
    """Short name for tables and cards."""
    headline: str
    outlet: str
    published: str
    """EDTF."""
    published_text: str
    """The same for readers, e.g. `7–8 January 2018`."""
    language: str
    direction: str
    """`ltr` or `rtl`."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRef:
    """A declared origin, such as a speech, as something to link to."""

    id: str
    name: str
    type_label: str
    type_definition: str
    href: str
    """Its place on the page of origins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Text with an address; `href` may be ""."""

    text: str
    href: str = ""
    note: str = ""
    external: bool = False
    cite: Markup | None = None
    """Numbered reference to what backs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of the fact table of an entity or a source."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """A name or spelling of an entity."""

    text: str
    language: str
    """BCP 47 tag, or "" for the language of the corpus."""
    language_label: str
    direction: str
    kind_label: str
    """"" for an ordinary name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A numbered reference under a summary or note."""

    number: int
    anchor: str
    """Id of the entry in the list of references."""
    back: str
    """Id of the place that cites it first."""
    text: str
    quote: str
    """The words of the passage cited, or "" for a reference outside the corpus."""
    href: str
    """Permalink of the passage, or ""."""
    source: SourceRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeaserSource:
    """A source in which an answer is given or denied."""

    source: SourceRef
    voices: tuple[str, ...]
    """Names of those whom it has say so, with those through whom it has it; empty where it speaks itself alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeaserAnswer:
    """An answer to a question in small."""

    text: str
    sources: tuple[TeaserSource, ...]
    """Where it is given."""
    denied_by: tuple[TeaserSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTeaser:
    """A question in small, as it stands on every page but its own."""

    anchor: str
    """Id of it in the list of all questions."""
    href: str
    """Its own page."""
    question: str
    verdict: str
    verdict_label: str
    verdict_definition: str
    answers: tuple[TeaserAnswer, ...]
