"""On copies of the real annotations: their sources are corrected, and everything that quotes them follows or is told."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from build_tools.characters import quoted
from build_tools.corpus import Corpus, CorpusSource
from build_tools.editing.yaml_file import YamlFile
from build_tools.locations import Span
from build_tools.pipeline import check
from build_tools.project import Project
from tests.corpus_support import REPOSITORY, Run, bytes_below, run
from tests.live_copy import copy_live

SOURCES = sorted(path.stem for path in (REPOSITORY / "annotations/sources").glob("*.yml"))


def corpus_in(root: Path) -> Corpus:
    """Return the corpus below a folder, which must be without a fault."""
    checked = check(Project.at(root))
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]


def with_slip(corpus: Corpus, source: CorpusSource) -> str:
    """Return the text of a source with two letters exchanged in a word of a passage.

    The word is in no mention and stands in the corpus once, so that it may be taken for a slip of the old text.
    """
    counts = Counter(word for other in corpus.sources.values() for word in words_of(other.text.raw))
    mentions = [mention.span for passage in source.passages for mention in passage.mentions]
    raw = source.text.raw
    for match in re.finditer(r"(?<![\w’-])[a-z]{9,}(?![\w’-])", raw):
        span = Span(match.start(), match.end())
        middle = span.start + 4
        if (
            counts[match[0]] == 1
            and raw[middle] != raw[middle + 1]
            and any(passage.span.contains(span) for passage in source.passages)
            and not any(mention.overlaps(span) for mention in mentions)
        ):
            return raw[:middle] + raw[middle + 1] + raw[middle] + raw[middle + 2 :]
    raise AssertionError(f"{source.id} has no word that stands once")


def rearranged(text: str) -> str:
    """Return a text with its second longer paragraph behind the third, and other white space."""
    lines = text.split("\n")
    longer = [number for number, line in enumerate(lines) if len(line) > 200]
    lines[longer[1]], lines[longer[2]] = lines[longer[2]], lines[longer[1]]
    return "\n".join(line.replace(", ", ",  ", 1) for line in lines) + "\n"


def remarks_in(root: Path) -> Counter[str]:
    """Return the lines of the annotations that are remarks."""
    return Counter(
        line.strip()
        for path in sorted((root / "annotations").rglob("*.yml"))
        for line in path.read_text("utf-8").splitlines()
        if line.lstrip().startswith("#")
    )


def said(corpus: Corpus, source_id: str) -> list[Any]:
    """Return what the passages of a source say beside their words: everything that a correction must leave alone."""
    return [
        (
            passage.id,
            [mention.entity_id for mention in passage.mentions],
            passage.record.claims,
            passage.record.relations,
            passage.record.provisions,
            passage.record.note,
        )
        for passage in sorted(corpus.sources[source_id].passages, key=lambda passage: passage.id)
    ]


def reanchor(root: Path, source_id: str, text: Path, *more: str) -> Run:
    """Run the command."""
    return run("reanchor", source_id, "--root", root, "--text", text, *more)


def test_corrected_sources(tmp_path: Path) -> None:
    """White space, a slip of the pen and a moved paragraph in each source: every quote follows, nothing else changes,
    the check is clean, remarks are kept, and a second run has nothing to do.
    """
    root = copy_live(tmp_path / "live", passes=True)
    before = corpus_in(root)
    remarks = remarks_in(root)
    for source_id, source in before.sources.items():
        corrected = tmp_path / f"{source_id}.txt"
        corrected.write_bytes(rearranged(with_slip(before, source)).encode("utf-8"))
        ended = reanchor(root, source_id, corrected, "--write")
        assert ended.code == 0, ended.err
    after = corpus_in(root)
    for source_id in before.sources:
        assert said(after, source_id) == said(before, source_id)
        assert after.sources[source_id].text.raw == (tmp_path / f"{source_id}.txt").read_bytes().decode("utf-8")
    assert remarks_in(root) == remarks
    changed = bytes_below(root)
    for source_id in before.sources:
        ended = reanchor(root, source_id, tmp_path / f"{source_id}.txt", "--write")
        assert (ended.code, ended.out) == (0, "")
        assert "there is nothing to do" in ended.err
    assert bytes_below(root) == changed


def test_numbers_and_names_are_left_to_a_person(tmp_path: Path) -> None:
    """Where a digit and a name of a record are other, their passages are told and stay as they are.

    Once somebody has mended them, the same command ends the work.
    """
    root = copy_live(tmp_path / "live")
    before = corpus_in(root)
    source = next(source for source in before.sources.values() if any(map(numbered, source.passages)))
    passage = next(filter(numbered, source.passages))
    raw = source.text.raw
    digit = next(place for place in range(passage.span.start, passage.span.end) if raw[place].isdecimal())
    other = next(
        mention.span
        for found in source.passages
        for mention in found.mentions
        if not found.span.overlaps(passage.span)
        and raw[mention.span.start : mention.span.end] == before.entities[mention.entity_id].record.name
    )
    new = raw[:digit] + str((int(raw[digit]) + 1) % 10) + raw[digit + 1 :]
    new = new[: other.end - 1] + ("x" if new[other.end - 1] != "x" else "z") + new[other.end :]
    touched = {
        found.id
        for found in source.passages
        if found.span.overlaps(Span(digit, digit + 1)) or found.span.overlaps(other)
    }
    old_file, seed = tmp_path / "old.txt", root / "seeds" / source.text.file
    old_file.write_bytes(seed.read_bytes())
    seed.write_bytes(new.encode("utf-8"))
    files = bytes_below(root)
    ended = run("reanchor", source.id, "--root", root, "--old", old_file, "--write")
    assert ended.code == 1
    for shown in (quoted(passage.record.quote, 600), quoted(new[passage.span.start : passage.span.end], 600)):
        assert shown in ended.err
    told = set(re.findall(r"left to you: passage '([^']+)': (?:digits|names of records) differ", ended.err))
    assert told == touched
    assert bytes_below(root) == files, "nothing else changed, and what is left to a person is left"
    assert {problem.rule for problem in check(Project.at(root)).problems} >= {"source-changed", "quote-not-found"}
    for path in sorted((root / "annotations/passages" / source.id).glob("*.yml")):
        mend(path, raw, new)
    ended = run("reanchor", source.id, "--root", root, "--old", old_file, "--write")
    assert ended.code == 0, ended.err
    left = {problem.rule for problem in check(Project.at(root)).problems}
    assert not left & {"source-changed", "quote-not-found", "quote-ambiguous", "quote-context"}
    assert (
        hashlib.sha256(new.encode("utf-8")).hexdigest() in (root / f"annotations/sources/{source.id}.yml").read_text()
    )


def numbered(passage: Any) -> bool:
    """Whether the quote of a passage has a digit and a claim."""
    return bool(re.search(r"\d", passage.record.quote)) and bool(passage.record.claims)


def mend(path: Path, old: str, new: str) -> None:
    """Give each quote of a file the letters of the new text, which are as many as those of the old one."""
    file = YamlFile(path.read_bytes(), path.name)
    plain_old, plain_new = (re.sub(r"\s+", " ", text) for text in (old, new))
    for index, item in enumerate(file.values["passages"]):
        quote = " ".join(item["quote"].split())
        start = plain_old.find(quote)
        if plain_new.find(quote) < 0 <= start:
            file.set_text(("passages", index, "quote"), plain_new[start : start + len(quote)])
    path.write_bytes(file.result())


class Killed(BaseException):
    """The process was ended."""


def test_a_kill_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended after any of its operations on files, the same command run again gives the bytes of a run that was not."""
    live = corpus_in(REPOSITORY)
    source_id = min(SOURCES, key=lambda name: len(live.sources[name].passages))
    corrected = tmp_path / "corrected.txt"
    corrected.write_bytes(rearranged(with_slip(live, live.sources[source_id])).encode("utf-8"))
    whole = copy_live(tmp_path / "whole")
    assert reanchor(whole, source_id, corrected, "--write").code == 0
    expected = bytes_below(whole)
    operations = 0
    left = [0]
    replace, unlink = Path.replace, Path.unlink

    def counted(original: Any) -> Any:
        def operation(self: Path, *args: Any, **kwargs: Any) -> Any:
            if "live" in self.parts:
                if left[0] == 0:
                    raise Killed
                left[0] -= 1
            return original(self, *args, **kwargs)

        return operation

    while True:
        root = copy_live(tmp_path / f"{operations}" / "live")
        left[0] = operations
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", counted(replace))
            patch.setattr(Path, "unlink", counted(unlink))
            try:
                reanchor(root, source_id, corrected, "--write")
                break
            except Killed:
                pass
        operations += 1
        assert reanchor(root, source_id, corrected, "--write").code == 0
        assert {name: body for name, body in bytes_below(root).items() if not name.endswith(".part")} == expected
    assert operations > 4
