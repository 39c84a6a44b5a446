"""Finding quotes: the parts that cases do not show one by one."""

from __future__ import annotations

import random

import pytest
import yaml
from rapidfuzz import fuzz

from build_tools.anchoring import (
    Anchored,
    NotAnchored,
    anchor,
    find_all,
    nearest,
    nearest_passage,
    proposed,
    settling,
    word_diff,
    yaml_text,
)
from build_tools.sources import SourceText, normalise, read_source_text
from build_tools.yaml_reader import plain, read_yaml


def source_of(text: str, *boilerplate: str) -> SourceText:
    """Return a source with that text."""
    return read_source_text(text.encode(), "x.txt", boilerplate)


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [("aaa", "aa", [0, 1]), ("abab", "ab", [0, 2]), ("ab", "x", []), ("", "x", []), ("a", "a", [0])],
)
def test_every_occurrence_is_found(text: str, words: str, starts: list[int]) -> None:
    """Occurrences may overlap: a quote that overlaps itself is ambiguous, too."""
    assert find_all(text, words) == starts


def test_any_stretch_is_anchored_or_ambiguous() -> None:
    """A stretch of words is found where it stands if it stands there once; if not, all places are counted."""
    rng = random.Random(5)
    words = ["no", "yes", "maybe", "Ann", "left."]
    outcomes = set()
    for _ in range(300):
        text = "".join(rng.choice(words) + rng.choice([" ", "\n", "  ", "\u00a0"]) for _ in range(14))
        source = source_of(text)
        tokens = text.split()
        start = rng.randrange(len(tokens))
        quote = " ".join(tokens[start : start + rng.randrange(1, 5)])
        count = len(find_all(source.normalised, quote))
        result = anchor(quote, None, None, source)
        outcomes.add(type(result))
        if count == 1:
            assert isinstance(result, Anchored)
            assert normalise(source.raw[result.span.start : result.span.end]) == quote
        else:
            assert isinstance(result, NotAnchored)
            assert result.rule == "quote-ambiguous"
            assert f"stands there {count} times" in result.message
    assert outcomes == {Anchored, NotAnchored}


def test_proposed_lines_settle() -> None:
    """Each line that a message proposes, pasted into the passage, makes the quote stand in one place: the one named."""
    rng = random.Random(11)
    words = ["the", "man:", "“no”", '"yes"', "\\", "#", "12", "-", "left.", "تركيا", "'s"]
    pasted = 0
    for _ in range(200):
        text = " ".join(rng.choice(words) for _ in range(30))
        source = source_of(text)
        quote = rng.choice(words)
        starts = find_all(source.normalised, quote)
        for start in starts if len(starts) > 1 else []:
            line = settling(start, quote, starts, source.normalised)
            if line.startswith("quote more"):
                continue
            root, problems = read_yaml(line.encode(), "a.yml")
            assert problems == []
            assert root is not None
            context = plain(root)
            assert isinstance(context, dict)
            result = anchor(quote, context.get("prefix"), context.get("suffix"), source)
            assert isinstance(result, Anchored), (text, quote, line)
            assert result.span.start == start
            pasted += 1
    assert pasted > 300


@pytest.mark.parametrize(
    ("text", "quote", "line"),
    [
        ("old bridge, new bridge", "bridge", "prefix: old"),
        ("bridge over, bridge at", "bridge", "suffix: over,"),
        ("a bridge! a bridge?", "bridge", 'suffix: "! a"'),
        ("a bridge! bridge", "bridge", "prefix: a"),
        ("bridge! bridge?", "bridge", 'suffix: "! bridge?"'),
        ("bridge bridge?!", "bridge", 'suffix: "bridge?!"'),
        ("a bridge b, b bridge c", "bridge", "prefix: a"),
        ("long bridge b, b bridge c", "bridge", "suffix: b,"),
        ("x x", "x", "suffix: x"),
        ("a c x, b c x", "x", "prefix: a c"),
    ],
)
def test_shortest_line_settles(text: str, quote: str, line: str) -> None:
    """The shortest run of whole words is proposed; of two as short, the prefix."""
    starts = find_all(text, quote)
    assert settling(starts[0], quote, starts, text) == line


@pytest.mark.parametrize(
    "text", ["plain", "two words", "“a”, b", "a: b", "a #b", "- a", "12", "1.5", '"', "\\", "'", "@a", "#", "a'b", "é…"]
)
def test_yaml_text_is_yaml(text: str) -> None:
    """A text put into a hint is read back as that text."""
    root, problems = read_yaml(f"prefix: {yaml_text(text)}".encode(), "a.yml")
    assert problems == []
    assert root is not None
    assert plain(root) == {"prefix": text}
    assert yaml.safe_load(f"- {yaml_text(text)}") == [text]


