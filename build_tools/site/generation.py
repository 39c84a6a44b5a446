"""The one place from which the site side calls the core: everything else here takes its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized
from pathlib import Path
from typing import Any, Protocol

from build_tools.characters import printable
from build_tools.site.manifest import ManifestDamaged
from build_tools.site.writer import WriteConflict, WriteReport, write_tree


class Generated(Protocol):
    """What generation gives: `pipeline.generate` returns it, tests make their own."""

    @property
    def files(self) -> Iterable[tuple[str, str | bytes]]:
        """Relative POSIX path in the docs folder and content; may be a stream."""
        ...

    @property
    def problems(self) -> Sequence[Any]:
        """`Problem` values of the whole corpus."""
        ...


Generate = Callable[[Path], Generated]
"""From the folder of a corpus to its pages."""


def generate(root: Path) -> Generated:
    """Return pages and problems of the corpus in `root`."""
    from build_tools import pipeline  # imported late: the core is not needed to test the site side

    return pipeline.generate(root)


def faults_of(made: Generated) -> list[str]:
    """Return what forbids building, a line each: errors of the corpus, or that there is nothing to publish.

    An empty result must not be written: it would remove every page of the last good one.
    """
    faults = [one_line(problem) for problem in errors_of(made.problems)]
    if not faults and isinstance(made.files, Sized) and len(made.files) == 0:
        faults.append("nothing was generated: the corpus has no quote that could be checked")
    return faults


def write_pages(made: Generated, docs_dir: Path) -> tuple[WriteReport | None, list[str]]:
    """Write what was generated into `docs_dir`; return what was done, or None and the faults that forbid it."""
    faults = faults_of(made)
    if faults:
        return None, faults
    try:
        return write_tree(docs_dir, made.files), []
    except WriteConflict as conflict:
        return None, list(conflict.reasons)
    except ManifestDamaged as error:
        return None, [str(error)]


def errors_of(problems: Iterable[Any]) -> list[Any]:
    """Return the problems that forbid building."""
    return [problem for problem in problems if str(getattr(problem, "level", "error")) == "error"]


def one_line(problem: Any) -> str:
    """Return `path:line:column: message [rule]`, or the problem's own text if it is another kind of value."""
    location = getattr(problem, "location", None)
    if location is None:
        return printable(str(problem))
    return printable(f"{location.path}:{location.line}:{location.column}: {problem.message} [{problem.rule}]", 600)
