"""What each source calls whom: the words by voice, the labels that they bear, and the words for each side.

Words are the same whatever their capitals and white space. Their voice is the source's own, or, where a mention has a
usage, that of the speakers of its passage, if they can be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from build_tools.corpus import AnchoredPassage, Corpus, CorpusSource, PlacedMention
from build_tools.locations import Cover, Span
from build_tools.mentions import WORD, Phrases
from build_tools.sources import normalise
from build_tools.vocabulary import Term

KEPT = 5
"""How many passages a count names; of all it says the number."""


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """Whose words a name is; with neither usage nor speakers, the source's own."""

    usage: str = ""
    """A word of the list `usages`, or ""."""
    speakers: tuple[str, ...] = ()
    """Ids, sorted; empty where they cannot be told."""


OWN = Voice()
"""The source's own voice."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How often something stands in the passages, and where."""

    count: int
    passages: tuple[tuple[str, str], ...]
    """Keys of the first passages, in order of sources and reading; at least one, at most `KEPT`."""
    passage_count: int
    """How many passages there are."""


@dataclass(frozen=True, slots=True)
class Form:
    """Words that name somebody, in one voice."""

    words: str
    """The most frequent writing; of equals the first."""
    language: str
    """Language of the first source that has them."""
    voice: Voice
    entity_ids: tuple[str, ...]
    """Whom they name, in order of first mention."""
    source_count: int
    uses: Uses


@dataclass(frozen=True, slots=True)
class Calling:
    """Somebody is called by a label, in one voice in one source."""

    entity_id: str
    source_id: str
    voice: Voice
    words: tuple[str, ...]
    """The names that bear the label, most frequent first, each in its most frequent writing."""
    uses: Uses


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Words of a label that stand in no name of an actor, by who speaks in their passage."""

    source_id: str
    speakers: tuple[str, ...]
    """Ids, sorted; empty where the source alone speaks, or where several voices do."""
    is_mixed: bool
    """Whether several voices speak there, so that it cannot be told whose words they are."""
    words: tuple[str, ...]
    """As they stand there, most frequent first."""
    uses: Uses


@dataclass(frozen=True, slots=True)
class LabelUse:
    """Who is called by a label by whom, and where it is said of nobody in particular."""

    callings: tuple[Calling, ...]
    """Who is called so most often first; of one entity, the source's own voice first."""
    unnamed: tuple[Unnamed, ...]
    """By falling count."""


# ---- names ------------------------------------------------------------------------------------


def voice_of(placed: PlacedMention) -> Voice:
    """Return whose words a mention is.

    Speakers are told if the claims of the shortest passage that tags it name exactly one set of them; claims in the
    text's own voice do not count.
    """
    usage = placed.mention.usage
    if not usage:
        return OWN
    voices = _speakers(placed.passage)
    return Voice(usage, voices[0] if len(voices) == 1 else ())


def _speakers(passage: AnchoredPassage) -> list[tuple[str, ...]]:
    """Return the sets of speakers that the claims of a passage name."""
    return sorted({tuple(sorted(set(claim.said_by))) for claim in passage.record.claims if claim.said_by})


def forms(
    corpus: Corpus, entity_ids: Iterable[str], source_ids: Iterable[str], *, by_speaker: bool = True
) -> tuple[Form, ...]:
    """Return what some sources call some entities.

    The source's own words stand first, then those of each other voice, the voice with most of them first; within a
    voice they stand by falling count. Without `by_speaker`, voices are told apart by usage alone.
    """
    wanted, groups = tuple(entity_ids), dict[tuple[Voice, str, str], _Gathered]()
    for source_id in source_ids:
        source = corpus.sources[source_id]
        language = source.record.language
        for placed in _in_reading_order(corpus, wanted, source_id):
            voice = voice_of(placed)
            words = words_of(source, placed)
            key = voice if by_speaker else Voice(voice.usage), words.casefold(), language.split("-", maxsplit=1)[0]
            groups.setdefault(key, _Gathered(language)).add(placed, words)
    totals: Counter[Voice] = Counter()
    for (voice, _, _), gathered in groups.items():
        totals[voice] += len(gathered.passages)
    found = [gathered.form(voice) for (voice, _, _), gathered in groups.items()]
    found.sort(key=lambda f: (f.voice != OWN, -totals[f.voice], f.voice, -f.uses.count, f.words.casefold(), f.language))
    return tuple(found)


_OTHER_WORDS = ("adjective", "metonym", "misspelling")
"""Kinds of names that are forms of a name or stand for something else."""


def names_in_use(corpus: Corpus) -> Mapping[str, int]:
    """Return by how many of its names the sources mention an entity, by its id; capitals make no other name.

    Adjectives, metonyms and misspellings do not count, nor do words that are no name of its record.
    """
    used: dict[str, set[str]] = {}
    for (entity_id, source_id), mentions in corpus.mentions_of.items():
        words = (words_of(corpus.sources[source_id], placed).casefold() for placed in mentions)
        used.setdefault(entity_id, set()).update(words)
    return MappingProxyType(
        {entity_id: len(words & _own_names(corpus, entity_id)) for entity_id, words in used.items()}
    )


def _own_names(corpus: Corpus, entity_id: str) -> set[str]:
    record = corpus.entities[entity_id].record
    return {record.name.casefold(), *(name.text.casefold() for name in record.names if name.kind not in _OTHER_WORDS)}


def words_of(source: CorpusSource, placed: PlacedMention) -> str:
    """Return the words of a mention, with white space folded."""
    span = placed.mention.span
    return normalise(source.text.raw[span.start : span.end])


