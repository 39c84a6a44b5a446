"""Every URL in a page: what a reader can follow, and what a browser fetches by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

# Links that only say something; of all other kinds of <link> a browser may load or contact the target.
_SAID_ONLY = frozenset("alternate author canonical external help license me next prev search up".split())  # noqa: SIM905
_FETCHED = {
    "[src]": "src",
    "[poster]": "poster",
    "object[data]": "data",
    "form[action]": "action",
    "[formaction]": "formaction",
    "[background]": "background",
}
_SEVERAL = {"[srcset]": "srcset", "[imagesrcset]": "imagesrcset", "[ping]": "ping"}
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]\s*url\s*=\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.DOTALL)


class Reference(NamedTuple):
    """A URL as written, entities decoded, and whether reading the page is enough to have it requested."""

    href: str
    fetched: bool


def page_references(tree: LexborHTMLParser) -> Iterator[Reference]:
    """Yield the references of a page, kind after kind."""
    yield from _links(tree)
    for selector, name in _FETCHED.items():
        for node in tree.css(selector):
            yield Reference(node.attributes[name] or "", True)
    for selector, name in _SEVERAL.items():
        for node in tree.css(selector):
            parts = (node.attributes[name] or "").split("," if name.endswith("srcset") else None)
            yield from (Reference(part.split()[0], True) for part in parts if part.strip())


def _links(tree: LexborHTMLParser) -> Iterator[Reference]:
    """Yield what has `href`, and redirections: here the element decides whether the target is fetched."""
    for node in tree.css("a[href], area[href], use[href], image[href]"):
        for name in ("href", "xlink:href"):  # one selector finds both, in pictures inside the page too
            if name in node.attributes:
                yield Reference(node.attributes[name] or "", node.tag in ("use", "image"))
    for node in tree.css("link[href]"):
        kinds = set((node.attributes.get("rel") or "").lower().split())
        yield Reference(node.attributes["href"] or "", not kinds or not kinds <= _SAID_ONLY)
    for node in tree.css("meta[http-equiv=refresh i]"):
        target = _REFRESH.match(node.attributes.get("content") or "")
        if target:
            yield Reference(target[1], True)
