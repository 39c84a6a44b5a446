"""What MkDocs lets pass without a word: links that lead out of the docs folder, and files that hide one another."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.theme import Theme

from build_tools.site import search_index

_BUILT = {"sitemap.xml.gz"}
_BUILT_BELOW = f"{search_index.FOLDER}/"


def symbolic_links(docs_dir: Path) -> list[str]:
    """Return a sentence for each symbolic link in `docs_dir`: MkDocs would publish what it points to."""
    found: list[str] = []
    for folder, folders, names in os.walk(docs_dir):
        folders.sort()
        for name in sorted([*folders, *names]):
            path = Path(folder, name)
            if path.is_symlink():
                shown = path.relative_to(docs_dir).as_posix()
                found.append(f"'{shown}' is a symbolic link: what it points to would be published")
    return found


def shadowed_files(files: Iterable[File], docs_dir: str, theme: Theme) -> list[str]:
    """Return a sentence for each file that would silently take the place of another one in the site."""
    found: list[str] = []
    owners: dict[str, str] = {}
    for file in files:
        if not file.inclusion.is_included():  # type: ignore[no-untyped-call]
            continue
        first = owners.setdefault(file.dest_uri.casefold(), file.src_uri)
        if first != file.src_uri:
            found.append(f"'{file.src_uri}' and '{first}' would both become '{file.dest_uri}'; rename one")
        if file.src_dir != docs_dir:
            continue
        themed = not file.is_documentation_page() and any(Path(folder, file.src_uri).is_file() for folder in theme.dirs)
        if (
            themed
            or file.dest_uri in theme.static_templates
            or file.dest_uri in _BUILT
            or file.dest_uri.startswith(_BUILT_BELOW)
        ):
            found.append(f"'{file.src_uri}' would take the place of the theme's file '{file.dest_uri}'; rename it")
    return found


def existing_entries(nav: Any, files: Files) -> list[Any]:
    """Return the entries of a `nav` list that are URLs or pages of the site; a section left empty goes too."""
    kept: list[Any] = []
    for entry in nav if isinstance(nav, list) else []:
        if isinstance(entry, str):
            if "://" in entry or entry in files.src_uris:
                kept.append(entry)
        elif isinstance(entry, dict):
            for title, value in entry.items():
                found = existing_entries(value if isinstance(value, list) else [value], files)
                if found:
                    kept.append({title: found if isinstance(value, list) else found[0]})
    return kept
