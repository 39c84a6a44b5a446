"""The names of all entities at once: where they stand in a text, and who bears them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from build_tools.corpus import AnchoredDismissal, Corpus, CorpusSource, Mention
from build_tools.locations import Cover, Span
from build_tools.mentions import Phrases
from build_tools.sources import SourceText, normalise

UNTAGGED = "name-untagged"
"""The kind of finding, a word of the list `findings`, of a name that stands outside every mention."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Names of all entities."""

    phrases: Phrases
    ids: Mapping[str, tuple[str, ...]]
    """Ids of the entities that bear a name, by its words with single spaces."""

    def spans(self, text: SourceText) -> Iterator[Span]:
        """Yield where names stand in an article: whole words, the longest first, in order."""
        return self.phrases.spans(text.article)

    def bearers(self, text: SourceText, span: Span) -> tuple[str, ...]:
        """Return the ids of the entities that bear the name that stands at a place."""
        return self.ids[normalise(text.raw[span.start : span.end])]


def read_registry(corpus: Corpus) -> Registry:
    """Return the names of all entities of a corpus."""
    ids: dict[str, list[str]] = {}
    for entity in corpus.entities.values():
        for name in dict.fromkeys((entity.record.name, *(name.text for name in entity.record.names))):
            bearers = ids.setdefault(normalise(name), [])
            if entity.id not in bearers:
                bearers.append(entity.id)
    return Registry(Phrases(ids), MappingProxyType({name: tuple(sorted(found)) for name, found in ids.items()}))


@dataclass(frozen=True, slots=True)
class UntaggedName:
    """A name that stands in an article outside every mention."""

    span: Span
    ids: tuple[str, ...]
    """Who bears it, sorted."""
    dismissal: AnchoredDismissal | None
    """What explains that it is not tagged, if anything does."""


def untagged_names(source: CorpusSource, mentions: tuple[Mention, ...], registry: Registry) -> Iterator[UntaggedName]:
    """Yield the names that stand in an article outside every mention, in order, as the check of completeness does."""
    tagged = Cover(mention.span for mention in mentions)
    dismissals = [(d, Cover(d.spans)) for d in source.dismissals if UNTAGGED in d.located.record.findings]
    for span in registry.spans(source.text):
        if not tagged.holds(span):
            explained = next((dismissal for dismissal, cover in dismissals if cover.holds(span)), None)
            yield UntaggedName(span, registry.bearers(source.text, span), explained)
