"""Where a page leads: links to entities, sources, passages and records, and numbered citations."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from build_tools import rights, urls
from build_tools.citations.publisher import publisher_link
from build_tools.collation.collation import Collation
from build_tools.corpus import AnchoredPassage, CorpusSource
from build_tools.dates import date_text
from build_tools.loaded import Located
from build_tools.markdown_notes import CitationMark, render_inline, render_notes
from build_tools.page_models.passages import CiteLink
from build_tools.page_models.shared import EditLink, EntityRef, OriginRef, Reference, SourceRef
from build_tools.records import Entity
from build_tools.settings import Settings
from build_tools.views.card_places import card_place
from build_tools.views.words import direction, outlet_text


class Linking:
    """A page that is being arranged, as far as it leads elsewhere: links from its folder, numbered citations."""

    def __init__(self, collation: Collation, settings: Settings, path: str) -> None:
        self.collation = collation
        self.corpus = collation.corpus
        self.settings = settings
        self.path = path
        self.folder = posixpath.dirname(path)
        self._entities: dict[tuple[str, str], EntityRef] = {}
        self._sources: dict[tuple[str, str], SourceRef] = {}
        self._citations: dict[tuple[int, str], tuple[int, int]] = {}
        self._marks: dict[int, int] = {}
        self._references: list[Reference] = []

    # ---- links --------------------------------------------------------------------------------

    def href(self, target: str, fragment: str = "") -> str:
        """Return the link to a path below docs/."""
        if target == self.path and fragment:
            return f"#{fragment}"
        return urls.relative(self.folder, target, fragment)

    def entity(self, entity_id: str, fragment: str = "") -> EntityRef:
        """Return an entity as something to link to."""
        key = entity_id, fragment
        if key not in self._entities:
            self._entities[key] = self._entity(entity_id, fragment)
        return self._entities[key]

    def _entity(self, entity_id: str, fragment: str) -> EntityRef:
        entity = self.corpus.entities[entity_id]
        return EntityRef(
            id=entity_id,
            kind=entity.kind,
            kind_label=self.corpus.vocabulary.label("entity_kinds", entity.kind),
            name=entity.record.name,
            type_label=self.corpus.vocabulary.label(f"{entity.kind}_types", entity.record.type),
            href=self.href(urls.entity_page(entity.kind, entity_id), fragment),
        )

    def entity_at(self, entity_id: str, source_id: str, passage_id: str = "") -> EntityRef:
        """Return an entity with the way to the card of a passage of it, or to its passages in a source.

        Together with `views/card_places.py` this is the only place that knows on which page a card stands.
        """
        key = f"{source_id}--{passage_id}"  # ids hold no double hyphen, and no fragment begins with an id
        if (entity_id, key) not in self._entities:
            self._entities[entity_id, key] = replace(
                self.entity(entity_id), href=self.href(*card_place(self.collation, entity_id, source_id, passage_id))
            )
        return self._entities[entity_id, key]

    def source(self, source: CorpusSource, fragment: str = "") -> SourceRef:
        """Return a source as something to link to."""
        key = source.id, fragment
        if key not in self._sources:
            self._sources[key] = self._source(source, fragment)
        return self._sources[key]

    def _source(self, source: CorpusSource, fragment: str) -> SourceRef:
        record = source.record
        return SourceRef(
            id=source.id,
            label=record.label,
            headline=record.headline,
            outlet=outlet_text(record.outlet),
            published=record.published,
            published_text=date_text(record.published),
            language=record.language,
            direction=direction(record.language),
            href=self.href(urls.source_page(source.id), fragment),
        )

    def origin(self, origin_id: str | None) -> OriginRef | None:
        """Return a declared origin as something to link to; None for none."""
        if not origin_id:
            return None
        record = self.corpus.origins[origin_id].record
        return OriginRef(
            id=origin_id,
            name=record.name,
            type_label=self.corpus.vocabulary.label("origin_types", record.type),
            type_definition=self.corpus.vocabulary.definition("origin_types", record.type),
            href=self.href(urls.ORIGINS, urls.origin_anchor(origin_id)),
        )

    def passage_href(self, passage: AnchoredPassage, entity_id: str = "") -> str:
        """Return the permalink of a passage; with an entity, the reader can go on from there to its other passages."""
        target = urls.source_page(passage.source_id)
        chosen = {urls.FOLLOWED: entity_id} if entity_id else {}
        return self.href(urls.filtered(target, **chosen), urls.passage_anchor(passage.id))

    def cite(self, passage: AnchoredPassage) -> CiteLink:
        """Return how a passage is cited, and its words on the publisher's page where its address is known."""
        source = self.corpus.sources[passage.source_id]
        return CiteLink(
            href=self.href(urls.source_page(source.id), urls.CITE_ANCHOR),
            publisher=publisher_link(source, passage),
            archived=not source.record.url,
        )

    def edit(self, located: Located[Any], source: CorpusSource | None = None) -> EditLink:
        """Return where the record behind a page is edited, and the forms on it; those of a source know the source."""
        address = urls.public(self.path, "", self.settings.site_url)
        named = source.record.headline if source else ""
        forms = [("Report an error", self.settings.issue_link("wrong-annotation", page=address))]
        if source or isinstance(located.record, Entity):
            link = self.settings.issue_link("missing-passage", page=address, source=named)
            forms.append(("Report a missing passage", link))
        if source:
            forms.append(("Ask about rights", self.settings.issue_link("rights-request", page=address, source=named)))
        return self._edit(located, forms)

    def edit_passage(self, passage: AnchoredPassage) -> EditLink:
        """Return where a passage is edited, and the form on an error in it."""
        anchor = urls.passage_anchor(passage.id)
        address = urls.public(urls.source_page(passage.source_id), anchor, self.settings.site_url)
        return self._edit(
            passage.located, [("Report an error", self.settings.issue_link("wrong-annotation", page=address))]
        )

    def _edit(self, located: Located[Any], forms: list[tuple[str, str]]) -> EditLink:
        return EditLink(
            file=located.file,
            line=located.line,
            href=self.settings.edit_link(located.file, located.line),
            forms=tuple((text, link) for text, link in forms if link),
        )

    # ---- notes and citations ------------------------------------------------------------------

    def notes(self, text: str | None, references: dict[str, str]) -> Markup | None:
        """Return a note as HTML; its citations join the references of the page."""
        if not text:
            return None
        return render_notes(text, lambda target: self._cite(target, references))

    def notes_inline(self, text: str, references: dict[str, str]) -> Markup:
        """Return one line of Markdown as HTML without a paragraph around it."""
        return render_inline(text, lambda target: self._cite(target, references))

    @property
    def references(self) -> tuple[Reference, ...]:
        """What the page has cited so far, in order."""
        return tuple(self._references)

    def _cite(self, target: str, references: dict[str, str]) -> CitationMark | None:
        source_id, mark, passage_id = target.partition("#")
        passage = self.corpus.passages.get((source_id, passage_id)) if mark else None
        if passage is None and (mark or target not in references):
            return None
        text = "" if passage else references[target]
        key = (0 if passage else 1, target if passage else text)
        if key not in self._citations:
            number = len(self._references) + 1
            self._citations[key] = (number, 0)
            self._references.append(self._reference(number, passage, text))
        number = self._citations[key][0]
        self._marks[number] = self._marks.get(number, 0) + 1
        return CitationMark(number, f"#ref-{number}", f"c-{number}-{self._marks[number]}")

    def _reference(self, number: int, passage: AnchoredPassage | None, text: str) -> Reference:
        back, anchor = f"c-{number}-1", f"ref-{number}"
        if passage is None:
            return Reference(number=number, anchor=anchor, back=back, text=text, quote="", href="", source=None)
        source = self.corpus.sources[passage.source_id]
        ref = self.source(source)
        line = source.text.line_at(passage.span.start)
        return Reference(
            number=number,
            anchor=anchor,
            back=back,
            text=f"{ref.label}, line {line}",
            quote=self.quote(passage),
            href=self.passage_href(passage),
            source=ref,
        )

    # ---- words --------------------------------------------------------------------------------

    def quote(self, passage: AnchoredPassage) -> str:
        """Return the words of a passage, or "" where rights forbid showing them."""
        source = self.corpus.sources[passage.source_id]
        if not rights.may_show(source):
            return ""
        return source.text.raw[passage.span.start : passage.span.end]
