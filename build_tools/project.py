"""Where a corpus lives: its folders, and how files in them are reached safely."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.locations import Location
from build_tools.problems import Problem

CALL = ".venv/bin/python -m build_tools"
"""How the tool is called in the folder of a corpus, by the environment that `make` creates there."""
MAX_FILES = 50_000
"""Files read from one folder at most, over all its sub-folders."""
MAX_SOURCE_BYTES = 8 * 1024 * 1024
"""Size of a source at most."""


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one corpus."""

    root: Path
    """What paths in messages are relative to."""
    seeds: Path
    annotations: Path
    docs: Path
    """Hand-written pages; generated ones are written into it."""
    site: Path
    """The finished site."""
    config: Path
    """Its mkdocs.yml; need not exist."""
    passages: Path
    """Passages in folders of their sources; elsewhere than in `annotations` for one pass of several."""

    @classmethod
    def at(
        cls, root: Path, *, seeds: Path | None = None, annotations: Path | None = None, out: Path | None = None
    ) -> Project:
        """Return the project under `root`, with single folders elsewhere if given.

        `out` takes the generated pages and, beside them in `<out>/../site`, nothing else: the site
        stays at `<root>/site` unless `out` is given, then it is `<out>-site`.
        """
        root = root.absolute()
        annotations = (annotations or root / "annotations").absolute()
        docs = out.absolute() if out else root / "docs"
        return cls(
            root=root,
            seeds=(seeds or root / "seeds").absolute(),
            annotations=annotations,
            docs=docs,
            site=docs.with_name(docs.name + "-site") if out else root / "site",
            config=root / "mkdocs.yml",
            passages=annotations / "passages",
        )

    def with_passages(self, folder: Path) -> Project:
        """Return the same corpus with the passages of another folder in the place of its own."""
        return replace(self, passages=folder.absolute())

    def shown(self, path: Path) -> str:
        """Return a path for messages: relative to the root, POSIX."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return Path(os.path.relpath(path, self.root)).as_posix()


def list_files(project: Project, folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return every plain file below `folder`, sorted; symbolic links and odd files are problems.

    Files whose name begins with a dot are passed over: editors and systems leave them behind.
    """
    problems: list[Problem] = []
    if folder.is_symlink() or not folder.is_dir():
        return [], [
            Problem(
                Location(project.shown(folder)),
                "folder-missing",
                "the folder must exist and be a plain folder",
                f"create {project.shown(folder)}/",
            )
        ]
    files: list[Path] = []
    for path in _walk(folder, project, problems):
        files.append(path)
        if len(files) > MAX_FILES:
            problems.append(
                Problem(
                    Location(project.shown(folder)),
                    "file-count",
                    f"a folder must hold at most {MAX_FILES:,} files",
                    "split the corpus, or take out what does not belong to it",
                )
            )
            break
    return files, problems


def _walk(folder: Path, project: Project, problems: list[Problem]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        location = Location(project.shown(folder))
        message = f"the folder must be one that can be read: {error.strerror or error}"
        hint = "give whoever runs the check the right to read it"
        problems.append(Problem(location, "file-unreadable", message, hint))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_symlink() or not (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)):
            problems.append(
                Problem(
                    Location(project.shown(path)),
                    "path-unsafe",
                    "must be a plain file or folder, not a link",
                    "put the file itself there",
                )
            )
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, project, problems)
        else:
            yield path


def read_file(path: Path, limit: int) -> bytes:
    """Return at most `limit` + 1 bytes of a plain file without following a link.

    Raises OSError, also where the path is a link or no plain file.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"not a plain file: {path.name}")
        return file.read(limit + 1)