@pytest.mark.parametrize(
    ("mine", "theirs", "diff"),
    [
        ("same words", "same words", "same words"),
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("a b", "a b c", "a b{+ c+}"),
        ("a b c", "a c", "a [-b -]c"),
        ("it’s", "it's", "it[-’-]{+'+}s"),
        ("", "x", "{+x+}"),
    ],
)
def test_word_diff(mine: str, theirs: str, diff: str) -> None:
    """A diff shows the source's words with what differs marked, word by word and mark by mark."""
    assert word_diff(mine, theirs) == diff


NOTICE = (
    "Its pump broke on 11 April. Ada Brook, clerk of the council, said that 42 households draw water from the Old Well. "
    "“The Well Rules hold for everybody,” she said. “Nobody may fill more than two cans an hour.” "
    "The council asks everybody to close the lid after use."
)


@pytest.mark.parametrize(
    ("quote", "meant"),
    [
        (
            "Ada Brook, clerk of the council: yes, said that 42 households draw water from the Old Well.",
            "Ada Brook, clerk of the council, said that 42 households draw water from the Old Well.",
        ),
        (
            ": The council asks everybody to close the lid after use.",
            "The council asks everybody to close the lid after use.",
        ),
        (
            '“The Well Rules hold for everybody,” she said: "so". “Nobody may fill more than two cans an hour.”',
            "“The Well Rules hold for everybody,” she said. “Nobody may fill more than two cans an hour.”",
        ),
        # What is replaced at an end is no neighbour: a mark, a word with a slip, two words written as one.
        (
            '"Nobody may fill more then two cans an hour."',
            "“Nobody may fill more than two cans an hour.”",
        ),
        (
            "Bda Brook, clerk of the council, said that 42 households draw water from the OldWell.",
            "Ada Brook, clerk of the council, said that 42 households draw water from the Old Well.",
        ),
        # Words are missing: the stretch is longer than the quote.
        (
            "Ada Brook, clerk of the council, said that households draw from the Old Well.",
            "Ada Brook, clerk of the council, said that 42 households draw water from the Old Well.",
        ),
    ],
)
def test_proposed_passage_ends_where_the_quote_does(quote: str, meant: str) -> None:
    """Words too many or too few in a quote bring no neighbouring words into the proposal, and cost it no end."""
    source = source_of(NOTICE)
    assert proposed(nearest(quote, source), quote, source) == meant
    assert meant in NOTICE


@pytest.mark.parametrize(
    ("text", "quote", "line"),
    [
        ("one\ntwo\nthe quick brown fox\nfour", "the quik brown fox", 3),
        ("the quick brown fox\r\nfour", "the quick brown fix", 1),
        ("\n\n\n   the quick brown fox", "The quick brown fox", 4),
    ],
)
def test_nearest_passage_names_its_line(text: str, quote: str, line: int) -> None:
    """The nearest passage is named by its line in the file, and shown in whole words."""
    hint = nearest_passage(quote, source_of(text))
    assert hint.startswith(f"the nearest passage is on line {line} ")
    assert "quick" in hint
    assert "brown" in hint


def test_long_quote_is_not_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote too long to be proposed is found, but its ends are not looked at word by word."""
    text = " ".join(f"word{n}" for n in range(400))
    quote = text.replace("word200 ", "other words in the midst ")
    monkeypatch.setattr(fuzz, "ratio", None)
    found = nearest(quote, source_of(text))
    assert found is not None
    assert proposed(found, quote, source_of(text)) == ""


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", "\ufeff", "completely different"])
@pytest.mark.parametrize("boilerplate", [(), ("1",)])
def test_tiny_sources(text: str, boilerplate: tuple[str, ...]) -> None:
    """A quote is missing from sources with next to nothing in them, without an exception."""
    result = anchor("the quick brown fox", None, None, source_of(text, *boilerplate))
    assert isinstance(result, NotAnchored)
    assert result.rule == "quote-not-found"


def test_hint_is_fit_for_a_terminal() -> None:
    """What a source holds of control characters does not reach a message raw."""
    result = anchor("the quick brown fix", None, None, source_of("the quick\x1b[31m brown\u202e fox"))
    assert isinstance(result, NotAnchored)
    assert "quick" in result.hint
    assert "\x1b" not in result.hint
    assert "\u202e" not in result.hint
