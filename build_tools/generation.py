"""The one place from which the site side calls the core: everything else here takes its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol


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

    return pipeline.generate(root)  # type: ignore[no-any-return,attr-defined]


def errors_of(problems: Iterable[Any]) -> list[Any]:
    """Return the problems that forbid building."""
    return [problem for problem in problems if str(getattr(problem, "level", "error")) == "error"]


def one_line(problem: Any) -> str:
    """Return `path:line:column: message [rule]`, or the problem's own text if it is another kind of value."""
    location = getattr(problem, "location", None)
    if location is None:
        return str(problem)
    return f"{location.path}:{location.line}:{location.column}: {problem.message} [{problem.rule}]"
