"""Every URL in a page: what a reader can follow, and what a browser fetches by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

# Links that only say something; of all other kinds of <link> a browser may load or contact the target.
_SAID_ONLY = frozenset("alternate author canonical external help license me next prev search up".split())  # noqa: SIM905
_OTHERS = {
    "[poster]": "poster",
    "object[data]": "data",
    "form[action]": "action",
    "[formaction]": "formaction",
    "[background]": "background",
}
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]\s*url\s*=\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.DOTALL)


class Reference(NamedTuple):
    """A URL as written, entities decoded, and whether reading the page is enough to have it requested."""

    href: str
    fetched: bool


def page_references(tree: LexborHTMLParser) -> Iterator[Reference]:
    """Yield the references of a page, kind after kind."""
    for node in tree.css("a[href], area[href], use[href], image[href]"):
        for name in ("href", "xlink:href"):  # one selector finds both, in pictures inside the page too
            if name in node.attributes:
                yield Reference(node.attributes[name] or "", node.tag in ("use", "image"))
    for node in tree.css("link[href]"):
        kinds = set((node.attributes.get("rel") or "").lower().split())
        yield Reference(node.attributes["href"] or "", not kinds or not kinds <= _SAID_ONLY)
    for node in tree.css("[src]"):
        yield Reference(node.attributes["src"] or "", True)
    for selector, name in _OTHERS.items():
        for node in tree.css(selector):
            yield Reference(node.attributes[name] or "", True)
    for node in tree.css("[srcset], [imagesrcset]"):
        for candidate in (node.attributes.get("srcset") or node.attributes.get("imagesrcset") or "").split(","):
            if candidate.strip():
                yield Reference(candidate.split()[0], True)
    for node in tree.css("[ping]"):
        for href in (node.attributes["ping"] or "").split():
            yield Reference(href, True)
    for node in tree.css("meta[http-equiv]"):
        target = _REFRESH.match(node.attributes.get("content") or "")
        if target and (node.attributes["http-equiv"] or "").lower() == "refresh":
            yield Reference(target[1], True)
