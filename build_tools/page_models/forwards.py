"""The page at an address of before, which leads on to that of today."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Forward:
    """A forward to a page."""

    title: str
    """That of the page that it leads to."""
    href: str
    """The way to it."""
    canonical: str
    """Its whole address, or "" where that of the site is not known."""
    script: str
    """The way to the script that takes the place within the page along."""
    style: str
    """The way to the style sheet of the frame."""
