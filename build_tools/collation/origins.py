"""Origins: what each statement goes back to, by which way it came, and which sources pass on one and the same voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.corpus import AnchoredPassage, Corpus, PlacedClaim, PlacedRelation, PlacedReport
from build_tools.records import AgreementReport, Claim, Relation

Placed = PlacedClaim | PlacedRelation | PlacedReport
"""A statement with its passage."""
Statement = Claim | Relation | AgreementReport


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """What a statement goes back to: actors, or a source that speaks for itself."""

    actors: tuple[str, ...] = ()
    """Ids of actors in the order of the alphabet; several made it together."""
    source_id: str = ""
    """Id of a source where it speaks in its own voice, else ""."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of one statement, from its source outwards."""

    passage: AnchoredPassage
    via: tuple[str, ...]
    """Ids of those who pass it on, in order from the text outwards."""
    said_by: tuple[str, ...]
    """Ids of the speakers in the order of the record; empty for the text's own voice."""
    occasion: str
    """Id of the origin that is declared, or ""."""
    voice: Voice

    @property
    def source_id(self) -> str:
        """Id of the source that the way begins at."""
        return self.passage.source_id

    @property
    def steps(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every step outwards with the ids of who stands there: `source`, then `via`, `said-by`, `origin` if any."""
        return (
            ("source", (self.source_id,)),
            *(("via", (actor,)) for actor in self.via),
            *((("said-by", self.said_by),) if self.said_by else ()),
            *((("origin", (self.occasion,)),) if self.occasion else ()),
        )


@dataclass(frozen=True, slots=True)
class Telling:
    """What one source passes on of a voice, of an occasion or by a way."""

    source_id: str
    passages: tuple[AnchoredPassage, ...]
    """Each once, in the order of the statements."""


@dataclass(frozen=True, slots=True)
class Way:
    """How something came to sources: the same speakers through the same hands."""

    said_by: tuple[str, ...]
    via: tuple[str, ...]
    """In order from the text outwards."""
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """Statements that go back to one voice."""

    voice: Voice
    statement_count: int
    tellings: tuple[Telling, ...]
    """One for each source, in the order of the statements."""
    occasions: tuple[str, ...]
    """Ids of the origins that are declared for some of them, in the order of the statements."""
    on_occasions: int
    """How many of the statements have such an origin: of the others nobody says on what occasion they were made."""

    @property
    def partly(self) -> bool:
        """Whether origins are declared for some of them and not for all."""
        return 0 < self.on_occasions < self.statement_count

    @property
    def shared(self) -> bool:
        """Whether several sources carry it."""
        return len(self.tellings) > 1


@dataclass(frozen=True, slots=True)
class OccasionGroup:
    """Statements that go back to one declared origin."""

    occasion: str
    statement_count: int
    tellings: tuple[Telling, ...]
    ways: tuple[Way, ...]
    """Shorter ways first; what the makers of the origin say themselves before what others say for them."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The statements of a list by what they go back to."""

    statement_count: int
    source_ids: tuple[str, ...]
    """In the order of the statements."""
    voices: tuple[VoiceGroup, ...]
    """Those that most sources carry first, then those of most statements."""

    @property
    def single(self) -> bool:
        """Whether several sources go back to one voice."""
        return len(self.source_ids) > 1 and len(self.voices) == 1

    @property
    def shared(self) -> tuple[VoiceGroup, ...]:
        """The voices that several sources carry."""
        return tuple(group for group in self.voices if group.shared)


@dataclass(frozen=True, slots=True)
class Index:
    """All statements of a corpus by what they go back to."""

    by_voice: Grouping
    by_occasion: tuple[OccasionGroup, ...]
    """Every record of an origin, those that most sources carry first, then by ids."""
    passed_on: tuple[Way, ...]
    """The ways that lead through others, those to most sources first, then the longest."""


def statement_of(placed: Placed) -> Statement:
    """Return the claim, relation or report itself."""
    if isinstance(placed, PlacedClaim):
        return placed.claim
    return placed.relation if isinstance(placed, PlacedRelation) else placed.report


def every_statement(corpus: Corpus) -> Iterator[Placed]:
    """Yield all claims, relations and reports of a corpus, passage by passage."""
    for passage in corpus.passages.values():
        for number, claim in enumerate(passage.record.claims, 1):
            yield PlacedClaim(claim, passage, number)
        for relation in passage.record.relations:
            yield PlacedRelation(relation, passage)
        for report in passage.record.provisions:
            yield PlacedReport(report, passage)


def chain_of(corpus: Corpus, placed: Placed) -> Chain:
    """Return the way of a statement and the voice that it goes back to.

    The voice is whose the declared origin is; else who speaks; else the source itself.
    """
    statement, passage = statement_of(placed), placed.passage
    occasion = statement.origin or ""
    actors = corpus.origins[occasion].record.by if occasion else statement.said_by
    voice = Voice(actors=tuple(sorted(set(actors)))) if actors else Voice(source_id=passage.source_id)
    return Chain(passage, statement.via, tuple(dict.fromkeys(statement.said_by)), occasion, voice)


def group(corpus: Corpus, statements: Iterable[Placed]) -> Grouping:
    """Put statements together by the voice that they go back to."""
    return _grouping([chain_of(corpus, placed) for placed in statements])


def index(corpus: Corpus) -> Index:
    """Return all statements of a corpus by voice, by declared origin, and by the ways through others."""
    chains = [chain_of(corpus, placed) for placed in every_statement(corpus)]
    told: dict[str, list[Chain]] = {occasion: [] for occasion in corpus.origins}
    for chain in chains:
        if chain.occasion:
            told[chain.occasion].append(chain)
    occasions = [_occasion(corpus, occasion, found) for occasion, found in told.items()]
    handed = _ways(chain for chain in chains if chain.via and chain.said_by)
    return Index(
        by_voice=_grouping(chains),
        by_occasion=tuple(sorted(occasions, key=lambda group: (-len(group.tellings), group.occasion))),
        passed_on=tuple(sorted(handed, key=lambda way: (-len(way.tellings), -len(way.via)))),
    )


def _grouping(chains: list[Chain]) -> Grouping:
    voices: dict[Voice, list[Chain]] = {}
    for chain in chains:
        voices.setdefault(chain.voice, []).append(chain)
    groups = [
        VoiceGroup(
            voice=voice,
            statement_count=len(found),
            tellings=_tellings(found),
            occasions=tuple(dict.fromkeys(chain.occasion for chain in found if chain.occasion)),
            on_occasions=sum(bool(chain.occasion) for chain in found),
        )
        for voice, found in voices.items()
    ]
    return Grouping(
        statement_count=len(chains),
        source_ids=tuple(dict.fromkeys(chain.source_id for chain in chains)),
        # Sorting is stable: among equals the order of the statements holds.
        voices=tuple(sorted(groups, key=lambda group: (-len(group.tellings), -group.statement_count))),
    )


def _occasion(corpus: Corpus, occasion: str, chains: list[Chain]) -> OccasionGroup:
    makers = set(corpus.origins[occasion].record.by)
    ways = sorted(_ways(chains), key=lambda way: (len(way.via), set(way.said_by) != makers))
    return OccasionGroup(occasion, len(chains), _tellings(chains), tuple(ways))


def _ways(chains: Iterable[Chain]) -> list[Way]:
    """Put chains together that lead through the same hands, in order of the first one."""
    ways: dict[tuple[frozenset[str], tuple[str, ...]], list[Chain]] = {}
    for chain in chains:
        ways.setdefault((frozenset(chain.said_by), chain.via), []).append(chain)
    return [Way(found[0].said_by, found[0].via, _tellings(found)) for found in ways.values()]


def _tellings(chains: list[Chain]) -> tuple[Telling, ...]:
    """Put passages together by their sources; one that says several things counts once."""
    passages: dict[str, dict[str, AnchoredPassage]] = {}
    for chain in chains:
        passages.setdefault(chain.source_id, {})[chain.passage.id] = chain.passage
    return tuple(Telling(source_id, tuple(found.values())) for source_id, found in passages.items())
