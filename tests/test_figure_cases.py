"""Every case in `tests/cases/figures/` is collated into the sets, with the verdicts and rules, that were worked out by hand.

A case lists figures, each with a `source` (its own line there; `s1`, `s2` … where none is named, published on the day
that `published` names or else on 1 May 2001) and the sets expected, as numbers of the figures from 1 on: those of one
row in a list of their own. Figures in no set are expected to stand alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.collation.figures import RULE_VERDICTS, FigureRow, FigureSet, Proposal
from build_tools.vocabulary import TOOL_LISTS
from tests.core_support import CASES, read_case
from tests.figures_support import collated

FIGURE_CASES = sorted((CASES / "figures").glob("*.yml"))


def numbers(row: FigureRow) -> Any:
    """Return a row as a case writes it: the number of its figure, or a list of several."""
    found = [int(placed.passage.id.removeprefix("f")) for placed in row.claims]
    return found if len(found) > 1 else found[0]


def listed(found: FigureSet) -> dict[str, Any]:
    """Return a set as a case writes it."""
    assert found.proposal is not None
    shown: dict[str, Any] = {"rows": [numbers(row) for row in found.rows], **proposed(found.proposal)}
    if found.question_id:
        shown["question"] = found.question_id
    if found.one_source:
        shown["one_source"] = True
    if found.proposal.rows != found.rows:
        shown["of"] = [numbers(row) for row in found.proposal.rows]
    if found.proposal.parts:
        shown["parts"] = [{"rows": [numbers(row) for row in p.rows], **proposed(p)} for p in found.proposal.parts]
    if found.proposal.fits is not None:
        fits = found.proposal.fits
        brackets = ("(" if fits.lower_open else "[") + " " + (")" if fits.upper_open else "]")
        shown["fits"] = f"{brackets[0]}{fits.lower}, {fits.upper}{brackets[-1]}"
    return shown


def proposed(proposal: Proposal) -> dict[str, str]:
    """Return verdict and rule."""
    return {"verdict": proposal.verdict, "rule": proposal.rule}


@pytest.mark.parametrize("path", FIGURE_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The sets that a case lists are those found, in their order; every other figure stands alone."""
    case = read_case(path)
    figures = collated(tmp_path, case)
    compared = [found for found in figures.sets if not found.alone]
    assert [listed(found) for found in compared] == case.get("sets", [])
    placed = [int(p.passage.id.removeprefix("f")) for found in figures.sets for row in found.rows for p in row.claims]
    assert sorted(placed) == list(range(1, len(case["figures"]) + 1))
    assert len({found.key for found in figures.sets}) == len(figures.sets)


@pytest.mark.parametrize("path", FIGURE_CASES, ids=lambda path: path.stem)
def test_order_of_figures_does_not_matter(path: Path, tmp_path: Path) -> None:
    """With the figures written in the other order, the same are compared, with the same verdict and rule."""
    case = read_case(path)
    turned = {**case, "figures": [{"source": f"s{n}", **f} for n, f in enumerate(case["figures"], 1)][::-1]}
    sets = [collated(tmp_path / name, c).sets for name, c in (("a", case), ("b", turned))]
    found = [{(s.key, len(s.rows), s.proposal.rule if s.proposal else "") for s in one} for one in sets]
    assert found[0] == found[1]


def test_every_rule_is_defined_and_has_a_case() -> None:
    """The rules are those of the codebook, each with a verdict that is not `conflict`, and a case shows each."""
    assert tuple(RULE_VERDICTS) == tuple(TOOL_LISTS["figure_rules"])
    assert set(RULE_VERDICTS.values()) == set(TOOL_LISTS["verdicts"]) - {"conflict"}
    shown = {found["rule"] for path in FIGURE_CASES for found in read_case(path).get("sets", [])}
    assert shown == set(RULE_VERDICTS)
