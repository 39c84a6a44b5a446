"""Pages that the page of an entity goes on to: its passages by source or year, and its long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.shelves import Shelf
from build_tools.corpus import PlacedClaim
from build_tools.page_models.entities import EntityPart
from build_tools.page_models.shared import Link, TocEntry
from build_tools.settings import Settings
from build_tools.views.card_places import shelf_path
from build_tools.views.common import Page
from build_tools.views.entity_lists import claim_groups, claim_pieces, passage_groups
from build_tools.views.relations import LIST, LONG_ROWS, edges_of, shortened

CLAIMS_BY, CLAIMS_ABOUT = "claims-by", "claims-about"
"""Ids of the sections of an entity's page, and names of the pages that they go on to."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A page among several."""

    title: str
    previous: Link | None
    following: Link | None


def entity_parts(collation: Collation, settings: Settings, entity_id: str) -> Iterator[EntityPart]:
    """Yield the pages that the page of an entity goes on to; of most entities none."""
    corpus = collation.corpus
    shelving = collation.shelves.get(entity_id)
    yield from _Parts(collation, settings, entity_id).shelves(shelving.shelves if shelving else ())
    for what, claims in ((CLAIMS_BY, corpus.claims_by), (CLAIMS_ABOUT, corpus.claims_about)):
        yield from _Parts(collation, settings, entity_id).claims(what, claims.get(entity_id, ()))
    yield from _Parts(collation, settings, entity_id).relations()


class _Parts:
    """The pages of one entity."""

    def __init__(self, collation: Collation, settings: Settings, entity_id: str) -> None:
        self.collation = collation
        self.settings = settings
        self.entity = collation.corpus.entities[entity_id]
        self.name = self.entity.record.name

    def shelves(self, shelves: Sequence[Shelf]) -> Iterator[EntityPart]:
        """Yield a page for each shelf."""
        total = sum(len(shelf.passages) for shelf in shelves)
        titles = [self._shelf_title(shelf, shelves) for shelf in shelves]
        paths = [shelf_path(self.entity.kind, self.entity.id, shelf) for shelf in shelves]
        for number, shelf in enumerate(shelves):
            page = Page(self.collation, self.settings, paths[number])
            groups = passage_groups(page, self.entity.id, shelf.passages)
            contents = tuple(TocEntry(title=group.source.label, id=group.anchor) for group in groups)
            told = _told(len(shelf.passages), total, f"passages that name {self.name}")
            part = self._part(page, "passages", told, contents, _among(page, paths, titles, number))
            yield replace(part, groups=groups)

    def _shelf_title(self, shelf: Shelf, shelves: Sequence[Shelf]) -> str:
        source = self.collation.corpus.sources.get(shelf.key)
        by_year = self.collation.shelves[self.entity.id].by_year
        title = f"Passages of {shelf.key}" if by_year or source is None else f"Passages in {source.record.label}"
        alike = sum(other.key == shelf.key for other in shelves)
        return f"{title}, part {shelf.number} of {alike}" if alike > 1 else title

    def claims(self, what: str, claims: Sequence[PlacedClaim]) -> Iterator[EntityPart]:
        """Yield the pages of a long list of claims."""
        parts = claim_pieces(claims)
        by = what == CLAIMS_BY
        title = f"Claims {'by' if by else 'about'} it"
        titles, paths = self._numbered(title, what, len(parts))
        for number, piece in enumerate(parts):
            page = Page(self.collation, self.settings, paths[number])
            groups = claim_groups(page, self.entity.id, piece)
            contents = tuple(TocEntry(title=group.source.label, id=group.anchor) for group in groups)
            told = _told(len(piece), len(claims), f"claims {'by' if by else 'about'} {self.name}")
            part = self._part(page, what, told, contents, _among(page, paths, titles, number))
            yield replace(part, claims=groups, with_voice=not by)

    def relations(self) -> Iterator[EntityPart]:
        """Yield the pages of a long list of relations."""
        count = len(edges_of(Page(self.collation, self.settings, urls.HOME), self.entity.id).pieces())
        titles, paths = self._numbered("Relations", LIST, count)
        for number in range(count):
            page = Page(self.collation, self.settings, paths[number])  # the links of a list depend on where it lies
            found = edges_of(page, self.entity.id)
            piece = found.pieces()[number]
            told = _told(len(piece), len(found.all), f"relations of {self.name}")
            part = self._part(page, LIST, told, (), _among(page, paths, titles, number))
            yield replace(part, relations=tuple(shortened(edge, LONG_ROWS) for edge in piece))

    def _numbered(self, title: str, what: str, count: int) -> tuple[list[str], list[str]]:
        numbers = range(1, count + 1)
        titles = [f"{title}, part {number} of {count}" if count > 1 else title for number in numbers]
        return titles, [urls.list_page(self.entity.kind, self.entity.id, what, number) for number in numbers]

    def _part(self, page: Page, section: str, told: str, contents: tuple[TocEntry, ...], place: _Place) -> EntityPart:
        """Return a page without its list, which must be arranged before: what it cites are the page's references."""
        record, references = self.entity.record, page.references
        cited = (TocEntry(title="References", id="references"),) if references else ()
        return EntityPart(
            ref=page.entity(self.entity.id),
            type_definition=page.corpus.vocabulary.definition(f"{self.entity.kind}_types", record.type),
            title=f"{self.name}: {place.title[0].lower()}{place.title[1:]}",
            subtitle=place.title,
            path=page.path,
            up=page.entity(self.entity.id, section).href,
            told=told,
            toc=(*contents, *cited),
            previous=place.previous,
            following=place.following,
            references=references,
            edit=page.edit(self.entity.located),
        )


def _told(count: int, total: int, what: str) -> str:
    """Return how much of a list stands on a page."""
    return f"All {total:,} {what}" if count == total else f"{count:,} of the {total:,} {what}"


def _among(page: Page, paths: Sequence[str], titles: Sequence[str], number: int) -> _Place:
    """Return where one of several pages stands; `number` counts from 0."""
    links = [Link(text=title, href=page.href(path)) for path, title in zip(paths, titles, strict=True)]
    previous = links[number - 1] if number else None
    return _Place(titles[number], previous, links[number + 1] if number + 1 < len(links) else None)


def part_count(collation: Collation, entity_id: str) -> int:
    """Return how many pages of passages and claims an entity has beside its own."""
    corpus, shelving = collation.corpus, collation.shelves.get(entity_id)
    listed = (claim_pieces(claims.get(entity_id, ())) for claims in (corpus.claims_by, corpus.claims_about))
    return (len(shelving.shelves) if shelving else 0) + sum(map(len, listed))
