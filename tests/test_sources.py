"""The text of a source: lines, normalised form, and the way back from it to the raw text."""

from __future__ import annotations

import hashlib
import random

import pytest

from build_tools.locations import Span
from build_tools.sources import BREAK, SourceText, normalise, parse_line_range, read_source_text, sentence_spans

SPACES = [
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u202f",
    "\u3000",
    " \u00a0\n\t ",
    "\r",
    "\u2028",
    "\x85",
    "\x0c",
]
WORDS = [
    "a",
    "Ann",
    "Lee’s",
    "é",
    "e\u0301",
    "😀",
    "𐤀𐤁",
    "تركيا",
    "می‌خواهم",
    "12,000",
    "\ufeff",
    "\u200f",
    "—",
    "\u202e",
    "\x00",
]


def random_source(rng: random.Random) -> SourceText:
    """Return a source of random words and white space, with random lines that are not the article."""
    text = "".join(rng.choice(WORDS) + rng.choice(["", *SPACES]) for _ in range(rng.randrange(1, 40)))
    text = rng.choice(["", *SPACES]) + text
    lines = read_source_text(text.encode(), "x.txt").line_count
    picked = rng.sample(range(1, lines + 1), rng.randrange(min(lines, 4)))
    return read_source_text(text.encode(), "x.txt", tuple(str(line) for line in picked))


def test_normalised_and_back() -> None:
    """Any stretch of the normalised text leads back to a raw stretch that normalises to it and lies in the article."""
    rng = random.Random(20200217)
    checked = 0
    for _ in range(400):
        source = random_source(rng)
        text = source.normalised
        for _ in range(12):
            start = rng.randrange(len(text)) if text else 0
            end = rng.randrange(start, len(text)) + 1 if text else 0
            words = text[start:end]
            if not words or words != words.strip(" ") or BREAK in words:
                continue
            span = source.to_raw(start, end)
            assert normalise(source.raw[span.start : span.end]) == words
            assert not source.raw[span.start].isspace()
            assert not source.raw[span.end - 1].isspace()
            assert not source.in_boilerplate(span)
            checked += 1
    assert checked > 1_000


def test_normalised_text_is_that_of_the_kept_lines() -> None:
    """The normalised article is what normalising each kept stretch gives, with a break between them."""
    rng = random.Random(7)
    for _ in range(300):
        source = random_source(rng)
        kept, position = [], 0
        for span in [*source.boilerplate, Span(len(source.raw), len(source.raw))]:
            if span.start > position:
                kept.append(source.raw[position : span.start])
            position = span.end
        found = [normalise(part) for part in source.normalised.split(BREAK)]
        assert found == [part for text in kept for part in map(normalise, text.split(BREAK))] or not kept


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("a b", "a b"),
        ("  a \t\n b  ", "a b"),
        ("a\u00a0\u202fb", "a b"),
        ("a\r\n\r\nb", "a b"),
        ("a\u200bb", "a\u200bb"),
        ("“a” — ‘b’…", "“a” — ‘b’…"),
        ("e\u0301 ﬁ ½", "e\u0301 ﬁ ½"),
        ("A-b", "A-b"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_normalise(text: str, normalised: str) -> None:
    """Runs of white space become one space and nothing else changes: no quotation mark, dash, accent or case."""
    assert normalise(text) == normalised


def test_digest_is_of_the_bytes() -> None:
    """The digest is that of the file as it lies on disk, byte-order mark and line ends included."""
    content = b"\xef\xbb\xbfa\r\nb"
    source = read_source_text(content, "x.txt")
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.raw == "\ufeffa\r\nb"


@pytest.mark.parametrize(
    "text", ["one\ntwo\n\nfour", "one\r\ntwo\r\n\r\nfour", "one\rtwo\r\rfour", "one\ntwo\r\n\rfour"]
)
def test_lines(text: str) -> None:
    """Lines end with any of the three line ends, which belong to no line's span."""
    source = read_source_text(text.encode(), "x.txt")
    spans = [source.line_span(line) for line in range(1, source.line_count + 1)]
    assert [text[span.start : span.end] for span in spans] == ["one", "two", "", "four"]
    assert [source.line_at(span.start) for span in spans] == [1, 2, 3, 4]
    assert [source.line_at(span.end) for span in spans] == [1, 2, 3, 4]
    assert source.line_at(len(text) - 1) == 4


@pytest.mark.parametrize(
    ("ranges", "article"),
    [
        ((), "a b c d"),
        (("1",), "b c d"),
        (("4",), "a b c "),
        (("2-3",), f"a {BREAK}d"),
        (("3", "1"), f"b {BREAK}d"),
        (("1-2", "2-3"), "d"),
        (("2-3", "1-4"), ""),
        (("2", "2"), f"a {BREAK}c d"),
    ],
)
def test_boilerplate(ranges: tuple[str, ...], article: str) -> None:
    """Lines that are not the article are cut, in any order, overlapping or not."""
    assert read_source_text(b"a\nb\nc\nd", "x.txt", ranges).normalised == article


def test_boilerplate_is_touched_by_its_line_end() -> None:
    """A span that shares one character with a line that is not the article is in it; one beside it is not."""
    source = read_source_text(b"aa\nbb\ncc", "x.txt", ("2",))
    touched = [i for i in range(8) if source.in_boilerplate(Span(i, i + 1))]
    assert touched == [3, 4, 5]
    assert source.in_boilerplate(Span(0, 8))


@pytest.mark.parametrize(("text", "range_"), [("3", (3, 3)), ("21-34", (21, 34)), ("5-5", (5, 5))])
def test_line_range(text: str, range_: tuple[int, int]) -> None:
    """A range is inclusive; a single line is a range of one."""
    assert parse_line_range(text) == range_


def test_lines_that_do_not_exist() -> None:
    """Lines beyond the end are a ValueError that counts the lines."""
    with pytest.raises(ValueError, match="the file has 2 lines; there is no line 3"):
        read_source_text(b"a\nb", "x.txt", ("2-3",))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One. ", "Two? ", "Three!"]),
        ("Mr. Smith came. He left.", ["Mr. Smith came. ", "He left."]),
        ("No end", ["No end"]),
        ("   ", ["   "]),
        ("Plan B\u00a0. Plan\u202fC\u3000. End", ["Plan B\u00a0. Plan\u202fC\u3000. End"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Sentences cover the paragraph without gap, at its offset."""
    spans = sentence_spans(text, 100, "en")
    assert [text[span.start - 100 : span.end - 100] for span in spans] == sentences
    assert spans[0].start == 100
    assert spans[-1].end == 100 + len(text)


def test_sentences_of_any_text_cover_it() -> None:
    """Whatever the segmenter makes of a text and language, the spans are a partition of it."""
    rng = random.Random(3)
    for _ in range(100):
        text = "".join(rng.choice(WORDS) + rng.choice(["", ". ", "! ", *SPACES]) for _ in range(12))
        spans = sentence_spans(text, 0, rng.choice(["en", "ar", "ru", "zz", "pt-BR"]))
        assert "".join(text[span.start : span.end] for span in spans) == text
        assert all(one.end == two.start for one, two in zip(spans, spans[1:], strict=False))
