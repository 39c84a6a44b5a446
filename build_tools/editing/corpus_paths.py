"""Which files may be edited: plain files of the annotations and sources of a corpus, reached by no link."""

from __future__ import annotations

import itertools
from pathlib import Path

from build_tools.editing.refusal import EditRefused
from build_tools.project import MAX_SOURCE_BYTES, Project, read_file


def bases(project: Project) -> tuple[Path, ...]:
    """Return the folders below which files may be edited."""
    return (project.annotations, project.seeds, project.passages)


def read_editable(project: Project, path: Path) -> bytes | None:
    """Return the content of a file, None if there is none. Raises EditRefused for what may not be edited."""
    shown = project.shown(path)
    base = next((base for base in bases(project) if path != base and path.is_relative_to(base)), None)
    if base is None or ".." in path.parts:
        allowed = " and ".join(f"{project.shown(folder)}/" for folder in dict.fromkeys(bases(project)[:2]))
        raise EditRefused(f"{shown}: only files below {allowed} are edited")
    steps = itertools.accumulate(path.relative_to(base).parts, lambda folder, name: folder / name, initial=base)
    try:
        for step in steps:
            if step.is_symlink():
                raise EditRefused(f"{project.shown(step)}: a symbolic link is not edited; put the file itself there")
            if step != base and step.name.startswith("."):
                raise EditRefused(f"{project.shown(step)}: what begins with a dot is no part of a corpus")
        content = read_file(path, MAX_SOURCE_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise EditRefused(f"{shown}: the file cannot be read: {error.strerror or error}") from None
    except ValueError:  # a NUL character
        raise EditRefused(f"{shown}: no file can have this name") from None
    if len(content) > MAX_SOURCE_BYTES:
        raise EditRefused(f"{shown}: the file has more than {MAX_SOURCE_BYTES:,} bytes")
    return content
