"""Draw passages at random and lay them out to be read against their sources.

The order of the draw comes from digests of the seed and the ids: the same seed draws the same passages
on every machine, and a passage that is added or removed changes nothing for the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from build_tools.characters import printable
from build_tools.corpus import AnchoredPassage, Corpus
from build_tools.sources import normalise

_REASONS = frozenset({"note", "date_inferred", "due_inferred", "inferred"})
"""Keys that say why: who audits comes to a reading of his own first."""
_SHOWN_APART = frozenset({"id", "quote", "prefix", "suffix", "actors", "places", "agreements"})


def draw(passages: Iterable[AnchoredPassage], count: int, seed: str) -> tuple[AnchoredPassage, ...]:
    """Return `count` passages (all, if there are fewer) in the order in which the seed draws them."""
    return tuple(sorted(passages, key=lambda passage: (_ticket(passage, seed), passage.key))[:count])


def _ticket(passage: AnchoredPassage, seed: str) -> bytes:
    return hashlib.sha256("\n".join((seed, *passage.key)).encode()).digest()


def worksheet(corpus: Corpus, passages: Iterable[AnchoredPassage]) -> str:
    """Return what is recorded of passages as plain text, without notes and reasons, in reading order."""
    rank = {source_id: number for number, source_id in enumerate(corpus.sources)}
    ordered = sorted(passages, key=lambda passage: (rank[passage.source_id], passage.span, passage.id))
    return "\n".join(line for passage in ordered for line in (*_sheet(corpus, passage), ""))


def _sheet(corpus: Corpus, passage: AnchoredPassage) -> Iterator[str]:
    text = corpus.sources[passage.source_id].text
    yield f"== {passage.source_id}#{passage.id} ({text.file}, line {text.line_at(passage.span.start)})"
    yield printable(normalise(text.raw[passage.span.start : passage.span.end]), len(text.raw))
    for mention in passage.mentions:
        words = normalise(text.raw[mention.span.start : mention.span.end])
        usage = f" ({mention.usage})" if mention.usage else ""
        name = corpus.entities[mention.entity_id].record.name
        yield printable(f"  names: {words} = {mention.entity_id}, {name}{usage}", 1_000)
    written = passage.record.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(_SHOWN_APART))
    stated = _without_reasons(written)
    if stated:
        yield yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=110).rstrip("\n")


def _without_reasons(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_reasons(item) for key, item in value.items() if key not in _REASONS}
    return [_without_reasons(item) for item in value] if isinstance(value, list) else value
