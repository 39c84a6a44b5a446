"""What the tests of the site side share: a tiny project and a generator that knows no corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from build_tools.site.mkdocs_config import ConfigSources, find_sources

CONFIG = """
site_name: Tiny
site_url: https://example.org/sub/
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/weather-night, name: dark}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/weather-sunny, name: light}}
plugins: []

nav: [index.md]
not_in_nav: "*"
validation: {links: {anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""
HOME = "# Home\n\n[One](things/one.md#p-1)\n"
THINGS = {
    "things/one.md": '<h1>One</h1><p id="p-1">First. <a href="two.md#p-2">Two</a> <a href="../data/x.csv">data</a></p>',
    "things/two.md": '<h1>Two</h1><p id="p-2">Second. <a href="../index.md">Home</a></p>',
}


@dataclass
class Pages:
    """A generation result."""

    files: Iterable[tuple[str, str | bytes]]
    problems: list[Any] = field(default_factory=list)


def page(body: str, **front_matter: Any) -> str:
    """Return a generated page: JSON front matter and one block of HTML."""
    return f"---\n{json.dumps({'title': 'Page', **front_matter})}\n---\n\n{body}\n"


def things(_root: Path | None = None, **more: str) -> Pages:
    """Generate two pages that link to each other and a data file; `more` adds bodies, `__` for `/` in the names."""
    bodies = {**THINGS, **{name.replace("__", "/") + ".md": body for name, body in more.items()}}
    return Pages([("data/x.csv", "a,b\n"), *((path, page(body)) for path, body in bodies.items())])


def problem(message: str, level: str = "error") -> Any:
    """Return a fault of the corpus."""
    location = SimpleNamespace(path="annotations/a.yml", line=3, column=5)
    return SimpleNamespace(location=location, message=message, rule="some-rule", level=level)


def make_project(folder: Path, config: str = CONFIG, home: str = HOME) -> Path:
    """Make a project with a hand-written home page; return its root, which is the tool's root as well."""
    root = folder / "project"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "docs" / "index.md").write_text(home, encoding="utf-8")
    return root


def sources_of(root: Path) -> ConfigSources:
    """Return the configuration files of a project made by `make_project`."""
    return find_sources(root, tool_root=root)


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by relative path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
