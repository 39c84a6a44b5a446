"""Additions: what was added to the corpus on which day, as far as its files say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools import urls
from build_tools.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A source, a question, or a file of passages that was added."""

    day: str
    """`YYYY-MM-DD`."""
    kind: str
    """`source`, `question` or `passages`."""
    title: str
    """Headline, question, or how many passages of which source."""
    language: str
    """Of the title."""
    file: str
    """Path of its file in the repository."""
    page: str
    """Path below docs/ of the page to look at."""
    anchor: str


def additions(corpus: Corpus) -> tuple[Addition, ...]:
    """Return everything that says when it was added, the latest first; sources, then questions, then passages."""
    order = {"source": 0, "question": 1, "passages": 2}
    found = sorted(_found(corpus), key=lambda one: (order[one.kind], one.file))
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def _found(corpus: Corpus) -> Iterator[Addition]:
    language = corpus.record.record.language
    for source in corpus.sources.values():
        if source.record.added:
            yield Addition(
                day=source.record.added,
                kind="source",
                title=source.record.headline,
                language=source.record.language,
                file=source.located.file,
                page=urls.source_page(source.id),
                anchor="",
            )
    for question_id, located in corpus.questions.items():
        if located.record.added:
            yield Addition(
                day=located.record.added,
                kind="question",
                title=located.record.question,
                language=language,
                file=located.file,
                page=urls.question_page(question_id),
                anchor="",
            )
    for source in corpus.sources.values():
        files: dict[str, list[str]] = {}
        for passage in source.passages:
            files.setdefault(passage.located.file, []).append(passage.id)
        for file, passages in files.items():
            if file in corpus.added:
                counted = f"{len(passages)} passage" + ("" if len(passages) == 1 else "s")
                yield Addition(
                    day=corpus.added[file],
                    kind="passages",
                    title=f"{counted} of {source.record.label}",
                    language=language,
                    file=file,
                    page=urls.source_page(source.id),
                    anchor=urls.passage_anchor(passages[0]),
                )


def as_of(corpus: Corpus) -> str:
    """Return the day that the corpus is dated with: that of its release, else of its latest addition, else ""."""
    return corpus.record.record.citation.released or corpus.last_added
