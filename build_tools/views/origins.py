"""What statements go back to: the page of origins, and the note that other pages carry: "3 sources, 1 origin"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.origins import OccasionGroup, Placed, Telling, VoiceGroup, Way, group, statement_of
from build_tools.corpus import AnchoredPassage
from build_tools.dates import date_text
from build_tools.page_models.origins import (
    LinePlace,
    OccasionCount,
    OccasionView,
    OriginNote,
    OriginsPage,
    Rendering,
    SpokenNote,
    TellingView,
    VoiceView,
    WayView,
)
from build_tools.page_models.shared import EntityRef, OriginRef, TocEntry
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views.common import Page

SHOWN_DRAWN = 60
"""How many declared origins are drawn at most; the others stand below one another without a drawing."""
SHOWN_VOICES = 100
SHOWN_WAYS = 100
SHOWN_IN_NOTE = 24
"""How many voices a note names at most."""
SHOWN_SOURCES = 12
"""How many sources are named at most wherever they stand in a row."""
SHOWN_LINES = 4
"""How many lines of one source are named at most wherever they stand in a row."""
SHOWN_PASSAGES = 6
"""How many passages of one source a drawing shows with their words at most."""
SHOWN_OCCASIONS = 6
_IN_CONTENTS = 24


def origins_view(collation: Collation, settings: Settings) -> OriginsPage:
    """Return the page of declared origins, of voices that several sources carry, and of ways through others."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.ORIGINS)
    index = collation.origins
    occasions = tuple(
        _occasion(page, group, drawn=number < SHOWN_DRAWN) for number, group in enumerate(index.by_occasion)
    )
    shared = [group for group in index.by_voice.shared if group.voice.actors]
    named = tuple(TocEntry(title=view.ref.name, id=view.anchor) for view in occasions[:_IN_CONTENTS])
    sections = (
        (TocEntry(title="Voices that several sources pass on", id="voices"), shared),
        (TocEntry(title="Occasions", id="occasions", children=named), occasions),
        (TocEntry(title="Through others", id="through-others"), index.passed_on),
        (TocEntry(title="References", id="references"), page.references),
    )
    return OriginsPage(
        title="Origins",
        toc=tuple(entry for entry, content in sections if content),
        source_count=len(corpus.sources),
        voice_count=len(index.by_voice.voices),
        occasions=occasions,
        drawn_count=min(len(occasions), SHOWN_DRAWN),
        voices=tuple(_voice(page, group) for group in shared[:SHOWN_VOICES]),
        shared_count=len(shared),
        ways=tuple(_way(page, way) for way in index.passed_on[:SHOWN_WAYS]),
        way_count=len(index.passed_on),
        references=page.references,
    )


def origin_note(page: Page, statements: Iterable[Placed]) -> OriginNote | None:
    """Return how many origins the statements of a list go back to; None where fewer than two sources make them."""
    grouping = group(page.corpus, statements)
    if len(grouping.source_ids) <= 1:
        return None
    return OriginNote(
        statement_count=grouping.statement_count,
        source_count=len(grouping.source_ids),
        origin_count=len(grouping.voices),
        voices=tuple(_voice(page, group) for group in grouping.voices[:SHOWN_IN_NOTE]),
        shared_count=len(grouping.shared),
        single=grouping.single,
    )


def spoken_note(page: Page, statements: Sequence[Placed]) -> SpokenNote | None:
    """Return how many sources pass on the statements of one actor; None where there are none."""
    if not statements:
        return None
    told: dict[str, dict[str, None]] = {}
    for placed in statements:
        origin_id = statement_of(placed).origin
        if origin_id:
            told.setdefault(origin_id, {})[placed.passage.source_id] = None
    ordered = sorted(told.items(), key=lambda item: (-len(item[1]), item[0]))
    return SpokenNote(
        source_count=len({placed.passage.source_id for placed in statements}),
        total_sources=len(page.corpus.sources),
        occasions=tuple(
            OccasionCount(origin=_origin(page, origin_id), source_count=len(sources))
            for origin_id, sources in ordered[:SHOWN_OCCASIONS]
        ),
        occasion_count=len(told),
    )


def _origin(page: Page, origin_id: str) -> OriginRef:
    ref = page.origin(origin_id)
    assert ref is not None
    return ref


def _entities(page: Page, ids: Iterable[str]) -> tuple[EntityRef, ...]:
    return tuple(page.entity(entity_id) for entity_id in ids)


def _occasion(page: Page, group: OccasionGroup, *, drawn: bool) -> OccasionView:
    located = page.corpus.origins[group.occasion]
    record = located.record
    basis = page.notes(record.basis, record.references)
    assert basis is not None
    return OccasionView(
        ref=_origin(page, group.occasion),
        anchor=urls.origin_anchor(group.occasion),
        by=_entities(page, record.by),
        date_text=date_text(record.date or ""),
        basis=basis,
        source_count=len(group.tellings),
        passage_count=_passages(group.tellings),
        ways=tuple(_way(page, way, frozenset(record.by), words=True) for way in group.ways) if drawn else (),
        edit=page.edit(located),
    )


def _way(page: Page, way: Way, makers: frozenset[str] = frozenset(), *, words: bool = False) -> WayView:
    return WayView(
        speakers=() if makers == set(way.said_by) else _entities(page, way.said_by),
        via=_entities(page, reversed(way.via)),
        tellings=_tellings(page, way.tellings, words=words),
        source_count=len(way.tellings),
    )


def _voice(page: Page, group: VoiceGroup) -> VoiceView:
    return VoiceView(
        actors=_entities(page, group.voice.actors),
        tellings=_tellings(page, group.tellings),
        source_count=len(group.tellings),
        passage_count=_passages(group.tellings),
        occasions=tuple(_origin(page, origin_id) for origin_id in group.occasions[:SHOWN_OCCASIONS]),
        occasion_count=len(group.occasions),
        partly=group.partly,
    )


def _tellings(page: Page, tellings: Sequence[Telling], *, words: bool = False) -> tuple[TellingView, ...]:
    return tuple(_telling(page, telling, words=words) for telling in tellings[:SHOWN_SOURCES])


def _telling(page: Page, telling: Telling, *, words: bool) -> TellingView:
    source = page.corpus.sources[telling.source_id]
    by_line: dict[int, list[AnchoredPassage]] = {}
    for passage in telling.passages:
        by_line.setdefault(source.text.line_at(passage.span.start), []).append(passage)
    return TellingView(
        source=page.source(source),
        lines=tuple(
            LinePlace(line=line, href=page.passage_href(found[0]), passage_count=len(found))
            for line, found in islice(by_line.items(), SHOWN_LINES)
        ),
        line_count=len(by_line),
        renderings=tuple(
            Rendering(href=page.passage_href(passage), quote=normalise(page.quote(passage)))
            for passage in (telling.passages[:SHOWN_PASSAGES] if words else ())
        ),
        passage_count=len(telling.passages),
    )


def _passages(tellings: Iterable[Telling]) -> int:
    return sum(len(telling.passages) for telling in tellings)
