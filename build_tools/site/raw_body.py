"""The body of a generated page: one block of HTML whose text has every special character encoded.

So a quotation mark in it always belongs to an attribute, and links and ids can be read without parsing. Knows nothing
of MkDocs; what a missed link would cost is caught by the check of the built site.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

_LINK = re.compile(r"""(?<=\s)((?:xlink:)?href|src|poster)=(["'])(.*?)\2""", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"""(?<=\s)id=(["'])(.*?)\1|<a\s[^>]*?(?<=\s)name=(["'])(.*?)\3""", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link to another file of the docs folder, as found in a body."""

    href: str
    """As written, entities decoded."""
    target: str
    """Path of the file in the docs folder, POSIX; may begin with `..` if the link leaves it."""
    fragment: str
    """Without `#`; empty if there is none."""


def resolve_links(body: str, page: str, find_url: Callable[[Link], str | None]) -> str:
    """Return `body` with its source-relative links turned into URLs.

    `page` is the path of the page in the docs folder. `find_url` returns the URL for a target without query and
    fragment, or None to leave the link as it is. Full URLs, `/…`, `?…` and `#…` are not links to files: left alone.
    """

    def resolved(match: re.Match[str]) -> str:
        href = html.unescape(match[3]).strip()
        try:
            scheme, host, path, query, fragment = urlsplit(href)
        except ValueError:
            return match[0]
        if scheme or host or not path or path.startswith(("/", "\\")):
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
        url = find_url(Link(href=href, target=target, fragment=fragment))
        if url is None:
            return match[0]
        return f'{match[1]}="{html.escape(urlunsplit(("", "", url, query, fragment)))}"'

    return _LINK.sub(resolved, body)


def anchor_ids(body: str) -> set[str]:
    """Return every id, and every name of an `a` element, in `body`."""
    return {html.unescape(match[2] if match[2] is not None else match[4]) for match in _ID.finditer(body)} - {""}
