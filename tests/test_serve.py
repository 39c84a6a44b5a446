"""The preview follows edits by people and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_tools import generation, serve
from build_tools.writer import write_tree
from tests.site_support import Pages, make_project, page, sources_of, things
from watchdog.events import DirModifiedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an annotations folder and two generated pages."""
    root = make_project(tmp_path)
    (root / "annotations").mkdir()
    monkeypatch.setattr(generation, "generate", things)
    return root


@pytest.fixture
def server(project: Path, tmp_path: Path) -> Iterator[serve.PreviewServer]:
    """Its preview after the first build, not listening."""
    made = serve.make_server(sources_of(project), project / "docs", tmp_path / "preview", {"dev_addr": "127.0.0.1:0"})
    yield made
    made.server_close()


def wants_build(server: serve.PreviewServer, event: object) -> bool:
    """Return whether an event asks for a build."""
    server._want_rebuild = False
    server.on_event(event)  # type: ignore[arg-type]
    return server._want_rebuild


def test_first_build_is_there(server: serve.PreviewServer, project: Path, tmp_path: Path) -> None:
    """Before the server listens the site is built and the folders that people edit are watched."""
    assert (tmp_path / "preview/things/one/index.html").is_file()
    watched = {Path(path) for path in server._watched_paths}
    assert {project / "docs", project / "annotations", project / "mkdocs.yml"} <= watched
    assert project / "seeds" not in watched


def test_edits_ask_for_a_build(server: serve.PreviewServer, project: Path) -> None:
    """Annotations, hand-written pages and a file moved over one of them do."""
    assert wants_build(server, FileModifiedEvent(str(project / "annotations/a.yml")))
    assert wants_build(server, FileModifiedEvent(str(project / "docs/index.md")))
    assert wants_build(server, FileMovedEvent(str(project / "docs/.x.swp"), str(project / "docs/index.md")))


def test_own_files_ask_for_none(server: serve.PreviewServer, project: Path) -> None:
    """Generated pages, also those just removed, the manifest, half-written files and folders do not: no loop."""
    docs = project / "docs"
    assert not wants_build(server, FileModifiedEvent(str(docs / "things/one.md")))
    write_tree(docs, [("things/new.md", page("<p>x</p>"))])
    for name in ("things/new.md", "things/one.md", ".generated.json", ".generated.journal", "things/.new.md.part"):
        assert not wants_build(server, FileModifiedEvent(str(docs / name))), name
    assert not wants_build(server, FileDeletedEvent(str(docs / "things/two.md")))
    assert not wants_build(server, FileMovedEvent(str(docs / "things/.new.md.part"), str(docs / "things/new.md")))
    assert not wants_build(server, DirModifiedEvent(str(project / "annotations")))


def test_rebuild_shows_the_new_state(
    server: serve.PreviewServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The builder that the server calls makes the pages anew."""
    monkeypatch.setattr(generation, "generate", lambda root: things(more="<p>edited</p>"))
    server.builder()
    assert "edited" in (tmp_path / "preview/more/index.html").read_text()


def test_first_build_may_fail(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the beginning does not end the preview: the next edit may mend it."""

    def broken(root: Path) -> Pages:
        raise RuntimeError("broken")

    monkeypatch.setattr(generation, "generate", broken)
    made = serve.make_server(sources_of(project), project / "docs", tmp_path / "out", {"dev_addr": "127.0.0.1:0"})
    monkeypatch.setattr(generation, "generate", things)
    made.builder()
    made.server_close()
    assert (tmp_path / "out/things/one/index.html").is_file()
