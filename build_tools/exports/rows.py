"""The rows behind every tabular export, and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools import rights, urls
from build_tools.corpus import AnchoredPassage, Corpus, shortest_passages
from build_tools.settings import Settings


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file, what a row is, and its columns with their meaning."""

    file: str
    title: str
    row: str
    columns: tuple[tuple[str, str], ...]


_FILE = ("source_file", "Name of the source's file in seeds/.")
_START = ("start", "First code point of the passage in the raw file, counted from 0.")
_END = ("end", "Code point after the last one: the interval is half-open.")

MENTIONS = Table(
    "data/mentions.csv",
    "Mentions",
    "one stretch of a source that names one entity",
    (
        _FILE,
        ("start", "First code point of the mention in the raw file, counted from 0."),
        _END,
        ("surface", "The words of the source; empty where its rights forbid showing them."),
        ("entity", "Id of the actor, place or agreement that the words name."),
        ("kind", "actor, place or agreement."),
        ("source", "Id of the source."),
        ("passage", "Id of the shortest passage that tags the mention."),
        ("permalink", "Address of that passage on the site."),
        ("name", "Name of the entity."),
        ("line", "Line of the file, counted from 1."),
        ("usage", "quoted or ironic where the words are not the source's own name for the entity, else empty."),
    ),
)
PASSAGES = Table(
    "data/passages.csv",
    "Passages",
    "one annotated passage of a source",
    (
        _FILE,
        _START,
        _END,
        ("quote", "The words of the source, line ends as they are; empty where its rights forbid showing them."),
        ("source", "Id of the source."),
        ("passage", "Id of the passage, unique within the source."),
        ("permalink", "Address of the passage on the site."),
        ("line", "Line of the file on which it begins, counted from 1."),
        ("entities", "Ids of the entities tagged in it, in reading order, separated by spaces."),
        ("claims", "Number of claims in it."),
        ("annotation_file", "File that the annotation is kept in."),
    ),
)
TABLES = (MENTIONS, PASSAGES)


def permalink(passage: AnchoredPassage, settings: Settings) -> str:
    """Return the public address of a passage; from the root of the site where its address is not known."""
    return urls.public(urls.source_page(passage.source_id), urls.passage_anchor(passage.id), settings.site_url)


def mention_rows(corpus: Corpus, settings: Settings) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of `MENTIONS`: sources by publication, then reading order."""
    for source in corpus.sources.values():
        shown = rights.may_show(source)
        passages = shortest_passages(source)
        for mention in corpus.mentions_in[source.id]:
            entity = corpus.entities[mention.entity_id]
            passage = passages[mention]
            span = mention.span
            yield (
                source.record.file,
                span.start,
                span.end,
                source.text.raw[span.start : span.end] if shown else "",
                entity.id,
                entity.kind,
                source.id,
                passage.id,
                permalink(passage, settings),
                entity.record.name,
                source.text.line_at(span.start),
                mention.usage,
            )


def passage_rows(corpus: Corpus, settings: Settings) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of `PASSAGES`: sources by publication, then reading order."""
    for source in corpus.sources.values():
        shown = rights.may_show(source)
        for passage in source.passages:
            span = passage.span
            yield (
                source.record.file,
                span.start,
                span.end,
                source.text.raw[span.start : span.end] if shown else "",
                source.id,
                passage.id,
                permalink(passage, settings),
                source.text.line_at(span.start),
                " ".join(passage.tagged_ids()),
                len(passage.record.claims),
                passage.located.file,
            )
