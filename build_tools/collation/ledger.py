"""The ledger of an agreement: what the sources report of each provision, by whom, in whose words, and of what day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.collation.origins import Voice, chain_of
from build_tools.corpus import Corpus, PlacedReport, publication_order
from build_tools.dates import day_order
from build_tools.records import Agreement

KEPT, DENIED, BREACHED = "kept", "breach-denied", "breached"

Counts = tuple[tuple[str, int], ...]
"""How many reports there are of each type, in the order of the list `report_types`; types without any are left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report, with the day that it is entered under."""

    placed: PlacedReport
    date: str
    """EDTF: when what is reported happened if the record says so, else the publication of the source."""
    is_of_event: bool
    """Whether the record says so."""
    voice: Voice
    """What it goes back to."""

    @property
    def type(self) -> str:
        """Word of the list `report_types`."""
        return self.placed.report.report

    @property
    def source_id(self) -> str:
        """The source that reports it."""
        return self.placed.passage.source_id

    @property
    def by(self) -> str:
        """Id of who is said to have done so, or ""."""
        return self.placed.report.by or ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is reported of a provision, or of the agreement as a whole."""

    provision: str
    """Id, or "" for the whole."""
    entries: tuple[Entry, ...]
    """By date; empty where no passage reports on it."""
    counts: Counts
    contested: tuple[Entry, ...]
    """Those that another voice contradicts, by date: kept or a breach denied against breached, of the same actor or of
    nobody named."""

    def of_source(self, source_id: str) -> tuple[Entry, ...]:
        """Return the entries of a source, in reading order."""
        found = (entry for entry in self.entries if entry.source_id == source_id)
        return tuple(sorted(found, key=lambda entry: entry.placed.passage.span.start))


@dataclass(frozen=True, slots=True)
class PartReports:
    """What is reported of a part of an agreement, such as a round of talks, and of the parts of that part.

    A part of a part that is also a part of the agreement itself counts for itself alone.
    """

    agreement: str
    counts: Counts
    """Empty where no passage reports on it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """An agreement, its provisions down and what is reported of them across."""

    agreement: str
    sources: tuple[str, ...]
    """Ids of the sources that report on it, in order of publication."""
    rows: tuple[Row, ...]
    """The provisions in their order, then the whole."""
    counts: Counts
    parts: tuple[PartReports, ...]
    """Direct parts, in order of names."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every report on it, by date."""
        return _by_date(entry for row in self.rows for entry in row.entries)

    @property
    def total(self) -> int:
        """How many reports there are on it, those on its parts left out."""
        return sum(number for _, number in self.counts)


def ledgers(corpus: Corpus) -> Mapping[str, Ledger]:
    """Return the ledgers of all agreements that a passage reports on, by id, in order of names."""
    return {i: ledger_of(corpus, i) for i in corpus.entities if i in corpus.reports_on}


def ledger_of(corpus: Corpus, agreement_id: str) -> Ledger:
    """Return the ledger of an agreement. Raises KeyError for an id that is not there."""
    record = corpus.entities[agreement_id].record
    by_provision: dict[str, list[Entry]] = {}
    for placed in corpus.reports_on.get(agreement_id, ()):
        by_provision.setdefault(placed.report.provision or "", []).append(_entry(corpus, placed))
    provisions = [provision.id for provision in record.provisions] if isinstance(record, Agreement) else []
    parts = [part for part in corpus.parts_of.get(agreement_id, ()) if corpus.entities[part].kind == "agreement"]
    direct = {agreement_id, *parts}
    reporting = {entry.source_id for entries in by_provision.values() for entry in entries}
    return Ledger(
        agreement=agreement_id,
        sources=tuple(sorted(reporting, key=lambda source_id: publication_order(corpus.sources[source_id]))),
        rows=tuple(_row(corpus, provision, by_provision.get(provision, [])) for provision in (*provisions, "")),
        counts=_counts(corpus, corpus.reports_on.get(agreement_id, ())),
        parts=tuple(PartReports(part, _counts(corpus, _reports_below(corpus, part, direct))) for part in parts),
    )


def _entry(corpus: Corpus, placed: PlacedReport) -> Entry:
    date = placed.report.date
    published = corpus.sources[placed.passage.source_id].record.published
    return Entry(placed, date or published, is_of_event=bool(date), voice=chain_of(corpus, placed).voice)


def _row(corpus: Corpus, provision: str, entries: list[Entry]) -> Row:
    ordered = _by_date(entries)
    counts = _counts(corpus, (entry.placed for entry in entries))
    return Row(provision, ordered, counts, tuple(_contested(ordered)))


def _by_date(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Put entries in order of dates; of one date in the order that they come in, which is that of publication."""
    return tuple(sorted(entries, key=lambda entry: day_order(entry.date)))


def _counts(corpus: Corpus, reports: Iterable[PlacedReport]) -> Counts:
    found = Counter(placed.report.report for placed in reports)
    return tuple((term, found[term]) for term in corpus.vocabulary.terms("report_types") if found[term])


def _contested(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Yield the entries that one of the other side contradicts in another voice, without comparing each with each."""
    sides = {KEPT: 0, DENIED: 0, BREACHED: 1}
    voices: tuple[dict[str, set[Voice]], ...] = ({}, {})
    for entry in entries:
        if entry.type in sides:
            for actor in {entry.by, "*"}:
                voices[sides[entry.type]].setdefault(actor, set()).add(entry.voice)
    for entry in entries:
        if entry.type in sides:
            others = voices[1 - sides[entry.type]]
            # Who names nobody may mean anybody; who names one may be answered by who names nobody.
            actors = (entry.by, "") if entry.by else ("*",)
            said = (others.get(actor, ()) for actor in actors)
            if any(len(voices) > (entry.voice in voices) for voices in said):
                yield entry


def _reports_below(corpus: Corpus, part: str, direct: set[str]) -> Iterator[PlacedReport]:
    """Yield the reports on a part and on all its parts but those of `direct`, each agreement once."""
    seen, waiting = set(direct), [part]
    while waiting:
        current = waiting.pop()
        yield from corpus.reports_on.get(current, ())
        below = [other for other in corpus.parts_of.get(current, ()) if other not in seen]
        seen.update(below)
        waiting.extend(below)
