"""Text fragments: that they pick the passage and nothing before it, and that they are encoded."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from build_tools import pipeline
from build_tools.citations.publisher import publisher_link
from build_tools.locations import Span
from build_tools.project import Project
from build_tools.text_fragments import Fragment, fragment_for, link, picked
from tests.corpus_support import PROJECTS

TEXT = (
    "The sluice was closed. The board said: the sluice was closed on Sunday, and the sluice was closed for good. "
    "A well-known man - one, two & three - said that nobody had seen it before, that nobody would see it again, and that "
    "this was all there was to say. Reclosed."
)


def span_of(words: str, after: str = "") -> Span:
    """Return where words stand behind others."""
    start = TEXT.index(words, TEXT.index(after))
    return Span(start, start + len(words))


def made(words: str, after: str = "") -> Fragment | None:
    """Return the fragment for words, with all of the text as neighbours."""
    span = span_of(words, after)
    return fragment_for(TEXT, (span,), Span(0, span.start), Span(span.end, len(TEXT)))


@pytest.mark.parametrize(
    ("words", "after", "expected"),
    [
        ("The sluice was closed", "", "text=The%20sluice%20was%20closed"),
        ("the sluice was closed", "said", "text=said%3A-,the%20sluice%20was%20closed"),
        ("sluice was closed", "and", "text=sluice%20was%20closed,-for"),
        ("A well-known man - one, two & three", "", "text=A%20well%2Dknown%20man%20%2D%20one%2C%20two%20%26%20three"),
        (
            "said that nobody had seen it before, that nobody would see it again",
            "",
            "text=said%20that%20nobody%20had,would%20see%20it%20again",
        ),
        ("closed", "Reclosed", None),
    ],
)
def test_a_fragment_picks_its_words(words: str, after: str, expected: str | None) -> None:
    """A short quotation is whole, a long one has its ends, and neighbours are given only where they are needed."""
    span = span_of(words, after)
    fragment = made(words, after)
    assert (str(fragment) if fragment else None) == expected
    if fragment:
        assert picked(TEXT, fragment) == span


def test_whole_words_alone_are_picked() -> None:
    """What stands inside another word is passed over, as browsers do it; capitals do not count."""
    assert picked("Reclosed. CLOSED now", Fragment("closed")) == Span(10, 16)
    assert picked("Reclosed", Fragment("closed")) is None


def test_no_end_of_a_fragment_crosses_a_line() -> None:
    """A passage that goes on in the next line is picked by words of its first line and words of its last one."""
    text = "One two three. Four five six seven eight nine. Ten."
    lines = (Span(4, 14), Span(15, 46))
    assert fragment_for(text, lines, Span(0, 4), Span(46, 51)) == Fragment("two three.", "six seven eight nine.")


def test_an_end_is_the_first_behind_the_beginning() -> None:
    """Between beginning and end lies as little as can be."""
    assert picked("a b c a d c", Fragment("a", "c")) == Span(0, 5)
    assert picked("a b c a d c", Fragment("a", "c", prefix="c")) == Span(6, 11)
    assert picked("a b x. a b y.", Fragment("a b", suffix="y")) == Span(7, 10)
    assert picked("a b", Fragment("a", "c")) is None


def test_a_fragment_goes_behind_one_that_is_there() -> None:
    """An address that has a part of its own keeps it."""
    assert link("https://example.org/x", Fragment("a")) == "https://example.org/x#:~:text=a"
    assert link("https://example.org/x#top", Fragment("a")) == "https://example.org/x#top:~:text=a"


def test_passages_of_a_corpus_lead_to_their_publisher() -> None:
    """A passage of a source with an address has a link that begins with its words, unless nothing beside it tells it apart."""
    corpus = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert corpus is not None
    bare = []
    for source in corpus.sources.values():
        for passage in source.passages:
            address = publisher_link(source, passage)
            if not source.record.url:
                assert address == ""
                continue
            page, _, fragment = address.partition("#:~:text=")
            assert page == source.record.url
            if not fragment:
                bare.append(passage.id)
                continue
            parts = [unquote(part) for part in fragment.split(",")]
            words = " ".join(source.text.raw[passage.span.start : passage.span.end].split())
            starts = [part for part in parts if words.startswith(part)]
            assert starts, (passage.key, address)
    assert bare == ["talks-again"], "a sentence that stands there twice"
    assert publisher_link(corpus.sources["courrier-canal"], corpus.sources["courrier-canal"].passages[0]) == ""


def test_words_that_are_not_shown_are_not_in_a_link() -> None:
    """Even if an address is known, a withheld passage has no link, and neighbours come from shown sentences alone."""
    from dataclasses import replace

    corpus = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert corpus is not None
    source = corpus.sources["courrier-canal"]
    record = source.record.model_copy(update={"url": "https://example.org/c"})
    addressed = replace(source, located=replace(source.located, record=record))
    assert publisher_link(addressed, addressed.passages[0]) == ""
