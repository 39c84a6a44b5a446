"""The feed of additions: Atom, with ids that do not change when the site moves within its host."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from build_tools import urls
from build_tools.additions import Addition, additions, as_of
from build_tools.corpus import Corpus
from build_tools.settings import Settings
from build_tools.sources import normalise

FILE = "feed.xml"
TITLE = "Feed of additions"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_MOST = 100
_LABELS = {"source": "Source", "question": "Question", "passages": "Passages"}
_NEVER = "1970-01-01"
"""Stands in the feed, which must have a date, of a corpus in which no file says when it was added."""


def has_feed(settings: Settings) -> bool:
    """Whether there is a feed: it needs the address of the site."""
    return bool(urlsplit(settings.site_url).hostname)


def feed(corpus: Corpus, settings: Settings) -> str:
    """Return the feed; at most the latest hundred additions. A text in it is plain text."""
    record = corpus.record.record
    latest = additions(corpus)[:_MOST]
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": record.language})
    _add(root, "id", _tag(settings, _NEVER, "additions"))
    _add(root, "title", f"{normalise(record.title)}: additions")
    _add(root, "updated", _instant(latest[0].day if latest else as_of(corpus) or _NEVER))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": settings.site_url + FILE})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": settings.site_url})
    for name in record.citation.authors or (record.title,):
        _add(ET.SubElement(root, "author"), "name", normalise(name))
    _add(root, "rights", normalise(record.licence.name))
    for addition in latest:
        _entry(root, addition, settings)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'


def _entry(root: ET.Element, addition: Addition, settings: Settings) -> None:
    entry = ET.SubElement(root, "entry", {"xml:lang": addition.language})
    _add(entry, "id", _tag(settings, addition.day, addition.file))
    _add(entry, "title", f"{_LABELS[addition.kind]}: {normalise(addition.title)}")
    _add(entry, "updated", _instant(addition.day))
    _add(entry, "published", _instant(addition.day))
    address = urls.public(addition.page, addition.anchor, settings.site_url)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    ET.SubElement(entry, "category", {"term": addition.kind, "label": _LABELS[addition.kind]})


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _tag(settings: Settings, day: str, name: str) -> str:
    """Return a `tag:` URI (RFC 4151): it stays the same for good, whatever becomes of addresses."""
    return f"tag:{urlsplit(settings.site_url).hostname},{day}:{name}"
