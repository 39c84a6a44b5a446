"""The preview follows edits by people and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import DirModifiedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent

from build_tools import urls
from build_tools.site import preview_build, serve
from build_tools.site.preview_build import PreviewBuild
from build_tools.site.preview_server import PreviewServer
from build_tools.site.writer import write_tree
from tests.site_support import CONFIG, Pages, make_project, page, problem, sources_of, things


@dataclass
class Preview:
    """A preview under test."""

    root: Path
    site: Path
    build: PreviewBuild
    pages: dict[str, str]
    """Bodies that generation gives, by name."""
    problems: list[Any]
    builds: list[str]
    """`whole` or `quick` for each build of MkDocs."""
    searched: dict[str, str]
    """What generation leaves for the search: the file of records, or nothing."""

    def server(self) -> PreviewServer:
        """Make the first build and return the server, not listening."""
        return serve.make_server(self.build, sources_of(self.root), self.root / "docs", self.site)

    def edit(self, *paths: str) -> list[str]:
        """Build after edits of these files; return the builds that MkDocs made."""
        self.builds.clear()
        self.build.run({(self.root / path).resolve() for path in paths})
        return list(self.builds)

    def shown(self, page: str) -> str:
        """Return a page of the preview."""
        return (self.site / page / "index.html").read_text()


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """A preview of a project with an annotations folder and three generated pages, before its first build."""
    root, site = make_project(tmp_path, config=CONFIG.replace("[index.md]", "[{Home: index.md}]")), tmp_path / "preview"
    (root / "annotations").mkdir()
    pages: dict[str, str] = {"more": "<p>first</p>"}
    searched: dict[str, str] = {}
    problems: list[Any] = []
    build = PreviewBuild(
        sources_of(root),
        root / "docs",
        site,
        {"dev_addr": "127.0.0.1:0"},
        lambda _: Pages([*things(**pages).files, *searched.items()], problems),
        [root / "annotations", root / "seeds"],
    )
    made = Preview(root, site, build, pages, problems, [], searched)
    real = preview_build.mkdocs_build.build

    def counted(config: Any, **arguments: Any) -> None:
        made.builds.append("quick" if arguments.get("dirty") else "whole")
        real(config, **arguments)

    monkeypatch.setattr(preview_build.mkdocs_build, "build", counted)
    return made


@pytest.fixture
def server(preview: Preview) -> Iterator[PreviewServer]:
    """Its server after the first build, not listening."""
    made = preview.server()
    yield made
    made.server_close()


def wants_build(server: PreviewServer, event: object) -> bool:
    """Return whether an event asks for a build."""
    server._want_rebuild = False
    server.on_event(event)  # type: ignore[arg-type]
    return server._want_rebuild


def test_first_build_is_there(server: PreviewServer, preview: Preview) -> None:
    """Before the server listens the site is built and the folders that people edit are watched."""
    assert preview.builds == ["whole"]
    assert "First." in preview.shown("things/one")
    watched = {Path(path) for path in server._watched_paths}
    assert {preview.root / "docs", preview.root / "annotations", preview.root / "mkdocs.yml"} <= watched
    assert preview.root / "seeds" not in watched


def test_edits_ask_for_a_build(server: PreviewServer, preview: Preview) -> None:
    """Annotations, hand-written pages and a file moved over one of them do, and the builder learns which they were."""
    notes, home = preview.root / "annotations/a.yml", preview.root / "docs/index.md"
    assert wants_build(server, FileModifiedEvent(str(notes)))
    assert wants_build(server, FileModifiedEvent(str(home)))
    assert server.take_changed() == {notes, home}
    assert wants_build(server, FileMovedEvent(str(home.with_name(".x.swp")), str(home)))
    assert server.take_changed() == {home}
    assert server.take_changed() == set()


def test_own_files_ask_for_none(server: PreviewServer, preview: Preview) -> None:
    """Generated pages, also those just removed, the manifest, half-written files and folders do not: no loop."""
    docs = preview.root / "docs"
    assert not wants_build(server, FileModifiedEvent(str(docs / "things/one.md")))
    write_tree(docs, [("things/new.md", page("<p>x</p>"))])
    for name in ("things/new.md", "things/one.md", ".generated.json", ".generated.journal", "things/.new.md.part"):
        assert not wants_build(server, FileModifiedEvent(str(docs / name))), name
    assert not wants_build(server, FileDeletedEvent(str(docs / "things/two.md")))
    assert not wants_build(server, FileMovedEvent(str(docs / "things/.new.md.part"), str(docs / "things/new.md")))
    assert not wants_build(server, DirModifiedEvent(str(preview.root / "annotations")))
    assert server.take_changed() == set()


def test_edit_of_the_corpus_builds_its_pages_alone(preview: Preview) -> None:
    """The changed page is new; all others are as before."""
    preview.build.run()
    preview.pages["more"] = '<h1>x</h1><p>second <a href="things/one.md#p-1">x</a></p>'
    before = (preview.site / "things/one/index.html").stat().st_mtime_ns
    assert preview.edit("annotations/a.yml") == ["quick"]
    assert 'second <a href="../things/one/#p-1">' in preview.shown("more")
    assert (preview.site / "things/one/index.html").stat().st_mtime_ns == before


def test_search_follows_edits(preview: Preview) -> None:
    """The preview has a search; it is made anew by edits that change what is found, and by no others."""
    record = {"kind": "actor", "address": "things/one/", "title": {"text": "One"}}
    preview.searched[urls.SEARCH_RECORDS] = json.dumps({"language": "en", "records": [record]})
    preview.build.run()
    entry = preview.site / "assets/search/pagefind-entry.json"
    before, made = entry.read_bytes(), entry.stat().st_mtime_ns
    preview.pages["more"] = "<p>second</p>"
    assert preview.edit("annotations/a.yml") == ["quick"]
    assert entry.stat().st_mtime_ns == made
    other = {**record, "title": {"text": "Another name"}}
    preview.searched[urls.SEARCH_RECORDS] = json.dumps({"language": "en", "records": [other]})
    assert preview.edit("annotations/a.yml") == ["quick"]
    assert entry.read_bytes() != before


def test_edit_without_effect_builds_nothing(preview: Preview) -> None:
    """An edit of the corpus that changes no page starts no build of MkDocs."""
    preview.build.run()
    assert preview.edit("annotations/a.yml") == []


def test_page_that_comes_or_goes_needs_a_whole_build(preview: Preview) -> None:
    """A new page is linked and found, a removed one is gone from the preview."""
    preview.build.run()
    preview.pages["new"] = "<p>new</p>"
    assert preview.edit("annotations/a.yml") == ["whole"]
    assert "new" in preview.shown("new")
    del preview.pages["new"]
    assert preview.edit("annotations/a.yml") == ["whole"]
    assert not (preview.site / "new").exists()


def test_edits_beside_the_corpus(preview: Preview) -> None:
    """An edited hand-written page is built alone; a new one, and the configuration, need a whole build."""
    preview.build.run()
    (preview.root / "docs/index.md").write_text("# Edited\n")
    assert preview.edit("docs/index.md") == ["quick"]
    assert "Edited" in (preview.site / "index.html").read_text()
    (preview.root / "docs/hand.md").write_text("# By hand\n")
    assert preview.edit("docs/hand.md") == ["whole"]
    assert preview.edit("mkdocs.yml") == ["whole"]


def test_nav_without_titles_needs_whole_builds(preview: Preview) -> None:
    """MkDocs takes missing titles of the navigation from the pages, so it has to read them all."""
    (preview.root / "mkdocs.yml").write_text(CONFIG)
    preview.build.run()
    preview.pages["more"] = "<p>second</p>"
    assert preview.edit("annotations/a.yml") == ["whole"]


def test_faulty_corpus_keeps_the_last_pages(preview: Preview, caplog: pytest.LogCaptureFixture) -> None:
    """An error of the corpus is a warning with its place, and the preview shows what it showed before."""
    preview.build.run()
    preview.problems.append(problem("wrong"))
    preview.pages["more"] = "<p>second</p>"
    assert preview.edit("annotations/a.yml") == []
    assert "annotations/a.yml:3:5: wrong" in caplog.text
    assert "first" in preview.shown("more")
    preview.problems.clear()
    assert preview.edit("annotations/a.yml") == ["quick"]
    assert "second" in preview.shown("more")


def test_first_build_may_fail(preview: Preview) -> None:
    """A fault of the theme in the beginning does not end the preview: the next build is a whole one."""
    (preview.root / "docs/index.md").write_text("---\ntemplate: none.html\n---\n")
    preview.server().server_close()
    (preview.root / "docs/index.md").write_text("# Mended\n")
    assert preview.edit("docs/index.md") == ["whole"]
    assert "Mended" in (preview.site / "index.html").read_text()
