"""Quotes in files that cannot be read as they are: cures that only a look into the sources gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from build_tools.anchoring import nearest, proposed
from build_tools.loaded import Loaded
from build_tools.problems import Problem
from build_tools.project import read_file
from build_tools.sources import SourceText, normalise
from build_tools.written_lines import WrittenLines
from build_tools.yaml_reader import LIMITS, Mapping, Scalar, Sequence, read_yaml

_MOST_LOOKED_UP = 5
"""Quotes of a misplaced file that are looked for."""


def look_into_sources(loaded: Loaded) -> None:
    """Let cures give the words of the source for a line with a quote, and the folder of the source for a file.

    Otherwise the quote would be reported as soon as the file can be read. One line of a file is looked at: that of
    its slip.
    """
    for index, problem in enumerate(loaded.problems):
        if problem.rule == "file-misplaced" and problem.location.path.startswith(_folder(loaded)):
            loaded.problems[index] = _with_folder(loaded, problem)
        source = _source_of(loaded, problem) if problem.mended else None
        if source is not None:
            shown = loaded.project.shown(loaded.project.seeds / source.file)
            loaded.problems[index] = _with_words_of(source, shown, problem)


def _folder(loaded: Loaded) -> str:
    return f"{loaded.project.shown(loaded.project.passages)}/"


def _with_folder(loaded: Loaded, problem: Problem) -> Problem:
    """Return the problem of a file that lies in no folder of a source with the one in which all its quotes stand."""
    path = PurePosixPath(problem.location.path)
    if str(path.parent) != _folder(loaded).rstrip("/"):
        return problem
    try:
        root, _ = read_yaml(read_file(loaded.project.root / path, LIMITS.bytes), str(path))
    except OSError:
        return problem
    listed = root.items.get("passages") if root else None
    quotes = (
        [item.items.get("quote") for item in listed.items if isinstance(item, Mapping)]
        if isinstance(listed, Sequence)
        else []
    )
    words = [normalise(quote.value) for quote in quotes[:_MOST_LOOKED_UP] if isinstance(quote, Scalar) and quote.value]
    found = [i for i, text in loaded.texts.items() if words and all(one in text.normalised for one in words)]
    if len(found) != 1:
        return problem
    return replace(problem, hint=f"its quotes stand in '{found[0]}': move it to {path.parent}/{found[0]}/{path.name}")


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
