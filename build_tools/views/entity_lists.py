"""Lists on the pages of an entity: passages as cards or as a table of where they are, claims, what it appears with.

What may be long is shown in part, with its number, and goes on to pages of its own: a page grows with the number of
sources at most, never with that of passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from build_tools import urls
from build_tools.collation.shelves import Shelf, Shelving, in_turn, pieces
from build_tools.corpus import AnchoredPassage, PlacedClaim
from build_tools.page_models.entities import (
    CardLink,
    ClaimGroup,
    ClaimList,
    CoOccurrence,
    CoOccurrenceGroup,
    PassageGroup,
    Rest,
    ShelfRow,
    ShelfSource,
)
from build_tools.page_models.passages import ClaimRow
from build_tools.records import Claim
from build_tools.sources import normalise
from build_tools.views.card_places import shelf_path
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.views.naming import card_of, names_of

FEW_CLAIMS = 40
"""How many claims an entity's page lists in full."""
SHOWN_CLAIMS = 12
"""How many it lists of more."""
LONG_CLAIMS = 150
"""How many one page of a long list has."""
SHOWN_TOGETHER = 60
_SHOWN_NAMES = 3
_QUOTED = 180
"""How many characters a table of passages quotes at most."""


# ---- passages ---------------------------------------------------------------------------------


def passage_groups(page: Page, entity_id: str, passages: Iterable[AnchoredPassage]) -> tuple[PassageGroup, ...]:
    """Return passages as cards, source by source."""
    counts = page.corpus.mention_counts.get(entity_id, {})
    return tuple(
        PassageGroup(
            source=page.source(page.corpus.sources[source_id]),
            anchor=urls.group_anchor(source_id),
            mention_count=counts.get(source_id, 0),
            cards=tuple(page.card(passage, entity_id) for passage in of_source),
        )
        for source_id, of_source in groupby(passages, key=lambda passage: passage.source_id)
    )


def shelf_rows(page: Page, entity_id: str) -> tuple[ShelfRow, ...]:
    """Return where the passages of an entity stand; nothing where they stand on its page."""
    shelving = page.collation.shelves.get(entity_id)
    if shelving is None:
        return ()
    return tuple(
        _shelf_row(page, entity_id, shelving, tuple(shelves))
        for _, shelves in groupby(shelving.shelves, key=lambda shelf: shelf.key)
    )


def _shelf_row(page: Page, entity_id: str, shelving: Shelving, shelves: Sequence[Shelf]) -> ShelfRow:
    corpus = page.corpus
    kind, counts = corpus.entities[entity_id].kind, corpus.mention_counts[entity_id]
    passages = tuple(passage for shelf in shelves for passage in shelf.passages)
    source_ids = tuple(dict.fromkeys(passage.source_id for passage in passages))
    source = corpus.sources[source_ids[0]]
    telling = max(passages, key=lambda passage: _telling(passage, entity_id))  # the first of those that tell as much
    names = names_of(page, (entity_id,), (source,), card_of(page)).own[:_SHOWN_NAMES]
    return ShelfRow(
        anchor="" if shelving.by_year else urls.group_anchor(source.id),
        title=shelves[0].key if shelving.by_year else "",
        href=page.href(shelf_path(kind, entity_id, shelves[0])),
        source=None if shelving.by_year else page.source(source),
        passage_count=len(passages),
        mention_count=sum(counts[source_id] for source_id in source_ids),
        names=() if shelving.by_year else names,
        quote=_opening(normalise(page.quote(telling))),
        quoted=page.source(corpus.sources[telling.source_id]),
        quote_href=page.entity_at(entity_id, *telling.key).href,
        cards=() if shelving.by_year else tuple(_card_links(page, entity_id, passages)),
        sources=tuple(_shelf_sources(page, entity_id, passages)) if shelving.by_year else (),
    )


def _shelf_sources(page: Page, entity_id: str, passages: Iterable[AnchoredPassage]) -> Iterator[ShelfSource]:
    for source_id, of_source in groupby(passages, key=lambda passage: passage.source_id):
        yield ShelfSource(
            source=page.source(page.corpus.sources[source_id]),
            anchor=urls.group_anchor(source_id),
            href=page.entity_at(entity_id, source_id).href,
            passage_count=len(tuple(of_source)),
        )


