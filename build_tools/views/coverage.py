"""The page of coverage, and what is not mentioned on the pages of entities and sources."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from build_tools import rights, urls
from build_tools.collation.collation import Collation
from build_tools.collation.coverage import (
    LATER,
    MENTIONED,
    NOT_FOUND,
    NOT_SEARCHABLE,
    SET_ASIDE,
    STATES,
    UNTAGGED,
    Coverage,
    NamePlace,
)
from build_tools.corpus import Corpus
from build_tools.page_models.coverage import (
    CoverageCell,
    CoveragePage,
    CoverageRow,
    CoverageSection,
    EntitiesInState,
    PlaceView,
    SilentEntity,
    SilentSource,
    SourcesInState,
    SourceSums,
    StateView,
    UntaggedRow,
)
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.views.words import language_label, toc

_COLUMNS = 12
SHOWN_ROWS = 300
"""How many entities of a kind, and sources, are listed where sources have no column each."""
SHOWN_PLACES = 200
_SHOWN_LINES = 5
_SIGNS = {MENTIONED: "3", UNTAGGED: "!", SET_ASIDE: "*", NOT_FOUND: "–", NOT_SEARCHABLE: "?", LATER: "»"}
_ABSENT = (NOT_FOUND, UNTAGGED, SET_ASIDE, LATER, NOT_SEARCHABLE)
"""The lists of what is not mentioned, in the order of pages."""


def coverage_view(collation: Collation, settings: Settings) -> CoveragePage:
    """Return the page of what each source has of each entity.

    Few sources have a column each; of many, it is counted in how many of them each state holds.
    """
    corpus, coverage = collation.corpus, collation.coverage
    page = Page(collation, settings, urls.COVERAGE)
    columns = tuple(corpus.sources) if len(corpus.sources) <= _COLUMNS else ()
    sections = tuple(_section(page, coverage, kind, columns) for kind in KIND_ORDER)
    sections = tuple(section for section in sections if section.rows)
    todo = [place for place in coverage.places if place.dismissal is None]
    explained = [place for place in coverage.places if place.dismissal is not None]
    return CoveragePage(
        title="Coverage and silence",
        toc=toc(
            ("Source by source", "by-source"),
            *((section.title, section.id) for section in sections),
            ("Found, not annotated", "to-do") if todo else None,
            ("Set aside", "set-aside") if explained else None,
        ),
        states=tuple(state_view(corpus, state) for state in STATES),
        sums=tuple(_sums(page, coverage, source_id) for source_id in islice(corpus.sources, SHOWN_ROWS)),
        sources=tuple(page.source(corpus.sources[source_id]) for source_id in columns),
        total_sources=len(corpus.sources),
        sections=sections,
        untagged=tuple(_untagged_row(page, place) for place in todo[:SHOWN_PLACES]),
        untagged_total=len(todo),
        set_aside=tuple(_untagged_row(page, place) for place in explained[:SHOWN_PLACES]),
        set_aside_total=len(explained),
    )


def state_view(corpus: Corpus, state: str) -> StateView:
    """Return a state with its words."""
    return StateView(
        state=state,
        label=corpus.vocabulary.label("coverage_states", state),
        definition=corpus.vocabulary.definition("coverage_states", state),
        sign=_SIGNS[state],
    )


# ---- the page of coverage ---------------------------------------------------------------------


def _sums(page: Page, coverage: Coverage, source_id: str) -> SourceSums:
    counts = coverage.counts_of_source(source_id)
    return SourceSums(
        source=page.source(page.corpus.sources[source_id]),
        counts=tuple(counts[state] for state in STATES),
    )


def _section(page: Page, coverage: Coverage, kind: str, columns: tuple[str, ...]) -> CoverageSection:
    ids = [entity_id for entity_id, entity in page.corpus.entities.items() if entity.kind == kind]
    shown = ids
    if not columns and len(ids) > SHOWN_ROWS:
        mentioned = {i: len(page.corpus.mention_counts.get(i, {})) for i in ids}
        most = frozenset(sorted(ids, key=lambda i: -mentioned[i])[:SHOWN_ROWS])
        shown = [entity_id for entity_id in ids if entity_id in most]
    return CoverageSection(
        title=PLURALS[kind],
        id=urls.SECTIONS[kind],
        rows=tuple(_row(page, coverage, entity_id, columns) for entity_id in shown),
        total=len(ids),
    )


def _row(page: Page, coverage: Coverage, entity_id: str, columns: tuple[str, ...]) -> CoverageRow:
    counts = coverage.counts_of_entity(entity_id)
    mentioned = coverage.sources_with(entity_id, MENTIONED, 1)
    return CoverageRow(
        entity=page.entity(entity_id),
        cells=tuple(_cell(page, coverage, entity_id, source_id) for source_id in columns),
        counts=tuple(counts[state] for state in STATES),
        first=page.source(page.corpus.sources[mentioned[0]]) if mentioned else None,
    )


def _cell(page: Page, coverage: Coverage, entity_id: str, source_id: str) -> CoverageCell:
    source, name = page.corpus.sources[source_id], page.corpus.entities[entity_id].record.name
    state = state_view(page.corpus, coverage.state(entity_id, source_id))
    presence = coverage.present.get(entity_id, {}).get(source_id)
    count, href, said = 0, "", state.label
    if presence and state.state == MENTIONED:
        count = presence.mentions
        href = page.entity_at(entity_id, source_id).href
        said = f"{count:,} {'mention' if count == 1 else 'mentions'}"
    elif presence:
        places = presence.untagged or presence.set_aside
        count, href = len(places), _place(page, places[0]).href
        lines = ", ".join(dict.fromkeys(str(place.line) for place in places[:_SHOWN_LINES]))
        said = f"{state.label}: line {lines}" + (" and more" if count > _SHOWN_LINES else "")
    return CoverageCell(state=state, count=count, href=href, text=f"{name}, {source.record.label}: {said}")


def _untagged_row(page: Page, place: NamePlace) -> UntaggedRow:
    return UntaggedRow(
        source=page.source(page.corpus.sources[place.source_id]),
        place=_place(page, place),
        entities=tuple(page.entity(entity_id) for entity_id in place.entity_ids),
    )


def _place(page: Page, place: NamePlace, entity_id: str = "") -> PlaceView:
    """Return a place of a name, seen from the page of one who bears it."""
    source = page.corpus.sources[place.source_id]
    shown = rights.shows_line(source, place.line)
    words = source.text.raw[place.span.start : place.span.end] if rights.shows(source, place.span) else ""
    return PlaceView(
        line=place.line,
        href=page.source(source, urls.line_anchor(place.line)).href if shown else "",
        words=normalise(words),
        shared_with=tuple(page.entity(other) for other in place.entity_ids if other != entity_id) if entity_id else (),
        reason=place.dismissal.located.record.reason if place.dismissal else "",
    )


# ---- lists on other pages ---------------------------------------------------------------------


def silence_of_entity(page: Page, coverage: Coverage, entity_id: str, limit: int) -> tuple[SourcesInState, ...]:
    """Return the sources that do not mention an entity, by what holds there; `limit` of each at most are listed."""
    counts = coverage.counts_of_entity(entity_id)
    return tuple(
        SourcesInState(
            state=state_view(page.corpus, state),
            count=counts[state],
            sources=tuple(
                _silent_source(page, coverage, entity_id, source_id)
                for source_id in coverage.sources_with(entity_id, state, limit)
            ),
        )
        for state in _ABSENT
        if counts[state]
    )


def _silent_source(page: Page, coverage: Coverage, entity_id: str, source_id: str) -> SilentSource:
    places = _places_of(coverage, entity_id, source_id)
    missing = ""
    if coverage.state(entity_id, source_id) == NOT_SEARCHABLE:
        writing = coverage.sources[source_id].writing
        language = language_label(writing.language)
        scripts = " or ".join(script.title() for script in writing.scripts)
        fits = coverage.entities[entity_id].fits_script(writing)
        missing = f"no {language} name" if fits else f"no {language} name, none in {scripts} script"
    return SilentSource(
        source=page.source(page.corpus.sources[source_id]),
        places=tuple(_place(page, place, entity_id) for place in places[:_SHOWN_LINES]),
        place_count=len(places),
        missing=missing,
    )


def silence_of_source(page: Page, coverage: Coverage, source_id: str, limit: int) -> tuple[EntitiesInState, ...]:
    """Return the entities that a source does not mention, by what holds of them; `limit` of each at most are listed."""
    counts = coverage.counts_of_source(source_id)
    return tuple(
        EntitiesInState(
            state=state_view(page.corpus, state),
            count=counts[state],
            entities=tuple(
                SilentEntity(
                    entity=page.entity(entity_id),
                    places=tuple(
                        _place(page, place, entity_id)
                        for place in _places_of(coverage, entity_id, source_id)[:_SHOWN_LINES]
                    ),
                    place_count=len(_places_of(coverage, entity_id, source_id)),
                )
                for entity_id in coverage.entities_with(source_id, state, limit)
            ),
        )
        for state in _ABSENT
        if counts[state]
    )


def _places_of(coverage: Coverage, entity_id: str, source_id: str) -> tuple[NamePlace, ...]:
    presence = coverage.present.get(entity_id, {}).get(source_id)
    return (presence.untagged or presence.set_aside) if presence else ()


def names_text(coverage: Coverage, entity_id: str) -> str:
    """Return by how many names an entity is looked for, e.g. `each of its 5 recorded names (3 English, 2 Arabic)`."""
    languages = Counter(language_label(name.language) for name in coverage.entities[entity_id].names)
    ordered = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
    if languages.total() == 1:
        return f"its one recorded name ({ordered[0][0]})"
    return f"each of its {languages.total()} recorded names ({', '.join(f'{n} {language}' for language, n in ordered)})"


def writing_text(coverage: Coverage, source_id: str) -> str:
    """Return what a source is written in, e.g. `Arabic, in Arabic script`."""
    writing = coverage.sources[source_id].writing
    scripts = " and ".join(script.title() for script in writing.scripts)
    return f"{language_label(writing.language)}, in {scripts} script" if scripts else language_label(writing.language)
