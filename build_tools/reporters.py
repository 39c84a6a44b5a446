"""Show problems: for people, for GitHub's annotations on a pull request, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from build_tools import urls
from build_tools.characters import LONGEST_LINE, printable
from build_tools.problems import Problem
from build_tools.project import CALL
from build_tools.rules import RULES, Level
from build_tools.yaml_lines import pasted

FORMATS = ("text", "github", "json")
_STAGES = {rule: number for number, rule in enumerate(RULES)}


def report(problems: Iterable[Problem], form: str, site_url: str = "") -> str:
    """Return all problems in one of `FORMATS`, sorted by place. Ends without a line end.

    `site_url` is the address of the site, whose pages of rules are named; "" where it is not known.
    GitHub shows ten of each level on the lines of a pull request, so for it those come first from which others follow.
    """
    ordered = sorted(problems, key=_weight) if form == "github" else sorted(problems)
    if form == "json":
        return json.dumps([_as_dict(problem, site_url) for problem in ordered], ensure_ascii=True, indent=1)
    if form == "github":
        return "\n".join(_github(problem, site_url) for problem in ordered)
    more = [f"explain a rule: {CALL} explain {ordered[0].rule}"] if ordered else []
    return "\n".join([*map(text_of, ordered), *more])


def _weight(problem: Problem) -> tuple[bool, int, Problem]:
    """Order errors before warnings, then by rule: the table of rules is in the order of the stages."""
    return problem.level is not Level.ERROR, _STAGES[problem.rule], problem


def text_of(problem: Problem) -> str:
    """Return one problem for a terminal: a line, and its hint below it."""
    place = problem.location
    # Every part is made printable: contributed text must not begin a line or reach the terminal raw.
    start = f"{printable(place.path)}:{place.line}:{place.column}: {problem.level}"
    line = f"{start}: {printable(problem.message, 600)} [{problem.rule}]"
    if problem.hint:
        # The bar is no ornament: GitHub takes `::error::…` after spaces for a command, too.
        line += "".join(f"\n    | {printable(part, LONGEST_LINE)}" for part in _hint(problem).split("\n"))
    return line.replace("##[", "##\\u{5b}")  # the older form of a command, which may stand anywhere in a line


def _hint(problem: Problem) -> str:
    """Return the cure; a line of it may be one to copy, in which the code of a tab would be two letters."""
    return "\n".join(map(pasted, problem.hint.split("\n")))


def _github(problem: Problem, site_url: str) -> str:
    """Return a workflow command, whose message has the cure and the address of the page of the rule."""
    place = problem.location
    message = "\n".join(filter(None, (problem.message, _hint(problem), _page(problem, site_url))))
    properties = f"file={_property(place.path)},line={place.line},col={place.column},title={_property(problem.rule)}"
    return f"::{problem.level} {properties}::{_data(message)}"


def _data(text: str) -> str:
    cut = "\n".join(printable(part, LONGEST_LINE) for part in text.split("\n"))
    return cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def _page(problem: Problem, site_url: str) -> str:
    """Return the address of the page of a problem's rule, or ""."""
    return urls.public(urls.rule_page(problem.rule), "", site_url) if site_url else ""


def _as_dict(problem: Problem, site_url: str) -> dict[str, object]:
    place = problem.location
    return {
        "file": place.path,
        "line": place.line,
        "column": place.column,
        "level": str(problem.level),
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
        "page": _page(problem, site_url),
    }
