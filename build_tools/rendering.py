"""Render: a page model through its template to the file that a site generator reads.

A page is front matter (JSON, every text in it escaped) and one raw-HTML block. The block is all that
a Markdown parser sees, and no character in it is one that such a parser could take for its own.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_tools.escaping import finalize
from build_tools.page_models.forwards import Forward
from build_tools.page_models.shared import TocEntry
from build_tools.page_models.sharing import PageHead, Sharing

WORDS = "en"
"""The language of the words in the templates."""
TEMPLATES = Path(__file__).resolve().parent / "templates"
_CONTRIBUTED = re.compile(r'<bdi(?=>)|<(?:div|p) class="bt-(?:prose|reason|note|tagline)(?: [^"]*)?"')
"""Starts of elements that hold words of contributors, without a language of their own yet."""
_LABEL = '<p class="bt-note__label"'


def make_environment(folder: Path = TEMPLATES) -> Environment:
    """Return the template environment: undefined names fail, everything printed is escaped by the one escaper."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


class Renderer:
    """Renders pages; templates are read once.

    `sharing` gives, for path, title and description of a page, what it carries so that it can be cited and shared;
    a page whose path is not told carries nothing of it. `marked` gives, for path and body of a page, the body with what
    stands in it for the sake of links from elsewhere.
    The words of the templates are English. What contributors wrote stands in `bdi` and in blocks of prose; where their
    `language` is another one, each of these says so.
    """

    def __init__(
        self,
        sharing: Callable[[str, str, str], Sharing] | None = None,
        folder: Path = TEMPLATES,
        *,
        language: str = WORDS,
        marked: Callable[[str, str], str] = lambda _path, body: body,
    ) -> None:
        self._sharing = sharing
        self._marked = marked
        self._environment = make_environment(folder)
        self._language = language

    def render(
        self,
        template: str,
        page: Any,
        *,
        path: str = "",
        title: str,
        description: str,
        section: str,
        file: str = "",
        edit: str = "",
    ) -> str:
        """Return the page that stands at `path` below docs/.

        `section` is the folder whose tab is active; `file` and `edit` name the YAML file behind the page
        and where it is edited.
        """
        shared = self._sharing(path, title, description) if self._sharing and path else None
        body = self._environment.get_template(f"pages/{template}.html.jinja").render(page=page)
        body = self._marked(path, body)
        if shared:
            body += self._environment.get_template("partials/cite.html.jinja").render(cite=shared.cite)
        if self._language != WORDS:
            body = _CONTRIBUTED.sub(rf'\g<0> lang="{self._language}" dir="auto"', body)
            body = body.replace(_LABEL, f'{_LABEL} lang="{WORDS}" dir="ltr"')
        meta = {
            "title": _escaped(title),
            "description": _escaped(" ".join(description.split())),
            "section": section,
            "hide": ["navigation"],
            "toc": [_toc_entry(entry) for entry in page.toc],
            "annotation_file": _escaped(file),
            "annotation_edit": _escaped(edit),
            **(_head(shared.head) if shared else {}),
        }
        return f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n\n{collapse(body)}\n"


def render_forward(page: Forward, environment: Environment) -> str:
    """Return the whole file of a page at an address of before."""
    return collapse(environment.get_template("forward.html.jinja").render(page=page)) + "\n"


def collapse(body: str) -> str:
    """Strip each line of a body and drop blank ones: a blank line would end a raw-HTML block.

    Text is safe from it: its own line ends and tabs are encoded.
    """
    return "\n".join(line for line in (line.strip() for line in body.split("\n")) if line)


def _head(head: PageHead) -> dict[str, Any]:
    """Return what the theme puts into the head; JSON-LD is safe there as it is."""
    return {
        "metas": [[name, _escaped(value)] for name, value in head.metas],
        "jsonld": head.jsonld,
        "card": head.card,
        "card_alt": _escaped(head.card_alt),
        "feed": head.feed,
    }


def _escaped(text: str) -> str:
    """Escape a value of the front matter: themes print titles as they are, and the search indexes them so."""
    return html.escape(" ".join(text.split()))


def _toc_entry(entry: TocEntry) -> dict[str, Any]:
    made: dict[str, Any] = {"title": _escaped(entry.title), "id": entry.id}
    if entry.children:
        made["children"] = [_toc_entry(child) for child in entry.children]
    return made
