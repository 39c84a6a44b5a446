"""The text of a source: kept as it is, searched in a normalised form, mapped back exactly.

Normalisation (of the text and of every quote alike): each run of white space, line ends and no-break
spaces among it, becomes one space. Nothing else is changed.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from build_tools.locations import Span

_SPACES = re.compile(r"\s+")
_ODD_SPACE = re.compile(r"[^\S\n\r\t ]")
BREAK = "\x00"
"""Stands in normalised text where lines that are not the article were taken out; no quote holds it."""


def normalise(text: str) -> str:
    """Return `text` with every run of white space as one space, and none at its ends."""
    return _SPACES.sub(" ", text).strip()


def parse_line_range(text: str) -> tuple[int, int]:
    """Return first and last line of a range such as `21-34` or `3`, 1-based and inclusive."""
    first, _, last = text.partition("-")
    return int(first), int(last or first)


@dataclass(frozen=True)
class SourceText:
    """The text of one source and what is computed from it once. Offsets are code points of `raw`."""

    file: str
    """Name of the file in seeds/."""
    raw: str
    """The file, decoded; line ends and a byte-order mark are kept."""
    sha256: str
    boilerplate: tuple[Span, ...] = ()
    """Whole lines that are not the article, sorted, not overlapping."""

    @cached_property
    def line_starts(self) -> array[int]:
        """Offset of the first character of each line."""
        starts = array("L", [0])
        starts.extend(match.end() for match in re.finditer(r"\r\n|\n|\r", self.raw))
        return starts

    def line_at(self, offset: int) -> int:
        """Return the 1-based line that holds `offset`."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> Span:
        """Return the span of a 1-based line, without its line end and a byte-order mark before it."""
        start = self.line_starts[line - 1] or int(self.raw.startswith("\ufeff"))
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.raw)
        return Span(start, start + len(self.raw[start:end].rstrip("\r\n")))

    @property
    def line_count(self) -> int:
        """Number of lines."""
        return len(self.line_starts)

    @cached_property
    def _mapped(self) -> tuple[str, array[int], array[int]]:
        """Normalised text of the article, and pairs of offsets at which the mapping changes.

        Between two breakpoints normalised and raw text run in step, so only runs of white space
        that shrink, and cuts, need an entry.
        """
        parts: list[str] = []
        at_normalised, at_raw = array("L"), array("L")
        length = 0
        for start, end in self._kept():
            if parts:
                parts.append(BREAK)
                length += 1
            at_normalised.append(length)
            at_raw.append(start)
            position = start
            for run in _SPACES.finditer(self.raw, start, end):
                parts.append(self.raw[position : run.start()])
                parts.append(" ")
                length += run.start() - position + 1
                position = run.end()
                if run.end() - run.start() > 1:
                    at_normalised.append(length)
                    at_raw.append(position)
            parts.append(self.raw[position:end])
            length += end - position
        return "".join(parts), at_normalised, at_raw

    def _kept(self) -> list[tuple[int, int]]:
        kept, position = [], 0
        for span in self.boilerplate:
            if span.start > position:
                kept.append((position, span.start))
            position = span.end
        if position < len(self.raw):
            kept.append((position, len(self.raw)))
        return kept

    @property
    def normalised(self) -> str:
        """The article, normalised; `BREAK` where other lines were taken out."""
        return self._mapped[0]

    @cached_property
    def article(self) -> str:
        """The raw text with `BREAK` for each character of other lines: offsets are those of `raw`."""
        parts, position = [], 0
        for span in self.boilerplate:
            parts += [self.raw[position : span.start], BREAK * (span.end - span.start)]
            position = span.end
        return "".join([*parts, self.raw[position:]])

    def to_raw(self, start: int, end: int) -> Span:
        """Return the raw span of a stretch of `normalised` that neither begins nor ends with a space."""
        return Span(self._raw_offset(start), self._raw_offset(end - 1) + 1)

    def to_normalised(self, offset: int) -> int:
        """Return the offset in `normalised` of a character of the article that is no white space."""
        _, at_normalised, at_raw = self._mapped
        index = bisect_right(at_raw, offset) - 1
        return at_normalised[index] + offset - at_raw[index]

    def _raw_offset(self, offset: int) -> int:
        _, at_normalised, at_raw = self._mapped
        index = bisect_right(at_normalised, offset) - 1
        return at_raw[index] + offset - at_normalised[index]

    def in_boilerplate(self, span: Span) -> bool:
        """Whether the span touches lines that are not the article."""
        return any(span.overlaps(other) for other in self.boilerplate)


def read_source_text(content: bytes, file: str, boilerplate_lines: tuple[str, ...] = ()) -> SourceText:
    """Decode a source. Raises UnicodeDecodeError if it is not UTF-8, ValueError for lines that do not exist."""
    bare = SourceText(file, content.decode("utf-8"), hashlib.sha256(content).hexdigest())
    ranges = sorted(parse_line_range(text) for text in boilerplate_lines)
    if not ranges:
        return bare
    spans: list[Span] = []
    for first, last in ranges:
        if last > bare.line_count:
            raise ValueError(f"the file has {bare.line_count} lines; there is no line {last}")
        start = bare.line_starts[first - 1]
        end = bare.line_starts[last] if last < bare.line_count else len(bare.raw)
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return SourceText(file, bare.raw, bare.sha256, tuple(spans))


def sentence_spans(text: str, start: int, language: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of a paragraph that begins at offset `start`.

    Together they cover the paragraph without gap; a text that the segmenter does not give back
    unchanged is one sentence.
    """
    pieces = _segments(text, language.split("-", maxsplit=1)[0]) if text.strip() else []
    if sum(map(len, pieces)) != len(text):
        return (Span(start, start + len(text)),)
    spans, position = [], start
    for piece in pieces:
        spans.append(Span(position, position + len(piece)))
        position += len(piece)
    return tuple(spans)


def _segments(text: str, language: str) -> list[str]:
    """Return the sentences that the segmenter finds, together as long as the text; none where it breaks down."""
    from sentencex import segment  # late: only pages need it

    # It panics over a letter, a no-break space and a full stop (`B\u00a0.`), so it is shown plain spaces.
    plain = _ODD_SPACE.sub(" ", text)
    try:
        pieces = list(segment(language, plain))
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # it is no Exception, and has no name that can be imported
            raise
        return []
    return pieces if "".join(pieces) == plain else []
