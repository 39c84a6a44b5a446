"""Whatever is done to a text, `reanchor` ends with a clean check or with something for a person, and the second run agrees."""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from build_tools.anchoring import settled_context
from build_tools.authoring import alignment
from build_tools.authoring.alignment import Alignment
from build_tools.locations import Span
from build_tools.pipeline import check
from build_tools.project import Project
from build_tools.rules import Level
from build_tools.sources import read_source_text
from tests.corpus_support import bytes_below, run, small_corpus, write_files

VOCABULARY = """the old mill by a river stood idle while growers of trees waited for water and nobody knew how long it
would last in summer Dorn Vale 12 40 twelve said over"""
WORDS = re.findall(r"\S+", VOCABULARY)


def sentence(rng: random.Random) -> str:
    """Return a sentence of words in any order."""
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 10)))
    return words[0].upper() + words[1:] + rng.choice("..!?")


def edited(text: str, rng: random.Random) -> str:
    """Return a text with one change: lines exchanged, joined, divided, gone or new; spaces; two letters exchanged."""
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    place = rng.randrange(len(text) - 1)
    changes = (
        lambda: lines.__setitem__(slice(None), [*lines[:one], lines[other], *lines[one:]]),
        lambda: lines.pop(one),
        lambda: lines.insert(one, sentence(rng)),
        lambda: lines.insert(one, lines.pop(other)),
    )
    kind = rng.randrange(8)
    if kind < len(changes):
        changes[kind]()
        return "\n".join(lines)
    return (
        text.replace(" ", "  ", rng.randint(1, 5)),
        text.replace("\n\n", rng.choice(["\n", " ", "\n\n\n"]), 1),
        text.replace(". ", ".\n", 1),
        text[:place] + text[place + 1] + text[place] + text[place + 2 :],
    )[kind - len(changes)]


def passages_of(text: str, boilerplate: tuple[str, ...], rng: random.Random) -> list[dict[str, Any]]:
    """Return passages that quote any stretches of the article, some with given words."""
    source = read_source_text(text.encode("utf-8"), "two.txt", boilerplate)
    words = [match.span() for match in re.finditer(r"\w+", text)]
    found = []
    for number in range(6):
        first = rng.randrange(len(words))
        span = Span(words[first][0], words[min(len(words) - 1, first + rng.randint(0, 12))][1])
        beside = None if source.in_boilerplate(span) else settled_context(span, source)
        if beside is not None:
            quote = " ".join(text[span.start : span.end].split())
            given = rng.choice(re.findall(r"\w+", quote))
            places = {"places": [{"weir": given}]} if rng.random() < 0.5 else {}
            found.append({"id": f"p-{number}", "quote": quote, **beside, **places})
    return found


@pytest.mark.parametrize("seed", range(24))
def test_any_change_of_a_text(seed: int, tmp_path: Path) -> None:
    """No change of a text breaks the command; where it ends with 0 the check is clean, and a second run changes nothing."""
    rng = random.Random(seed)
    text = (
        "\n\n".join(" ".join(sentence(rng) for _ in range(rng.randint(1, 4))) for _ in range(rng.randint(3, 7))) + "\n"
    )
    boilerplate = (str(rng.randint(1, text.count("\n"))),) * rng.choice([0, 1])
    record = {
        "file": "two.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "headline": "Two",
        "label": "Two",
        "outlet": "unknown",
        "published": "2031",
        "language": "en",
        "boilerplate": list(boilerplate),
        "rights": {"display": "full", "statement": "Free."},
    }
    passages = passages_of(text, boilerplate, rng) or [{"id": "first", "quote": text.split(" ")[0]}]
    new = {"seeds/two.txt": text, "annotations/sources/two.yml": record}
    write_files(tmp_path, small_corpus() | new | {"annotations/passages/two/all.yml": {"passages": passages}})
    corrected = text
    for _ in range(rng.randint(1, 4)):
        corrected = edited(corrected, rng)
    old = tmp_path / "old.txt"
    old.write_text(text, encoding="utf-8")
    (tmp_path / "seeds/two.txt").write_text(corrected, encoding="utf-8")
    command = ("reanchor", "two", "--root", tmp_path, "--old", old, "--write")
    first, written = run(*command), bytes_below(tmp_path)
    assert "nothing was written" not in first.err
    assert first.code == (1 if "left to you" in first.err else 0)
    if first.code == 0:
        assert [problem for problem in check(Project.at(tmp_path)).problems if problem.level is Level.ERROR] == []
    assert run(*command).code == first.code
    assert bytes_below(tmp_path) == written


@pytest.mark.parametrize(
    ("old", "new", "words", "expected"),
    [
        ("One two three. Four five six.", "Four five six. One two three.", "two three", "two three"),
        ("One two three. Four five six.", "One two\nthree.  Four five six.", "two three", "two\nthree"),
        ("The mill stood idle. It rained.", "The mill stood idel. It rained.", "stood idle", "stood idel"),
        ("Teh mill stood idle. It rained.", "The mill stood idle. It rained.", "Teh mill", "The mill"),
        ("The mill stood idle. It rained.", "It rained.", "The mill", None),
        ("The mill, idle, stood. It rained.", "It rained. The mill stood.", "mill, idle, stood", "mill stood"),
        ("وصل ٤٠ مزارعاً إلى القناة.", "وصل ٤٠ مزارعًا إلى القناة.", "مزارعاً إلى", "مزارعًا إلى"),
    ],
)
def test_where_words_stand_in_a_corrected_text(old: str, new: str, words: str, expected: str | None) -> None:
    """A stretch is found where it was moved to, with what it has become; what is gone is nowhere."""
    start = old.index(words)
    image = Alignment(old, new).image(Span(start, start + len(words)))
    assert (new[image.start : image.end] if image else None) == expected


def test_a_long_text_is_followed_sentence_by_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long to be compared as a whole is followed all the same, and what is far away is not looked at."""
    monkeypatch.setattr(alignment, "_MAX_MATCHED", 400)
    monkeypatch.setattr(alignment, "_MAX_COMPARED", 1_500)
    compared: list[str] = []
    real = fuzz.ratio

    def counted(one: str, other: str, **more: float) -> float:
        compared.append(one)
        return real(one, other, **more)

    monkeypatch.setattr(fuzz, "ratio", counted)
    old = "".join(f"The keeper of gate {n} wrote {n * 7919} letters about sluice {n}.\n" for n in range(300))
    new = old.replace("wrote", "writes")
    found = Alignment(old, new)
    at = old.index("wrote 1979750")
    image = found.image(Span(at, at + len("wrote 1979750")))
    assert image is not None
    assert new[image.start : image.end] == "writes 1979750"
    assert len(compared) < 4 * 1_500  # of 90 000 pairs; each pair that is taken is looked at again
