"""Entries of the timeline in words, and what the list of them can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.collation.events import AGREEMENT, CLAIM, RELATION, REPORT, SOURCE, STATEMENT, Event
from build_tools.corpus import Corpus, PlacedRelation, PlacedReport, name_order
from build_tools.dates import date_text
from build_tools.page_models.timeline import EventView, FilterChoice, FilterOption, TypeView
from build_tools.records import AgreementReport, Claim, Relation
from build_tools.sources import normalise
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.views.event_book import anchor_of
from build_tools.vocabulary import Vocabulary

_OTHER_KINDS = {
    RELATION: "relation",
    REPORT: "report on an agreement",
    AGREEMENT: "date of an agreement’s record",
    "publication": "publication of a source",
}
_PRECISIONS = {
    "day": "",
    "interval": "interval",
    "month": "to the month",
    "season": "to the season",
    "year": "to the year",
    "about": "approximate",
    "open": "one end not given",
}
_LENGTHS = ((730, "year", 365.25), (60, "month", 30.44), (0, "day", 1.0))
"""From how many days on a distance is told in which unit, and the days of one."""


def _kinds_of(event: Event) -> Iterator[str]:
    """Yield what the filter of kinds knows an event by."""
    if event.kind != STATEMENT:
        yield "publication" if event.kind == SOURCE else event.kind
    for kind, name in event.types:
        yield name if kind == CLAIM else kind


def _type_view(vocabulary: Vocabulary, event: Event, kind: str) -> TypeView:
    if event.kind == AGREEMENT:
        return TypeView(label=vocabulary.label("agreement_types", event.type), definition="")
    term = vocabulary.terms("claim_types").get(kind)
    return TypeView(label=term.label if term else _OTHER_KINDS[kind], definition=term.definition if term else "")


def event_view(page: Page, event: Event) -> EventView:
    """Return the entry of an event: when, who says so, in which words, and what it touches."""
    corpus, passage = page.corpus, event.passage
    vocabulary = corpus.vocabulary
    source = corpus.sources[event.source_id] if event.source_id else None
    kinds = tuple(dict.fromkeys(_kinds_of(event)))
    subject = page.entity(event.record_id) if event.kind == AGREEMENT else None
    ref = page.source(source) if source else None
    return EventView(
        anchor=anchor_of(event),
        kinds=kinds,
        due=event.due,
        date_text=date_text(event.date.text),
        precision=_PRECISIONS[event.precision],
        inferred=event.inferred,
        types=tuple(_type_view(vocabulary, event, kind) for kind in kinds),
        speakers=tuple(page.entity(entity_id) for entity_id in event.speakers),
        via=tuple(page.entity(entity_id) for entity_id in event.via),
        origin=page.origin(event.origin),
        said=passage is not None,
        quote=normalise(page.quote(passage)) if passage else "",
        figures=tuple(
            page.figure(s.figure, passage) for s in event.statements if passage and isinstance(s, Claim) and s.figure
        ),
        relations=tuple(
            page.relation(PlacedRelation(s, passage)) for s in event.statements if passage and isinstance(s, Relation)
        ),
        reports=tuple(
            page.report(PlacedReport(s, passage))
            for s in event.statements
            if passage and isinstance(s, AgreementReport)
        ),
        source=ref,
        reported=delay_text(event.delay),
        subject=subject,
        href=page.passage_href(passage) if passage else ref.href if ref else "",
        entities=tuple(page.entity(entity_id) for entity_id in event.entity_ids if entity_id != event.record_id),
        entity_ids=" ".join(event.entity_ids),
    )


def delay_text(delay: tuple[int, int] | None) -> str:
    """Return how long after an event it was published, e.g. `one day later`, `2 to 3 days later`; "" for None."""
    if delay is None:
        return ""
    low, high = delay
    if low < 0 < high:
        return ""
    if low == high == 0:
        return "the same day"
    if low == 0 or high == 0:
        most = max(high, -low)
        up_to = "" if most == 1 else "up to "
        return f"the same day or {up_to}{_days_text(most, most)} {'later' if high else 'before'}"
    if high < 0:
        return f"{_days_text(-high, -low)} before that day"
    return f"{_days_text(low, high)} later"


def _days_text(low: int, high: int) -> str:
    noun, length = next((noun, length) for least, noun, length in _LENGTHS if high >= least)
    first, last = round(low / length), round(high / length)
    about = "" if noun == "day" else "about "
    if first == last:
        return f"{about}{'one' if last == 1 else f'{last:,}'} {noun}{'' if last == 1 else 's'}"
    return f"{about}{first:,} to {last:,} {noun}s"


def filters(corpus: Corpus, events: Sequence[Event]) -> tuple[FilterChoice, ...]:
    """Return the select boxes over a list: only what occurs in it, by name."""
    ids = {entity_id for event in events for entity_id in event.entity_ids}
    found = [
        FilterChoice(
            name=kind,
            label=PLURALS[kind].removesuffix("s"),
            every="all",
            options=tuple(
                FilterOption(value=i, label=e.record.name)
                for i, e in corpus.entities.items()
                if e.kind == kind and i in ids
            ),
        )
        for kind in KIND_ORDER
    ]
    told_by = {event.source_id for event in events}
    sources = [FilterOption(value=i, label=s.record.label) for i, s in corpus.sources.items() if i in told_by]
    found.append(
        FilterChoice(
            name="source",
            label="Source",
            every="all",
            options=tuple(sorted(sources, key=lambda option: (name_order(option.label), option.value))),
        )
    )
    found.append(FilterChoice(name="kind", label="Kind", every="all", options=tuple(_kinds(corpus, events))))
    return tuple(choice for choice in found if len(choice.options) > 1)


def _kinds(corpus: Corpus, events: Sequence[Event]) -> Iterator[FilterOption]:
    found = {kind for event in events for kind in _kinds_of(event)}
    for name, term in corpus.vocabulary.terms("claim_types").items():
        if name in found:
            yield FilterOption(value=name, label=term.label)
    for kind, label in _OTHER_KINDS.items():
        if kind in found:
            yield FilterOption(value=kind, label=label)
    if any(event.due for event in events):
        yield FilterOption(value="due", label="to come by a date")
