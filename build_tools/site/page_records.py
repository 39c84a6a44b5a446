"""Records for the search of the pages that no other record leads to: hand-written ones by section, others by heading.

They are read from the built site: what a hand-written page says is known only after its Markdown was rendered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools.site.search_documents import Record

_NO_TEXT = {"nav", "script", "style", "noscript", "svg", "form"}
_SUBHEADINGS = ("h2", "h3")


def page_records(site_dir: Path, generated: Collection[str], known: Collection[str]) -> Iterator[Record]:
    """Yield the records of all pages but those at the addresses `known`; `generated` are paths in the docs folder."""
    for path in sorted(site_dir.rglob("index.html")):
        address = path.relative_to(site_dir).as_posix().removesuffix("index.html")
        if address in known:
            continue
        tree = LexborHTMLParser(path.read_bytes())
        heading = tree.css_first("article h1")
        if heading is None:
            continue
        title = _words(heading)
        if {f"{address}index.md", f"{address.removesuffix('/')}.md"}.isdisjoint(generated):
            yield from _sections(address, title, heading)
        else:
            said = [_words(node) for node in tree.css("article .bt-lead, article h2, article h3")]
            yield _record(address, title, " · ".join(filter(None, said)))


def _sections(address: str, title: str, heading: LexborNode) -> Iterator[Record]:
    """Yield a record for the beginning of a hand-written page and one for each section that has an id."""
    place, name = address, title
    texts: list[str] = []
    node = heading.next
    while node is not None:
        anchor = node.attributes.get("id") if node.tag in _SUBHEADINGS else None
        if anchor:
            yield _record(place, name, " ".join(texts))
            place, name, texts = f"{address}#{anchor}", f"{title}: {_words(node)}", []
        elif node.tag == "-text" or node.tag not in _NO_TEXT:
            texts.append(_words(node))
        node = node.next
    yield _record(place, name, " ".join(texts))


def _record(address: str, title: str, text: str) -> Record:
    return {
        "kind": "page",
        "address": address,
        "title": {"text": " ".join(title.split())},
        "quote": {"text": " ".join(text.split())},
    }


def _words(node: LexborNode) -> str:
    """Return the text of an element, without the sign that links to a heading."""
    if node.tag == "-text":
        return node.text() or ""
    return " ".join(node.text(separator=" ").replace("¶", " ").split())
