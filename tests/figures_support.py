"""What the tests of figures share: a case, written as records, checked and collated."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from build_tools.collation.figures import Figures
from build_tools.pipeline import check
from build_tools.project import Project
from tests.corpus_support import PACKAGE_LISTS, small_corpus, write_files

OF_FIGURE = ("measure", "value", "low", "high", "words", "qualifier", "unit", "since", "until", "scope")
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
