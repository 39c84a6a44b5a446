"""Put the files of a corpus as they were at a revision into a folder: read from Git's store, nothing is checked out."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from build_tools.characters import quoted
from build_tools.git_store import contents, git
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
    shown = _git(root, "rev-parse", "--show-toplevel")
    if shown is None:
        raise NoRevision("this folder is not in a Git repository; name a folder with the corpus before the change")
    top = Path(os.fsdecode(shown).removesuffix("\n"))
    try:
        inside = path.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        raise NoRevision(f"{quoted(str(path), 200)} is not in the repository of {quoted(str(root), 200)}") from None
    listed = _git(top, "ls-tree", "-r", "-z", commit.decode().strip(), "--", inside)
    names: list[tuple[str, PurePosixPath]] = []
    for entry in (listed or b"").split(b"\0"):
        head, _, name = entry.partition(b"\t")
        mode, _, rest = head.decode().partition(" ")
        if mode in _PLAIN:  # links and submodules are faults of the corpus and hold nothing of it
            relative = PurePosixPath(os.fsdecode(name)).relative_to(inside)
            if relative.is_absolute() or ".." in relative.parts:
                raise NoRevision(f"the repository holds a path that leads out of it: {quoted(os.fsdecode(name))}")
            if relative.parts:  # none: a file lay where the folder is now
                names.append((rest.split(" ")[1], relative))
    for (_, relative), content in zip(names, contents(top, [blob for blob, _ in names]), strict=True):
        if content is None:
            raise NoRevision(f"Git lacks the text of {quoted(f'{inside}/{relative}')} at {quoted(base, 80)}; fetch it")
        try:
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            (target / relative).write_bytes(content)
        except OSError as error:
            why = error.strerror or error
            raise NoRevision(f"{quoted(f'{inside}/{relative}')} of {quoted(base, 80)} cannot be read: {why}") from None


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        return git(folder, *arguments)
    except OSError as error:
        raise NoRevision(f"Git cannot be run ({error.strerror}); name a folder with the corpus instead") from error
