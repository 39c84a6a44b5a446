"""Quotes in files that are no YAML: the line that is proposed for one has the words and marks of its source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from build_tools.anchoring import nearest, proposed
from build_tools.loaded import Loaded
from build_tools.problems import Problem
from build_tools.sources import SourceText, normalise
from build_tools.written_lines import WrittenLines
from build_tools.yaml_reader import Mapping, Scalar, Sequence, read_yaml


def compare_mends(loaded: Loaded) -> None:
    """Let the cure of a line with a quote give the words of the source, where they are nearly those of the quote.

    Otherwise the quote would be reported as soon as the file can be read. One line of a file is looked at: that of
    its slip.
    """
    for index, problem in enumerate(loaded.problems):
        source = _source_of(loaded, problem) if problem.mended else None
        if source is not None:
            shown = loaded.project.shown(loaded.project.seeds / source.file)
            loaded.problems[index] = _with_words_of(source, shown, problem)


def _source_of(loaded: Loaded, problem: Problem) -> SourceText | None:
    path = PurePosixPath(problem.location.path)
    folders = (loaded.project.passages, loaded.project.annotations / "dismissals")
    is_on_source = str(path.parent.parent) in [loaded.project.shown(folder) for folder in folders]
    return loaded.texts.get(path.parent.name) if is_on_source else None


def _with_words_of(source: SourceText, shown: str, problem: Problem) -> Problem:
    root, _ = read_yaml(problem.mended.encode("utf-8"), problem.location.path)
    for key, listed in root.items.items() if root else ():
        for index, item in enumerate(listed.items if isinstance(listed, Sequence) else ()):
            quote = item.items.get("quote") if isinstance(item, Mapping) else None
            if not isinstance(quote, Scalar) or not quote.value or quote.line != problem.location.line:
                continue
            words = normalise(quote.value)
            near = nearest(words, source) if words not in source.normalised else None
            meant = proposed(near, words, source)
            told = WrittenLines(problem.mended).with_texts((key, index), {"quote": meant}) if meant else ""
            # Lines are counted in the file as it is: it must be the same that are written anew.
            if near and told and told.partition("\n")[0] == problem.hint.partition("\n")[0]:
                return replace(problem, hint=f"with the words of line {near.line} of {shown}, {told}")
    return problem
