"""What a local preview shows beyond a published site, and that nothing of it stays behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_tools.cli import main
from build_tools.site import generation, serve
from tests.corpus_support import build_site, bytes_below, copy_project

HIDDEN = (b"pelicans", b"marmaladoxically")
"""Words of an excerpt that no page of a published site shows."""
WITHHELD = b"zibelourd"
"""A word of a source that is withheld."""


def pages_of_serve(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Any]:
    """Return what the command `serve` makes pages with."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(serve, "serve", lambda _root, **options: given.update(options))
    assert main(["serve", "--root", str(root)]) == 0
    generate: Callable[[Path], Any] = given["generate"]
    return generate


def test_preview_shows_excerpts_in_full_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` shows the whole article of a source in excerpts and says so, never one withheld; `build` after it does not."""
    root = copy_project("orchard", tmp_path)
    report, faults = generation.write_pages(pages_of_serve(root, monkeypatch)(root), root / "docs")
    assert faults == []
    assert report is not None
    shown = bytes_below(root / "docs")
    gazette = shown["sources/valley-gazette-sluice.md"]
    assert all(words in gazette for words in HIDDEN)
    assert b"Quincewhistle" not in gazette  # no part of the article
    assert b"The whole text is shown here" in gazette
    assert b"The whole text is shown here" not in shown["sources/sada-al-wadi-talks.md"]  # published so
    assert not [name for name, content in shown.items() if WITHHELD in content]

    site = build_site(root, "")
    assert site.build.code == 0, site.build
    for files in (site.files, bytes_below(root / "docs")):
        left = [name for name, content in files.items() if any(words in content for words in HIDDEN)]
        assert left == []
    assert not [name for name, text in site.search_parts.items() if "pelicans" in text]
    assert b"The whole text is shown here" not in site.files["sources/valley-gazette-sluice/index.html"]
