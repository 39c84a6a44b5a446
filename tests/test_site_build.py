"""A build ends with a whole new site or leaves the whole old one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_tools.site import finish, link_check, mkdocs_site, site_build, swap
from tests.site_support import CONFIG, Pages, bytes_below, make_project, problem, sources_of, things

REPOSITORY = Path(__file__).resolve().parent.parent


def run(root: Path, generate: Any = things, **arguments: Any) -> site_build.BuildResult:
    """Build a project with a fake generator."""
    return site_build.build(root, generate=generate, sources=sources_of(root), **arguments)


def beside_site(root: Path) -> list[str]:
    """Return the names beside the site folder that a build could have left."""
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".site") and path.name != ".site.lock")


def test_site_is_built(tmp_path: Path) -> None:
    """From pages to a site in place: policy set, links checked, no message, nothing left beside it."""
    root = make_project(tmp_path)
    result = run(root)
    assert (result.failed_stage, result.messages, result.details) == (None, (), "")
    assert result.report is not None
    assert result.report.written == ("data/x.csv", "things/one.md", "things/two.md")
    assert "Content-Security-Policy" in (root / "site/things/one/index.html").read_text()
    assert beside_site(root) == []


def test_second_build_drops_old_pages(tmp_path: Path) -> None:
    """A page that is not generated any more is neither in the docs folder nor in the site."""
    root = make_project(tmp_path)
    run(root, lambda _: things(more="<p>x</p>"))
    assert (root / "site/more/index.html").exists()
    assert run(root).failed_stage is None
    assert not (root / "site/more").exists()


def broken_stream(_: Path) -> Pages:
    """Break by a fault of the tool while pages are made."""

    def files() -> Iterator[tuple[str, str]]:
        yield "a.md", "x"
        raise KeyError("no such thing")

    return Pages(files())


def raise_fault(*_: Any, **__: Any) -> Any:
    """Break as a full disk does."""
    raise OSError("no space left")


FAILURES: list[tuple[str, str, dict[str, Any], tuple[Any, str] | None]] = [
    ("check", "wrong", {"check": lambda _: [problem("wrong")]}, None),
    ("generate", "wrong", {"generate": lambda _: Pages([], [problem("wrong")])}, None),
    ("generate", "RuntimeError", {"generate": lambda _: (_ for _ in ()).throw(RuntimeError("x"))}, None),
    ("write", "no such thing", {"generate": broken_stream}, None),
    ("write", "index.md", {"generate": lambda _: Pages([("index.md", "x")])}, None),
    ("mkdocs", "none.md", {"generate": lambda _: things(more='<a href="none.md">x</a>')}, None),
    ("mkdocs", "no space left", {}, (mkdocs_site, "build")),
    ("finish", "inline script", {"generate": lambda _: things(more="<script>x()</script>")}, None),
    ("finish", "none-such", {}, (finish, "raw_settings")),
    ("links", "off-origin", {"generate": lambda _: things(more='<img src="https://example.com/x">')}, None),
    ("links", "no space left", {}, (link_check, "check_links")),
    ("swap", "no space left", {}, (swap, "exchange")),
]


@pytest.mark.parametrize(("stage", "said", "arguments", "broken"), FAILURES, ids=[f"{f[0]}-{f[1]}" for f in FAILURES])
def test_failure_leaves_the_old_site(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    said: str,
    arguments: dict[str, Any],
    broken: tuple[Any, str] | None,
) -> None:
    """Whichever stage fails is named with its message; the site has every byte of before, and no folder is left."""
    root = make_project(tmp_path)
    (root / "site").mkdir()
    (root / "site" / swap.MARK).write_text("")
    (root / "site/index.html").write_text("old")
    before = bytes_below(root / "site")
    if broken and stage == "finish":
        monkeypatch.setattr(*broken, lambda *_, **__: {"site_name": "x", "theme": "none-such"})
    elif broken:
        monkeypatch.setattr(*broken, raise_fault)
    result = run(root, **arguments)
    assert result.failed_stage == stage
    assert said in " ".join(result.messages)
    assert bytes_below(root / "site") == before
    assert beside_site(root) == []


def test_fault_of_the_tool_comes_with_a_traceback(tmp_path: Path) -> None:
    """A message says that it is not the corpus' fault; the traceback is kept apart."""
    result = run(make_project(tmp_path), broken_stream)
    assert result.messages == ("a fault of the tool itself: KeyError: 'no such thing'",)
    assert 'raise KeyError("no such thing")' in result.details