def _card_links(page: Page, entity_id: str, passages: Sequence[AnchoredPassage]) -> Iterator[CardLink]:
    """Yield the ways to the cards of passages of one source, which are called by their lines."""
    lines = [page.corpus.sources[passage.source_id].text.line_at(passage.span.start) for passage in passages]
    for passage, label in zip(passages, lettered(lines), strict=True):
        yield CardLink(
            anchor=urls.card_anchor(*passage.key), href=page.entity_at(entity_id, *passage.key).href, label=label
        )


def lettered(lines: Sequence[int]) -> Iterator[str]:
    """Yield lines as labels; those that occur several times are told apart: 14a, 14b; after 14z comes 14-27."""
    counts = Counter(lines)
    seen: Counter[int] = Counter()
    for line in lines:
        seen[line] += 1
        number = seen[line]
        mark = chr(ord("a") + number - 1) if number <= 26 else f"-{number}"
        yield f"{line}{mark}" if counts[line] > 1 else str(line)


def _telling(passage: AnchoredPassage, entity_id: str) -> tuple[int, ...]:
    """Return how much a passage tells of an entity: what others can be set beside first, then what is said of it."""
    about = [claim for claim in passage.record.claims if entity_id in (*claim.about, *claim.said_by)]
    related = [relation for relation in passage.record.relations if entity_id in (relation.from_, relation.to)]
    return sum(_is_compared(claim) for claim in about), len(about), len(related)


def _is_compared(claim: Claim) -> bool:
    return bool(claim.answers or claim.rejects)


def _opening(words: str) -> str:
    return words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + " …"


# ---- claims -----------------------------------------------------------------------------------


def claim_list(page: Page, entity_id: str, claims: Sequence[PlacedClaim], what: str) -> ClaimList:
    """Return claims by or about an entity for its page, of many a few of each source in turn; `what` names theirs."""
    shown, rest = tuple(claims), None
    if len(claims) > FEW_CLAIMS:
        shown = in_turn(_by_source(claims), SHOWN_CLAIMS)
        href = page.href(urls.list_page(page.corpus.entities[entity_id].kind, entity_id, what))
        rest = Rest(shown=len(shown), total=len(claims), href=href)
    return ClaimList(rows=_rows(page, entity_id, shown), rest=rest)


def claim_pieces(claims: Sequence[PlacedClaim]) -> tuple[tuple[PlacedClaim, ...], ...]:
    """Return claims as they stand on pages of their own; nothing where the entity's page lists them all."""
    return tuple(pieces(_by_source(claims), LONG_CLAIMS)) if len(claims) > FEW_CLAIMS else ()


def claim_groups(page: Page, entity_id: str, claims: Sequence[PlacedClaim]) -> tuple[ClaimGroup, ...]:
    """Return claims by or about an entity, source by source."""
    return tuple(
        ClaimGroup(
            source=page.source(page.corpus.sources[of_source[0].passage.source_id]),
            anchor=urls.group_anchor(of_source[0].passage.source_id),
            rows=_rows(page, entity_id, of_source),
        )
        for of_source in _by_source(claims)
    )


def _rows(page: Page, entity_id: str, claims: Iterable[PlacedClaim]) -> tuple[ClaimRow, ...]:
    """Return claims as rows, those of one passage together."""
    by_passage = (tuple(of_passage) for _, of_passage in groupby(claims, key=lambda placed: placed.passage.key))
    return tuple(
        page.claim_row(of_passage[0].passage, (placed.claim for placed in of_passage), entity_id)
        for of_passage in by_passage
    )


def _by_source(claims: Iterable[PlacedClaim]) -> Iterator[tuple[PlacedClaim, ...]]:
    for _, of_source in groupby(claims, key=lambda placed: placed.passage.source_id):
        yield tuple(of_source)


# ---- what it appears with ---------------------------------------------------------------------


def together(page: Page, entity_id: str) -> tuple[CoOccurrenceGroup, ...]:
    """Return what shares passages with an entity, by kind, most frequent first."""
    counts = page.corpus.together.get(entity_id, {})
    groups = []
    for kind in KIND_ORDER:
        items = sorted(
            ((count, other) for other, count in counts.items() if page.corpus.entities[other].kind == kind),
            key=lambda item: (-item[0], page.corpus.entities[item[1]].record.name.casefold(), item[1]),
        )
        if items:
            shown = items[:SHOWN_TOGETHER]
            groups.append(
                CoOccurrenceGroup(
                    kind_label=PLURALS[kind],
                    items=tuple(CoOccurrence(entity=page.entity(other), passage_count=count) for count, other in shown),
                    left_out=len(items) - len(shown),
                )
            )
    return tuple(groups)
