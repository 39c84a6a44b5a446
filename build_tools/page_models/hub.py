"""The ways in which sources are compared, in small: on the page that leads to all of them, and on the home page."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.shared import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A page that compares sources, with what it has to tell of this corpus."""

    title: str
    href: str
    told: str
    """A sentence with its numbers."""
    cases: tuple[Link, ...]
    """What a reader may look at first; `note` says why."""
