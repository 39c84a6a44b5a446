"""The ways in which sources are compared, each with its numbers and what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from build_tools import urls
from build_tools.collation.figures import FigureSet
from build_tools.collation.ledger import KEPT, Ledger
from build_tools.page_models.hub import Way
from build_tools.page_models.shared import Link
from build_tools.views.common import Page
from build_tools.views.figures import figure_teaser
from build_tools.views.ledger import SECTION

_CASES = 3
_NAMES = 5
_FIRST = ("differ", "conflict", "not-comparable", "series", "agree")
"""Verdicts in the order in which figures are shown first."""


def ways(page: Page) -> tuple[Way, ...]:
    """Return the pages that compare sources, each with a sentence on this corpus; none that has nothing to tell."""
    found = (_figures, _names, _wording, _origins, _coverage, _ledger, _relations, _timeline)
    return tuple(way for make in found for way in make(page))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _entities(number: int) -> str:
    return _counted(number, "actor, place or agreement", "actors, places and agreements")


def _figures(page: Page) -> Iterator[Way]:
    figures, vocabulary = page.collation.figures, page.corpus.vocabulary
    if not figures.by_measure:
        return
    sets = {found.key: found for group in figures.compared.values() for found in group}
    total = sum(claim.claim.figure is not None for claim in page.corpus.claims)
    verdicts = Counter(_verdict(page, found) for found in sets.values())
    shares = ", ".join(f"{verdicts[v]} {vocabulary.label('verdicts', v)}" for v in _FIRST if verdicts[v])
    first = sorted(sets.values(), key=lambda found: (_FIRST.index(_verdict(page, found)), found.key))
    teasers = [figure_teaser(page, figures, found) for found in first[:_CASES]]
    compared = f"; {_counted(len(sets), 'group')} of them side by side" if sets else ""
    yield Way(
        title="Figures",
        href=page.href(urls.FIGURES),
        told=f"{_counted(total, 'figure')} of {_counted(len(figures.by_measure), 'measure')}{compared}"
        + (f": {shares}." if shares else "."),
        cases=tuple(Link(text=t.title, href=t.href, note=t.stands.verdict_label) for t in teasers),
    )


def _verdict(page: Page, found: FigureSet) -> str:
    if found.question_id:
        return page.corpus.questions[found.question_id].record.verdict
    assert found.proposal is not None  # what stands alone is not compared
    return found.proposal.verdict


def _names(page: Page) -> Iterator[Way]:
    corpus, used = page.corpus, page.collation.names_in_use
    if not used:
        return
    actors = [
        i for i in used if corpus.entities[i].kind == "actor" and used[i] > 1 and len(corpus.mention_counts[i]) > 1
    ]
    actors.sort(key=lambda i: (-used[i], -len(corpus.mention_counts[i]), i))
    yield Way(
        title="Names",
        href=page.href(urls.NAMES),
        told=f"What each source calls {_entities(len(used))}, in its own voice and in quoted ones.",
        cases=tuple(
            Link(
                text=page.entity(i).name,
                href=page.entity(i, "naming").href,
                note=f"{used[i]} names in {_counted(len(corpus.mention_counts[i]), 'source')}",
            )
            for i in actors[:_NAMES]
        ),
    )


def _wording(page: Page) -> Iterator[Way]:
    labels, sides = (page.corpus.vocabulary.terms(name) for name in ("labels", "sides"))
    if labels or sides:
        yield Way(
            title="Labels and sides",
            href=page.href(urls.WORDING),
            told=f"Who is called what by whom, for {_counted(len(labels), 'label')}; and what each source calls each "
            f"of {_counted(len(sides), 'side')}.",
            cases=tuple(
                Link(text=f"“{term.label}”", href=page.href(urls.WORDING, urls.label_anchor(label)))
                for label, term in islice(labels.items(), _NAMES)
            ),
        )


def _origins(page: Page) -> Iterator[Way]:
    index = page.collation.origins
    if not index.by_voice.voices:
        return
    shared = [group for group in index.by_voice.shared if group.voice.actors]
    told = f"{_counted(len(index.by_voice.voices), 'origin')} in {_counted(len(page.corpus.sources), 'source')}"
    told += f"; {_counted(len(shared), 'voice')} in more than one of them." if shared else "."
    yield Way(
        title="Origins",
        href=page.href(urls.ORIGINS),
        told=told,
        cases=tuple(
            Link(
                text=page.corpus.origins[group.occasion].record.name,
                href=page.href(urls.ORIGINS, urls.origin_anchor(group.occasion)),
                note=f"told in {_counted(len(group.tellings), 'source')}",
            )
            for group in index.by_occasion[:_CASES]
            if len(group.tellings) > 1
        ),
    )


def _coverage(page: Page) -> Iterator[Way]:
    corpus, coverage = page.corpus, page.collation.coverage
    if len(corpus.sources) < 2 or not corpus.entities:
        return
    counts = [len(sources) for sources in corpus.mention_counts.values()]
    told = f"Of {_entities(len(corpus.entities))}, {counts.count(len(corpus.sources)):,} are mentioned in every source "
    told += f"and {counts.count(1):,} in one alone."
    waiting = sum(place.dismissal is None for place in coverage.places)
    if waiting:
        told += f" {_counted(waiting, 'name')} in the texts {'is' if waiting == 1 else 'are'} not annotated yet."
    yield Way(title="Coverage and silence", href=page.href(urls.COVERAGE), told=told, cases=())


def _ledger(page: Page) -> Iterator[Way]:
    ledgers = page.collation.ledgers
    if not ledgers:
        return
    total = sum(ledger.total for ledger in ledgers.values())
    contested = {i: None for i, ledger in ledgers.items() if any(row.contested for row in ledger.rows)}
    rest = sorted((i for i in ledgers if i not in contested), key=lambda i: (-ledgers[i].total, i))
    yield Way(
        title="Agreements as reported",
        href=page.href(urls.LEDGER),
        told=f"{_counted(total, 'report')} on {_counted(len(ledgers), 'agreement')}, provision by provision: kept, "
        "breached, invoked or reread.",
        cases=tuple(
            Link(
                text=page.entity(i).name,
                href=page.entity(i, SECTION).href,
                note=_contested(ledgers[i]) or _counted(ledgers[i].total, "report"),
            )
            for i in (*contested, *rest)[:_CASES]
        ),
    )


def _contested(ledger: Ledger) -> str:
    types = {entry.type for row in ledger.rows for entry in row.contested}
    if KEPT in types:
        return "reported kept and breached"
    return "a breach is reported and denied" if types else ""


def _relations(page: Page) -> Iterator[Way]:
    counts = Counter(
        (r.from_, r.type, r.to) for passage in page.corpus.passages.values() for r in passage.record.relations
    )
    if not counts:
        return
    terms = page.corpus.vocabulary.terms("relation_types")
    types = Counter(type_ for _, type_, _ in counts)
    most = sorted(types, key=lambda type_: (-types[type_], list(terms).index(type_)))
    yield Way(
        title="Relations",
        href=page.href(urls.RELATIONS),
        told=f"{_counted(len(counts), 'relation')} of {_counted(len(types), 'type')} in "
        f"{_counted(counts.total(), 'statement')}: who is said to stand in which relation to whom, and by whom.",
        cases=tuple(
            Link(
                text=terms[type_].label,
                href=page.href(urls.RELATIONS, urls.relation_type_anchor(type_)),
                note=_counted(types[type_], "relation"),
            )
            for type_ in most[:_CASES]
        ),
    )


def _timeline(page: Page) -> Iterator[Way]:
    events = page.collation.events.all
    if not events:
        return
    years = [event.year for event in events if not event.is_open]
    span = f", {min(years)} to {max(years)}" if years and min(years) != max(years) else ""
    yield Way(
        title="Timeline",
        href=page.href(urls.TIMELINE),
        told=f"{_counted(len(events), 'dated entry', 'dated entries')}{span}: when something is said to have happened, "
        "and when that was reported.",
        cases=(),
    )
