"""Put a finished folder in the place of the published one, so that there is a whole site at every moment.

The new site is built in a sibling folder, `.<name>.building-…`, under an exclusive lock. Then the two change places:
by one system call on Linux (`renameat2`) and macOS (`renamex_np`). Where the system has no such call, two renames do
it; a kill between them leaves the old site as `.<name>.old`, and the next build puts it back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two builds at once are not told apart there
    fcntl = None  # type: ignore[assignment]

MARK = ".built-by-build-tools"
_MARK_TEXT = "This folder is replaced as a whole by every build. Keep nothing of your own in it.\n"
_AT_FDCWD = -2 if sys.platform == "darwin" else -100
_RENAME_EXCHANGE = 2  # linux/fs.h; RENAME_SWAP of macOS has the same value
_NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


class SwapRefused(Exception):
    """The site folder must not be replaced, or another build holds it; the message says which and what to do."""


@contextlib.contextmanager
def building_folder(site_dir: Path) -> Iterator[Path]:
    """Give an empty folder beside `site_dir` to build in, under the lock; remove what lies there in the end.

    What lies there in the end is the failed build, or after `swap_in` the replaced site. Left-overs of killed builds
    are cleared first. Raises `SwapRefused`.
    """
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    with _locked(site_dir):
        old = _old_name(site_dir)
        if old.is_dir() and not site_dir.exists():
            old.rename(site_dir)  # killed between the two renames of the fallback
        check_replaceable(site_dir)
        prefix = f".{site_dir.name}.building-"
        for left in list(site_dir.parent.iterdir()):
            if (left == old or left.name.startswith(prefix)) and left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
        folder = site_dir.with_name(prefix + secrets.token_hex(4))
        folder.mkdir()
        try:
            (folder / MARK).write_text(_MARK_TEXT, encoding="utf-8", newline="\n")
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def swap_in(folder: Path, site_dir: Path) -> None:
    """Make `folder`, from `building_folder`, the site; afterwards the replaced site, if any, lies at `folder`."""
    check_replaceable(site_dir)
    if site_dir.exists():
        exchange(folder, site_dir)
    else:
        folder.rename(site_dir)


def check_replaceable(site_dir: Path) -> None:
    """Raise `SwapRefused` unless `site_dir` is absent, empty or a site built here."""
    name = site_dir.name
    if site_dir.is_symlink():
        raise SwapRefused(f"{name!r} is a symbolic link; remove the link or choose another folder for the site")
    if not site_dir.exists():
        return
    if not site_dir.is_dir():
        raise SwapRefused(f"{name!r} is not a folder; move it away or choose another folder for the site")
    if not (site_dir / MARK).is_file() and any(site_dir.iterdir()):
        raise SwapRefused(
            f"{name!r} holds files but was not built by this tool (it has no {MARK!r}); "
            "move it away or choose another folder for the site"
        )


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change places. Raises `OSError`."""
    try:
        _exchange_at_once(one, other)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
        old = _old_name(other)
        other.rename(old)
        try:
            one.rename(other)
        except OSError:
            old.rename(other)
            raise
        old.rename(one)


def _exchange_at_once(one: Path, other: Path) -> None:
    """One system call; `OSError` with one of `_NOT_OFFERED` where there is none."""
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    call = getattr(libc, "renameatx_np" if sys.platform == "darwin" else "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, "no call that exchanges two names")
    call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _old_name(site_dir: Path) -> Path:
    """Return where the fallback keeps the old site between its two renames."""
    return site_dir.with_name(f".{site_dir.name}.old")


@contextlib.contextmanager
def _locked(site_dir: Path) -> Iterator[None]:
    """Hold the lock file of `site_dir`; the system frees it if the process dies. The file itself stays."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(site_dir.with_name(f".{site_dir.name}.lock"), flags, 0o666)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SwapRefused(f"another build of {site_dir.name!r} is under way; wait for it to end") from None
        yield
    finally:
        os.close(descriptor)
