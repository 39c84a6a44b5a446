"""The site folder is replaced as a whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from build_tools.site import swap


def put(folder: Path, text: str) -> None:
    """Make a recognisable page."""
    (folder / "index.html").write_text(text)


def publish(site: Path, text: str) -> None:
    """Build and swap in a site of one page."""
    with swap.building_folder(site) as folder:
        put(folder, text)
        swap.swap_in(folder, site)


def no_such_call(*_: object) -> None:
    """Stand in for a system without an exchange of names."""
    raise OSError(errno.ENOSYS, "not here")


def test_first_and_second_build(tmp_path: Path) -> None:
    """A site appears where there was none, is replaced by the next, and nothing but the lock lies beside it."""
    site = tmp_path / "site"
    publish(site, "one")
    assert (site / "index.html").read_text() == "one"
    (site / "left.html").write_text("")
    publish(site, "two")
    assert sorted(path.name for path in site.iterdir()) == [swap.MARK, "index.html"]
    assert (site / "index.html").read_text() == "two"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_exchange_is_one_step(tmp_path: Path) -> None:
    """Both names hold a folder after the exchange, each the other's, by identity."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    before = one.stat().st_ino, two.stat().st_ino
    swap.exchange(one, two)
    assert (two.stat().st_ino, one.stat().st_ino) == before


def test_fallback_without_the_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no exchange, two renames give the same result."""
    monkeypatch.setattr(swap, "_exchange_at_once", no_such_call)
    site = tmp_path / "site"
    publish(site, "one")
    publish(site, "two")
    assert (site / "index.html").read_text() == "two"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_fallback_killed_between_its_renames(tmp_path: Path) -> None:
    """The old site, left aside by a killed fallback, is back as soon as the next build begins."""
    site = tmp_path / "site"
    publish(site, "one")
    site.rename(tmp_path / ".site.old")
    with swap.building_folder(site):
        assert (site / "index.html").read_text() == "one"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_fallback_puts_back_what_it_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second rename fails, the old site has its place again."""
    monkeypatch.setattr(swap, "_exchange_at_once", no_such_call)
    site = tmp_path / "site"
    publish(site, "one")
    with pytest.raises(OSError):
        swap.exchange(tmp_path / "missing", site)
    assert (site / "index.html").read_text() == "one"


def test_failed_build_leaves_the_site(tmp_path: Path) -> None:
    """An exception while building changes nothing and clears the half-built folder."""
    site = tmp_path / "site"
    publish(site, "one")
    with pytest.raises(RuntimeError), swap.building_folder(site) as folder:
        put(folder, "two")
        raise RuntimeError
    assert (site / "index.html").read_text() == "one"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_left_overs_are_cleared(tmp_path: Path) -> None:
    """Folders of killed builds go at the next build; a link of that name and other sites' folders are left."""
    for name in (".site.building-dead", ".site.old", ".other.building-dead", "keep"):
        (tmp_path / name).mkdir()
        put(tmp_path / name, "left")
    (tmp_path / ".site.building-link").symlink_to(tmp_path / "keep")
    site = tmp_path / "site"
    site.mkdir()
    publish(site, "one")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {".site.lock", "site", ".other.building-dead", "keep", ".site.building-link"}
    assert (tmp_path / "keep/index.html").exists()


def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second build of a site under way is refused and leaves the first one's folder alone."""
    site = tmp_path / "site"
    with swap.building_folder(site) as folder:
        with pytest.raises(swap.SwapRefused, match="another build"), swap.building_folder(site):
            pass
        assert folder.is_dir()
    publish(site, "one")


def test_foreign_folder_is_refused(tmp_path: Path) -> None:
    """A folder with files that no build made is not replaced, nor touched."""
    site = tmp_path / "site"
    site.mkdir()
    put(site, "mine")
    with pytest.raises(swap.SwapRefused, match="was not built by this tool"):
        publish(site, "one")
    assert (site / "index.html").read_text() == "mine"


def test_empty_folder_is_replaced(tmp_path: Path) -> None:
    """An empty folder in the place of the site is no obstacle."""
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", "one")
    assert (tmp_path / "site/index.html").read_text() == "one"


@pytest.mark.parametrize("kind", ["link to a site", "dead link", "file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, kind: str) -> None:
    """A symbolic link, even to a site built here, and a file are refused and left."""
    site, real = tmp_path / "site", tmp_path / "real"
    publish(real, "one")
    if kind == "file":
        site.write_text("mine")
    else:
        site.symlink_to(real if kind == "link to a site" else tmp_path / "nowhere")
    with pytest.raises(swap.SwapRefused, match=r"symbolic link|not a folder"):
        publish(site, "two")
    assert (real / "index.html").read_text() == "one"
    assert site.is_symlink() or site.read_text() == "mine"


def test_foreign_folder_that_comes_meanwhile_is_refused(tmp_path: Path) -> None:
    """The check holds at the moment of the swap as well."""
    site = tmp_path / "site"
    with pytest.raises(swap.SwapRefused), swap.building_folder(site) as folder:
        site.mkdir()
        put(site, "mine")
        swap.swap_in(folder, site)
    assert (site / "index.html").read_text() == "mine"
