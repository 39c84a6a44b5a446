"""Sizes of the pictures of hand-written pages, so that nothing moves when they come.

A picture whose name ends in `@2x` has two pixels for each of the page, and is sharp on fine screens, too.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, UnidentifiedImageError

_IMAGE = re.compile(r'<img\b(?![^>]*\swidth=)[^>]*?\ssrc="([^"]*)"')


def with_sizes(content: str, page_url: str, find_file: Callable[[str], Path | None]) -> str:
    """Return `content` with width and height, in pixels of the page, in every `img` of a picture of the site.

    `find_file` returns the file of a path below the site's. Pictures of other sites, files that are no bitmaps, and
    pictures that have a width are left as they are.
    """

    def sized(match: re.Match[str]) -> str:
        path = find_file(posixpath.normpath(posixpath.join(page_url, unquote(html.unescape(match[1])))))
        size = path and _size(path)
        return f'{match[0]} width="{size[0]}" height="{size[1]}"' if size else match[0]

    return _IMAGE.sub(sized, content)


def _size(path: Path) -> tuple[int, int] | None:
    """Return width and height in pixels of the page."""
    try:
        with Image.open(path) as picture:
            width, height = picture.size
    except (OSError, UnidentifiedImageError):
        return None
    scale = 2 if path.stem.endswith("@2x") else 1
    return round(width / scale), round(height / scale)
