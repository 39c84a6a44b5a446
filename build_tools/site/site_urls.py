"""From a URL in a page to a file of the site, without a server: as a browser and a static host would do it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

_HARMLESS = {"mailto", "tel", "sms", "geo"}


@dataclass(frozen=True, slots=True)
class Inside:
    """A file of the site."""

    path: str
    """Relative POSIX path of an existing file."""
    fragment: str
    """Id that must be in it, percent-decoded; empty if none is named."""
    absolute: bool
    """Whether the link holds wherever the page is served."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Another site: nothing here can be said about it."""


class SiteUrls:
    """Resolves links between the files of one site published at `site_url` (None: at the root of some host)."""

    def __init__(self, files: Collection[str], site_url: str | None) -> None:
        self._files = files
        self._folders = {parent for path in files for parent in _parents(path)}
        address = urlsplit(site_url or "")
        self._host = (address.scheme.lower(), address.netloc.lower())
        self._prefix = "/" + address.path.strip("/") + "/" if address.path.strip("/") else "/"
        self._known: dict[tuple[str, str], str | tuple[str]] = {}

    def resolve(self, page: str, href: str) -> Inside | Outside | str:
        """Return what `href` in the file `page` leads to, or the reason why it leads nowhere."""
        try:
            parts = urlsplit(href.strip())
        except ValueError as error:
            return f"not a URL: {str(error)!r}"
        if parts.scheme or parts.netloc:
            return self._with_host(parts)
        return self._file(posixpath.dirname(page), parts.path, parts, page=page)

    def _with_host(self, parts: SplitResult) -> Inside | Outside | str:
        scheme = parts.scheme.lower()
        if scheme in _HARMLESS or scheme == "data":
            return Outside() if scheme in _HARMLESS else Inside("", "", True)
        if scheme not in ("", "http", "https"):
            return f"scheme {scheme!r} has no place in a page"
        own = parts.netloc.lower() == self._host[1] and scheme in ("", self._host[0])
        if own and (parts.path + "/").startswith(self._prefix):
            return self._file("", parts.path or "/", parts, page="")
        return Outside()

    def _file(self, folder: str, path: str, parts: SplitResult, *, page: str) -> Inside | str:
        fragment = unquote(parts.fragment.partition(":~:")[0])
        if not path:
            return Inside(page, fragment, False)
        known = self._known.get((folder, path))
        if known is None:
            known = self._known[folder, path] = self._look_up(folder, path)
        return known if isinstance(known, str) else Inside(known[0], fragment, path.startswith("/"))

    def _look_up(self, folder: str, path: str) -> str | tuple[str]:
        """Return the file as a tuple of one, or a reason."""
        decoded = unquote(path)
        if path.startswith("/"):
            if not (path + "/").startswith(self._prefix):
                return f"leads out of the site, which lies at {self._prefix!r}"
            joined = decoded[len(self._prefix) :]
        else:
            joined = f"{folder}/{decoded}" if folder else decoded
        target = posixpath.normpath(joined) if joined else "."
        if target == ".." or target.startswith("../"):
            return "leads out of the site"
        target = "" if target == "." else target.lstrip("/")
        if decoded.endswith(("/", "/.", "/..")) or decoded in (".", "..") or not target:
            index = f"{target}/index.html" if target else "index.html"
            return (index,) if index in self._files else f"no page {index!r} in the site"
        if target in self._files:
            return (target,)
        if target in self._folders:
            return f"{target!r} is a folder: write {target + '/'!r}"
        return f"no file {target!r} in the site"


def _parents(path: str) -> list[str]:
    """Return the folders that a file lies in."""
    return [path[:end] for end, character in enumerate(path) if character == "/"]