def test_problems_are_returned_once(tmp_path: Path) -> None:
    """Problems found by the check and again by generation appear once; warnings do not stop a build."""
    small = problem("small", level="warning")
    root = make_project(tmp_path)
    result = run(root, lambda _: Pages(things().files, [small]), check=lambda _: [small])
    assert (result.failed_stage, result.problems) == (None, (small,))


def test_foreign_site_folder_is_refused_first(tmp_path: Path) -> None:
    """A site folder with somebody's files stops the build before anything is generated."""
    root = make_project(tmp_path)
    (root / "site").mkdir()
    (root / "site/mine.html").write_text("mine")
    result = run(root, lambda _: pytest.fail("generated"))
    assert result.failed_stage == "prepare"
    assert "was not built by this tool" in result.messages[0]
    assert bytes_below(root / "site") == {"mine.html": b"mine"}


KILL_POINTS = {
    "half the pages written": "things_that_kill",
    "before MkDocs": "mkdocs_site.build_site",
    "inside MkDocs": "mkdocs_site.build after",
    "before the policy": "finish.finish_site",
    "before the links": "link_check.check_links",
    "before the swap": "swap.exchange",
    "after the swap": "swap.exchange after",
    "while the old site is removed": "shutil.rmtree",
}
SCRIPT = """
import os, signal, shutil, sys
from pathlib import Path
from build_tools.site import finish, link_check, mkdocs_site, site_build, swap
from tests.site_support import Pages, page, sources_of, things

root, point = Path(sys.argv[1]), sys.argv[2]
kill = lambda: os.kill(os.getpid(), signal.SIGKILL)
generate = lambda _: things(new='<p>x</p>')
if point == 'things_that_kill':
    def stream():
        yield 'things/one.md', page('<p>half</p>')
        kill()
    generate = lambda _: Pages(stream())
elif point:
    name, _, after = point.partition(' ')
    module, _, name = name.partition('.')
    real = getattr(globals()[module], name)
    def killing(*arguments, **named):
        if module == 'shutil':
            if not Path(arguments[0]).name.startswith('.site.building-'):
                return real(*arguments, **named)
            Path(arguments[0], swap.MARK).unlink()
        if after:
            real(*arguments, **named)
        kill()
    setattr(globals()[module], name, killing)
result = site_build.build(root, generate=generate, sources=sources_of(root))
sys.exit(' '.join([result.failed_stage or '', *result.messages]).strip() or 0)
"""


def run_apart(root: Path, point: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Build in a process of its own, killed at a point."""
    path = str(REPOSITORY)
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, root, point],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        check=False,
    )


@pytest.fixture(scope="module")
def old_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a finished site."""
    root = make_project(tmp_path_factory.mktemp("old"))
    assert run(root).failed_stage is None
    return root


@pytest.mark.parametrize("point", KILL_POINTS.values(), ids=KILL_POINTS)
def test_killed_build_leaves_a_whole_site(tmp_path: Path, old_site: Path, point: str) -> None:
    """After kill -9 the site is the whole old or the whole new one, and the next build succeeds and cleans up."""
    root = tmp_path / "project"
    shutil.copytree(old_site, root)
    old = bytes_below(root / "site")
    assert run_apart(root, point).returncode == -signal.SIGKILL
    found = bytes_below(root / "site")
    result = run(root, lambda _: things(new="<p>x</p>"))
    assert (result.failed_stage, result.messages) == (None, ())
    new = bytes_below(root / "site")
    assert "new/index.html" in new
    assert found == (new if point in ("swap.exchange after", "shutil.rmtree") else old)
    assert beside_site(root) == []


def test_same_bytes_under_other_circumstances(tmp_path: Path) -> None:
    """Hash order, time zone, language, umask-free file times and the folder's name leave no trace in the site."""
    sites = []
    for name, seed, zone, language in (("a", "1", "UTC", "C"), ("b", "2", "Asia/Tokyo", "tr_TR.UTF-8")):
        root = make_project(tmp_path / name, config=CONFIG)
        done = run_apart(root, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=language, LANG=language)
        assert (done.returncode, done.stderr) == (0, b"")
        sites.append(bytes_below(root / "site"))
    assert sites[0] == sites[1]
    assert "things/one/index.html" in sites[0]
