"""Links to the words of a passage where they were published, on a page that is not ours."""

from __future__ import annotations

from build_tools import rights, text_fragments
from build_tools.corpus import AnchoredPassage, CorpusSource
from build_tools.locations import Span


def publisher_link(source: CorpusSource, passage: AnchoredPassage) -> str:
    """Return the address of a passage on the publisher's page, else on an archived copy; "" where none is known.

    It has a browser scroll to the words, unless they are ones that it would not find. For words that may not be shown
    there is none: the link itself would spell them.
    """
    address = source.record.url or source.record.archive_url
    if not address or not rights.may_show(source):
        return ""
    lines = tuple(_normalised(source, line) for line in _lines(source, passage.span))
    here = Span(lines[0].start, lines[-1].end)
    # Neighbours come from the sentences of the passage, which are shown anyway: a link publishes them.
    around = _normalised(source, rights.context_span(source, passage.span))
    fragment = text_fragments.fragment_for(
        source.text.normalised,
        lines,
        Span(min(around.start, here.start), here.start),
        Span(here.end, max(around.end, here.end)),
    )
    return text_fragments.link(address, fragment) if fragment else address


def _lines(source: CorpusSource, span: Span) -> list[Span]:
    """Return the parts of a span that stand on different lines of the article, without those that are blank."""
    text = source.text
    numbers = range(text.line_at(span.start), text.line_at(span.end - 1) + 1)
    parts = [text.line_span(number) for number in numbers]
    inside = [Span(max(part.start, span.start), min(part.end, span.end)) for part in parts]
    return [part for part in inside if part.start < part.end and text.raw[part.start : part.end].strip()]


def _normalised(source: CorpusSource, span: Span) -> Span:
    """Return a span of the raw text as one of the normalised text, without white space at its ends."""
    words = source.text.raw[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(source.text.to_normalised(start), source.text.to_normalised(end - 1) + 1)
