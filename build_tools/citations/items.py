"""Items: what can be cited, in the terms of CSL; nothing in them that no record says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_tools import rights, urls
from build_tools.additions import as_of
from build_tools.corpus import AnchoredPassage, Corpus, CorpusSource
from build_tools.dates import date_text, parse_date
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views.words import UNKNOWN, language_label

ANNOTATED = "Annotated source: "
"""What the title of a page on a source begins with where the page is cited."""
INFERRED_NOTE = "The text carries no date of publication; the date is inferred by the annotators."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that is cited. "" and () stand for what is not known."""

    key: str
    """Unique among the items of a corpus; letters, digits, hyphens and underscores."""
    type: str
    """A type of CSL: `article-newspaper`, `document`, `webpage`, `dataset`."""
    title: str
    title_language: str = ""
    """Where it is not that of the item."""
    title_supplied: bool = False
    """Whether the title is one that editors gave."""
    authors: tuple[str, ...] = ()
    """Each as one name: it is not known which part of it is a family name."""
    container: str = ""
    """Newspaper or site that it appeared in."""
    issued: str = ""
    """EDTF."""
    issued_inferred: bool = False
    """Whether the text itself carries no date."""
    language: str = ""
    translated_from: str = ""
    version: str = ""
    url: str = ""
    archive_url: str = ""
    quote: str = ""
    """Words cited from it, on one line."""
    line: str = ""
    """Line of the annotated text on which a passage begins."""
    site: str = ""
    """Passages: title of the corpus that annotates them."""
    permalink: str = ""
    """Passages: their address in it."""

    @property
    def date(self) -> str:
        """The date in words, as a citation gives it."""
        if not self.issued:
            return "n.d."
        shown = date_text(self.issued)
        return f"n.d. [{shown}, inferred]" if self.issued_inferred else shown

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know and no field of a citation has a place for, one sentence each."""
        annotated = f"As annotated in {self.site}: {self.permalink}" if self.site else ""
        quoted = f"Quoted: “{self.quote}”" if self.quote else ""
        line = f"Line {self.line} of the annotated text." if self.line else ""
        inferred = INFERRED_NOTE if self.issued_inferred else ""
        translated = f"Translated from {language_label(self.translated_from)}." if self.translated_from else ""
        archived = f"Archived: {self.archive_url}" if self.archive_url else ""
        return tuple(filter(None, (quoted, line, inferred, translated, archived, annotated)))


def source_item(source: CorpusSource) -> Item:
    """Return a source, as its publisher brought it out."""
    record = source.record
    known = record.outlet.casefold() != UNKNOWN
    headline = normalise(record.headline)
    return Item(
        key=source.id,
        type="article-newspaper" if known else "document",
        title=headline,
        title_supplied=headline.startswith("[") and headline.endswith("]"),
        authors=(normalise(record.author),) if record.author else (),
        container=normalise(record.outlet) if known else "",
        issued=record.published,
        issued_inferred=record.published_basis is not None,
        language=record.language,
        translated_from=record.translated_from or "",
        url=record.url or "",
        archive_url=record.archive_url or "",
    )


def passage_item(corpus: Corpus, passage: AnchoredPassage, settings: Settings) -> Item:
    """Return a passage: its source, the words if they may be shown, and where it is annotated."""
    source = corpus.sources[passage.source_id]
    words = source.text.raw[passage.span.start : passage.span.end] if rights.may_show(source) else ""
    return as_passage(
        source_item(source),
        passage.id,
        quote=normalise(words),
        line=str(source.text.line_at(passage.span.start)),
        site=corpus.record.record.title,
        page=urls.public(urls.source_page(source.id), "", settings.site_url),
    )


def as_passage(item: Item, passage_id: str, *, quote: str, line: str, site: str, page: str) -> Item:
    """Return the item of a source as that of a passage on its page."""
    return replace(
        item,
        key=f"{item.key}_{passage_id}",
        quote=quote,
        line=line,
        site=normalise(site),
        permalink=f"{page}#{urls.passage_anchor(passage_id)}",
    )


def page_title(corpus: Corpus, path: str, title: str) -> str:
    """Return under what title a page is cited: that of a source is not to look like the work of its annotators."""
    folder, _, name = path.removesuffix(".md").partition("/")
    return f"{ANNOTATED}{title}" if folder == urls.SECTIONS["source"] and name in corpus.sources else title


def page_item(corpus: Corpus, settings: Settings, path: str, title: str, title_language: str = "") -> Item:
    """Return a page of the site, by its path below docs/; the home page is the work as a whole."""
    record = corpus.record.record
    whole = path == urls.HOME
    name = path.removesuffix(".md").removesuffix("/index").replace("/", "-")
    return Item(
        key="site" if whole else f"site_{name}",
        type="dataset" if whole else "webpage",
        title=normalise(record.title if whole else title),
        title_language=title_language,
        authors=tuple(map(normalise, record.citation.authors)),
        container="" if whole else normalise(record.title),
        issued=as_of(corpus),
        language=record.language,
        version=record.citation.version or "",
        url=urls.public(path, "", settings.site_url) if settings.site_url else "",
    )


def whole_days(issued: str) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the one or two dates of an EDTF date; () where it is vague, open or a season."""
    if not issued:
        return ()
    bounds = parse_date(issued).bounds
    if any(not bound or bound[-1] in "?~%." or "X" in bound or bound[5:7] > "12" for bound in bounds):
        return ()
    return tuple(tuple(int(part) for part in bound.split("-")) for bound in bounds)


def common_parts(days: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """Return the parts (year, month, day) that one or two dates share, from the year on."""
    shared = []
    for parts in zip(*days, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return tuple(shared)
