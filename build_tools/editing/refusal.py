"""Why an edit is not made: said before anything was written."""

from __future__ import annotations

from build_tools.problems import Problem


class EditRefused(Exception):
    """Carries what stands in the way: `reasons` are sentences for people, `problems` have a place and a rule."""

    def __init__(self, *reasons: str, problems: list[Problem] | None = None) -> None:
        """Say why; `problems` are those of files that cannot be edited before they are mended."""
        super().__init__("; ".join(reasons) or "; ".join(problem.message for problem in problems or ()))
        self.reasons = reasons
        self.problems = problems or []


class EditBrokenOff(EditRefused):
    """An edit that the system stopped half-way: the journal has the rest, and the next run ends it."""
