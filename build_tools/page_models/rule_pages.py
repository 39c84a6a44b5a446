"""The page of a rule: why it exists, and an example that fails beside the same one mended."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.shared import Link, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleLine:
    """A line of a file; `is_named` if the message names it."""

    text: str
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """A file of an example."""

    id: str
    path: str
    lines: tuple[ExampleLine, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePageView:
    """What the check asks for, and why. Template: `pages/rule.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    level: str
    level_meaning: str
    meaning: Markup
    cure: Markup
    why: Markup
    fails: tuple[ExampleView, ...]
    passes: tuple[ExampleView, ...]
    message: tuple[str, ...]
    """Lines of what the check says of the example that fails."""
    completeness: bool
    without_example: str
    related: tuple[tuple[Link, Markup], ...]
    """Other rules, each with its meaning."""
    codebook: str
