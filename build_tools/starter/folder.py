"""Write a new corpus into an empty folder, or a later tool into a corpus that was begun so.

Nothing of somebody else's is ever replaced. `.build-tools.sha256` lists the files of the tool as `sha256sum` does: by
it a later run knows which of them were changed in between. It is written last, and each file is written as a whole, so
a run that was killed is finished by the same command.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.characters import printable
from build_tools.site.atomic import replace_file, temporary_name
from build_tools.starter.tool_files import File
from build_tools.text_encoding import encoding_fault

SUMS = ".build-tools.sha256"
_NAMED = 8
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


class FolderRefused(Exception):
    """The folder is not as it must be; nothing was written. The message says what is in the way and the cure."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a later tool changed in a corpus: paths, sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def begin(folder: Path, tool: Mapping[str, File], example: Mapping[str, File]) -> int:
    """Write tool and example into `folder` and return the number of files. Raises `FolderRefused`, `OSError`.

    The folder must not exist, or be empty but for `.git`, or hold what a killed run of the same call left.
    """
    files = {**tool, **example}
    files[SUMS] = File(_sums(tool))
    if (folder / SUMS).is_file():
        raise FolderRefused(f"there is a corpus already; to give it this tool: init --update {printable(str(folder))}")
    if folder.exists() and not folder.is_dir():
        raise FolderRefused("must be a folder; there is a file of that name")
    left = {temporary_name(Path(name)).as_posix() for name in files}
    foreign = [name for name in _found(folder) if name not in left and not _is(folder / name, files.get(name))]
    if foreign:
        raise FolderRefused(
            f"the folder must be empty, but for '.git'; found {_listed(foreign)}. "
            "Choose another folder, or move that away"
        )
    for name, file in files.items():
        _write(folder / name, file)
    return len(files)


def renew(folder: Path, tool: Mapping[str, File]) -> Renewed:
    """Put the files of `tool` in the place of those that `folder` has of it. Raises `FolderRefused`, `OSError`.

    A file that was changed since, or that is not of the tool and in its way, is named, and nothing is written.
    """
    known = _known(folder)
    linked = [name for name in sorted({*known, *tool}) if _through_link(folder, name)]
    if linked:
        raise FolderRefused(f"must be plain files in plain folders, not links: {_listed(linked)}")
    now = {name: _digest(folder / name) for name in {*known, *tool}}
    wanted = {name: hashlib.sha256(file.body).hexdigest() for name, file in tool.items()}
    changed = sorted(n for n, digest in now.items() if digest and digest not in (known.get(n), wanted.get(n)))
    if changed:
        raise FolderRefused(
            f"these files are not as the tool left them: {_listed(changed)}. Keep what you changed elsewhere, "
            "delete them here and run this again: it puts the tool's in their place"
        )
    written = sorted(name for name in tool if now[name] != wanted[name] or _lacks_right(folder / name, tool[name]))
    for name in written:
        _write(folder / name, tool[name])
    removed = sorted(name for name in known.keys() - tool.keys() if now[name])
    for name in removed:
        (folder / name).unlink()
        _remove_empty(folder, (folder / name).parent)
    _write(folder / SUMS, File(_sums(tool)))
    return Renewed(tuple(written), tuple(removed))


def _sums(tool: Mapping[str, File]) -> bytes:
    lines = [f"{hashlib.sha256(tool[name].body).hexdigest()}  {name}\n" for name in sorted(tool)]
    return "".join(lines).encode("utf-8")


def _known(folder: Path) -> dict[str, str]:
    """Return the digests of the files of the tool that the folder was given, by path."""
    if _through_link(folder, SUMS) or not (folder / SUMS).is_file():
        raise FolderRefused(f"was not made by 'init': there is no {SUMS} in it")
    content = (folder / SUMS).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at, _, fault, cure = encoding_fault(content, error.start, "the list", ".sha256")
        raise FolderRefused(f"{SUMS}:{at}: {fault}; {cure}") from None
    known = {}
    for number, line in enumerate(text.splitlines(), start=1):
        match = _SUM.fullmatch(line)
        if not match or match[2].startswith("/") or not {"", ".", ".."}.isdisjoint(match[2].split("/")):
            raise FolderRefused(f"{SUMS}:{number}: must have a digest, two spaces and a path below the folder")
        known[match[2]] = match[1]
    return known


def _found(folder: Path) -> Iterator[str]:
    """Yield the relative POSIX paths of what stands in a folder, but folders and `.git`; none where it is missing."""
    for base, folders, names in os.walk(folder):
        here = Path(base)
        if here == folder:
            folders[:] = [name for name in folders if name != ".git"]
            names = [name for name in names if name != ".git"]  # noqa: PLW2901 - a file in a linked work tree
        folders.sort()
        linked = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*names, *linked]):
            yield (here / name).relative_to(folder).as_posix()


def _is(path: Path, file: File | None) -> bool:
    """Whether a plain file has just the bytes that are to be written."""
    return file is not None and not path.is_symlink() and path.read_bytes() == file.body


def _digest(path: Path) -> str:
    """Return the digest of a file, or "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _lacks_right(path: Path, file: File) -> bool:
    """Whether a file cannot be run that is to be run. A system that knows no such right tells of none."""
    return file.executable and os.name == "posix" and not path.stat().st_mode & 0o100


def _through_link(folder: Path, name: str) -> bool:
    """Whether a path below the folder is a link, or leads through one."""
    parts = name.split("/")
    return any((folder / "/".join(parts[:end])).is_symlink() for end in range(1, len(parts) + 1))


def _write(path: Path, file: File) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, file.body, executable=file.executable)


def _remove_empty(folder: Path, parent: Path) -> None:
    """Remove a folder below `folder` that is empty, and those around it that become so."""
    while parent != folder and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent


def _listed(names: Iterable[str]) -> str:
    """Return names for a message, the first of very many."""
    listed = list(names)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(printable(name) for name in listed[:_NAMED]) + more
