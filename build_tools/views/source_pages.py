"""Pages of sources: the annotated text in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from build_tools import rights, urls
from build_tools.collation.collation import Collation
from build_tools.collation.coverage import MENTIONED
from build_tools.corpus import AnchoredPassage, CorpusSource, Mention
from build_tools.dates import date_text
from build_tools.locations import Span
from build_tools.page_models.shared import EntityRef, Fact, Link
from build_tools.page_models.source_pages import MarginNote, NamingRow, SourceBlock, SourcePage, TextNode
from build_tools.settings import Settings
from build_tools.sources import normalise, parse_line_range
from build_tools.views.common import SHOWN_SILENT, Page
from build_tools.views.comparisons import teasers
from build_tools.views.coverage import silence_of_source, writing_text
from build_tools.views.naming import in_text, names_of, source_sides
from build_tools.views.words import language_label, toc

_OPENING = 64


class Placed(Protocol):
    """Something with a place in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


P = TypeVar("P", bound=Placed)


class Window(Generic[P]):
    """Finds what stands in one stretch of a text after the other, in a single pass over all of it."""

    def __init__(self, items: Sequence[P]) -> None:
        self._items = items  # sorted by start
        self._next = 0
        self._open: list[P] = []

    def over(self, span: Span) -> list[P]:
        """Return the items that overlap `span`, in order. Spans must be asked for in reading order."""
        while self._next < len(self._items) and self._items[self._next].span.start < span.end:
            self._open.append(self._items[self._next])
            self._next += 1
        self._open = [item for item in self._open if item.span.end > span.start]
        return list(self._open)


def source_view(collation: Collation, settings: Settings, source_id: str) -> SourcePage:
    """Return the page of one source; `coverage` is computed where nobody did so before."""
    corpus, coverage = collation.corpus, collation.coverage
    source = corpus.sources[source_id]
    page = Page(collation, settings, urls.source_page(source_id))
    record = source.record
    shown = rights.shown_spans(source)
    article = sum(span.end - span.start for span in rights.article_lines(source))
    notes = page.notes(record.notes, record.references)
    blocks = tuple(_blocks(page, source, shown)) if shown else ()
    withheld = () if rights.may_show(source) else tuple(_margin_note(page, source, p) for p in source.passages)
    questions = teasers(page, corpus.questions_in.get(source_id, ()))
    naming = _naming(page, source)
    silence = silence_of_source(page, coverage, source_id, SHOWN_SILENT)
    references = page.references
    return SourcePage(
        ref=page.source(source),
        toc=toc(
            ("Text", "text"),
            ("About this source", "about"),
            ("Compared with others", "questions") if questions else None,
            ("What it calls whom", "naming") if naming else None,
            ("Not mentioned here", "silence") if silence else None,
            ("References", "references") if references else None,
        ),
        facts=tuple(_facts(page, source)),
        rights_label=corpus.vocabulary.label("rights_displays", record.rights.display),
        rights_definition=corpus.vocabulary.definition("rights_displays", record.rights.display),
        rights_statement=record.rights.statement,
        shown_percent=round(100 * sum(s.end - s.start for s in shown) / article) if article else 0,
        passage_count=len(source.passages),
        mention_count=len(corpus.mentions_in[source_id]),
        claim_count=sum(len(p.record.claims) for p in source.passages),
        blocks=blocks,
        withheld=withheld,
        questions=questions,
        sides=source_sides(page, source),
        naming=naming,
        silence=silence,
        written=writing_text(coverage, source_id),
        notes=notes,
        references=references,
        edit=page.edit(source.located),
    )


def _facts(page: Page, source: CorpusSource) -> Iterable[Fact]:
    record = source.record
    publisher = page.entity(record.publisher) if record.publisher else None
    yield Fact(label="Outlet", values=(Link(text=record.outlet, href=publisher.href if publisher else ""),))
    if record.author:
        yield Fact(label="Author", values=(Link(text=record.author),))
    yield Fact(label="Published", values=(Link(text=date_text(record.published), note=record.published_basis or ""),))
    translated = f"translated from {language_label(record.translated_from)}" if record.translated_from else ""
    yield Fact(label="Language", values=(Link(text=language_label(record.language), note=translated),))
    for label, url in (("Original", record.url), ("Archived copy", record.archive_url)):
        if url:
            yield Fact(label=label, values=(Link(text=url, href=url, external=True),))
    yield Fact(label="File", values=(Link(text=record.file, note=f"SHA-256 {record.sha256}"),))
    if record.boilerplate:
        yield Fact(
            label="Not the article", values=tuple(Link(text=f"lines {r.replace('-', '–')}") for r in record.boilerplate)
        )


def _naming(page: Page, source: CorpusSource) -> tuple[NamingRow, ...]:
    """Return what the source calls whom; nothing where rights forbid showing its words."""
    if not rights.may_show(source):
        return ()
    mentioned = page.collation.coverage.entities_with(source.id, MENTIONED, len(page.corpus.entities))
    return tuple(
        NamingRow(
            entity=page.entity_at(entity_id, source.id),
            names=names_of(page, (entity_id,), (source,), in_text(page)),
        )
        for entity_id in mentioned
    )


