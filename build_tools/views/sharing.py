"""How pages are cited and shared: citations of the page and of its source, and what its head tells machines."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from unicodedata import bidirectional

from build_tools import urls
from build_tools.citations.formats import FORMATS, coins
from build_tools.citations.items import ANNOTATED, Item, page_item, page_title, source_item, whole_days
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus, CorpusSource
from build_tools.exports import feed
from build_tools.page_models.sharing import CitationForm, CitationPiece, CitationView, CitePart, PageHead, Sharing
from build_tools.settings import Settings
from build_tools.views.share_cards import alt_text, card_of
from build_tools.views.structured_data import jsonld
from build_tools.views.words import direction


def sharing_of(collation: Collation, settings: Settings, path: str, title: str, description: str) -> Sharing:
    """Return what a page carries, by its path below docs/."""
    corpus = collation.corpus
    folder, name = posixpath.split(path.removesuffix(".md"))
    source = corpus.sources.get(name) if folder == urls.SECTIONS["source"] else None
    page = page_item(corpus, settings, path, page_title(corpus, path, title), source.record.language if source else "")
    cited = [("This site" if path == urls.HOME else "This page", page)]
    if source is not None:
        cited.insert(0, ("The source itself", source_item(source)))
    card_path, card = card_of(corpus, path)
    return Sharing(
        cite=CitePart(
            anchor=urls.CITE_ANCHOR,
            citations=tuple(_citation(corpus, label, item) for label, item in cited),
            coins=coins(cited[0][1]) if source else "",
            passage_address=_passage_address(source, settings),
            downloads=urls.relative(folder, urls.DATA, "downloads"),
        ),
        head=PageHead(
            metas=_highwire(cited[0][1], page.url),
            jsonld=jsonld(corpus, settings, path, title, description),
            card=card_path if settings.site_url else "",
            card_alt=alt_text(card),
            feed=feed.FILE if feed.has_feed(settings) else "",
        ),
    )


def _citation(corpus: Corpus, title: str, item: Item) -> CitationView:
    text, *forms = (
        CitationForm(label=label, pieces=tuple(_pieces(corpus, write(item), escape, item)))
        for label, write, escape in FORMATS.values()
    )
    return CitationView(title=title, text=text, forms=tuple(forms))


def _pieces(corpus: Corpus, written: str, escape: Callable[[str], str], item: Item) -> Iterator[CitationPiece]:
    """Yield a citation in pieces, so that a title of another language and names that run the other way stand apart."""
    position = 0
    named = [(name, "") for name in item.authors] + [
        (item.title.removeprefix(ANNOTATED), item.title_language or item.language),
        (item.container, ""),
    ]
    for name, language in sorted(named, key=lambda pair: written.find(escape(pair[0]))):
        start = written.find(escape(name), position)
        other = language and language != corpus.record.record.language
        if start < 0 or not name or not (other or any(c.isalpha() and bidirectional(c) in ("R", "AL") for c in name)):
            continue
        yield CitationPiece(text=written[position:start])
        position = start + len(escape(name))
        yield CitationPiece(
            text=escape(name), foreign=True, language=language, direction=direction(language) if language else ""
        )
    yield CitationPiece(text=written[position:])


def _passage_address(source: CorpusSource | None, settings: Settings) -> str:
    if source is None or not source.passages:
        return ""
    first = source.passages[0].id
    return urls.public(urls.source_page(source.id), urls.passage_anchor(first), settings.site_url)


def _highwire(item: Item, address: str) -> tuple[tuple[str, str], ...]:
    days = whole_days(item.issued)
    exact = len(days) == 1 and not item.issued_inferred
    metas = (
        ("citation_title", item.title),
        *(("citation_author", author) for author in item.authors),
        ("citation_publication_date", item.issued.replace("-", "/") if exact else ""),
        ("citation_journal_title", item.container if item.type == "article-newspaper" else ""),
        ("citation_language", item.language),
        ("citation_public_url", item.url or address),
    )
    return tuple((name, value) for name, value in metas if value)
