"""Read one pass: the corpus with the passages of another folder, and where in its files things stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from build_tools.loaded import Progress
from build_tools.locations import KeyPath, Location
from build_tools.pipeline import Checked, check
from build_tools.project import Project, read_file
from build_tools.yaml_reader import LIMITS, Mapping, locate, read_yaml

_OWN_PASSAGES = frozenset(["citation-not-found", "renamed-id", "rename-astray", "renamed-id-reused"])
"""Rules that the corpus breaks only because a pass has other passages."""


def folder_of_pass(folder: Path) -> Path:
    """Return the folder with the passages: `folder` itself, or `passages` in it if there is one."""
    inner = folder / "passages"
    return inner if inner.is_dir() else folder


def check_pass(project: Project, folder: Path, progress: Progress) -> Checked:
    """Check a corpus with the passages of `folder` (one folder for each source) in the place of its own.

    What the corpus itself cites, and what its renames lead to, are its own passages, which a pass need not have.
    """
    own = project.with_passages(folder_of_pass(folder))
    checked = check(own, progress)
    below = f"{own.shown(own.passages)}/"
    problems = [
        problem
        for problem in checked.problems
        if problem.rule not in _OWN_PASSAGES or problem.location.path.startswith(below)
    ]
    return replace(checked, problems=problems)


def places_in(project: Project) -> Callable[[str, KeyPath], Location]:
    """Return a function that finds the place of a value in a YAML file of the project, which is read again."""

    @lru_cache(maxsize=64)  # differences come by source, so mostly from one file of each pass
    def root_of(file: str) -> Mapping | None:
        try:
            return read_yaml(read_file(project.root / file, LIMITS.bytes), file)[0]
        except OSError:
            return None

    def place(file: str, keys: KeyPath) -> Location:
        root = root_of(file)
        return Location(file) if root is None else locate(root, keys, file)

    return place
