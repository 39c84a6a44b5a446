"""A fault in the corpus, as a value. It knows nothing of how it will be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from build_tools.locations import Location
from build_tools.rules import RULES, Level


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where, which rule, what was found, and the cure if it can be guessed."""

    location: Location
    rule: str
    """Id of a rule in `rules.RULES`."""
    message: str
    """The field, what must hold, and the text found in quotation marks."""
    hint: str = ""
    """The nearest valid value or the ready fix; may run over several lines."""
    mended: str = field(default="", compare=False, repr=False)
    """The whole file as it reads after the cure, where it could not be read before; for programs."""

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise KeyError(f"no rule {self.rule!r}")

    @property
    def level(self) -> Level:
        """Weight of the problem: that of its rule."""
        return RULES[self.rule].level


def has_errors(problems: list[Problem]) -> bool:
    """Whether any of the problems forbids building the site."""
    return any(problem.level is Level.ERROR for problem in problems)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that is most like `word`, or "" if none is near."""
    from rapidfuzz import process, utils  # imported late: only a faulty corpus needs it

    found = process.extractOne(word, list(candidates), processor=utils.default_process, score_cutoff=62)
    return str(found[0]) if found else ""


def nearest_hint(word: str, candidates: Iterable[str]) -> str:
    """Return a hint with the candidate that is most like `word`, or "" if none is near."""
    found = nearest(word, candidates)
    return f"did you mean {found!r}?" if found else ""
