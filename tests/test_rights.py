"""What may be shown of a source, under each of the three displays."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools import rights
from build_tools.corpus import CorpusSource
from build_tools.locations import Span
from tests.core_support import check_files

TEXT = """\
Headline of the letter

First sentence. Second sentence. Third sentence.
Mr. Lee left. Nobody saw him. He came back.
Share this letter
Last sentence alone.
"""


def letter(root: Path, display: str, *quotes: str, text: str = TEXT) -> CorpusSource:
    """Return the letter with that text and display, and a passage for each quote."""
    passages = "passages:\n" + "".join(f"  - id: p-{i}\n    quote: {quote}\n" for i, quote in enumerate(quotes))
    record = f"""\
file: letter.txt
sha256: {{sha256 of seeds/letter.txt}}
headline: A letter
label: Letter
outlet: unknown
published: 2001-05-06
language: en
boilerplate: [5]
rights: {{display: {display}, statement: For tests.}}
"""
    files = {"seeds/letter.txt": text, "annotations/sources/letter.yml": record}
    files |= {"annotations/passages/letter/a.yml": passages} if quotes else {}
    checked = check_files(root, files)
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus.sources["letter"]


def words(source: CorpusSource, spans: tuple[Span, ...] | list[Span]) -> list[str]:
    """Return what stands in the spans."""
    return [source.text.raw[span.start : span.end] for span in spans]


def test_full_shows_the_article(tmp_path: Path) -> None:
    """All of the article, line by line; not the lines that are not the article, passages or none."""
    source = letter(tmp_path, "full", "Second sentence.")
    assert rights.may_show(source)
    assert words(source, rights.shown_spans(source)) == [
        "Headline of the letter",
        "First sentence. Second sentence. Third sentence.",
        "Mr. Lee left. Nobody saw him. He came back.",
        "Last sentence alone.",
    ]


@pytest.mark.parametrize(
    ("quotes", "shown"),
    [
        ([], []),
        (["Second"], ["Second sentence. "]),
        (["sentence. Second"], ["First sentence. Second sentence. "]),
        (["First", "Third"], ["First sentence. ", "Third sentence."]),
        (["First", "Second sentence", "Third"], ["First sentence. Second sentence. Third sentence."]),
        (["Lee left"], ["Mr. Lee left. "]),
        (["Third sentence. Mr. Lee"], ["Third sentence.", "Mr. Lee left. "]),
        (["He came back.", "Last"], ["He came back.", "Last sentence alone."]),
        (["First", "First sentence"], ["First sentence. "]),
        (["Headline"], ["Headline of the letter"]),
    ],
)
def test_excerpts_show_sentences_with_passages(tmp_path: Path, quotes: list[str], shown: list[str]) -> None:
    """The sentences that hold a passage and no other, in reading order; neighbours are joined within their line."""
    source = letter(tmp_path, "excerpts", *quotes)
    assert words(source, rights.shown_spans(source)) == shown


def test_none_shows_nothing(tmp_path: Path) -> None:
    """A withheld source shows no word, whatever is annotated."""
    source = letter(tmp_path, "none", "Second", "Last sentence alone.")
    assert not rights.may_show(source)
    assert rights.shown_spans(source) == ()


def test_every_passage_of_excerpts_is_shown(tmp_path: Path) -> None:
    """What is shown covers each passage, white space at line ends aside, and never touches other lines."""
    source = letter(tmp_path, "excerpts", "sentence. Third sentence. Mr. Lee left.", "alone")
    shown = rights.shown_spans(source)
    for passage in source.passages:
        for offset in range(passage.span.start, passage.span.end):
            inside = any(span.start <= offset < span.end for span in shown)
            assert inside or source.text.raw[offset].isspace()
    assert all(one.end < two.start for one, two in zip(shown, shown[1:], strict=False))
    assert not any(source.text.in_boilerplate(span) for span in shown)


@pytest.mark.parametrize(
    ("quote", "context"),
    [
        ("Second", "Second sentence. "),
        ("Second sentence.", "Second sentence. "),
        ("sentence. Third", "Second sentence. Third sentence."),
        ("Third sentence. Mr. Lee", "Third sentence.\nMr. Lee left. "),
        ("Headline of", "Headline of the letter"),
        ("alone.", "Last sentence alone."),
    ],
)
def test_context_is_whole_sentences(tmp_path: Path, quote: str, context: str) -> None:
    """A passage is shown in its sentence, or from the first of its sentences to the last."""
    source = letter(tmp_path, "excerpts", quote)
    assert words(source, [rights.context_span(source, source.passages[0].span)]) == [context]


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 9), (2, 4), (5, 10)], [(0, 10)]),
        ([(0, 1), (0, 1)], [(0, 1)]),
    ],
)
def test_merge(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    """Spans that touch or overlap are joined, in order."""
    assert rights.merge([Span(*span) for span in spans]) == [Span(*span) for span in merged]


@pytest.mark.parametrize("display", ["full", "excerpts"])
def test_windows_line_ends_and_blank_lines(tmp_path: Path, display: str) -> None:
    """Line ends, blank lines and a byte-order mark are never shown as text."""
    text = "\ufeff\r\n One.\r\n\u00a0\r\n \t\r\nShare\r\nTwo.\r\n"
    source = letter(tmp_path, display, "One.", "Two.", text=text)
    assert words(source, rights.shown_spans(source)) == [" One.", "Two."]
