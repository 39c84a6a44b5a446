"""Replace or create a file as a whole: a reader sees the old bytes or the new ones, never a part."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(target: Path, body: bytes, *, executable: bool = False, durable: bool = False) -> None:
    """Put `body` in the place of `target`, whose folder exists; no symbolic link is followed on the way.

    With `durable` it is on the disk when this returns, and outlasts a loss of power.
    """
    _write_aside(target, body, executable, durable).replace(target)
    if durable:
        sync_folder(target.parent)


def create_file(target: Path, body: bytes) -> None:
    """Create `target`, whose folder exists, with this content. Raises FileExistsError if anything is there."""
    temporary = _write_aside(target, body)
    try:
        os.link(temporary, target)  # unlike a rename, it fails where something is
    finally:
        temporary.unlink()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that for folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_aside(target: Path, body: bytes, executable: bool = False, durable: bool = False) -> Path:
    temporary = temporary_name(target)
    temporary.unlink(missing_ok=True)  # left by a killed run
    mode = 0o777 if executable else 0o666
    # O_EXCL: a link laid under the temporary name in between is refused, not followed
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123
            stream.write(body)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:  # the disk is full: it must not keep a part of the file
        temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(target)) from None
    return temporary


def temporary_name(target: Path) -> Path:
    """Return the name under which `target` is written first. A dot file: MkDocs takes none into the site."""
    return target.with_name(f".{target.name}.part")
