"""The home page: what there is, and ways in."""

from __future__ import annotations

from itertools import islice

from build_tools import rights, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import AnchoredPassage
from build_tools.dates import date_text
from build_tools.page_models.home import Count, Featured, HomePage, WayIn
from build_tools.page_models.indexes import IndexRow
from build_tools.page_models.passages import ClaimView
from build_tools.page_models.shared import Link
from build_tools.records import Agreement
from build_tools.settings import Settings
from build_tools.views.agreement_lines import agreement_line
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.views.comparisons import answer_groups, question_teaser
from build_tools.views.hub import ways
from build_tools.views.indexes import index_row, source_row
from build_tools.views.maps import small_map
from build_tools.views.specimen import specimen
from build_tools.views.timeline import home_strip
from build_tools.views.words import toc

_HOME_ROWS = 12
_HOME_QUESTIONS = 6
_OPEN_VERDICTS = ("conflict", "differ")


def home_view(collation: Collation, settings: Settings) -> HomePage:
    """Return the home page."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.HOME)
    record = corpus.record.record
    introduction = page.notes(record.introduction, record.references)
    references = page.references
    open_ids = [i for v in _OPEN_VERDICTS for i, q in corpus.questions.items() if q.record.verdict == v]
    open_ids = list(dict.fromkeys((*record.featured_questions, *open_ids)))
    first, *others = (question_teaser(page, i) for i in open_ids[:_HOME_QUESTIONS]) if open_ids else (None,)
    actors, places = (_most_mentioned(page, kind) for kind in ("actor", "place"))
    featured = tuple(_featured(page, entity_id) for entity_id in record.featured)
    compared, strip, example = ways(page), home_strip(page), specimen(page)
    mapped = small_map(page)
    return HomePage(
        title=record.title,
        tagline=record.tagline,
        description=record.description,
        introduction=introduction,
        references=references,
        toc=toc(
            ("Agreements", "agreements") if featured else None,
            ("Where the sources differ", "questions") if others else None,
            ("In time", "timeline") if strip else None,
            ("On the map", "map") if mapped else None,
            ("How to read this site", "reading") if example else None,
            ("Ways to compare", "ways") if compared else None,
            ("Sources", "sources"),
            ("Actors", "actors") if actors else None,
            ("Places", "places") if places else None,
            ("Take part", "take-part") if record.take_part else None,
            ("References", "references") if references else None,
        ),
        counts=_counts(page),
        featured=featured,
        line=agreement_line(page, record.featured),
        ways=compared,
        timeline=strip,
        map=mapped,
        case=first,
        case_answers=answer_groups(page, open_ids[0]) if open_ids else (),
        questions=tuple(others),
        all_questions=Link(
            text=f"All {len(corpus.questions)} questions, and the sources side by side", href=page.href(urls.QUESTIONS)
        ),
        sources=tuple(source_row(page, source) for source in islice(corpus.sources.values(), _HOME_ROWS)),
        actors=actors,
        places=places,
        specimen=example,
        take_part=tuple(WayIn(title=way.title, text=way.text, href=page.href(way.page)) for way in record.take_part),
    )


def _most_mentioned(page: Page, kind: str) -> tuple[IndexRow, ...]:
    rows = [
        index_row(page, i)
        for i, e in page.corpus.entities.items()
        if e.kind == kind and i in page.corpus.mention_counts
    ]
    return tuple(sorted(rows, key=lambda row: (-row.mention_count, row.entity.name.casefold()))[:_HOME_ROWS])


def _counts(page: Page) -> tuple[Count, ...]:
    corpus = page.corpus
    kinds = {kind: sum(1 for e in corpus.entities.values() if e.kind == kind) for kind in KIND_ORDER}
    named = [(len(corpus.sources), "source", urls.section_index("source"))]
    named += [(kinds[kind], PLURALS[kind].lower()[:-1], urls.section_index(kind)) for kind in KIND_ORDER]
    named += [
        (len(corpus.passages), "passage", urls.DATA),
        (sum(len(mentions) for mentions in corpus.mentions_in.values()), "mention", urls.NAMES),
        (len(corpus.claims), "claim", urls.QUESTIONS),
    ]
    return tuple(
        Count(number=n, label=label if n == 1 else f"{label}s", href=page.href(target)) for n, label, target in named
    )


def _featured(page: Page, entity_id: str) -> Featured:
    corpus = page.corpus
    record = corpus.entities[entity_id].record
    passages = corpus.passages_of.get(entity_id, ())
    showable = [p for p in passages if rights.may_show(corpus.sources[p.source_id])]
    # The passage that is about it rather than one that names it among much else.
    best = min(
        showable,
        key=lambda p: (not p.record.provisions, len(p.tagged_ids()), p.span.end - p.span.start, p.key),
        default=None,
    )
    return Featured(
        entity=page.entity(entity_id),
        date_text=date_text(record.date) if isinstance(record, Agreement) and record.date else "",
        passage_count=len(passages),
        source_count=len(corpus.mention_counts.get(entity_id, {})),
        quote=page.runs(corpus.sources[best.source_id], best, best.span, entity_id) if best else (),
        quote_href=page.passage_href(best) if best else "",
        quote_source=page.source(corpus.sources[best.source_id]) if best else None,
        quote_voices=_voices(page, best, entity_id) if best else (),
    )


def _voices(page: Page, passage: AnchoredPassage, entity_id: str) -> tuple[ClaimView, ...]:
    claims = [claim for claim in passage.record.claims if entity_id in claim.about] or passage.record.claims
    first = {(claim.said_by, claim.via): claim for claim in reversed(claims)}
    return tuple(page.claim(claim, passage) for claim in reversed(first.values()))
