"""Pages of actors, places and agreements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from markupsafe import Markup

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus, CorpusEntity
from build_tools.dates import date_text
from build_tools.page_models.entities import EntityPage, PassageGroup, Rest
from build_tools.page_models.shared import Fact, Link, TocEntry
from build_tools.records import Actor, Agreement, LinkedId, Place
from build_tools.settings import Settings
from build_tools.views.common import SHOWN_SILENT, Page
from build_tools.views.comparisons import teasers
from build_tools.views.coverage import names_text, silence_of_entity
from build_tools.views.ego import ego_view
from build_tools.views.entity_lists import claim_list, passage_groups, shelf_rows, together
from build_tools.views.entity_parts import CLAIMS_ABOUT, CLAIMS_BY
from build_tools.views.figures import figure_teasers
from build_tools.views.ledger import SECTION, ledger_view, lineage_view
from build_tools.views.locators import locator
from build_tools.views.naming import entity_naming
from build_tools.views.origins import origin_note, spoken_note
from build_tools.views.previews import first_sentence
from build_tools.views.relations import edges_of, relations_rest
from build_tools.views.timeline import small_timeline
from build_tools.views.words import name_view

SHOWN_QUESTIONS = 24
"""How many questions that touch it the page of an entity shows in small."""
FEW_PARTS = 6
"""How many parts the facts on an agreement name; of more they say how many."""
_WHOLE_AND_PARTS = {
    "actor": ("Belongs to", "Belonging to it"),  # of persons as of bodies
    "place": ("Lies in", "Contains"),
    "agreement": ("Part of", "Includes"),
}
"""Labels of what an entity of each kind is a part of, and of its parts."""


def entity_view(collation: Collation, settings: Settings, entity_id: str) -> EntityPage:
    """Return the page of one entity."""
    corpus, coverage = collation.corpus, collation.coverage
    entity = corpus.entities[entity_id]
    page = Page(collation, settings, urls.entity_page(entity.kind, entity_id))
    record = entity.record
    summary = page.notes(record.summary, record.references)
    facts = tuple(_facts(page, entity))
    naming = entity_naming(page, entity_id)
    ledger, lineage = ledger_view(page, entity_id), lineage_view(page, entity_id)
    notes = page.notes(record.notes, record.references)
    passages = corpus.passages_of.get(entity_id, ())
    shelves = shelf_rows(page, entity_id)
    groups = () if shelves else passage_groups(page, entity_id, passages)
    claims_by = claim_list(page, entity_id, corpus.claims_by.get(entity_id, ()), CLAIMS_BY)
    claims_about = claim_list(page, entity_id, corpus.claims_about.get(entity_id, ()), CLAIMS_ABOUT)
    relations = edges_of(page, entity_id)
    asked = corpus.questions_of.get(entity_id, ())
    questions = teasers(page, asked[:SHOWN_QUESTIONS])
    figures = figure_teasers(page, collation.figures, entity_id)
    timeline = small_timeline(page, entity_id)
    beside = together(page, entity_id)
    where = locator(page, entity_id) if entity.kind == "place" else None
    mentions = corpus.mention_counts.get(entity_id, {})
    references = page.references
    optional = {
        "summary": summary or notes,
        "map": where,
        "naming": naming,
        "provisions": ledger,
        "lineage": lineage,
        "questions": questions or figures.items,
        "timeline": timeline,
        CLAIMS_BY: claims_by.rows,
        CLAIMS_ABOUT: claims_about.rows,
        "relations": relations.all,
        "together": beside,
        "references": references,
    }
    present = frozenset(name for name, content in optional.items() if content)
    return EntityPage(
        ref=page.entity(entity_id),
        toc=_toc(record.name, groups, present, provided=bool(ledger and ledger.has_provisions)),
        type_definition=corpus.vocabulary.definition(f"{entity.kind}_types", record.type),
        names=tuple(name_view(corpus, name) for name in record.names),
        summary=summary,
        gist=first_sentence(summary, corpus.record.record.language),
        references=references,
        notes=notes,
        facts=facts,
        naming=naming,
        identifiers=_identifiers(corpus, entity),
        mention_count=sum(mentions.values()),
        passage_count=len(passages),
        source_count=len(mentions),
        total_sources=len(corpus.sources),
        groups=groups,
        shelves=shelves,
        together=beside,
        silence=silence_of_entity(page, coverage, entity_id, SHOWN_SILENT),
        sought=names_text(coverage, entity_id),
        claims_by=claims_by,
        claims_about=claims_about,
        spoken=spoken_note(page, corpus.claims_by.get(entity_id, ())),
        origins_about=origin_note(page, corpus.claims_about.get(entity_id, ())),
        questions=questions,
        questions_rest=_questions_rest(page, len(asked), len(questions)),
        figures=figures,
        timeline=timeline,
        ego=ego_view(page, entity_id, relations),
        relations=relations.shown(),
        relations_rest=relations_rest(page, entity_id, relations),
        locator=where,
        ledger=ledger,
        lineage=lineage,
        edit=page.edit(entity.located),
    )


def _questions_rest(page: Page, total: int, shown: int) -> Rest | None:
    return Rest(shown=shown, total=total, href=page.href(urls.QUESTIONS)) if total > shown else None


def _toc(
    name: str, groups: tuple[PassageGroup, ...], present: frozenset[str], *, provided: bool
) -> tuple[TocEntry, ...]:
    """Return the sections of the page; facts, passages and silence are always among them."""
    sources = tuple(TocEntry(title=group.source.label, id=group.anchor) for group in groups)
    entries = (
        TocEntry(title="Summary", id="summary"),
        TocEntry(title="Facts", id="facts"),
        TocEntry(title="On the map", id="map"),
        TocEntry(title="Provisions" if provided else "Reports", id=SECTION),
        TocEntry(title="Before and after", id="lineage"),
        TocEntry(title="The sources side by side", id="questions"),
        TocEntry(title="Names in the sources", id="naming"),
        TocEntry(title="In time", id="timeline"),
        TocEntry(title="Relations", id="relations"),
        TocEntry(title="Passages", id="passages", children=sources),
        TocEntry(title=f"Claims by {name}", id=CLAIMS_BY),
        TocEntry(title=f"Claims about {name}", id=CLAIMS_ABOUT),
        TocEntry(title="Appears together with", id="together"),
        TocEntry(title="Not mentioned in", id="silence"),
        TocEntry(title="References", id="references"),
    )
    return tuple(entry for entry in entries if entry.id in present | {"facts", "passages", "silence"})


def _identifiers(corpus: Corpus, entity: CorpusEntity) -> tuple[Link, ...]:
    terms = corpus.vocabulary.terms("authorities")
    return tuple(
        Link(
            text=f"{terms[authority].label} {identifier}",
            href=terms[authority].url.replace("{}", quote(identifier, safe="/:")),
            external=True,
        )
        for authority, identifier in sorted(entity.record.same_as.items())
    )


def _cited(page: Page, entity: CorpusEntity, target: str | None) -> Markup | None:
    """Return the numbered reference to what backs a fact, or None where nothing is named."""
    if not target:
        return None
    return page.notes_inline(f"[@{target}]", entity.record.references)


def _parts(page: Page, entity: CorpusEntity) -> tuple[Link, ...]:
    """Return the parts of an entity; of an agreement with many the way to the list that has them by date."""
    parts = page.corpus.parts_of.get(entity.id, ())
    if entity.kind == "agreement" and len(parts) > FEW_PARTS:
        return (Link(text=f"{len(parts):,} agreements", href="#lineage", note="by date"),)
    return _ids(page, parts)


def _links(page: Page, entity: CorpusEntity, items: Iterable[LinkedId]) -> tuple[Link, ...]:
    refs = [(page.entity(item.id), item.cite) for item in items]
    return tuple(Link(text=ref.name, href=ref.href, cite=_cited(page, entity, cite)) for ref, cite in refs)


def _ids(page: Page, ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(text=page.entity(i).name, href=page.entity(i).href) for i in ids)


def _facts(page: Page, entity: CorpusEntity) -> Iterable[Fact]:
    corpus, record = page.corpus, entity.record
    ref = page.entity(entity.id)
    yield Fact(
        label="Type",
        values=(Link(text=ref.type_label, note=corpus.vocabulary.definition(f"{entity.kind}_types", record.type)),),
    )
    rows: list[tuple[str, tuple[Link, ...]]] = []
    if isinstance(record, Agreement):
        rows.append(("Date", (Link(text=date_text(record.date)),) if record.date else ()))
        rows.append(("Place", _ids(page, [record.place]) if record.place else ()))
        rows.append(("Parties", _links(page, entity, record.parties)))
    if isinstance(record, Actor):
        rows.append(("Leads", _links(page, entity, record.leads)))
        rows.append(("Led by", _ids(page, corpus.led_by.get(entity.id, ()))))
        if record.dates:
            span = "/".join((record.dates.start or "..", record.dates.end or ".."))
            rows.append(("Dates", (Link(text=date_text(span) if span != "../.." else "", note=record.dates.basis),)))
    above, below = _WHOLE_AND_PARTS[entity.kind]
    rows.append((above, _links(page, entity, record.part_of)))
    rows.append((below, _parts(page, entity)))
    if isinstance(record, Agreement):
        rows.append(("Builds on", _links(page, entity, record.builds_on)))
        rows.append(("Taken up by", _ids(page, corpus.followed_by.get(entity.id, ()))))
    if isinstance(record, Place) and record.route:
        stops = _ids(page, record.route.through)
        rows.append(("Passes", (*stops[:-1], replace(stops[-1], note=record.route.basis))))
    if isinstance(record, Place) and record.coordinates:
        point = record.coordinates
        label = corpus.vocabulary.label("coordinate_precisions", point.precision)
        definition = corpus.vocabulary.definition("coordinate_precisions", point.precision)
        rows.append(
            (
                "Coordinates",
                (Link(text=f"{point.lat:.4f}, {point.lon:.4f} ({label})", note=f"{definition} {point.basis}"),),
            )
        )
    for title, values in rows:
        if values:
            yield Fact(label=title, values=values)