def _in_reading_order(corpus: Corpus, entity_ids: Sequence[str], source_id: str) -> list[PlacedMention]:
    found = [placed for entity_id in entity_ids for placed in corpus.mentions_of.get((entity_id, source_id), ())]
    return found if len(entity_ids) == 1 else sorted(found, key=lambda placed: placed.mention)


class _Gathered:
    """Mentions alike, in order."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.passages: list[AnchoredPassage] = []
        self._writings: Counter[str] = Counter()  # keeps the order in which they were met
        self._entities: dict[str, None] = {}

    def add(self, placed: PlacedMention, words: str) -> None:
        """Add a mention."""
        self.passages.append(placed.passage)
        self._writings[words] += 1
        self._entities[placed.mention.entity_id] = None

    def form(self, voice: Voice) -> Form:
        """Return them as one form."""
        return Form(
            words=_by_count(self._writings)[0],
            language=self.language,
            voice=voice,
            entity_ids=tuple(self._entities),
            source_count=len({passage.source_id for passage in self.passages}),
            uses=_uses(self.passages),
        )


def _by_count(writings: Counter[str]) -> tuple[str, ...]:
    """Return words, most frequent first, of equals the first met; capitals aside, each in its most frequent writing."""
    totals: Counter[str] = Counter()
    writing: dict[str, str] = {}
    for words, count in writings.most_common():
        totals[words.casefold()] += count
        writing.setdefault(words.casefold(), words)
    return tuple(writing[folded] for folded, _ in totals.most_common())


def _uses(passages: Sequence[AnchoredPassage]) -> Uses:
    keys = tuple(dict.fromkeys(passage.key for passage in passages))
    return Uses(len(passages), keys[:KEPT], len(keys))


# ---- labels -----------------------------------------------------------------------------------

_Noted = tuple[list[AnchoredPassage], Counter[str]]


def label_use(corpus: Corpus, term: Term, source_ids: Iterable[str]) -> LabelUse:
    """Return who is called by a label in some sources, and where its words stand in no name of an actor.

    A name bears the label if it holds one of its words of the source's language, whole, whatever the capitals.
    """
    callings: dict[tuple[str, str, Voice], _Noted] = {}
    unnamed: dict[tuple[str, tuple[str, ...], bool], _Noted] = {}
    for source_id in source_ids:
        source = corpus.sources[source_id]
        words = term.words_in(source.record.language)
        if not _may_hold(source, words):
            continue
        phrases = Phrases(words, ignore_case=True)
        actors = [m for m in corpus.mentions_in[source_id] if corpus.entities[m.entity_id].kind == "actor"]
        for entity_id in dict.fromkeys(mention.entity_id for mention in actors):
            for placed in corpus.mentions_of[entity_id, source_id]:
                surface = words_of(source, placed)
                if any(phrases.spans(surface)):
                    _note(callings, (entity_id, source_id, voice_of(placed)), placed.passage, surface)
        named = Cover(mention.span for mention in actors)
        loose = [span for span in phrases.spans(source.text.article) if not named.holds(span)]
        for span, passage in _shortest_around(loose, source.passages):
            surface = normalise(source.text.raw[span.start : span.end])
            _note(unnamed, (source_id, *_who_speaks(passage)), passage, surface)
    called = [
        Calling(entity_id, source_id, voice, _by_count(writings), _uses(passages))
        for (entity_id, source_id, voice), (passages, writings) in callings.items()
    ]
    totals: Counter[str] = Counter()
    for calling in called:
        totals[calling.entity_id] += calling.uses.count
    # What else is equal stands in order of sources and reading: sorting keeps it.
    order = {entity_id: number for number, entity_id in enumerate(corpus.entities)}
    called.sort(key=lambda c: (-totals[c.entity_id], order[c.entity_id], c.voice != OWN, -c.uses.count))
    nobody = [
        Unnamed(source_id, speakers, is_mixed, _by_count(writings), _uses(passages))
        for (source_id, speakers, is_mixed), (passages, writings) in unnamed.items()
    ]
    nobody.sort(key=lambda u: -u.uses.count)
    return LabelUse(tuple(called), tuple(nobody))


K = TypeVar("K")


def _note(noted: dict[K, _Noted], key: K, passage: AnchoredPassage, words: str) -> None:
    passages, writings = noted.setdefault(key, ([], Counter()))
    passages.append(passage)
    writings[words] += 1


def _may_hold(source: CorpusSource, words: Iterable[str]) -> bool:
    """Whether a text has the first word of any phrase at all: of most texts nothing more need be asked."""
    firsts = [match[0].casefold() for match in map(WORD.search, words) if match]
    folded = source.text.raw.casefold() if firsts else ""
    return any(first in folded for first in firsts)


def _who_speaks(passage: AnchoredPassage) -> tuple[tuple[str, ...], bool]:
    """Return who speaks in a passage, and whether several voices do: words without a usage could be of any of them."""
    voices = _speakers(passage)
    has_own = any(not claim.said_by for claim in passage.record.claims)
    if len(voices) + has_own > 1:
        return (), True
    return (voices[0] if voices else ()), False


def _shortest_around(
    spans: Iterable[Span], passages: Sequence[AnchoredPassage]
) -> Iterator[tuple[Span, AnchoredPassage]]:
    """Yield each span that a passage holds whole with the shortest such passage. Both come in reading order."""
    begun, position = list[AnchoredPassage](), 0
    for span in spans:
        while position < len(passages) and passages[position].span.start <= span.start:
            begun.append(passages[position])
            position += 1
        begun = [passage for passage in begun if passage.span.end > span.start]
        around = [passage for passage in begun if passage.span.end >= span.end]
        if around:
            yield span, min(around, key=lambda p: (p.span.end - p.span.start, p.id))
