"""Which pages have a card of their own for sharing, and what stands on it; the others share that of their section."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from build_tools import urls
from build_tools.corpus import Corpus
from build_tools.dates import date_text
from build_tools.share_cards.drawing import Card, draw_card
from build_tools.sources import normalise

FOLDER = "cards"
SITE = f"{FOLDER}/site.png"
"""The card of the home page, and of every page that belongs to no section."""
_SECTIONS = {
    "actors": ("Actors", "Who acts, speaks or is labelled", "actor"),
    "places": ("Places", "Where it is said to have happened", "place"),
    "agreements": ("Agreements", "What was agreed, and what is reported of it", "agreement"),
    "sources": ("Sources", "The annotated texts", ""),
    "compare": ("Compare", "Where the sources agree and differ", ""),
    "map": ("Map", "Where the places lie that the sources name", "place"),
    "data": ("Data", "Every download with its dictionary", ""),
    "codebook": ("Codebook", "Records, closed lists and rules", ""),
}
_TONES = {"agree": "agree", "differ": "differ", "conflict": "conflict"}


def card_of(corpus: Corpus, path: str) -> tuple[str, Card]:
    """Return the card that goes with a page, by the path of the page: where the picture lies, and what is on it."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    own = f"{FOLDER}/{folder}/{name}.png"
    if folder == "compare/questions" and name in corpus.questions:
        return own, _question(corpus, name)
    if folder == urls.SECTIONS["agreement"] and name in corpus.entities:
        return own, _agreement(corpus, name)
    if folder == urls.SECTIONS["source"] and name in corpus.sources:
        return own, _source(corpus, name)
    section = folder.partition("/")[0]
    if section in _SECTIONS:
        title, line, kind = _SECTIONS[section]
        return f"{FOLDER}/{section}.png", _card(corpus, kind, "Section", title, line)
    record = corpus.record.record
    return SITE, _card(corpus, "", "Annotated sources", record.title, record.tagline)


def card_files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """Yield every card as (path below docs/, PNG)."""
    pages = [
        urls.HOME,
        *(f"{section}/index.md" for section in _SECTIONS),
        *(urls.question_page(question) for question in corpus.questions),
        *(urls.entity_page(e.kind, e.id) for e in corpus.entities.values() if e.kind == "agreement"),
        *(urls.source_page(source) for source in corpus.sources),
    ]
    for page in pages:
        path, card = card_of(corpus, page)
        yield path, draw_card(card)


def alt_text(card: Card) -> str:
    """Return what a card shows, in words."""
    return ". ".join(part.rstrip(".") for part in (f"{card.kicker}: {card.title}", card.line, card.site) if part) + "."


def _card(corpus: Corpus, kind: str, kicker: str, title: str, line: str, tone: str = "") -> Card:
    site = normalise(corpus.record.record.title)
    return Card(kind=kind, kicker=kicker, title=normalise(title), line=normalise(line), tone=tone, site=site)


def _question(corpus: Corpus, question_id: str) -> Card:
    record = corpus.questions[question_id].record
    verdict = corpus.vocabulary.label("verdicts", record.verdict)
    count = len(record.answers)
    line = f"{count} answer{'' if count == 1 else 's'}: {verdict}"
    return _card(corpus, "", "Question", record.question, line, _TONES.get(record.verdict, ""))


def _agreement(corpus: Corpus, entity_id: str) -> Card:
    record = corpus.entities[entity_id].record
    kicker = f"Agreement · {corpus.vocabulary.label('agreement_types', record.type)}"
    date = date_text(getattr(record, "date", None) or "")
    return _card(corpus, "agreement", kicker, record.name, date)


def _source(corpus: Corpus, source_id: str) -> Card:
    record = corpus.sources[source_id].record
    date = date_text(record.published) + (", inferred" if record.published_basis else "")
    return _card(corpus, "", "Source", record.headline, f"{record.label} · {date}")
