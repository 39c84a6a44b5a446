"""Put the files of a corpus as they were at a revision into a folder: read from Git's store, nothing is checked out."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from build_tools.characters import quoted
from build_tools.project import Project

_PLAIN = ("100644", "100755")


class NoRevision(Exception):
    """There is nothing to compare with; the message says why and what to do."""


def base_of(project: Project, base: str, folder: Path) -> Project:
    """Return the corpus that `base` names: a folder with annotations, or a revision, whose files go into `folder`.

    Raises `NoRevision`. A revision without a corpus gives an empty one.
    """
    named = Path(base)
    if (named / "annotations").is_dir():
        return Project.at(named)
    # The hand-written pages are part of it: the home page of a corpus leads to some of them.
    for path, name in ((project.annotations, "annotations"), (project.seeds, "seeds"), (project.docs, "docs")):
        _extract(project.root, base, path, folder / name)
        (folder / name).mkdir(exist_ok=True)
    return Project.at(folder)


def _extract(root: Path, base: str, path: Path, target: Path) -> None:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if commit is None:
        raise NoRevision(
            f"{quoted(base, 80)} is neither a folder with annotations/ nor a revision that Git knows here; "
            "name one, such as origin/main, and fetch it before"
        )
    top = _git(root, "rev-parse", "--show-toplevel")
    if top is None:
        raise NoRevision("this folder is not in a Git repository; name a folder with the corpus before the change")
    try:
        inside = path.resolve().relative_to(Path(os.fsdecode(top).strip()).resolve()).as_posix()
    except ValueError:
        raise NoRevision(f"{quoted(str(path), 200)} is not in the repository of {quoted(str(root), 200)}") from None
    listed = _git(Path(os.fsdecode(top).strip()), "ls-tree", "-r", "-z", commit.decode().strip(), "--", inside)
    names: list[tuple[bytes, str]] = []
    for entry in (listed or b"").split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode, _, rest = head.decode().partition(" ")
        if mode in _PLAIN:  # links and submodules are faults of the corpus and hold nothing of it
            names.append((rest.split(" ")[1].encode(), os.fsdecode(name)))
    for (_, file), content in zip(names, _contents(root, [blob for blob, _ in names]), strict=True):
        relative = PurePosixPath(file).relative_to(inside)
        if ".." in relative.parts:
            raise NoRevision(f"the repository holds a path that leads out of it: {quoted(file)}")
        (target / relative).parent.mkdir(parents=True, exist_ok=True)
        (target / relative).write_bytes(content)


def _contents(root: Path, blobs: list[bytes]) -> list[bytes]:
    """Return the contents of objects, in their order."""
    answer = _git(root, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in blobs)) or b""
    found: list[bytes] = []
    at = 0
    for _ in blobs:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split(b" ")[2])
        found.append(answer[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what Git says, or None where it refuses. Raises `NoRevision` where there is no Git."""
    command = ["git", "-C", str(folder), "--no-pager", *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except OSError as error:
        raise NoRevision(f"Git cannot be run ({error.strerror}); name a folder with the corpus instead") from error
    return done.stdout if done.returncode == 0 else None