def _blocks(page: Page, source: CorpusSource, shown: tuple[Span, ...]) -> Iterable[SourceBlock]:
    """Yield shown stretches and the gaps between them; everything in order, nothing twice."""
    text = source.text
    placed: set[str] = set()
    opened: set[str] = set()
    passages = Window(source.passages)
    mentions = Window(page.corpus.mentions_in[source.id])
    position, last_line = text.line_span(1).start, 0
    headline = normalise(source.record.headline)
    ranges = (parse_line_range(lines) for lines in source.record.headings)
    headings = {line for first, last in ranges for line in range(first, last + 1)}

    def words_of(span: Span) -> str:
        return normalise(text.raw[span.start : span.end])

    for span in shown:
        yield from _gap(source, Span(position, span.start))
        line = text.line_at(span.start)
        whole = text.line_span(line)
        here = passages.over(span)
        fresh = [p for p in here if p.id not in placed]
        placed.update(p.id for p in fresh)
        yield SourceBlock(
            kind="paragraph",
            line=line,
            # a line shown in several stretches has its id at the first one
            anchor=urls.line_anchor(line) if line != last_line else "",
            nodes=tuple(_nodes(page, source, span, here, mentions.over(span), opened)),
            heading="headline" if words_of(whole) == headline else "heading" if line in headings else "",
            cut_before=bool(text.raw[whole.start : span.start].strip()),
            cut_after=bool(text.raw[span.end : whole.end].strip()),
            margin=tuple(_margin_note(page, source, p) for p in fresh),
        )
        position, last_line = span.end, line
    yield from _gap(source, Span(position, len(text.raw)))


def _gap(source: CorpusSource, span: Span) -> Iterable[SourceBlock]:
    """Yield what lies between two shown stretches: a gap of the article, boilerplate, or nothing."""
    text = source.text
    pieces: list[tuple[bool, Span]] = []
    position = span.start
    for cut in text.boilerplate:
        if cut.overlaps(span):
            pieces += [
                (False, Span(position, max(position, cut.start))),
                (True, Span(max(cut.start, span.start), min(cut.end, span.end))),
            ]
            position = min(cut.end, span.end)
    pieces.append((False, Span(position, span.end)))
    for boilerplate, piece in pieces:
        words = text.raw[piece.start : piece.end]
        count = len(normalise(words))
        if not count:
            continue
        start = piece.start + len(words) - len(words.lstrip())
        end = piece.start + len(words.rstrip())
        first, last = text.line_at(start), text.line_at(max(start, end - 1))
        lines = f"line {first}" if first == last else f"lines {first}–{last}"
        what = "not part of the article" if boilerplate else "not shown"
        yield SourceBlock(kind="gap", line=first, gap_text=f"{count:,} characters {what}, {lines}")


def _nodes(
    page: Page,
    source: CorpusSource,
    span: Span,
    here: list[AnchoredPassage],
    inside: list[Mention],
    opened: set[str],
) -> Iterable[TextNode]:
    """Yield well-nested pieces: passages open and close, and text between says what it names.

    A passage that crosses the end of another or of the stretch is closed and opened again; only its
    first piece carries the id.
    """
    cuts = {span.start, span.end}
    for cut in (p.span for p in here), (m.span for m in inside):
        for found in cut:
            cuts |= {max(found.start, span.start), min(found.end, span.end)}
    edges = sorted(cuts)
    stack: list[AnchoredPassage] = []
    for start, end in pairwise(edges):
        piece = Span(start, end)
        wanted = [p for p in here if p.span.contains(piece)]
        keep = 0
        while keep < len(stack) and stack[keep] in wanted:
            keep += 1
        for passage in reversed(stack[keep:]):
            yield TextNode(kind="close", passage_id=passage.id)
        del stack[keep:]
        for passage in wanted:
            if passage not in stack:
                first = passage.id not in opened
                opened.add(passage.id)
                yield TextNode(
                    kind="open", passage_id=passage.id, anchor=urls.passage_anchor(passage.id) if first else ""
                )
                stack.append(passage)
        yield _text_node(page, source, piece, inside, wanted)
    for passage in reversed(stack):
        yield TextNode(kind="close", passage_id=passage.id)


def _text_node(
    page: Page, source: CorpusSource, piece: Span, inside: list[Mention], wanted: list[AnchoredPassage]
) -> TextNode:
    covering = [m for m in inside if m.span.contains(piece)]
    innermost = min(covering, key=lambda m: (m.span.end - m.span.start, m.entity_id), default=None)
    entity: EntityRef | None = None
    href = ""
    if innermost is not None:
        entity = page.entity(innermost.entity_id)
        tagging = [p for p in wanted if innermost in p.mentions]
        closest = min(tagging, key=lambda p: (p.span.end - p.span.start, p.id))
        href = page.entity_at(innermost.entity_id, source.id, closest.id).href
    return TextNode(kind="text", text=source.text.raw[piece.start : piece.end], mention=entity, mention_href=href)


def _margin_note(page: Page, source: CorpusSource, passage: AnchoredPassage) -> MarginNote:
    words = normalise(page.quote(passage))
    opening = words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + " …"
    return MarginNote(
        passage_id=passage.id,
        href=f"#{urls.passage_anchor(passage.id)}",
        anchor="" if rights.may_show(source) else urls.passage_anchor(passage.id),
        opening=opening,
        claims=page.claims(passage),
        relations=page.relations_in(passage),
        reports=page.reports_in(passage),
        entities=tuple(page.entity_at(entity_id, *passage.key) for entity_id in passage.tagged_ids()),
        note=page.notes(passage.record.note, source.record.references),
        edit=page.edit(passage.located),
        cite=page.cite(passage),
    )
