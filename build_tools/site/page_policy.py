"""The Content-Security-Policy of the site's pages, and what in a page it would block.

A static host sends no headers of ours, so the policy stands in each page, right after `<meta charset>`: nothing above
it can load anything. It is one and the same text on all pages: the theme's instant navigation puts the head of the
next page into the current document, where a second, different policy would narrow the first.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode

_CHARSET = re.compile(rb"""<meta\s+charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)
_HANDLER = re.compile(rb"""[\s"'/]on[a-z]+\s*=""", re.IGNORECASE)
_DATA_TYPES = {"application/json", "application/ld+json"}
_BLOCKED = "base, embed, frame, iframe, object, style, [style], [srcdoc]"


def policy(hashes: Collection[str]) -> str:
    """Return the policy that allows the inline scripts with these `sha256-…` values and nothing else inline.

    `wasm-unsafe-eval` lets the search start its engine, a file of the site; it allows no script made of text.
    """
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *(f"'{value}'" for value in sorted(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )


def with_policy(page: bytes, text: str) -> bytes | None:
    """Return `page` with the policy and a referrer rule after its `<meta charset>`; None if it has none at its top."""
    place = _CHARSET.search(page, 0, 1024)
    if place is None or b"<!--" in page[: place.start()]:
        return None
    tags = f'<meta http-equiv="Content-Security-Policy" content="{text}"><meta name="referrer" content="no-referrer">'
    return page[: place.end()] + tags.encode() + page[place.end() :]


def inline_scripts(tree: LexborHTMLParser) -> list[tuple[str, LexborNode]]:
    """Return (`sha256-…`, element) for each inline script of a page that a browser would run."""
    return [(_digest(node.text() or ""), node) for node in tree.css("script") if _runs_inline(node)]


def blocked_parts(page: bytes, tree: LexborHTMLParser, hashes: Collection[str]) -> list[str]:
    """Return a sentence for each part of a page that its policy would block.

    `javascript:` links are not among them: the link check refuses their scheme.
    """
    found = [
        f"inline script that the theme alone does not make: {_shown(node.text() or node.html or '')}"
        for value, node in inline_scripts(tree)
        if value not in hashes
    ]
    for node in tree.css(_BLOCKED):
        what = "style attribute on " if "style" in node.attributes else ""
        found.append(f"{what}<{node.tag}>: {_shown(node.html or '')}")
    if _HANDLER.search(page):  # a cheap first look: text may hold it too, only an attribute counts
        found += [
            f"event handler '{name}' on <{node.tag}>"
            for node in tree.css("*")
            for name in node.attributes
            if name.startswith("on")
        ]
    return found


def _runs_inline(node: LexborNode) -> bool:
    """Whether this script element is code in the page: no data block, no file."""
    kind = (node.attributes.get("type") or "").strip().lower()
    return kind not in _DATA_TYPES and not node.attributes.get("src")


def _digest(script: str) -> str:
    """Return the source expression of the policy for a script's text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8", "surrogatepass")).digest()).decode()


def _shown(markup: str) -> str:
    """Return the beginning of `markup` for a message, control characters escaped."""
    return ascii(markup[:80])
