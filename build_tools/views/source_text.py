"""The text of a source in reading order: stretches, gaps, well-nested passages, and the notes beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from build_tools import rights, urls
from build_tools.corpus import AnchoredPassage, CorpusSource, Mention
from build_tools.locations import Span
from build_tools.page_models.passages import ClaimView
from build_tools.page_models.shared import EntityRef
from build_tools.page_models.source_pages import MarginNote, NoteQuestion, NoteVoice, SourceBlock, TextNode
from build_tools.sources import normalise, parse_line_range
from build_tools.views.source_index import SourceIndex
from build_tools.views.words import voices_text


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


def text_blocks(index: SourceIndex, shown: tuple[Span, ...]) -> Iterable[SourceBlock]:
    """Yield shown stretches and the gaps between them; everything in order, nothing twice."""
    source, text = index.source, index.source.text
    placed: set[str] = set()
    weaver = _Weaver(index)
    passages = Window(source.passages)
    mentions = Window(index.page.corpus.mentions_in[source.id])
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
            nodes=tuple(weaver.nodes(span, here, mentions.over(span))),
            heading="headline" if words_of(whole) == headline else "heading" if line in headings else "",
            cut_before=bool(text.raw[whole.start : span.start].strip()),
            cut_after=bool(text.raw[span.end : whole.end].strip()),
            margin=tuple(margin_note(index, p) for p in fresh),
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


class _Weaver:
    """Makes well-nested pieces of a text whose passages may nest and cross, stretch by stretch in reading order.

    A passage that crosses the end of another or of the stretch is closed and opened again; only its
    first piece carries the id and the number.
    """

    def __init__(self, index: SourceIndex) -> None:
        self._index = index
        self._opened: set[str] = set()

    def nodes(self, span: Span, here: list[AnchoredPassage], inside: list[Mention]) -> list[TextNode]:
        """Return the pieces of a stretch: passages open and close, and text between says what it names."""
        made: list[TextNode] = []
        stack: list[tuple[AnchoredPassage, int]] = []  # with the place of its opening node
        pieces = [Span(start, end) for start, end in pairwise(_edges(span, here, inside))]
        around = [[p for p in here if p.span.contains(piece)] for piece in pieces]
        goes_on = self._going_on(pieces, around)
        for at, piece in enumerate(pieces):
            wanted = around[at]
            keep = 0
            while keep < len(stack) and stack[keep][0] in wanted:
                keep += 1
            for passage, opened in reversed(stack[keep:]):
                if passage.span.end <= piece.start and goes_on[at]:
                    made[opened] = replace(made[opened], ends=True)
                made.append(TextNode(kind="close", passage_id=passage.id))
            del stack[keep:]
            for passage in wanted:
                if all(passage is not open_one for open_one, _ in stack):
                    stack.append((passage, len(made)))
                    made.append(self._opening(passage, len(stack) - 1))
            made.append(self._text(piece, inside, wanted))
        made += (TextNode(kind="close", passage_id=passage.id) for passage, _ in reversed(stack))
        return made

    def _going_on(self, pieces: list[Span], around: list[list[AnchoredPassage]]) -> list[bool]:
        """Return for each piece whether words follow at its start that do not begin a passage.

        Then the end of a passage before them has to be shown: the number of the next one does not show it.
        """
        raw = self._index.source.text.raw
        found: list[bool] = []
        worded: list[AnchoredPassage] | None = None  # the passages around the next piece with words
        for piece, passages in zip(reversed(pieces), reversed(around), strict=True):
            if any(character.isalnum() for character in raw[piece.start : piece.end]):
                worded = passages
            begun = worded is not None and any(passage.span.start < piece.start for passage in worded)
            found.append(begun or worded == [])
        return found[::-1]

    def _opening(self, passage: AnchoredPassage, level: int) -> TextNode:
        first = passage.id not in self._opened
        self._opened.add(passage.id)
        return TextNode(
            kind="open",
            passage_id=passage.id,
            anchor=urls.passage_anchor(passage.id) if first else "",
            number=self._index.numbers[passage.id] if first else 0,
            level=level,
            answers=any(claim.answers or claim.rejects for claim in passage.record.claims),
            byline=_byline(self._index, passage) if first else "",
        )

    def _text(self, piece: Span, inside: list[Mention], wanted: list[AnchoredPassage]) -> TextNode:
        page, source = self._index.page, self._index.source
        covering = [m for m in inside if m.span.contains(piece)]
        innermost = min(covering, key=lambda m: (m.span.end - m.span.start, m.entity_id), default=None)
        entity: EntityRef | None = None
        href = ""
        if innermost is not None:
            entity = page.entity(innermost.entity_id)
            tagging = [p for p in wanted if innermost in p.mentions]
            closest = min(tagging, key=lambda p: (p.span.end - p.span.start, p.id))
            href = page.entity_at(innermost.entity_id, source.id, closest.id).href
        words = source.text.raw[piece.start : piece.end]
        return TextNode(kind="text", text=words, mention=entity, mention_href=href)


def _edges(span: Span, here: Iterable[AnchoredPassage], inside: Iterable[Mention]) -> list[int]:
    """Return where a stretch is cut: at the ends of its passages and mentions."""
    cuts = {span.start, span.end}
    for found in (*(p.span for p in here), *(m.span for m in inside)):
        cuts |= {max(found.start, span.start), min(found.end, span.end)}
    return sorted(cuts)


def _byline(index: SourceIndex, passage: AnchoredPassage) -> str:
    """Return who speaks in a passage, and where: what a preview shows below its words."""
    source = index.page.source(index.source)
    said = voices_text(index.page.corpus, passage.record.claims)
    where = f"{source.label}, {source.published_text}"
    return f"{said}, in {where}" if said else where


def margin_note(index: SourceIndex, passage: AnchoredPassage) -> MarginNote:
    """Return what is said of a passage beside the text."""
    page, source = index.page, index.source
    claims = page.claims(passage)
    return MarginNote(
        passage_id=passage.id,
        number=index.numbers[passage.id],
        href=f"#{urls.passage_anchor(passage.id)}",
        anchor="" if rights.may_show(source) else urls.passage_anchor(passage.id),
        voices=_voices(claims),
        asks=tuple(
            dict.fromkeys(
                NoteQuestion(text=answer.question, href=answer.href) for claim in claims for answer in claim.answers
            )
        ),
        claims=claims,
        relations=page.relations_in(passage),
        reports=page.reports_in(passage),
        entities=tuple(index.entities(passage)),
        note=page.notes(passage.record.note, source.record.references),
        edit=page.edit_passage(passage),
        cite=page.cite(passage),
    )


def _voices(claims: Iterable[ClaimView]) -> tuple[NoteVoice, ...]:
    """Put claims together by who makes them and passes them on, in order of their first one."""
    voices: dict[tuple[tuple[EntityRef, ...], tuple[EntityRef, ...]], list[ClaimView]] = {}
    for claim in claims:
        voices.setdefault((claim.speakers, claim.via), []).append(claim)
    return tuple(
        NoteVoice(
            speakers=speakers,
            via=via,
            kinds=tuple(dict.fromkeys(claim.type_label for claim in made)),
            figures=tuple(claim.figure for claim in made if claim.figure is not None),
        )
        for (speakers, via), made in voices.items()
    )
