"""Every case in `tests/cases/figures/` is collated into the sets, with the verdicts and rules, that were worked out by hand.

A case lists figures, each with a `source` (its own line there; `s1`, `s2` … where none is named, published on the day
that `published` names or else on 1 May 2001) and the sets expected, as numbers of the figures from 1 on: those of one
row in a list of their own. Figures in no set are expected to stand alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from build_tools.collation.figures import RULE_VERDICTS, FigureRow, Figures, FigureSet, Proposal
from build_tools.pipeline import check
from build_tools.project import Project
from build_tools.vocabulary import TOOL_LISTS
from tests.core_support import CASES, read_case
from tests.corpus_support import PACKAGE_LISTS, small_corpus, write_files

FIGURE_CASES = sorted((CASES / "figures").glob("*.yml"))
OF_FIGURE = ("measure", "value", "low", "high", "words", "qualifier", "unit", "since", "until")
OF_CLAIM = ("said_by", "about", "date", "answers", "rejects")
TERM = {"label": "Thing", "definition": "A thing."}


def collated(root: Path, case: dict[str, Any]) -> Figures:
    """Write the records of a case, check them and collate their figures."""
    write_files(root, records(case))
    checked = check(Project.at(root))
    assert checked.corpus is not None
    assert [problem.message for problem in checked.problems] == []
    return Figures(checked.corpus)


def records(case: dict[str, Any]) -> dict[str, Any]:
    """Return the files of a case: a small corpus with a source for each that its figures name."""
    made = [{"measure": "count", "source": f"s{number}", **f} for number, f in enumerate(case["figures"], 1)]
    actors = {actor for figure in made for actor in figure.get("said_by", [])}
    places = {place for figure in made for place in figure.get("about", [])}
    questions = case.get("questions", {})
    files: dict[str, Any] = small_corpus()
    files["annotations/vocabulary.yml"] = {
        **{name: {"thing": TERM} for name in PACKAGE_LISTS},
        "measures": {m: TERM | extra for m, extra in {"count": {}, **case.get("measures", {})}.items()},
    }
    files |= {f"annotations/actors/{actor}.yml": {"name": actor, "type": "thing"} for actor in actors}
    files |= {f"annotations/places/{place}.yml": {"name": place, "type": "thing"} for place in places - {"weir"}}
    for question_id, question in questions.items():
        answers = {figure.get("answers", {}).get(question_id) for figure in made} - {None}
        files[f"annotations/questions/{question_id}.yml"] = {
            "question": "How many?",
            "answers": [{"id": answer, "text": answer} for answer in sorted(answers) or ["none"]],
            "verdict": "differ",
            "reason": "By hand [@one#closed].",
            **question,
        }
    for source in dict.fromkeys(figure["source"] for figure in made):
        files |= _source(source, [(n, f) for n, f in enumerate(made, 1) if f["source"] == source])
    return files


def _source(source: str, figures: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
    lines = [f"Figure {number} says {figure.get('words', 'so')}." for number, figure in figures]
    text = "\n".join(lines) + "\n"
    published = next((figure["published"] for _, figure in figures if "published" in figure), "2001-05-01")
    return {
        f"seeds/{source}.txt": text,
        f"annotations/sources/{source}.yml": {
            "file": f"{source}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "headline": source,
            "label": source,
            "outlet": "unknown",
            "published": published,
            "language": "en",
            "rights": {"display": "full", "statement": "Free."},
        },
        f"annotations/passages/{source}/all.yml": {
            "passages": [
                {"id": f"f{number}", "quote": line, "claims": [_claim(figure)]}
                for (number, figure), line in zip(figures, lines, strict=True)
            ]
        },
    }


def _claim(figure: dict[str, Any]) -> dict[str, Any]:
    claim = {key: figure[key] for key in OF_CLAIM if key in figure}
    stated = {key: figure[key] for key in OF_FIGURE if key in figure} | {"inferred": "By the case."}
    inferred = {"date_inferred": "By the case."} if "date" in claim else {}
    return {"type": "figure", "about": ["weir"], **claim, **inferred, "figure": stated}


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
